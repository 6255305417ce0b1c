//! The demo shop holds what its table says, and bulk worlds what they were asked for.

use std::collections::BTreeMap;

use super::{Bulk, scenario};
use crate::sandbox::world::World;

const NOW: i64 = 1_795_000_000;

fn demo() -> World {
    scenario("demo-shop", 1, NOW).unwrap()
}

#[test]
fn forty_orders_lie_in_the_last_three_days() {
    let world = demo();
    let ids: Vec<u64> = world.orders().map(|order| order.order_id).collect();
    assert_eq!(ids, (1001..=1040).collect::<Vec<u64>>());
    for order in world.orders().filter(|order| order.confirmed) {
        assert!(
            (NOW - 3 * 86_400..NOW).contains(&order.date_confirmed),
            "{}",
            order.order_id
        );
        assert!(order.date_add < order.date_confirmed);
    }
    let second = |id: u64| world.order(id).unwrap().date_confirmed;
    assert_eq!([second(1037), second(1038)], [second(1036); 2]);
    assert_eq!(second(1020), second(1021));
    assert!(second(1009) > second(1012));
}

#[test]
fn totals_are_those_of_the_table() {
    let world = demo();
    let total = |id: u64| world.order(id).unwrap().total().normalize().to_string();
    assert_eq!(total(1001), "54.98");
    assert_eq!(total(1019), "84.97");
    assert_eq!(total(1021), "130.35");
    assert_eq!(
        total(1027),
        "114.98",
        "the parts cost what the bundle costs"
    );
    assert_eq!(total(1030), "39.68");
    assert_eq!(total(1034), "199");
    assert_eq!(total(1035), "29.97");
    for order in world.orders() {
        let open = [1006, 1007, 1008, 1009, 1012].contains(&order.order_id);
        assert_eq!(
            order.payment_done == order.total(),
            !open,
            "{}",
            order.order_id
        );
    }
}

#[test]
fn lines_point_to_products_that_exist() {
    let world = demo();
    for order in world.orders() {
        for line in order.products.iter().filter(|line| line.storage == "db") {
            if let Ok(id) = line.product_id.parse::<u64>() {
                assert_eq!(world.products[&id].sku, line.sku, "{}", order.order_id);
            }
        }
    }
    let rates = |id: u64| -> Vec<String> {
        let lines = &world.order(id).unwrap().products;
        lines.iter().map(|line| line.tax_rate.to_string()).collect()
    };
    assert_eq!(rates(1021), ["23", "8", "5"]);
    assert_eq!(rates(1022), ["0"]);
    assert_eq!(rates(1024), ["-1"]);
    assert_eq!(rates(1015), ["19"]);
    assert_eq!(world.order(1026).unwrap().products[0].sku, "ZES-1");
}

#[test]
fn sixty_products_with_every_trap() {
    let world = demo();
    assert_eq!(world.products.len(), 60);
    let mut by_sku: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_name: BTreeMap<&str, usize> = BTreeMap::new();
    for product in world.products.values() {
        *by_sku.entry(&product.sku).or_default() += 1;
        *by_name.entry(&product.name).or_default() += 1;
    }
    assert_eq!(by_sku[""], 2);
    assert_eq!(by_sku["DUP-1"], 2);
    assert_eq!(by_name["Solniczka"], 2);
    assert_eq!(
        world.products.values().filter(|p| p.parent_id != 0).count(),
        10
    );
    assert_eq!(world.products.values().filter(|p| p.is_bundle).count(), 1);
    assert!(by_name.contains_key("Ło\u{301}z\u{307}eczko kuchenne"));
    assert!(
        world
            .products
            .values()
            .all(|p| p.name.chars().count() <= 200)
    );
}

#[test]
fn a_seed_repeats_the_shop() {
    assert_eq!(demo().to_json(), demo().to_json());
    let other = scenario("demo-shop", 2, NOW).unwrap();
    assert_ne!(demo().to_json(), other.to_json());
    assert!(
        demo().orders().eq(other.orders()),
        "orders do not depend on the seed"
    );
    assert!(scenario("nothing", 1, NOW).is_none());
    assert_eq!(scenario("empty", 1, NOW).unwrap().orders().count(), 0);
}

#[test]
fn bulk_orders_lie_as_asked() {
    for (orders, together) in [(250, 150), (1050, 260), (10_000, 0), (150, 150)] {
        let world = World::bulk(1, NOW, &Bulk::with_together(orders, together));
        assert_eq!(world.orders().count() as u64, orders);
        let mut seconds: BTreeMap<i64, u64> = BTreeMap::new();
        for order in world.orders() {
            *seconds.entry(order.date_confirmed).or_default() += 1;
        }
        let fullest = seconds.values().max().copied().unwrap();
        let allowed = [together, together + 1];
        assert!(
            together == 0 && fullest == 1 || allowed.contains(&fullest),
            "{fullest}"
        );
        let ascending: Vec<i64> = world.orders().map(|order| order.date_confirmed).collect();
        assert!(ascending.is_sorted());
    }
    let late = Bulk {
        late_per_mille: 100,
        ..Bulk::spread(1000)
    };
    let world = World::bulk(1, NOW, &late);
    let seconds: Vec<i64> = world.orders().map(|order| order.date_confirmed).collect();
    assert!(!seconds.is_sorted());
}

#[test]
fn the_docs_name_every_order_and_their_world_file_is_one() {
    let docs = include_str!("../../../docs/sandbox.md");
    for order in demo().orders() {
        assert!(
            docs.contains(&format!("\n| {} | ", order.order_id)),
            "{}",
            order.order_id
        );
    }
    let (_, rest) = docs.split_once("```json\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    let world = World::from_json(example, NOW).unwrap();
    let order = world.order(1001).unwrap();
    assert_eq!(order.payment_done, order.total());
}
