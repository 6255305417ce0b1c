//! "token blocked until 2026-11-23 22:15:34": a moment without a time zone.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// The longest block that a reading may give. Zones lie further apart than this, so only one reading fits.
const LONGEST: Duration = Duration::from_secs(30 * 60);

/// How long the message says the block lasts, from the server's `now`. The moment is read as Warsaw's, then UTC's,
/// then `local` time; in the hour that comes twice in autumn both of its readings count. `None` if the message
/// names no moment or none of the readings lies within half an hour from now.
///
/// The moment is printed to the second, so a second is added for what was cut off.
pub fn wait(message: &str, now: Timestamp, local: &TimeZone) -> Option<Duration> {
    let printed = moment(message)?;
    let warsaw: TimeZone = jiff::tz::get!("Europe/Warsaw");
    let zones = [warsaw, TimeZone::UTC, local.clone()];
    let now = now.as_second();
    zones
        .into_iter()
        .flat_map(|zone| {
            let moment = zone.into_ambiguous_zoned_datetime(printed);
            [moment.clone().earlier(), moment.later()]
        })
        .flatten()
        .filter_map(|reading| u64::try_from(reading.timestamp().as_second() - now).ok())
        .map(Duration::from_secs)
        .find(|wait| *wait <= LONGEST)
        .map(|wait| wait + Duration::from_secs(1))
}

/// The first `YYYY-MM-DD HH:MM:SS` of a text.
fn moment(message: &str) -> Option<DateTime> {
    const FORM: &[u8] = b"0000-00-00 00:00:00";
    message.as_bytes().windows(FORM.len()).find_map(|window| {
        let fits = window.iter().zip(FORM).all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            _ => byte == form,
        });
        let text = fits.then(|| std::str::from_utf8(window).ok()).flatten()?;
        DateTime::strptime("%Y-%m-%d %H:%M:%S", text).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: u64 = 60;

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).expect("a zone")
    }

    /// Seconds to wait when the message prints `end` as the clock of `printed_in` shows it.
    fn told(now: &str, minutes: i64, printed_in: &str, local: &str) -> Option<u64> {
        let now: Timestamp = now.parse().expect("a moment");
        let end = now + jiff::SignedDuration::from_mins(minutes);
        let shown = end
            .to_zoned_datetime(zone(printed_in))
            .strftime("%Y-%m-%d %H:%M:%S")
            .to_string();
        wait(
            &format!("Query limit exceeded, token blocked until {shown}"),
            now,
            &zone(local),
        )
        .map(|wait| wait.as_secs())
    }

    #[test]
    fn every_zone_is_recognised_summer_and_winter() {
        for now in [
            "2026-11-23T21:05:34Z",
            "2026-07-01T21:55:00Z",
            "2026-12-31T23:58:00Z",
        ] {
            for (printed_in, local) in [
                ("Europe/Warsaw", "UTC"),
                ("UTC", "Europe/Warsaw"),
                ("Pacific/Auckland", "Pacific/Auckland"),
            ] {
                assert_eq!(
                    told(now, 10, printed_in, local),
                    Some(10 * MINUTE + 1),
                    "{now} {printed_in}"
                );
            }
        }
    }

    #[test]
    fn the_hour_that_comes_twice_is_read_both_ways() {
        // 2026-10-25, 03:00 summer time becomes 02:00 winter time at 01:00 UTC.
        for minute in 0..=130 {
            let now: Timestamp = "2026-10-24T23:30:00Z".parse().expect("a moment");
            let now = now + jiff::SignedDuration::from_mins(minute);
            for printed_in in ["Europe/Warsaw", "UTC"] {
                assert_eq!(
                    told(&now.to_string(), 10, printed_in, "UTC"),
                    Some(10 * MINUTE + 1),
                    "{now} {printed_in}"
                );
            }
        }
    }

    #[test]
    fn the_hour_that_never_comes_is_stepped_over() {
        // 2027-03-28, 02:00 winter time becomes 03:00 summer time at 01:00 UTC.
        for minute in 0..=130 {
            let now: Timestamp = "2027-03-28T00:00:00Z".parse().expect("a moment");
            let now = now + jiff::SignedDuration::from_mins(minute);
            for printed_in in ["Europe/Warsaw", "UTC"] {
                assert_eq!(
                    told(&now.to_string(), 10, printed_in, "UTC"),
                    Some(10 * MINUTE + 1),
                    "{now} {printed_in}"
                );
            }
        }
    }

    #[test]
    fn what_does_not_fit_is_no_reading() {
        assert_eq!(
            told("2026-11-23T21:05:34Z", 40, "Europe/Warsaw", "UTC"),
            None
        );
        assert_eq!(
            told("2026-11-23T21:05:34Z", -10, "Europe/Warsaw", "UTC"),
            None
        );
        let now = "2026-11-23T21:05:34Z".parse().expect("a moment");
        for odd in [
            "",
            "token blocked",
            "until 2026-13-45 99:99:99",
            "until tomorrow ż 2026-11-23",
        ] {
            assert_eq!(wait(odd, now, &TimeZone::UTC), None, "{odd}");
        }
    }
}
