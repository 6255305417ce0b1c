//! A moment as a person says it: `--as-of`.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use super::warsaw;

/// Why a moment is not clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unclear {
    /// It has another form.
    Form,
    /// A day alone: its beginning and its end are different levels.
    Day(Date),
    /// The clock was set forward over it.
    Skipped,
    /// The clock was set back over it: it came twice.
    Twice,
    /// It is still to come.
    Future,
}

/// The Unix second of `2026-11-23T18:00:00+01:00`, or of `2026-11-23 18:00` in Warsaw, with `T` and seconds as one likes.
///
/// # Errors
/// Whatever leaves room for a second meaning; what lies after `now` (Unix seconds).
pub fn parse(text: &str, now: i64) -> Result<i64, Unclear> {
    let text = text.trim();
    let second = match text.get(..16).filter(|head| is_like(head, MINUTES)) {
        None if is_like(text, "dddd-dd-dd") => {
            return Err(text.parse().map_or(Unclear::Form, Unclear::Day));
        }
        None => return Err(Unclear::Form),
        Some(_) if is_like(text, MINUTES) || is_like(text, SECONDS) => in_warsaw(text)?,
        // A name of a zone in brackets would say a second thing.
        Some(_) if text.contains('[') => return Err(Unclear::Form),
        Some(_) => text
            .parse::<Timestamp>()
            .map_err(|_| Unclear::Form)?
            .as_second(),
    };
    // Before the year 2000 is a slip of the pen.
    if second < 946_684_800 {
        return Err(Unclear::Form);
    }
    if second > now {
        return Err(Unclear::Future);
    }
    Ok(second)
}

const MINUTES: &str = "dddd-dd-ddTdd:dd";
const SECONDS: &str = "dddd-dd-ddTdd:dd:dd";

fn in_warsaw(text: &str) -> Result<i64, Unclear> {
    let there: DateTime = text.parse().map_err(|_| Unclear::Form)?;
    let ambiguous = warsaw::zone().into_ambiguous_zoned_datetime(there);
    let offset = ambiguous.offset();
    let once = ambiguous.unambiguous().map_err(|_| match offset {
        jiff::tz::AmbiguousOffset::Gap { .. } => Unclear::Skipped,
        jiff::tz::AmbiguousOffset::Fold { .. } => Unclear::Twice,
        jiff::tz::AmbiguousOffset::Unambiguous { .. } => Unclear::Form,
    })?;
    Ok(once.timestamp().as_second())
}

/// Whether the text has this form: `d` is a digit, `T` also a blank or small.
fn is_like(text: &str, form: &str) -> bool {
    let fits = |(c, wanted): (char, char)| match wanted {
        'd' => c.is_ascii_digit(),
        'T' => matches!(c, 'T' | 't' | ' '),
        other => c == other,
    };
    text.chars().count() == form.chars().count() && text.chars().zip(form.chars()).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const NOW: i64 = 1_795_500_000;

    #[test]
    fn one_moment_in_every_form() {
        // 2026-11-23 18:00:00 in Warsaw.
        for text in [
            "2026-11-23 18:00",
            "2026-11-23T18:00",
            " 2026-11-23 18:00:00 ",
            "2026-11-23t18:00:00",
            "2026-11-23T18:00:00+01:00",
            "2026-11-23T17:00:00Z",
            "2026-11-23 12:00:00-05:00",
            "2026-11-23T18:00:00.9+01:00",
        ] {
            assert_eq!(parse(text, NOW), Ok(1_795_453_200), "{text}");
        }
        assert_eq!(parse("2026-07-01 00:00", NOW), Ok(1_782_856_800));
    }

    #[test]
    fn what_leaves_room_is_refused() {
        let day = Unclear::Day(date(2026, 11, 23));
        for (text, wrong) in [
            ("2026-11-23", day),
            ("2026-02-30", Unclear::Form),
            ("2026-02-30 10:00", Unclear::Form),
            ("2026-11-23 25:00", Unclear::Form),
            ("23.11.2026 18:00", Unclear::Form),
            ("2026-11-23 6:00", Unclear::Form),
            ("2026-11-23T18", Unclear::Form),
            ("2026-11-23 18:00[Asia/Tokyo]", Unclear::Form),
            ("1026-11-23 18:00", Unclear::Form),
            ("wczoraj", Unclear::Form),
            ("", Unclear::Form),
            ("2026-03-29 02:30", Unclear::Skipped),
            ("2026-10-25 02:30", Unclear::Twice),
            ("2027-01-01 00:00", Unclear::Future),
            ("2027-01-01T00:00:00Z", Unclear::Future),
        ] {
            assert_eq!(parse(text, NOW), Err(wrong), "{text}");
        }
        // With its offset it is one moment.
        assert_eq!(parse("2026-10-25T02:30:00+02:00", NOW), Ok(1_792_888_200));
    }
}
