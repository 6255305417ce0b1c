//! Suggested commands act on the profile of the call that suggests them.

use std::fs;

use crate::shop::status::PAID;
use crate::shop::{Out, Profile, Shop, order, world};

#[test]
fn a_profile_of_the_command_line_is_named_in_what_to_type_next() {
    let shop = Shop::open(world([order(1, PAID, 60)])).with(Profile::manual);
    let desk = &shop.desk;
    let folder = desk.path("config/firmino-link");
    fs::create_dir_all(&folder).expect("made");
    for name in ["shop.toml", "shop.token"] {
        fs::copy(desk.path(name), folder.join(name)).expect("copied");
    }
    let run = |words: &[&str]| {
        let mut command = desk.command(words);
        command.env_remove("FIRMINO_LINK_CONFIG");
        Out::of(command.output().expect("started"))
    };
    let out = run(&["sync", "orders", "--config", "./shop.toml"]).exits(0);
    let next = ": firmino-link --config ./shop.toml orders list --state ready";
    assert!(out.stdout.contains(next), "{out:?}");

    let out = run(&["--profile", "shop", "orders", "why", "1"]).exits(0);
    let next = "firmino-link --profile shop orders issue 1";
    assert!(out.stdout.contains(next), "{out:?}");
    let out = run(&["orders", "why", "1", "--json", "--profile=shop"]).exits(0);
    assert!(out.stdout.contains(next), "{out:?}");
    let out = run(&["--profile", "none", "status", "--json"]).exits(78);
    assert!(out.error().1.contains("firmino-link --profile none setup"));

    // A variable holds for the next command as well.
    let mut command = desk.command(["orders", "why", "1"]);
    command.env_remove("FIRMINO_LINK_CONFIG");
    command.env("FIRMINO_LINK_PROFILE", "shop");
    let out = Out::of(command.output().expect("started")).exits(0);
    assert!(
        out.stdout.contains("firmino-link orders issue 1"),
        "{out:?}"
    );
}
