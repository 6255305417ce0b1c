//! On which days NBP publishes table A.

use jiff::civil::{Date, Weekday};

/// Neither a weekend nor a Polish public holiday.
pub(super) fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_holiday(day)
}

fn is_holiday(day: Date) -> bool {
    let fixed = matches!(
        (day.month(), day.day()),
        (1, 1 | 6) | (5, 1 | 3) | (8, 15) | (11, 1 | 11) | (12, 25 | 26)
    );
    // 24 December is free since 2025.
    let christmas_eve = day.year() >= 2025 && (day.month(), day.day()) == (12, 24);
    let easter_sunday = day_of_year(easter(day.year()));
    // Easter Monday and Corpus Christi.
    let moving = matches!(day_of_year(day) - easter_sunday, 1 | 60);
    fixed || christmas_eve || moving
}

fn day_of_year(day: Date) -> i32 {
    i32::from(day.day_of_year())
}

/// Easter Sunday by the anonymous Gregorian algorithm.
fn easter(year: i16) -> Date {
    let year_number = i32::from(year);
    let a = year_number % 19;
    let (b, c) = (year_number / 100, year_number % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    let month = i8::try_from(sum / 31).unwrap_or(4);
    let day = i8::try_from(sum % 31 + 1).unwrap_or(1);
    Date::new(year, month, day).unwrap_or(Date::constant(2000, 4, 23))
}

/// The last day whose table may be out: today from noon in Warsaw, else yesterday.
pub(super) fn published_until(now: i64) -> Date {
    let here = jiff::Timestamp::from_second(now)
        .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
        .to_zoned_datetime(crate::sandbox::warsaw());
    let today = here.date();
    if here.hour() >= 12 {
        today
    } else {
        today.yesterday().unwrap_or(today)
    }
}

/// Number of a day's table within its year.
pub(super) fn table_number(day: Date) -> u32 {
    let mut number = 0;
    let mut past = day.first_of_year();
    while past <= day {
        number += u32::from(is_working_day(past));
        let Ok(next) = past.tomorrow() else { break };
        past = next;
    }
    number
}
