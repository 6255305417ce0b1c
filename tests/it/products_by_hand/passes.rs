//! What a person said holds in the passes over products.

use firmino_link::sandbox::{Product, World};

use super::{json, rows};
use crate::shop::{Shop, now};

const LINKS: &str = "SELECT product, card, by FROM product_links ORDER BY product";

/// Products 1 `K-1` Kubek and 2 `T-2` Talerz, cards 1 `K-1` Kubek and 2 `X-9` Miska, and one pass.
fn shop(source: &str) -> Shop {
    let mut world = World::new(1, now());
    for (id, sku, name) in [(1, "K-1", "Kubek"), (2, "T-2", "Talerz")] {
        world.put_product(Product {
            id,
            sku: sku.into(),
            name: name.into(),
            tax_rate: 23.into(),
            ..Product::default()
        });
    }
    let shop = Shop::open(world).with(|mut profile| {
        let modules = "[\"orders\", \"products\"]";
        profile.head = profile.head.replace("[\"orders\"]", modules);
        profile.rest += &format!("[products]\nsource = \"{source}\"\n");
        profile
    });
    shop.desk
        .write("cards.csv", "sku;name;vat\nK-1;Kubek;23\nX-9;Miska;23\n");
    let _ = json(&shop.desk, &["mirror", "import", "products", "cards.csv"]);
    shop
}

fn pass(shop: &Shop, way: &str) {
    let _ = shop.desk.run(["sync", "products", "--json", way]);
}

#[test]
fn what_was_linked_by_a_person_stays_linked() {
    for way in ["--pull", "--push"] {
        let shop = shop("manual");
        let _ = json(&shop.desk, &["products", "link", "X-9", "2"]);
        pass(&shop, way);
        pass(&shop, way);
        assert_eq!(rows(&shop.desk, LINKS), "1 1 sku|2 2 person", "{way}");
        let products = shop.sandbox.with(|world| world.products().count());
        assert_eq!(
            (rows(&shop.desk, "SELECT count(*) FROM cards"), products),
            ("2".into(), 2)
        );
    }
}

#[test]
fn what_a_person_parted_is_not_linked_again() {
    for way in ["--pull", "--push"] {
        let shop = shop("manual");
        pass(&shop, way);
        assert!(rows(&shop.desk, LINKS).starts_with("1 1 sku"), "{way}");
        let _ = json(&shop.desk, &["products", "unlink", "K-1"]);
        pass(&shop, way);
        pass(&shop, way);
        let found = rows(
            &shop.desk,
            "SELECT count(*) FROM product_links WHERE product = 1 AND card = 1",
        );
        assert_eq!(found, "0", "{way}");
        let parted = rows(&shop.desk, "SELECT product, card FROM parted");
        assert_eq!(parted, "1 1", "{way}");
    }
}
