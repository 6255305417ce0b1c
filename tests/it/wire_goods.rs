//! Goods that the client writes stand in the sandbox, and are read back as they stand, in any encoding and whatever
//! the undocumented behaviours are; they share no types.

use std::collections::{BTreeMap, BTreeSet};

use firmino_link::baselinker::{
    Account, Image, NewProduct, ProductChange, ProductsFilter, TextChange, wire,
};
use firmino_link::sandbox::{
    Category, ForeignStock, ImageAddress, Manufacturer, Product, Unknowns, World, scenario,
};

use crate::shop::{Shop, now, on_account};

const SEEDS: u64 = 12;
const INVENTORY: i64 = 3101;
const MUG: i64 = 560_001;
const SHIRT: i64 = 560_047;
const LARGE: i64 = 560_048;

/// The demo shop in the encodings of a seed; every other one has its behaviours drawn, too.
fn world(seed: u64) -> World {
    let mut world = scenario("demo-shop", 1, now()).expect("known");
    world.quirks = Some(seed);
    if seed % 2 == 1 {
        world.set_unknowns(Unknowns::from_seed(seed));
    }
    world
}

fn dec(text: &str) -> rust_decimal::Decimal {
    text.parse().expect("a decimal")
}

/// Money as read, to the grosz: one encoding prints 17 digits.
fn money(price: Option<&wire::Decimal>) -> Option<String> {
    let price = price?.known()?;
    Some(price.round_dp(2).normalize().to_string())
}

fn mug_301() -> NewProduct {
    NewProduct {
        parent_id: None,
        stock: BTreeMap::from([("bl_8801".to_owned(), 7)]),
        values: ProductChange {
            sku: Some("KUB-301".into()),
            tax_rate: Some(dec("-0.02")),
            weight: Some(dec("0.4")),
            tags: Some(vec!["nowe".into()]),
            prices: BTreeMap::from([(4401, dec("44.90"))]),
            text_fields: TextChange {
                name: Some("Kubek „301” 300 ml / żółty".into()),
                description: Some("<p>Opis</p>".into()),
                features: Some(BTreeMap::from([("Kolor".into(), "Żółty".into())])),
                others: BTreeMap::new(),
            },
            images: BTreeMap::from([
                (0, Image::Url("https://img.example/1.jpg".into())),
                (1, Image::Url("https://img.invalid/2.jpg".into())),
                (2, Image::Base64("QUJD+/==".into())),
            ]),
            ..ProductChange::default()
        },
    }
}

#[test]
fn a_made_product_is_read_back_as_it_was_sent() {
    for seed in 0..SEEDS {
        let shop = Shop::open(world(seed));
        let copied = shop.sandbox.with(|world| world.unknowns().image_address);
        on_account(&shop, |account| {
            let made = account.add_inventory_product(INVENTORY, &mug_301());
            let added = made.applied().expect("made");
            let about: Vec<_> = added.warnings.iter().map(|(about, _)| &**about).collect();
            assert_eq!(about, ["images"], "{seed}");
            let id = added.product_id;
            let data = account.get_inventory_products_data(INVENTORY, &[id]);
            let data = data.expect("data");
            let product = data[0].1.known().expect("read");
            assert_eq!(product.sku.text(), "KUB-301", "{seed}");
            assert_eq!(money(Some(&product.tax_rate)).as_deref(), Some("-0.02"));
            assert_eq!(money(Some(&product.weight)).as_deref(), Some("0.4"));
            let prices = product.prices.known().expect("prices");
            assert_eq!(money(prices.get("4401")).as_deref(), Some("44.9"), "{seed}");
            let stock = product.stock.known().expect("stock");
            assert_eq!(stock.get("bl_8801"), Some(&wire::Int::Known(7)), "{seed}");
            let texts = product.text_fields.known().expect("texts");
            let text = |key: &str| texts.get(key).map(wire::Text::text);
            assert_eq!(text("name"), Some("Kubek „301” 300 ml / żółty"), "{seed}");
            assert_eq!(text("description"), Some("<p>Opis</p>"), "{seed}");
            let features = texts.features.known().expect("features");
            assert_eq!(features.get("Kolor").map(wire::Text::text), Some("Żółty"));
            let tags = product.tags.known().expect("tags");
            assert_eq!(tags[0].text(), "nowe", "{seed}");
            let pictures = product.pictures();
            assert_eq!(pictures.len(), 2, "{seed}");
            let kept = pictures[0] == "https://img.example/1.jpg";
            assert_eq!(kept, copied == ImageAddress::Kept, "{seed}");

            let again = account.add_inventory_product(INVENTORY, &mug_301());
            let other = again.applied().expect("made").product_id;
            let mut filter = ProductsFilter::page(INVENTORY, 1);
            filter.filter_sku = Some("KUB-301".into());
            let listed = account.get_inventory_products_list(&filter);
            let ids: Vec<_> = listed.expect("a list").iter().map(|row| row.0).collect();
            assert_eq!(ids, [id, other], "{seed}: a SKU is not unique");
        });
    }
}

#[test]
fn a_changed_product_keeps_what_is_not_sent() {
    for seed in 0..SEEDS {
        let shop = Shop::open(world(seed));
        let mug = |world: &mut World| world.product(560_001).cloned();
        let before = shop.sandbox.with(mug).expect("there");
        let change = ProductChange {
            ean: Some(String::new()),
            text_fields: TextChange {
                name: Some("Kubek".into()),
                ..TextChange::default()
            },
            ..ProductChange::default()
        };
        on_account(&shop, |account| {
            let changed = account.update_inventory_product(INVENTORY, MUG, &change);
            let added = changed.applied().expect("changed");
            assert_eq!((added.product_id, added.warnings.len()), (MUG, 0), "{seed}");
        });
        let wanted = Product {
            ean: String::new(),
            name: "Kubek".into(),
            ..before
        };
        assert_eq!(shop.sandbox.with(mug), Some(wanted), "{seed}");

        shop.sandbox.with(|world| world.delete_product(560_001));
        on_account(&shop, |account| {
            let gone = account.update_inventory_product(INVENTORY, MUG, &change);
            let error = match gone {
                firmino_link::net::Outcome::NotApplied(error) => error,
                other => panic!("{seed}: {other:?}"),
            };
            assert!(error.is_missing_product(), "{seed}: {error}");
        });
    }
}

#[test]
fn a_batch_is_written_in_part_and_says_so() {
    for seed in 0..SEEDS {
        let shop = Shop::open(world(seed));
        let unknowns = shop.sandbox.with(|world| world.unknowns());
        let bl = |pieces: i64| BTreeMap::from([("bl_8801".to_owned(), pieces)]);
        let shops = BTreeMap::from([("shop_2334".to_owned(), 1)]);
        let stock = BTreeMap::from([
            (MUG, bl(900)),
            (LARGE, bl(901)),
            (560_002, shops),
            (999_999, bl(1)),
        ]);
        let group = |price: &str| BTreeMap::from([(4401, dec(price))]);
        let prices = BTreeMap::from([(MUG, group("41.50")), (LARGE, group("88")), (5, group("1"))]);
        on_account(&shop, |account| {
            let written = account
                .update_stock(
                    account.leave_to_update_stock().expect("leave"),
                    INVENTORY,
                    &stock,
                )
                .applied();
            let written = written.expect("written");
            assert_eq!(written.counter, 2, "{seed}");
            let refused: Vec<_> = written.warnings.keys().copied().collect();
            match unknowns.foreign_stock {
                ForeignStock::Warned => assert_eq!(refused, [560_002, 999_999], "{seed}"),
                ForeignStock::Ignored => assert_eq!(refused, [999_999], "{seed}"),
            }
            let written = account.update_prices(INVENTORY, &prices).applied();
            let written = written.expect("written");
            let refused: Vec<_> = written.warnings.keys().copied().collect();
            assert_eq!((written.counter, &refused[..]), (2, &[5][..]), "{seed}");
            let mug = BTreeMap::from([(MUG, bl(900))]);
            let written = account
                .update_stock(
                    account.leave_to_update_stock().expect("leave"),
                    INVENTORY,
                    &mug,
                )
                .applied();
            assert_eq!(written.expect("written").warnings.len(), 0, "{seed}");

            let read = account.get_inventory_products_prices(INVENTORY, 1);
            let read: BTreeMap<_, _> = read.expect("prices").into_iter().collect();
            let mug = read[&MUG].known().expect("read");
            let own = mug.prices.known().and_then(|prices| prices.get("4401"));
            assert_eq!(money(own).as_deref(), Some("41.5"), "{seed}");
            assert!(mug.variants.odd().is_none(), "{seed}");
            let shirt = read[&SHIRT].known().expect("read");
            let large = shirt.variants.known().and_then(|all| all.get("560048"));
            let large = large.and_then(|prices| prices.get("4401"));
            assert_eq!(money(large).as_deref(), Some("88"), "{seed}");
            assert!(!read.contains_key(&LARGE), "{seed}");
        });
        let stock = shop.sandbox.with(|world| world.stock(560_048, "bl_8801"));
        assert_eq!(stock, Some(901), "{seed}");
    }
}

#[test]
fn categories_and_manufacturers_are_made_and_found() {
    for seed in 0..SEEDS {
        let mut world = world(seed);
        for number in 0..1200 {
            world.put_manufacturer(Manufacturer {
                name: format!("Fabryka {number}"),
                ..Manufacturer::default()
            });
        }
        world.put_category(Category {
            name: "Cudza".into(),
            inventory_id: 4000,
            ..Category::default()
        });
        let shop = Shop::open(world);
        on_account(&shop, |account| {
            let root = account.add_inventory_category(Some(INVENTORY), "Kuchnia", None);
            let root = root.applied().expect("made");
            let mugs = account.add_inventory_category(Some(INVENTORY), "Kubki", Some(root));
            let mugs = mugs.applied().expect("made");
            let read = account.get_inventory_categories(Some(INVENTORY));
            let read: BTreeSet<_> = read
                .expect("categories")
                .iter()
                .map(|one| (one.id, one.name.text().to_owned(), one.parent))
                .collect();
            let wanted = BTreeSet::from([
                (root, "Kuchnia".to_owned(), None),
                (mugs, "Kubki".to_owned(), Some(root)),
            ]);
            assert_eq!(read, wanted, "{seed}");
            assert_eq!(account.get_inventory_categories(None).expect("none"), []);

            let made = account.add_inventory_manufacturer("Huta „Ż”");
            let made = made.applied().expect("made");
            let all = manufacturers(account);
            assert_eq!(all.len(), 1201, "{seed}");
            assert_eq!(
                all.get(&made).map(String::as_str),
                Some("Huta „Ż”"),
                "{seed}"
            );
        });
    }
}

/// Every page up to the first empty one.
fn manufacturers(account: &Account<'_>) -> BTreeMap<i64, String> {
    let mut all = BTreeMap::new();
    for page in 1.. {
        let rows = account.get_inventory_manufacturers(page).expect("a page");
        if rows.is_empty() {
            break;
        }
        all.extend(
            rows.into_iter()
                .map(|one| (one.id, one.name.text().to_owned())),
        );
    }
    all
}

#[test]
fn a_lost_answer_makes_no_second_product() {
    let shop = Shop::open(world(0));
    shop.sandbox
        .with(|world| world.plan("addInventoryProduct:1=reset-after"))
        .expect("a rule");
    let made = on_account(&shop, |account| {
        account.add_inventory_product(INVENTORY, &mug_301())
    });
    assert!(
        matches!(made, firmino_link::net::Outcome::InDoubt(_)),
        "{made:?}"
    );
    shop.sandbox.with(|world| {
        assert_eq!(world.log().count("addInventoryProduct"), 1);
        let made = world.products().filter(|one| one.sku == "KUB-301");
        assert_eq!(made.count(), 1);
    });
}
