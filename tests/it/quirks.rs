//! Must-hold e: the same shop in whatever encodings the API prints it gives the same mirror.
//! `QUIRK_SEEDS=200 cargo test --test it quirks` runs more seeds than the suite does.

use firmino_link::sandbox::{Unknowns, scenario};

use crate::shop::{Desk, Profile, Shop, now};

/// Documents of the demo shop under the profile of these tests.
const DOCUMENTS: usize = 18;

fn profile(shop: &Shop) -> Profile {
    let mut profile = shop.profile();
    profile.head = profile
        .head
        .replace("[\"orders\"]", "[\"orders\", \"warehouses\"]");
    profile
}

/// The mirror after a first pass and one that looks again at what is left open.
fn mirror_of(shop: &Shop) -> String {
    let desk = Desk::new(&profile(shop));
    let _ = desk.run(["sync", "orders"]).exits(3);
    let _ = desk.run(["sync", "orders"]).exits(0);
    desk.dump()
}

#[test]
fn every_encoding_gives_the_same_mirror() {
    let seeds = std::env::var("QUIRK_SEEDS").map_or(25, |seeds| seeds.parse().expect("a number"));
    let shop = Shop::open(scenario("demo-shop", 1, now()).expect("known"));
    let plain = shop.sandbox.with(|world| world.clone());
    let expected = mirror_of(&shop);
    assert_eq!(
        expected.matches("\ndocuments: ").count(),
        DOCUMENTS,
        "{expected}"
    );
    for seed in 1..=seeds {
        let unknowns = if seed % 2 == 0 {
            Unknowns::from_seed(seed)
        } else {
            Unknowns::default()
        };
        shop.sandbox.with(|world| {
            world.clone_from(&plain);
            world.quirks = Some(seed);
            world.set_unknowns(unknowns);
        });
        let mirror = mirror_of(&shop);
        let differs: Vec<_> = mirror
            .lines()
            .zip(expected.lines())
            .filter(|(here, there)| here != there)
            .collect();
        assert!(
            mirror == expected,
            "quirks {seed}, {unknowns:?}: {differs:#?}"
        );
    }
}
