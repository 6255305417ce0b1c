//! Numbers of documents by the format of their series.

use super::World;
use crate::sandbox::warsaw;

impl World {
    /// The format of a series; that of most where there is no such series.
    pub(super) fn format_of(&self, series_id: u64) -> &str {
        let series = self.series.iter().find(|series| series.id == series_id);
        series.map_or("%N/%M/%Y", |series| series.format.as_str())
    }
}

/// Year and month in which a document of a Unix second is numbered; month 0 where the format counts by the year.
pub(super) fn numbered_in(format: &str, date_add: i64) -> (i64, i64) {
    let day = jiff::Timestamp::from_second(date_add).unwrap_or_default();
    let day = day.to_zoned_datetime(warsaw());
    let monthly = format.contains("%M");
    let month = if monthly { i64::from(day.month()) } else { 0 };
    (i64::from(day.year()), month)
}

/// The full number.
pub(super) fn shown(format: &str, number: u64, month: i64, year: i64) -> String {
    format
        .replace("%N", &number.to_string())
        .replace("%M", &month.to_string())
        .replace("%Y", &year.to_string())
}
