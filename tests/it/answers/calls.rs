//! Must-hold c: nothing is written to BaseLinker before the word, and the three words do what they say.

use firmino_link::sandbox::World;

use super::{answers, shop};
use crate::shop::{Desk, Out, Shop};

const ORDERS: &str = r#""orders""#;

fn set_up(shop: &Shop, word: &str, more: &[&str]) -> (Desk, Out) {
    let desk = Desk::bare().with_token();
    let text = answers(shop, ORDERS) + &format!("\n[after]\nintegrate = \"{word}\"\n");
    shop.sandbox.with(World::clear_log);
    let out = desk.set_up(&text, more);
    (desk, out)
}

fn millisecond(time: std::time::SystemTime) -> i64 {
    let since = time.duration_since(std::time::UNIX_EPOCH);
    let since = since.expect("after 1970").as_millis();
    i64::try_from(since).expect("in range")
}

fn methods(shop: &Shop) -> Vec<String> {
    shop.sandbox.with(|world| {
        let calls = world.log().calls().iter();
        calls.map(|call| call.method.clone()).collect()
    })
}

#[test]
fn later_reads_what_is_checked_and_nothing_else() {
    let shop = shop();
    for modules in [ORDERS, r#""orders", "products", "warehouses""#] {
        shop.sandbox.with(World::clear_log);
        let desk = Desk::bare().with_token();
        let text = answers(&shop, modules) + "\n[after]\nintegrate = \"later\"\n";
        let _ = desk.set_up(&text, &[]).exits(0);
        let called = methods(&shop);
        assert!(
            called.iter().all(|method| method.starts_with("get")),
            "{called:?}"
        );
        // Checks come before saving; a pass would read orders, and nothing else reads them.
        assert!(
            !called.iter().any(|method| method == "getOrders"),
            "{called:?}"
        );
        assert!(!desk.mirror().exists());
        let saved = millisecond(super::changed(&desk.path("shop.toml")));
        let last = shop.sandbox.with(|world| {
            let calls = world.log().calls().iter();
            calls.map(|call| call.at_ms).max().expect("a call")
        });
        assert!(last <= saved, "called {} ms after saving", last - saved);
    }
}

#[test]
fn without_a_word_it_is_later() {
    let shop = shop();
    let desk = Desk::bare().with_token();
    let _ = desk.set_up(&answers(&shop, ORDERS), &[]).exits(0);
    assert!(!methods(&shop).iter().any(|method| method == "getOrders"));
    assert!(!desk.mirror().exists());
}

#[test]
fn a_dry_run_reads_orders_and_leaves_no_mirror() {
    let shop = shop();
    let (desk, out) = set_up(&shop, "dry-run", &[]);
    let _ = out.exits(0);
    let called = methods(&shop);
    assert!(
        called.iter().any(|method| method == "getOrders"),
        "{called:?}"
    );
    assert!(
        called.iter().all(|method| method.starts_with("get")),
        "{called:?}"
    );
    assert!(desk.path("shop.toml").exists());
    assert!(!desk.mirror().exists());
}

#[test]
fn now_takes_the_orders() {
    let shop = shop();
    let (desk, out) = set_up(&shop, "now", &[]);
    assert!(matches!(out.code, Some(0 | 3)), "{out:?}");
    assert_eq!(desk.states(), [(1, "documented".to_owned())]);
    assert_eq!(desk.documents().len(), 1);
}

#[test]
fn json_is_one_object() {
    let shop = shop();
    for (word, passes) in [("later", 0), ("dry-run", 1), ("now", 1)] {
        let (desk, out) = set_up(&shop, word, &["--json"]);
        let json = out.json();
        assert_eq!(json["schema"], 1);
        assert_eq!(json["saved"], "new");
        assert_eq!(
            json["profile"],
            desk.path("shop.toml").display().to_string()
        );
        assert_eq!(
            json["passes"].as_array().expect("a list").len(),
            passes,
            "{word}"
        );
        if passes == 1 {
            assert_eq!(json["passes"][0]["pass"], "orders");
            assert_eq!(json["passes"][0]["dry_run"], word == "dry-run");
        }
        let again = desk.set_up(&answers(&shop, ORDERS), &["--json"]).exits(0);
        assert_eq!(again.json()["saved"], "unchanged");
    }
}
