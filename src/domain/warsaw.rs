//! Days as they are counted on documents: in Warsaw.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

const NAME: &str = "Europe/Warsaw";

/// Where systems keep their rules, which are newer than the program's own.
const SYSTEM: &str = "/usr/share/zoneinfo/Europe/Warsaw";

// By name jiff looks through all of the system's zones first: a third of the time in which a command answers.
static ZONE: LazyLock<TimeZone> = LazyLock::new(|| {
    let rules = std::fs::read(SYSTEM).ok();
    rules
        .and_then(|rules| TimeZone::tzif(NAME, &rules).ok())
        .unwrap_or_else(|| BUILT_IN.clone())
});

/// The rules as of the build, for systems without any.
static BUILT_IN: TimeZone = jiff::tz::get!("Europe/Warsaw");

/// Warsaw's time zone.
pub fn zone() -> TimeZone {
    ZONE.clone()
}

/// The day of a Unix second; 1970-01-01 for a second that no calendar has.
pub fn day(second: i64) -> Date {
    Timestamp::from_second(second)
        .unwrap_or_default()
        .to_zoned_datetime(zone())
        .date()
}

/// The Unix second at which a day begins.
pub fn start_of(day: Date) -> i64 {
    day.to_zoned_datetime(zone())
        .map_or(0, |start| start.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_begin_at_midnight_in_summer_winter_and_on_the_nights_between() {
        for (day_of, second) in [
            (date(2026, 11, 24), 1_795_474_800),
            (date(2026, 7, 1), 1_782_856_800),
            (date(2026, 3, 29), 1_774_738_800),
            (date(2026, 3, 30), 1_774_821_600),
            (date(2026, 10, 25), 1_792_879_200),
            (date(2026, 10, 26), 1_792_969_200),
        ] {
            assert_eq!(start_of(day_of), second, "{day_of}");
            assert_eq!(day(second), day_of);
            assert_eq!(day(second - 1), day_of.yesterday().unwrap());
        }
    }
}
