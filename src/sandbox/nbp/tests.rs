//! Days on which there is a rate, and the shapes of the answers.

use jiff::civil::date;
use serde_json::Value;

use super::calendar::{is_working_day, table_number};
use super::{answer, mid};

/// Friday 2026-11-20, 13:00 in Warsaw.
const NOW: i64 = 1_795_176_000;

#[test]
fn holidays_are_not_working_days() {
    for (year, month, day) in [
        (2026, 1, 1),
        (2026, 1, 6),
        (2026, 4, 6),
        (2026, 5, 1),
        (2026, 6, 4),
        (2025, 4, 21),
        (2025, 6, 19),
        (2026, 8, 15),
        (2025, 11, 11),
        (2026, 12, 24),
        (2026, 12, 25),
        (2026, 11, 21),
    ] {
        assert!(
            !is_working_day(date(year, month, day)),
            "{year}-{month}-{day}"
        );
    }
    for (year, month, day) in [
        (2026, 4, 7),
        (2026, 6, 5),
        (2024, 12, 24),
        (2026, 11, 20),
        (2026, 1, 2),
    ] {
        assert!(
            is_working_day(date(year, month, day)),
            "{year}-{month}-{day}"
        );
    }
    assert_eq!(table_number(date(2026, 11, 20)), 226);
}

fn get(path: &str, now: i64) -> (u16, String) {
    let answer = answer(path, now);
    (answer.status, answer.body)
}

#[test]
fn a_day_has_its_rate_once_it_is_published() {
    let path = "exchangerates/rates/a/eur/2026-11-20/";
    assert_eq!(
        get(path, NOW - 3601),
        (404, "404 NotFound - Not Found - Brak danych".into())
    );
    let (status, body) = get(path, NOW - 3600);
    assert_eq!(status, 200);
    let answer: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(answer["currency"], "euro");
    assert_eq!(answer["rates"][0]["no"], "226/A/NBP/2026");
    assert_eq!(answer["rates"][0]["effectiveDate"], "2026-11-20");
    let text = answer["rates"][0]["mid"].to_string();
    assert!(text.starts_with("4.") && text.len() <= 6, "{text}");
    assert_eq!(
        get(path, NOW),
        get("exchangerates/rates/A/EUR/2026-11-20", NOW + 86_400)
    );
    for none in [
        "2026-11-21",
        "2026-11-11",
        "2026-11-23",
        "2026-13-01",
        "today",
    ] {
        assert_eq!(
            get(&format!("exchangerates/rates/a/eur/{none}/"), NOW).0,
            404,
            "{none}"
        );
    }
    assert_eq!(get("exchangerates/rates/a/xyz/2026-11-20/", NOW).0, 404);
    assert_eq!(get("exchangerates/rates/b/eur/2026-11-20/", NOW).0, 404);
}

#[test]
fn a_range_has_its_working_days() {
    let (_, body) = get("exchangerates/rates/a/usd/2026-11-09/2026-11-30/", NOW);
    let answer: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(answer["rates"].as_array().unwrap().len(), 9);
    assert_eq!(
        get("exchangerates/rates/a/usd/2026-11-21/2026-11-22/", NOW).0,
        404
    );
    assert_eq!(
        get("exchangerates/rates/a/usd/2026-01-01/2026-11-20/", NOW).0,
        400
    );
    assert_eq!(
        get("exchangerates/rates/a/usd/2026-11-20/2026-11-19/", NOW).0,
        400
    );
}

#[test]
fn rates_stay_near_their_middle_and_differ_by_day() {
    let rates: Vec<u64> = (2..=30)
        .filter_map(|day| mid("CZK", date(2026, 11, day)))
        .collect();
    assert!(
        rates.iter().all(|rate| (1715..=1785).contains(rate)),
        "{rates:?}"
    );
    assert!(rates.windows(2).any(|two| two[0] != two[1]));
}
