use super::*;
use crate::net::testing::{Ear, FakeClock, Most, Script};

/// The form of NBP's answer for a range, with made-up figures.
const RANGE: &str = "{\"table\":\"A\",\"currency\":\"euro\",\"code\":\"EUR\",\"rates\":[\
    {\"no\":\"225/A/NBP/2026\",\"effectiveDate\":\"2026-11-19\",\"mid\":4.2501},\
    {\"no\":\"226/A/NBP/2026\",\"effectiveDate\":\"2026-11-20\",\"mid\":4.2380}]}";

fn ask_about(
    currency: &str,
    day: &str,
    script: impl FnOnce(Script<'_>) -> Script<'_>,
) -> (Result<Option<Rate>, NbpError>, Vec<String>) {
    let clock = FakeClock::new();
    let script = script(Script::new(&clock));
    let line = Line {
        transport: &script,
        clock: &clock,
        jitter: &Most,
        talk: &Ear::default(),
    };
    let base = Address::parse("https://api.nbp.pl/api").expect("valid");
    let rate = rate_before(&line, &base, currency, day.parse().expect("a day"));
    assert!(script.is_over());
    let addresses = script
        .requests
        .borrow()
        .iter()
        .map(|request| request.address.to_string())
        .collect();
    (rate, addresses)
}

#[test]
fn the_last_working_day_before_counts() {
    let (rate, addresses) = ask_about("EUR", "2026-11-23", |script| script.body(RANGE));
    let rate = rate.expect("an answer").expect("a rate");
    assert_eq!(
        (rate.mid.to_string().as_str(), rate.table.as_str()),
        ("4.2380", "226/A/NBP/2026")
    );
    assert_eq!(rate.effective.to_string(), "2026-11-20");
    assert_eq!(
        addresses,
        ["https://api.nbp.pl/api/exchangerates/rates/a/eur/2026-11-13/2026-11-22/?format=json"]
    );
}

#[test]
fn no_table_is_no_rate() {
    assert_eq!(
        ask_about("XXX", "2026-11-23", |script| script
            .status(404, "404 NotFound"))
        .0
        .expect("an answer"),
        None
    );
}

#[test]
fn a_day_that_was_not_asked_for_is_no_rate() {
    for body in [
        RANGE,
        &RANGE.replace("2026-11", "2026-12"),
        "{\"rates\":[]}",
        "{}",
        "[]",
        "<html>",
        "{\"rates\":[{\"no\":\"1\",\"effectiveDate\":\"2026-11-12\",\"mid\":0}]}",
    ] {
        let (rate, _) = ask_about("EUR", "2026-11-13", |script| script.body(body));
        assert!(
            matches!(rate, Err(NbpError::WrongShape(_))),
            "{body}: {rate:?}"
        );
    }
}

#[test]
fn a_silent_bank_is_asked_three_times() {
    let (rate, addresses) = ask_about("USD", "2026-11-23", |script| {
        script
            .status(503, "")
            .fails(TransportError::Cut)
            .fails(TransportError::NoConnection("refused".to_owned()))
    });
    assert_eq!(
        rate.expect_err("silent").to_string(),
        "NBP: no connection: refused"
    );
    assert_eq!(addresses.len(), 3);
}

#[test]
fn only_a_currency_is_asked_for() {
    for odd in ["", "eur", "EURO", "E/R", "ŁŁ"] {
        let (rate, addresses) = ask_about(odd, "2026-11-23", |script| script);
        assert!(matches!(rate, Err(NbpError::NoCurrency(_))), "{odd}");
        assert!(addresses.is_empty());
    }
}
