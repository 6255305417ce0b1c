//! Times for people and JSON: Warsaw, with the offset.

use jiff::Timestamp;

use crate::domain::warsaw::zone;

/// `2026-11-23T21:00:00+01:00`.
pub fn warsaw(seconds: i64) -> String {
    let at = Timestamp::from_second(seconds)
        .unwrap_or_default()
        .to_zoned_datetime(zone());
    at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// `2026-11-23 21:00`, for tables.
pub fn short(seconds: i64) -> String {
    let at = Timestamp::from_second(seconds)
        .unwrap_or_default()
        .to_zoned_datetime(zone());
    at.strftime("%Y-%m-%d %H:%M").to_string()
}

/// `21:00:00`, for waits.
pub fn clock(seconds: i64) -> String {
    let at = Timestamp::from_second(seconds)
        .unwrap_or_default()
        .to_zoned_datetime(zone());
    at.strftime("%H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    #[test]
    fn both_sides_of_a_clock_change() {
        assert_eq!(super::warsaw(1_774_745_999), "2026-03-29T01:59:59+01:00");
        assert_eq!(super::warsaw(1_774_746_000), "2026-03-29T03:00:00+02:00");
        assert_eq!(super::short(1_788_000_300), "2026-08-29 12:45");
    }
}
