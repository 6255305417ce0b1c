//! The wizard on a terminal, as a person sees and types at it.

mod branches;
mod firmino;
mod integrate;
mod keys;
mod others;
mod questions;
mod rerun;
mod screens;
mod trouble;
mod walk;

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use firmino_link::profile::Profile;
use firmino_link::sandbox::World;

use crate::shop::{Shop, now};

/// The account that the wizard is mostly shown.
fn demo() -> World {
    firmino_link::sandbox::scenario("demo-shop", 1, now()).expect("a scenario")
}

/// An account, and a desk on which nothing was set up yet.
fn fresh(world: World) -> Shop {
    let shop = Shop::open(world);
    for name in ["shop.toml", "shop.token"] {
        std::fs::remove_file(shop.desk.path(name)).expect("it was there");
    }
    shop
}

/// The profile on the desk, which has to be one that the binary takes.
fn profile(shop: &Shop) -> Profile {
    let text = std::fs::read_to_string(shop.desk.path("shop.toml")).expect("saved");
    let today = jiff::Timestamp::now()
        .in_tz("Europe/Warsaw")
        .expect("known")
        .date();
    Profile::parse(&text, today).unwrap_or_else(|problems| panic!("{problems:?} in\n{text}"))
}

/// Permissions of a file.
fn mode(path: &Path) -> u32 {
    let meta = std::fs::metadata(path).expect("there");
    meta.permissions().mode() & 0o777
}

/// What a left wizard must have left behind: no profile, no token, no mirror.
#[track_caller]
fn nothing_is_saved(shop: &Shop) {
    assert!(!shop.desk.path("shop.toml").exists());
    assert!(!shop.desk.path("shop.token").exists());
    assert!(!shop.desk.path("shop.firmino").exists());
    assert!(!shop.desk.mirror().exists());
    no_token_in_files(shop);
}

#[track_caller]
fn no_token_in_files(shop: &Shop) {
    for (path, bytes) in shop.desk.files() {
        let text = String::from_utf8_lossy(&bytes);
        let own = path == shop.desk.path("shop.token");
        assert!(
            own || !text.contains(firmino_link::sandbox::DEFAULT_TOKEN),
            "{path:?}"
        );
    }
}

/// The methods that were called, in their order.
fn calls(shop: &Shop) -> Vec<String> {
    shop.sandbox.with(|world| {
        let calls = world.log().calls().iter();
        calls.map(|call| call.method.to_string()).collect()
    })
}
