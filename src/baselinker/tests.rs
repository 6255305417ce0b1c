mod faults;
mod goods;
mod invoices;
mod journal;
mod payments;
mod product_writes;
mod products;
mod receipts;
mod returns;
mod set_status;
mod shapes;

use std::num::NonZeroU32;
use std::time::Duration;

use super::*;
use crate::net::pace::{Limit, Pace};
use crate::net::retry::Retry;
use crate::net::testing::{Ear, FakeClock, Most, Script};
use crate::net::{Address, Line, Response, Token};

const ORDERS: &str = include_str!("tests/orders.json");
const STATUSES: &str = include_str!("tests/statuses.json");
const SOURCES: &str = include_str!("tests/sources.json");
const INVENTORIES: &str = include_str!("tests/inventories.json");
const PRICE_GROUPS: &str = include_str!("tests/price_groups.json");
const WAREHOUSES: &str = include_str!("tests/warehouses.json");

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
