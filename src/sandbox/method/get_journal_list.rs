//! `getJournalList`: events of the last three days, `last_log_id` inclusive; nothing while the journal is off.

use super::{ApiError, Parameters, World, Writer};
use crate::sandbox::journal::JournalEntry;
use crate::sandbox::unknowns::JournalPage;

pub(super) fn run(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let from = match parameters.int("last_log_id") {
        Some(..=0) => return Err(ApiError::new("ERROR_BAD_PARAMETERS", "Bad last_log_id")),
        from => from.and_then(|id| u64::try_from(id).ok()).unwrap_or(0),
    };
    let types = parameters.ids("logs_types").unwrap_or_default();
    let order_id = parameters.positive("order_id");
    let fits = |entry: &&JournalEntry| {
        entry.log_id >= from
            && (types.is_empty() || types.contains(&u64::from(entry.log_type)))
            && order_id.is_none_or(|id| entry.order_id == id)
    };
    let most = match world.unknowns().journal_page {
        JournalPage::Whole => usize::MAX,
        JournalPage::Hundred => 100,
    };
    let page: Vec<_> = world.journal().filter(fits).take(most).collect();
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.list("logs", |logs| {
            for entry in page {
                logs.record(|row| {
                    row.int_under("log_id", "id", entry.log_id);
                    row.int("log_type", entry.log_type);
                    row.id_or_none("order_id", entry.order_id);
                    row.id_or_none("object_id", entry.object_id);
                    row.int("date", entry.date);
                });
            }
        });
    }))
}
