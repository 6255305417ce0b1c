//! Firmino in each way in which nobody outside knows it.

use firmino_link::sandbox::{Article, Customer, FirminoUnknowns};

use super::{behave, codes, firm, numbers, of, shop};

/// In no way is anything made twice, and whatever does not come to its end is told with what to do.
#[test]
fn whatever_firmino_is_like_nothing_is_made_twice() {
    const SEEDS: u64 = 24;
    let mut confirmed = 0;
    for seed in 0..SEEDS {
        let shop = shop([firm(1001)], "issue = true", |world| {
            behave(world, |way| *way = FirminoUnknowns::from_seed(seed));
            for n in 0..12 {
                let _ = world.firmino.put_article(Article {
                    code: format!("TOW/{n}"),
                    name: format!("Towar numer {n}"),
                    ..Article::default()
                });
                let _ = world.firmino.put_customer(Customer {
                    short_name: format!("KLIENT {n}"),
                    full_name: format!("Klient numer {n}"),
                    locality: "Łódź".into(),
                    ..Customer::default()
                });
            }
        });
        shop.fault("firmino:order-documents/add:1=reset-after");
        shop.fault("firmino:order-documents/add-end-doc:1=reset-after");
        let mut last = shop.push(&[]);
        for _ in 0..3 {
            shop.window_is_over();
            last = shop.push(&[]);
        }
        let there = shop.there();
        assert!(there.customers <= 13, "seed {seed}: {there:?} {last:?}");
        assert!(there.articles <= 13, "seed {seed}: {there:?} {last:?}");
        assert!(there.orders <= 1, "seed {seed}: {there:?} {last:?}");
        assert!(there.documents <= 1, "seed {seed}: {there:?} {last:?}");
        let noted = numbers(&shop).len();
        assert!(noted <= there.documents, "seed {seed}: {last:?}");
        confirmed += noted;
        if noted == 0 {
            let named = shop.push(&["1001"]);
            assert!(
                !codes(&named).is_empty() || named.code != Some(0),
                "seed {seed}: {named:?}"
            );
        }
        assert!(
            of(&last, "requests/used_today") < 120,
            "seed {seed}: {last:?}"
        );
    }
    // Half of these ways search in names only, so that no article may be made without a pull.
    assert!(
        confirmed * 4 >= SEEDS as usize,
        "only {confirmed} of {SEEDS} came back"
    );
}
