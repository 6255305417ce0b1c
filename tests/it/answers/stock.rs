//! Must-hold d: levels are sent only where Firmino leads with products.

use super::{answers, but, shop, tells};
use crate::shop::Desk;

#[test]
fn sending_levels_needs_firmino_as_the_source() {
    let shop = shop();
    let right = answers(&shop, r#""orders", "products", "warehouses""#);
    let sourced = |word: &str| {
        but(
            &right,
            "source = \"firmino\"",
            &format!("source = \"{word}\""),
        )
    };
    let without = but(
        &right,
        r#""orders", "products", "warehouses""#,
        r#""orders", "warehouses""#,
    );
    for (text, reason) in [
        (sourced("baselinker"), "products.source"),
        (sourced("manual"), "products.source"),
        (without, "`products`"),
    ] {
        let desk = Desk::bare().with_token();
        let out = desk.refuses(&text, &["--yes"], 2);
        tells(
            &out,
            &["warehouses.send_stock", reason, "source = \"firmino\""],
        );
        assert!(shop.sandbox.with(|world| world.log().writes().is_empty()));
        // The same in a profile that was edited by hand.
        desk.write("shop.toml", &text);
        let out = desk.run(["sync", "orders"]).exits(78);
        tells(&out, &["warehouses.send_stock", reason]);
        assert!(!desk.mirror().exists());
    }
}
