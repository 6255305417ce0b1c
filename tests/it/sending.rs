//! Levels on their way to BaseLinker (requirements.md, rows 51–59d).

mod brakes;
mod day;
mod losses;
mod rows;
mod table;

use std::path::PathBuf;

use firmino_link::mirror::Mirror;
use firmino_link::mirror::levels::{Count, CountedBy};
use firmino_link::sandbox::{Product, World};
use serde_json::Value;

use crate::shop::{Out, Shop, now};

/// The mug: product, SKU, and the place where it lies.
pub(crate) const MUG: u64 = 560_001;
pub(crate) const PLACE: &str = "bl_8801";

/// A shop that sends levels of one mug, of which ten lie in `bl_8801` = `MAG`.
pub(crate) struct Stall {
    pub(crate) shop: Shop,
}

/// A product with pieces in `bl_8801`.
pub(crate) fn goods(id: u64, sku: &str, pieces: i64) -> Product {
    Product {
        id,
        sku: sku.into(),
        name: format!("Towar {sku}"),
        stock: [(PLACE.to_owned(), pieces)].into(),
        ..Product::default()
    }
}

/// Words of `[warehouses]` for levels that are sent.
pub(crate) fn sends(lowers: &str) -> String {
    format!("send_stock = true\nbaselinker_lowers = \"{lowers}\"\n")
}

impl Stall {
    /// With `[warehouses]` of these words, and the mug alone.
    pub(crate) fn open(words: &str) -> Stall {
        let mut world = World::new(1, now());
        world.put_product(Product {
            name: "Kubek 300 ml".into(),
            ..goods(MUG, "KUB-300", 10)
        });
        Stall::of(world, words)
    }

    /// With this account.
    pub(crate) fn of(world: World, words: &str) -> Stall {
        let shop = Shop::open(world).with(|mut profile| {
            profile.head = profile.head.replace(
                "[\"orders\"]",
                "[\"orders\", \"products\", \"warehouses\"]",
            );
            profile.rest += &format!(
                "[products]\nsource = \"firmino\"\n[warehouses]\n{words}[[warehouses.links]]\nbaselinker = \"{PLACE}\"\nfirmino = \"MAG\"\n"
            );
            profile
        });
        let stall = Stall { shop };
        stall.make_cards();
        stall
    }

    /// A card for each product, linked by its SKU.
    pub(crate) fn make_cards(&self) {
        let mut csv = "sku;name\n".to_owned();
        self.shop.sandbox.with(|world| {
            for product in world.products() {
                csv += &format!("{};{}\n", product.sku, product.name);
            }
        });
        self.shop.desk.write("cards.csv", &csv);
        let import = ["mirror", "import", "products", "cards.csv"];
        let _ = self.shop.desk.run(import).exits(0);
        let links: Vec<(i64, String)> = self.shop.sandbox.with(|world| {
            let own = world.products().filter(|product| !product.is_bundle);
            own.map(|product| {
                (
                    i64::try_from(product.id).expect("small"),
                    product.sku.clone(),
                )
            })
            .collect()
        });
        self.book(|mirror| {
            for (product, sku) in &links {
                let card = mirror.cards_with_sku(sku).expect("read")[0];
                let by = firmino_link::domain::card_match::FoundBy::Sku;
                mirror.link_card(card, *product, by, now()).expect("linked");
            }
            mirror
                .add_warehouse("MAG", "MAG", Some("PL"))
                .expect("made");
        });
    }

    fn path(&self) -> PathBuf {
        self.shop.desk.mirror()
    }

    /// Something in the mirror, in one transaction.
    pub(crate) fn book<T>(&self, work: impl FnOnce(&Mirror) -> T) -> T {
        let mut mirror = Mirror::open(&self.path()).expect("opened");
        let done: firmino_link::mirror::Result<T> = mirror.write(|mirror| Ok(work(mirror)));
        done.expect("written")
    }

    /// A count of now.
    pub(crate) fn count(&self, sku: &str, pieces: i64) {
        self.count_as_of(sku, pieces, now());
    }

    /// A count of another second.
    pub(crate) fn count_as_of(&self, sku: &str, pieces: i64, as_of: i64) {
        self.book(|mirror| {
            let card = mirror.cards_with_sku(sku).expect("read")[0];
            let warehouse = mirror.warehouse("MAG").expect("read").expect("there").id;
            let through = mirror.last_movement(as_of).expect("read");
            let count = Count {
                card,
                warehouse,
                pieces,
                as_of,
                through,
            };
            mirror.count(count, CountedBy::Set, now()).expect("counted");
        });
    }

    /// `sync stock`.
    pub(crate) fn stock(&self, more: &[&str]) -> Out {
        let args = ["sync", "stock", "--json"].iter().chain(more);
        self.shop.desk.run(args)
    }

    /// Counts the mug and lets the first sending go.
    pub(crate) fn let_go(&self) {
        self.count("KUB-300", 10);
        let _ = self.release().exits(0);
    }

    /// Lets the first sending go.
    pub(crate) fn release(&self) -> Out {
        let stopped = self.stock(&[]).exits(5);
        let json = stopped.json();
        let hash = json["brake"]["hash"].as_str().expect("a hash").to_owned();
        assert_eq!(json["brake"]["reason"], "first_sending");
        self.stock(&["--force", &hash])
    }

    /// Pieces there.
    pub(crate) fn there(&self, product: u64) -> i64 {
        let pieces = self.shop.sandbox.with(|world| world.stock(product, PLACE));
        pieces.expect("a product")
    }

    /// What was written since the log was last cleared: product, pieces in `bl_8801`.
    pub(crate) fn written(&self) -> Vec<(u64, i64)> {
        self.shop.sandbox.with(|world| {
            let calls = world.log().of("updateInventoryProductsStock");
            let mut written = Vec::new();
            for call in calls {
                for (product, places) in call.parameters["products"].as_object().expect("a map") {
                    let pieces = places[PLACE].as_i64().expect("a number");
                    written.push((product.parse().expect("an id"), pieces));
                }
            }
            written
        })
    }

    /// Level, held, target of a card's level in `MAG`.
    pub(crate) fn known(&self, sku: &str) -> (Option<i64>, i64, Option<i64>) {
        self.book(|mirror| {
            let card = mirror.cards_with_sku(sku).expect("read")[0];
            let rows = mirror.linked_levels(card).expect("read");
            let row = rows
                .iter()
                .find(|row| row.at.place == PLACE)
                .expect("linked");
            (row.level, row.held, row.shelf.target)
        })
    }

    /// Kept levels equal what they are sums of.
    #[track_caller]
    pub(crate) fn adds_up(&self) {
        let differing = self.book(|mirror| mirror.differing_levels().expect("read"));
        assert_eq!(differing, []);
    }

    pub(crate) fn clear(&self) {
        self.shop.sandbox.with(World::clear_log);
    }
}

/// A count of the pass's `stock`.
pub(crate) fn figure(out: &Out, key: &str) -> i64 {
    out.number(&format!("/stock/{key}"))
}

/// Codes of notices.
pub(crate) fn notices(out: &Out) -> Vec<String> {
    let json = out.json();
    let list = json["notices"].as_array().cloned().unwrap_or_default();
    let codes = list.iter().map(|notice: &Value| notice["code"].as_str());
    codes.map(|code| code.expect("a code").to_owned()).collect()
}
