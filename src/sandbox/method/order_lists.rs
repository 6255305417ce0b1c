//! `getOrderStatusList` and `getOrderSources`.

use super::{ApiError, Parameters, World, Writer};
use crate::sandbox::unknowns::EmptyMap;

pub(super) fn statuses(
    world: &mut World,
    _: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.list("statuses", |list| {
            for (position, status) in world.statuses.iter().enumerate() {
                list.record(|row| {
                    row.int("id", status.id);
                    row.text("name", &status.name);
                    row.text("color", &status.color);
                    row.int("group_id", 901);
                    row.flag_int("is_primary", position == 0);
                    row.text("name_for_customer", &status.name_for_customer);
                });
            }
        });
    }))
}

pub(super) fn sources(
    world: &mut World,
    _: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.map("sources", EmptyMap::Array, |kinds| {
            for (kind, accounts) in &world.sources {
                kinds.map(kind, EmptyMap::Array, |names| {
                    for (id, name) in accounts {
                        names.text_entry(&id.to_string(), name);
                    }
                });
            }
        });
    }))
}
