use super::*;
use crate::baselinker::error::Refusal;
use crate::net::retry::{Create, Read, Set};
use crate::net::{Clock, Outcome, TransportError, Wait};

const SUCCESS: &str = "{\"status\":\"SUCCESS\",\"done\":1}";
const TIMED_OUT: TransportError = TransportError::TimedOut(Duration::from_secs(30));

fn not_sent() -> TransportError {
    TransportError::NoConnection("refused".to_owned())
}

#[test]
fn codes_are_told_apart() {
    for (code, message, expected) in [
        (
            "ERROR_BLOCKED_TOKEN",
            "Query limit exceeded, token blocked until 2022-05-03 17:15:34",
            Refusal::RateBlock,
        ),
        (
            "ERROR_USER_ACCOUNT_BLOCKED",
            "token blocked until 2022-05-03 17:15:34",
            Refusal::RateBlock,
        ),
        ("ERROR_RATE_LIMIT", "", Refusal::RateBlock),
        ("ERROR_TOO_MANY_REQUESTS", "", Refusal::RateBlock),
        ("ERROR_BAD_TOKEN", "", Refusal::Token),
        (
            "ERROR_EMPTY_TOKEN",
            "No user token provided.",
            Refusal::Token,
        ),
        ("ERROR_AUTH_TOKEN", "Invalid token", Refusal::Token),
        ("ERROR_USER_ACCOUNT_BLOCKED", "unpaid", Refusal::Account),
        ("ERROR_UNKNOWN_METHOD", "", Refusal::Arguments),
        (
            "ERROR_PRODUCT_ID",
            "no product with id 5",
            Refusal::Arguments,
        ),
        ("ERROR_BAD_PARAMETERS", "Bad cursor", Refusal::Arguments),
        ("ERROR_SOMETHING_NEW", "", Refusal::Unknown),
    ] {
        assert_eq!(Refusal::of(code, message), expected, "{code} {message}");
    }
}

#[test]
fn a_refused_token_is_said_without_saying_it_and_closes_nothing() {
    with_account(
        |script| {
            script
                .body(&error("ERROR_BAD_TOKEN", "token 1-23-CANARY is unknown"))
                .body(STATUSES)
        },
        |account, ear, _| {
            let refused = account.get_order_status_list().expect_err("refused");
            assert!(matches!(refused, ApiError::TokenRefused { .. }));
            assert!(!format!("{refused} {refused:?}").contains("CANARY"));
            account.get_order_status_list().expect("no gate is left");
            assert!(ear.waits.borrow().is_empty());
        },
    );
}

#[test]
fn foreign_messages_are_short_harmless_and_without_the_token() {
    let message = format!("\u{1b}[2J1-23-CANARY {}", "ż".repeat(500));
    let refused = statuses(&error("ERROR_X", &message)).expect_err("refused");
    let ApiError::Refused {
        code,
        message,
        method,
    } = &refused
    else {
        panic!("{refused:?}")
    };
    assert_eq!((*method, code.as_str()), ("getOrderStatusList", "ERROR_X"));
    assert!(
        message.starts_with("[2J*** ż") && message.chars().count() == 201,
        "{message}"
    );
}

#[test]
fn reads_are_tried_four_times_and_every_try_is_a_call() {
    let passing: [fn(Script<'_>) -> Script<'_>; 9] = [
        |script| script.status(500, "oops"),
        |script| script.status(502, "<html>Bad gateway</html>"),
        |script| script.status(429, ""),
        |script| script.fails(TIMED_OUT),
        |script| script.fails(not_sent()),
        |script| script.fails(TransportError::Broken("reset".to_owned())),
        |script| script.fails(TransportError::Cut),
        |script| script.body("{\"status\":\"SUCCESS\",\"statuses\":[{\"id\""),
        |script| script.body("<html>maintenance</html>"),
    ];
    for fails in passing {
        with_account(
            |script| fails(fails(fails(script))).body(STATUSES),
            |account, ear, _| {
                assert_eq!(account.get_order_status_list().expect("at last").len(), 2);
                let counts = account.counts();
                assert_eq!(
                    (counts.calls, counts.by_method["getOrderStatusList"]),
                    (4, 4)
                );
                assert_eq!(counts.waited, Duration::from_secs(1 + 2 + 4));
                let attempts: Vec<_> = ear
                    .waits
                    .borrow()
                    .iter()
                    .map(|wait| match wait {
                        Wait::Retry {
                            method: "getOrderStatusList",
                            attempt,
                            ..
                        } => *attempt,
                        wait => panic!("{wait:?}"),
                    })
                    .collect();
                assert_eq!(attempts, [2, 3, 4]);
            },
        );
        let given_up = with_account(
            |script| fails(fails(fails(fails(script)))),
            |account, _, _| account.get_order_status_list(),
        );
        assert!(
            matches!(
                given_up,
                Err(ApiError::Network { .. } | ApiError::WrongShape { .. })
            ),
            "{given_up:?}"
        );
    }
}

#[test]
fn what_stays_cut_is_a_wrong_shape_and_what_stays_silent_is_the_network() {
    let four = |fails: fn(Script<'_>) -> Script<'_>| -> ApiError {
        with_account(
            |script| fails(fails(fails(fails(script)))),
            |account, _, _| account.get_order_status_list(),
        )
        .expect_err("gives up")
    };
    let cut = four(|script| script.body("{\"status\":\"SUCCESS\",\"statuses\":[{\"name\":\"Jan"));
    assert_eq!(
        cut.to_string(),
        "getOrderStatusList: the reply cannot be read: it is cut off"
    );
    assert!(!cut.is_passing());
    let html = four(|script| script.body("<html>\n <b>proxy</b>"));
    assert_eq!(
        html.to_string(),
        "getOrderStatusList: the reply cannot be read: it is no JSON: <html> <b>proxy</b>"
    );
    let silent = four(|script| script.fails(TransportError::Broken("reset".to_owned())));
    assert!(silent.is_passing(), "{silent}");
    let bad_gateway = four(|script| script.status(502, "<html>"));
    assert_eq!(
        bad_gateway.to_string(),
        "getOrderStatusList: the server answers HTTP 502"
    );
}

#[test]
fn what_another_try_cannot_mend_is_not_tried_again() {
    for status in [301, 307, 308] {
        let error = with_account(
            |script| script.status(status, ""),
            |account, _, _| account.get_order_status_list(),
        );
        assert!(
            matches!(
                error,
                Err(ApiError::Redirect {
                    method: "getOrderStatusList",
                    ..
                })
            ),
            "{error:?}"
        );
    }
    let missing = with_account(
        |script| script.status(404, "<html>"),
        |account, _, _| account.get_order_status_list(),
    );
    assert!(
        matches!(missing, Err(ApiError::Http { status: 404, .. })),
        "{missing:?}"
    );
    let large = with_account(
        |script| script.fails(TransportError::TooLarge(1 << 25)),
        |account, _, _| account.get_order_status_list(),
    );
    assert_eq!(
        large.expect_err("too large").to_string(),
        "getOrderStatusList: the reply is larger than 32 MiB"
    );
}

#[test]
fn all_tries_fit_in_a_minute() {
    with_account(
        |script| {
            let never = Duration::from_secs(3600);
            script
                .then(never, Err(TIMED_OUT))
                .then(never, Err(TIMED_OUT))
        },
        |account, _, clock| {
            let start = clock.boot();
            assert!(account.get_order_status_list().is_err());
            assert_eq!(clock.boot() - start, Duration::from_secs(60));
        },
    );
}

#[test]
fn a_block_is_waited_out_and_tried_once() {
    let blocked = error(
        "ERROR_BLOCKED_TOKEN",
        "Query limit exceeded, token blocked until 2026-11-23 22:01:00",
    );
    with_account(
        |script| script.body(&blocked).body(STATUSES),
        |account, ear, clock| {
            assert_eq!(
                account
                    .get_order_status_list()
                    .expect("after the block")
                    .len(),
                2
            );
            assert!(matches!(ear.waits.borrow()[..], [Wait::Blocked { .. }]));
            // 22:01:00 in Warsaw, a second for the cut print, ten of margin.
            let end = "2026-11-23T21:01:11Z".parse().expect("a moment");
            assert!(
                clock.wall() >= end && clock.wall() < end + Duration::from_secs(1),
                "{}",
                clock.wall()
            );
            assert_eq!(account.server_time(), Some(clock.wall()));
        },
    );
    let twice = with_account(
        |script| {
            script
                .body(&blocked)
                .body(&blocked.replace("22:01:00", "22:05:00"))
        },
        |account, _, _| account.get_order_status_list(),
    );
    let until = "2026-11-23T21:05:01Z"
        .parse::<jiff::Timestamp>()
        .expect("a moment");
    assert!(
        matches!(twice, Err(ApiError::Blocked { until: end, .. }) if end.as_second() == until.as_second()),
        "{twice:?}"
    );
}

#[test]
fn a_block_longer_than_is_waited_is_said_at_once() {
    let blocked = error(
        "ERROR_BLOCKED_TOKEN",
        "Query limit exceeded, token blocked until 2026-11-23 22:25:00",
    );
    with_account(
        |script| script.body(&blocked),
        |account, ear, _| {
            for _ in 0..2 {
                let error = account.get_order_status_list().expect_err("blocked");
                assert!(error.to_string().starts_with("getOrderStatusList: BaseLinker has blocked the token until 2026-11-23T21:25:01"), "{error}");
            }
            assert!(ear.waits.borrow().is_empty());
        },
    );
}

#[test]
fn the_limit_is_kept_and_waited_for() {
    with_account(
        |script| (0..91).fold(script, |script, _| script.body(STATUSES)),
        |account, ear, _| {
            for _ in 0..91 {
                account.get_order_status_list().expect("statuses");
            }
            assert_eq!(*ear.waits.borrow(), [Wait::RateLimit]);
            // 90 calls of 0.1 s each, then the first leaves the window: 60.1 − 9 s, and the spread.
            assert_eq!(account.counts().waited, Duration::from_millis(51_120));
        },
    );
}

/// A method that only tests know.
struct Probe<C>(std::marker::PhantomData<C>);

impl<C: crate::net::retry::Class> Method for Probe<C> {
    const NAME: &'static str = "probe";
    type Class = C;
    type Reply = i64;

    fn parameters(&self) -> String {
        "{}".to_owned()
    }

    fn read(&self, reply: &Reply<'_>) -> Result<i64, Shape> {
        reply
            .own::<wire::Int>("done")?
            .into_known()
            .ok_or(Shape::Field("done"))
    }
}

/// How a create ends after `script`, in a letter: applied, not applied, in doubt. It is sent once, so the script has
/// one answer.
fn fate(script: impl FnOnce(Script<'_>) -> Script<'_>) -> char {
    let create = Probe::<Create>(std::marker::PhantomData);
    match with_account(script, |account, _, _| account.write_once(&create)) {
        Outcome::Applied(_) => 'a',
        Outcome::NotApplied(_) => 'n',
        Outcome::InDoubt(_) => 'd',
    }
}

#[test]
fn only_what_is_certain_is_called_not_applied() {
    assert_eq!(fate(|script| script.body(SUCCESS)), 'a');
    assert_eq!(fate(|script| script.fails(not_sent())), 'n');
    for code in [
        "ERROR_BLOCKED_TOKEN",
        "ERROR_BAD_TOKEN",
        "ERROR_USER_ACCOUNT_BLOCKED",
        "ERROR_UNKNOWN_METHOD",
        "ERROR_PRODUCT_ID",
    ] {
        assert_eq!(fate(|script| script.body(&error(code, ""))), 'n', "{code}");
    }
    assert_eq!(
        fate(|script| script.body(&error("ERROR_NEVER_SEEN", ""))),
        'd'
    );
    for (status, body) in [
        (200, "{\"status\":\"SUCCESS\"}"),
        (200, "{\"status\":\"SUCC"),
        (200, ""),
        (200, "<html>"),
        (200, "[]"),
        (200, "{\"done\":1}"),
        (301, ""),
        (400, ""),
        (429, ""),
        (500, ""),
        (502, "<html>"),
        (504, SUCCESS),
    ] {
        assert_eq!(
            fate(|script| script.status(status, body)),
            'd',
            "{status} {body}"
        );
    }
    for error in [
        TIMED_OUT,
        TransportError::Broken("reset".to_owned()),
        TransportError::Cut,
        TransportError::TooLarge(1),
    ] {
        assert_eq!(fate(|script| script.fails(error.clone())), 'd', "{error}");
    }
}

#[test]
fn a_set_is_sent_again_and_stays_in_doubt_once_it_was() {
    let set = Probe::<Set>(std::marker::PhantomData);
    let applied = with_account(
        |script| script.fails(TIMED_OUT).body(SUCCESS),
        |account, _, _| account.set(&set),
    );
    assert!(matches!(applied, Outcome::Applied(1)), "{applied:?}");
    let doubt = with_account(
        |script| {
            script
                .fails(TIMED_OUT)
                .fails(not_sent())
                .fails(not_sent())
                .fails(not_sent())
        },
        |account, _, _| account.set(&set),
    );
    assert!(
        matches!(doubt, Outcome::InDoubt(ApiError::Network { .. })),
        "{doubt:?}"
    );
    let never = with_account(
        |script| (0..4).fold(script, |script, _| script.fails(not_sent())),
        |account, _, _| account.set(&set),
    );
    assert!(
        matches!(never, Outcome::NotApplied(ApiError::Network { .. })),
        "{never:?}"
    );
    let read = Probe::<Read>(std::marker::PhantomData);
    assert_eq!(
        with_account(
            |script| script.body(SUCCESS),
            |account, _, _| account.read(&read)
        )
        .expect("read"),
        1
    );
}
