//! The daily limit.

use serde_json::json;

use super::{Bench, NOW};
use crate::sandbox::{CallOutcome, LimitDay, OverLimit, RefusedRequests};

fn limited(requests: usize) -> Bench {
    let mut bench = Bench::new();
    bench.world.firmino.daily_limit = Some(requests);
    bench
}

/// Whether a request is let in.
fn let_in(bench: &mut Bench) -> bool {
    bench.answer("articles/find", &json!({}));
    let calls = bench.world.firmino.log().calls();
    calls.last().unwrap().outcome == CallOutcome::Success
}

#[test]
fn the_limit_is_500_a_day() {
    let mut bench = Bench::new();
    for number in 0..500 {
        assert!(let_in(&mut bench), "{number}");
    }
    assert!(!let_in(&mut bench));
    assert_eq!(bench.world.firmino.log().refused(), 1);
    bench.world.firmino.daily_limit = None;
    assert!(let_in(&mut bench));
}

#[test]
fn a_day_ends_at_midnight_in_warsaw_or_after_24_hours() {
    // 2026-11-18 23:59:59 in Warsaw, and the second after it.
    let last_second = NOW - NOW.rem_euclid(86_400) + 23 * 3600 - 1;
    for (day, at_midnight) in [(LimitDay::Warsaw, true), (LimitDay::Rolling, false)] {
        let mut bench = limited(2);
        bench.change(|one| one.limit_day = day);
        bench.world.set_now(last_second);
        assert!(let_in(&mut bench) && let_in(&mut bench) && !let_in(&mut bench));
        bench.world.advance(1);
        assert_eq!(let_in(&mut bench), at_midnight);
        bench.world.set_now(last_second + 86_399);
        assert_eq!(let_in(&mut bench), at_midnight);
        bench.world.set_now(last_second + 86_400);
        assert_eq!(let_in(&mut bench), !at_midnight);
    }
}

#[test]
fn a_day_in_october_has_25_hours() {
    let mut bench = limited(1);
    // 2026-10-25 00:00 in Warsaw, still summer time.
    let midnight = 1_792_879_200;
    bench.world.set_now(midnight);
    assert!(let_in(&mut bench));
    bench.world.set_now(midnight + 25 * 3600 - 1);
    assert!(!let_in(&mut bench));
    bench.world.set_now(midnight + 25 * 3600);
    assert!(let_in(&mut bench));
}

#[test]
fn refused_requests_fill_the_day_or_do_not() {
    for (rule, again) in [
        (RefusedRequests::Ignored, true),
        (RefusedRequests::Counted, false),
    ] {
        let mut bench = limited(1);
        bench.change(|one| {
            one.limit_day = LimitDay::Rolling;
            one.refused_requests = rule;
        });
        assert!(let_in(&mut bench));
        bench.world.advance(3600);
        assert!(!let_in(&mut bench));
        bench.world.set_now(NOW + 86_400);
        assert_eq!(let_in(&mut bench), again);
    }
}

#[test]
fn above_the_limit_there_are_three_answers() {
    for (answer, status, text) in [
        (OverLimit::TooManyRequests, 429, "Too Many Requests"),
        (OverLimit::Forbidden, 403, "Forbidden"),
        (OverLimit::InBody, 200, "\"success\":false"),
    ] {
        let mut bench = limited(0);
        bench.change(|one| one.over_limit = answer);
        let said = bench.answer("articles/find", &json!({}));
        assert_eq!(said.status, status);
        assert!(said.body.contains(text), "{}", said.body);
    }
}

#[test]
fn who_is_not_known_uses_nothing_up() {
    let mut bench = limited(1);
    bench.world.firmino.password = "changed".into();
    assert!(!let_in(&mut bench));
    bench.world.firmino.password = super::FIRMINO_PASSWORD.into();
    assert!(let_in(&mut bench));
    let used = bench
        .world
        .firmino
        .counts(bench.world.now_ms(), bench.world.unknowns().firmino);
    assert_eq!(used.requests_today, 1);
}
