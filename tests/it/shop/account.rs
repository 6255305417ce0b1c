//! The shop's account, as the client library calls it.

use std::num::NonZeroU32;
use std::time::Duration;

use firmino_link::baselinker::{Account, Pacing};
use firmino_link::net::pace::{Limit, Pace};
use firmino_link::net::retry::Retry;
use firmino_link::net::{Address, HttpTransport, Line, SystemClock, SystemJitter, Token};
use firmino_link::report::progress::Spinner;
use firmino_link::sandbox::DEFAULT_TOKEN;

use super::Shop;

/// Runs something on the shop's account as the wizard would call it.
pub(crate) fn on_account<T>(shop: &Shop, work: impl FnOnce(&Account<'_>) -> T) -> T {
    let transport = HttpTransport::new().expect("a transport");
    let talk = Spinner::turn("");
    let line = Line {
        transport: &transport,
        clock: &SystemClock,
        jitter: &SystemJitter,
        talk: &talk,
    };
    let token = Token::parse(DEFAULT_TOKEN).expect("a token");
    let limit = Limit::new(NonZeroU32::MAX, Duration::from_secs(1));
    let pace = Pace::open(&shop.desk.path("preview.sqlite"), limit).expect("a pace");
    let pacing = Pacing {
        pace,
        retry: Retry::default(),
    };
    let address = Address::parse(&shop.sandbox.url()).expect("an address");
    work(&Account::new(line, address, token, pacing))
}
