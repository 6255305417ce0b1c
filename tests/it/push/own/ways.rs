//! Firmino in each way in which nobody outside knows it.

use firmino_link::sandbox::{Article, FirminoUnknowns};

use super::{behave, codes, consumer, of, papers, receipt, shop};

/// In no way is a document made twice, and whatever does not come to its end is told with what to do.
#[test]
fn whatever_firmino_is_like_no_document_is_made_twice() {
    const SEEDS: u64 = 16;
    let mut agreed = 0;
    for seed in 0..SEEDS {
        let shop = shop([consumer(1001), receipt(1002)], |world| {
            behave(world, |way| *way = FirminoUnknowns::from_seed(seed));
            for n in 0..12 {
                let _ = world.firmino.put_article(Article {
                    code: format!("TOW/{n}"),
                    name: format!("Towar numer {n}"),
                    ..Article::default()
                });
            }
        });
        shop.fault("firmino:sale-documents/add:1=reset-after");
        let mut last = shop.push(&[]);
        for _ in 0..3 {
            shop.window_is_over();
            last = shop.push(&[]);
        }
        let there = shop.there();
        assert!(there.customers <= 1, "seed {seed}: {there:?} {last:?}");
        assert!(there.articles <= 13, "seed {seed}: {there:?} {last:?}");
        for order in ["BL 1001/", "BL 1002/"] {
            let of_order = papers(&shop)
                .into_iter()
                .filter(|one| one.3.contains(order));
            assert!(of_order.count() <= 1, "seed {seed}: {last:?}");
        }
        let named = shop.push(&["1001"]);
        match of(&named, "documents/known") {
            1 if named.code == Some(0) => agreed += 1,
            _ => assert!(
                !codes(&named).is_empty() || named.code != Some(0),
                "seed {seed}: {named:?}"
            ),
        }
        assert!(
            of(&last, "requests/used_today") < 120,
            "seed {seed}: {last:?}"
        );
    }
    // Half of these ways give their own numbers, and half search in names only.
    assert!(
        agreed * 8 >= SEEDS,
        "only {agreed} of {SEEDS} came to their end"
    );
}
