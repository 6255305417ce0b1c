use std::num::NonZeroU32;
use std::time::Duration;

use super::error::Refusal;
use super::*;
use crate::net::pace::{Limit, Pace};
use crate::net::retry::{Create, Read, Retry, Set};
use crate::net::testing::{Ear, FakeClock, Most, Script};
use crate::net::{Address, Line, Outcome, Response, Token, TransportError, Wait};

const ORDERS: &str = include_str!("tests/orders.json");
const STATUSES: &str = include_str!("tests/statuses.json");
const SOURCES: &str = include_str!("tests/sources.json");
const INVENTORIES: &str = include_str!("tests/inventories.json");
const PRICE_GROUPS: &str = include_str!("tests/price_groups.json");
const WAREHOUSES: &str = include_str!("tests/warehouses.json");

const SUCCESS: &str = "{\"status\":\"SUCCESS\",\"done\":1}";
const TIMED_OUT: TransportError = TransportError::TimedOut(Duration::from_secs(30));

fn not_sent() -> TransportError {
    TransportError::NotSent("no connection".to_owned())
}

fn error(code: &str, message: &str) -> String {
    serde_json::json!({"status": "ERROR", "error_code": code, "error_message": message}).to_string()
}

/// Runs `work` with an account that gets the scripted answers; every one of them must be used.
fn with_account<T>(
    script: impl FnOnce(Script<'_>) -> Script<'_>,
    work: impl FnOnce(&Account<'_>, &Ear, &FakeClock) -> T,
) -> T {
    let directory = tempfile::tempdir().expect("a directory");
    let limit = Limit::new(
        NonZeroU32::new(90).expect("not zero"),
        Duration::from_secs(60),
    );
    let pace = Pace::open(&directory.path().join("rate.sqlite"), limit).expect("opens");
    let clock = FakeClock::new();
    let ear = Ear::default();
    let script = script(Script::new(&clock));
    let line = Line {
        transport: &script,
        clock: &clock,
        jitter: &Most,
        talk: &ear,
    };
    let address = Address::parse("https://api.example/connector.php").expect("valid");
    let token = Token::parse("1-23-CANARY").expect("valid");
    let account = Account::new(
        line,
        address,
        token,
        Pacing {
            pace,
            retry: Retry::default(),
        },
    );
    let result = work(&account, &ear, &clock);
    assert!(script.is_over(), "answers are left over");
    result
}

/// One call of getOrderStatusList that gets `body`.
fn statuses(body: &str) -> Result<Vec<OrderStatus>, ApiError> {
    with_account(
        |script| script.body(body),
        |account, _, _| account.get_order_status_list(),
    )
}

fn orders(body: &str) -> Result<Vec<RawOrder>, ApiError> {
    with_account(
        |script| script.body(body),
        |account, _, _| account.get_orders(&OrdersFilter::default()),
    )
}

#[test]
fn the_sample_of_get_orders_reads_whole() {
    let orders = orders(ORDERS).expect("orders");
    let raw = &orders[0];
    assert_eq!(
        (raw.id, raw.date_add, raw.date_confirmed),
        (70010021, Some(1788000100), Some(1788000300))
    );
    assert_eq!((raw.status_id, raw.confirmed), (Some(51001), Some(true)));
    let order = raw.parse().expect("an order");
    assert_eq!(order.invoice_nip.text(), "PL 725-000-00-00");
    assert_eq!(
        order
            .delivery_price
            .known()
            .map(ToString::to_string)
            .as_deref(),
        Some("14.99")
    );
    assert_eq!(order.want_invoice, wire::Flag::Known(true));
    assert_eq!(order.payment_method_cod, wire::Flag::Known(false));
    assert_eq!(order.delivery_point_id, wire::Text::Absent);
    let line = &order.products[0];
    assert_eq!(
        (
            line.product_id.text(),
            line.quantity.known(),
            line.warehouse_id.known()
        ),
        ("560012", Some(&3), Some(&8801))
    );
    assert_eq!(RawOrder::from_json(&raw.json), Ok(raw.clone()));
}

#[test]
fn the_other_samples_read_whole() {
    let statuses = statuses(STATUSES).expect("statuses");
    assert_eq!(
        statuses[1],
        OrderStatus {
            id: 51002,
            name: "Anulowane".to_owned()
        }
    );

    let sources = with_account(
        |script| script.body(SOURCES),
        |account, _, _| account.get_order_sources(),
    )
    .expect("sources");
    let allegro = OrderSource {
        kind: "allegro".to_owned(),
        id: 4021,
        name: "Konto A".to_owned(),
    };
    assert_eq!((sources.len(), &sources[2]), (3, &allegro));

    let inventories = with_account(
        |script| script.body(INVENTORIES),
        |account, _, _| account.get_inventories(),
    )
    .expect("inventories");
    assert_eq!(
        (inventories[0].id, inventories[0].reservations),
        (3101, Some(true))
    );
    assert_eq!(
        inventories[0].warehouses,
        ["bl_8801", "bl_8802", "shop_2334"]
    );
    assert_eq!(inventories[0].price_groups, [4401]);

    let warehouses = with_account(
        |script| script.body(WAREHOUSES),
        |account, _, _| account.get_inventory_warehouses(),
    );
    let keys: Vec<_> = warehouses
        .expect("warehouses")
        .iter()
        .map(Warehouse::key)
        .collect();
    assert_eq!(keys, ["bl_8801", "shop_2334"]);

    let groups = with_account(
        |script| script.body(PRICE_GROUPS),
        |account, _, _| account.get_inventory_price_groups(),
    );
    let detail = PriceGroup {
        id: 4401,
        name: "Detal".to_owned(),
        currency: "PLN".to_owned(),
        is_default: Some(true),
        computed_from: None,
    };
    assert_eq!(groups.expect("price groups"), [detail]);
}

#[test]
fn quirks_change_nothing() {
    let quirky = ORDERS
        .replace("\"order_id\":70010021", "\"order_id\":\"70010021\"")
        .replace("\"order_status_id\":51001", "\"order_status_id\":\"51001\"")
        .replace("\"confirmed\":true", "\"confirmed\":\"1\"")
        .replace(
            "\"date_confirmed\":1788000300",
            "\"date_confirmed\":\"1788000300\"",
        )
        .replace("\"payment_done\":134.96", "\"payment_done\":\"134.96\"")
        .replace("\"price_brutto\":39.99", "\"price_brutto\":\"39.99\"")
        .replace("\"quantity\":3", "\"quantity\":\"3.0\"")
        .replace("\"product_id\":\"560012\"", "\"product_id\":560012")
        .replace("\"delivery_point_id\":\"\"", "\"delivery_point_id\":null")
        .replace(
            "\"want_invoice\":\"1\"",
            "\"want_invoice\":1,\"custom_extra_fields\":null,\"brand_new\":{\"a\":[]}",
        );
    let (plain, quirky) = (
        orders(ORDERS).expect("orders"),
        orders(&quirky).expect("orders"),
    );
    assert_eq!(quirky[0].parse(), plain[0].parse());
    assert_eq!(
        (quirky[0].id, quirky[0].date_confirmed),
        (plain[0].id, plain[0].date_confirmed)
    );

    assert_eq!(
        orders("{\"status\":\"SUCCESS\",\"orders\":[]}").expect("none"),
        []
    );
    assert_eq!(
        orders("\u{feff}{\"status\":\"SUCCESS\",\"orders\":\"\"}\n").expect("none"),
        []
    );
    let sources = with_account(
        |script| {
            script.body(
                "{\"status\":\"SUCCESS\",\"sources\":{\"personal\":[\"Osobiście\"],\"shop\":[]}}",
            )
        },
        |account, _, _| account.get_order_sources(),
    );
    assert_eq!(
        sources.expect("sources"),
        [OrderSource {
            kind: "personal".to_owned(),
            id: 0,
            name: "Osobiście".to_owned()
        }]
    );
}

#[test]
fn an_odd_field_holds_its_order_not_the_page() {
    let odd = ORDERS
        .replace("\"price_brutto\":39.99", "\"price_brutto\":\"39,99\"")
        .replace("\"Łódź\"", "\"\\ud800\"");
    let order = orders(&odd).expect("a page")[0].parse().expect("an order");
    assert_eq!(order.products[0].price_brutto.odd(), Some("\"39,99\""));
    assert_eq!(order.delivery_city.odd(), Some("\"\\ud800\""));

    let mut bytes = ORDERS.as_bytes().to_vec();
    let place = ORDERS.find("Kubek").expect("there");
    bytes[place] = 0xff;
    let response = Response {
        status: 200,
        date: None,
        retry_after: None,
        body: bytes,
    };
    let orders = with_account(
        |script| script.then(Duration::ZERO, Ok(response)),
        |account, _, _| account.get_orders(&OrdersFilter::default()),
    );
    assert_eq!(
        orders.expect("a page")[0]
            .parse()
            .expect("an order")
            .products[0]
            .name
            .text(),
        "\u{fffd}ubek 300 ml"
    );
}

#[test]
fn a_wrong_shape_is_never_an_empty_list() {
    let order = |fields: &str| format!("{{\"status\":\"SUCCESS\",\"orders\":[{{{fields}}}]}}");
    for body in [
        "[]".to_owned(),
        "\"SUCCESS\"".to_owned(),
        "{}".to_owned(),
        "{\"status\":\"SUCCESS\"}".to_owned(),
        "{\"orders\":[]}".to_owned(),
        "{\"status\":\"PENDING\",\"orders\":[]}".to_owned(),
        "{\"status\":\"SUCCESS\",\"orders\":7}".to_owned(),
        "{\"status\":\"SUCCESS\",\"orders\":\"[{\\\"order_id\\\":1\"}".to_owned(),
        "{\"status\":\"SUCCESS\",\"orders\":[7]}".to_owned(),
        "{\"status\":\"SUCCESS\",\"orders\":[[]]}".to_owned(),
        order(""),
        order("\"order_id\":0"),
        order("\"order_id\":\"x\""),
        order("\"order_id\":1,\"date_confirmed\":\"today\""),
        order("\"order_id\":1,\"date_add\":1.5"),
        order("\"order_id\":1,\"products\":7"),
        order("\"order_id\":1,\"products\":\"[{\\\"name\\\"\""),
        order("\"order_id\":1,\"products\":[[]]"),
    ] {
        let error = orders(&body).expect_err(&body);
        assert!(
            matches!(error, ApiError::WrongShape { .. }),
            "{body}: {error}"
        );
        assert!(error.to_string().starts_with("getOrders: "), "{error}");
    }
    assert_eq!(
        orders(&order("\"order_id\":1,\"products\":\"\"")).expect("an order")[0].date_add,
        None
    );
}

#[test]
fn a_reply_cut_anywhere_is_seen_to_be_cut() {
    let body = ORDERS.trim_end();
    for end in (0..body.len()).filter(|end| body.is_char_boundary(*end)) {
        assert!(
            matches!(
                reply::Reply::parse(&body[..end]),
                Err(reply::Unreadable::Broken)
            ),
            "{end}"
        );
    }
}

#[test]
fn depth_is_no_danger() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let ignored = ORDERS.replace("\"orders\":", &format!("\"deep\":{deep},\"orders\":"));
    assert_eq!(orders(&ignored).expect("orders").len(), 1);
    let odd = ORDERS.replace("\"currency\":\"PLN\"", &format!("\"currency\":{deep}"));
    assert!(
        orders(&odd).expect("orders")[0]
            .parse()
            .expect("an order")
            .currency
            .odd()
            .is_some()
    );
    let wrong = ORDERS.replace("\"products\":[", &format!("\"products\":[{deep},"));
    assert!(matches!(orders(&wrong), Err(ApiError::WrongShape { .. })));
}

#[test]
fn a_page_asked_for_by_date_has_dates() {
    let body = "{\"status\":\"SUCCESS\",\"orders\":[{\"order_id\":1,\"date_confirmed\":0}]}";
    let filter = OrdersFilter {
        date_confirmed_from: Some(1),
        ..OrdersFilter::default()
    };
    let error = with_account(
        |script| script.body(body),
        |account, _, _| account.get_orders(&filter),
    );
    assert!(matches!(error, Err(ApiError::WrongShape { .. })));
}

#[test]
fn filters_travel_under_the_names_of_the_api() {
    let filter = OrdersFilter {
        date_confirmed_from: Some(5),
        id_from: Some(7),
        status_id: Some(9),
        source: Some(SourceFilter {
            kind: "shop".to_owned(),
            id: Some(0),
        }),
        ..OrdersFilter::default()
    };
    assert_eq!(
        parameters(&filter),
        "{\"date_confirmed_from\":5,\"id_from\":7,\"status_id\":9,\"filter_order_source\":\"shop\",\"filter_order_source_id\":0}"
    );
    assert_eq!(parameters(&OrdersFilter::default()), "{}");
}

#[test]
fn one_order_is_found_or_gone() {
    let found = with_account(
        |script| script.body(ORDERS),
        |account, _, _| account.get_order(70010021),
    )
    .expect("a reply");
    assert_eq!(found.map(|order| order.id), Some(70010021));
    let gone = with_account(
        |script| script.body(ORDERS),
        |account, _, _| account.get_order(1),
    )
    .expect("a reply");
    assert_eq!(gone, None);
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
            use crate::net::Clock;
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
            use crate::net::Clock;
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
            .ok_or_else(|| Shape("`done` is no number".to_owned()))
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

const PRODUCTS_LIST: &str = include_str!("tests/products_list.json");
const PRODUCTS_DATA: &str = include_str!("tests/products_data.json");
const PRODUCTS_STOCK: &str = include_str!("tests/products_stock.json");

fn pieces(stock: &wire::Lenient<wire::Map<wire::Int>>, warehouse: &str) -> Option<i64> {
    stock.known()?.get(warehouse)?.known().copied()
}

#[test]
fn the_samples_of_products_read_whole() {
    let filter = ProductsFilter::page(3101, 1);
    let listed = with_account(
        |script| {
            script
                .body(PRODUCTS_LIST)
                .body("{\"status\":\"SUCCESS\",\"products\":[]}")
        },
        |account, _, _| {
            let listed = account
                .get_inventory_products_list(&filter)
                .expect("products");
            assert_eq!(
                account
                    .get_inventory_products_list(&ProductsFilter::page(3101, 2))
                    .expect("none"),
                []
            );
            listed
        },
    );
    let (id, product) = &listed[0];
    let product = product.known().expect("read");
    assert_eq!(
        (*id, product.sku.text(), pieces(&product.stock, "bl_8801")),
        (560012, "KUB-300", Some(23))
    );

    let data = with_account(
        |script| script.body(PRODUCTS_DATA),
        |account, _, _| {
            account
                .get_inventory_products_data(3101, &[560020])
                .expect("data")
        },
    );
    let shirt = data[0].1.known().expect("read");
    let variants = shirt.variants.known().expect("variants");
    let large = variants
        .get("560022")
        .and_then(|variant| variant.prices.known())
        .and_then(|prices| prices.get("4401"));
    assert_eq!(
        large
            .and_then(|price| price.known())
            .map(ToString::to_string)
            .as_deref(),
        Some("89.00")
    );
    assert_eq!(
        shirt
            .text_fields
            .known()
            .and_then(|fields| fields.get("name"))
            .map(wire::Text::text),
        Some("Koszulka")
    );

    let stock = with_account(
        |script| script.body(PRODUCTS_STOCK),
        |account, _, _| {
            account
                .get_inventory_products_stock(3101, 1)
                .expect("stock")
        },
    );
    assert_eq!(
        pieces(&stock[0].1.known().expect("read").stock, "bl_8802"),
        Some(0)
    );
    let variants = stock[1]
        .1
        .known()
        .expect("read")
        .variants
        .known()
        .expect("variants");
    assert_eq!(
        variants
            .get("560022")
            .and_then(|stock| stock.get("bl_8801")),
        Some(&wire::Int::Known(2))
    );
}

#[test]
fn a_product_cut_into_a_text_holds_back_itself_alone() {
    let cut = "{\"status\":\"SUCCESS\",\"products\":{\"1\":\"{\\\"sku\\\":\\\"A\",\"2\":{\"stock\":\"{\\\"bl\",\"sku\":\"B\"}}}";
    let products = with_account(
        |script| script.body(cut),
        |account, _, _| account.get_inventory_products_stock(1, 1),
    );
    let products = products.expect("a page");
    assert!(products[0].1.odd().is_some());
    assert!(products[1].1.known().expect("read").stock.odd().is_some());
}

#[test]
fn products_are_asked_for_under_the_names_of_the_api() {
    assert_eq!(
        parameters(&ProductsFilter::page(3101, 2)),
        "{\"inventory_id\":3101,\"page\":2,\"filter_sort\":\"id ASC\",\"include_variants\":true}"
    );
}
