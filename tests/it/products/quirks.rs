//! The pass gives the same cards and products in every encoding and whatever the undocumented behaviours are.

use firmino_link::sandbox::{Unknowns, World, scenario};

use super::{cards, count, import, sync};
use crate::shop::{Shop, now};

const SEEDS: u64 = 10;

fn shop(source: &str, seed: u64) -> Shop {
    let mut world: World = scenario("demo-shop", 1, now()).expect("known");
    world.quirks = Some(seed);
    world.set_unknowns(Unknowns::from_seed(seed));
    Shop::open(world).with(|mut profile| {
        profile.head = profile
            .head
            .replace("[\"orders\"]", "[\"orders\", \"products\"]");
        profile.rest += &format!("[products]\nsource = \"{source}\"\noverwrite_images = true\n");
        profile
    })
}

#[test]
fn a_pull_makes_the_same_cards_and_the_second_one_none() {
    let mut expected = None;
    for seed in 1..=SEEDS {
        let shop = shop("baselinker", seed);
        let first = sync(&shop, &[]);
        assert!(matches!(first.code, Some(0 | 3)), "seed {seed}: {first:?}");
        let mut found = cards(&shop.desk);
        found.sort();
        assert!(found.len() > 20, "seed {seed}: {}", found.len());
        assert_eq!(
            expected.get_or_insert_with(|| found.clone()),
            &found,
            "seed {seed}"
        );
        let second = sync(&shop, &[]).exits(0);
        let counts = ["created_here", "updated_here"].map(|key| count(&second, key));
        assert_eq!(counts, [0, 0], "seed {seed}: {second:?}");
    }
}

#[test]
fn a_push_makes_each_product_once_and_then_sends_nothing() {
    for seed in 1..=SEEDS {
        let shop = shop("firmino", seed);
        let before = shop.sandbox.with(|world| world.products().count());
        import(
            &shop.desk,
            "sku;name;vat;price_gross;weight;images\nKUB-300;Kubek 300 ml;23;39.99;0.4;https://img.example/k.jpg\nNEW-1;Nowy „1”;8;12.50;0.125;https://img.example/n.jpg\n",
        );
        let first = sync(&shop, &[]);
        assert!(matches!(first.code, Some(0 | 3)), "seed {seed}: {first:?}");
        assert_eq!(count(&first, "created_there"), 1, "seed {seed}");
        let after = shop.sandbox.with(|world| world.products().count());
        assert_eq!(after, before + 1, "seed {seed}");
        shop.sandbox.with(World::clear_log);
        let second = sync(&shop, &[]).exits(0);
        let counts = ["created_there", "updated_there", "conflicts"].map(|key| count(&second, key));
        assert_eq!(counts, [0, 0, 0], "seed {seed}: {second:?}");
        import(&shop.desk, "sku;price_gross\nNEW-1;13.00\n");
        let third = sync(&shop, &[]);
        assert!(matches!(third.code, Some(0 | 3)), "seed {seed}: {third:?}");
        assert_eq!(count(&third, "updated_there"), 1, "seed {seed}: {third:?}");
    }
}
