use proptest::prelude::*;

use super::*;

fn text(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

fn sought(product: i64, sku: &str, name: &str) -> Sought {
    let product = Some(product).filter(|id| *id > 0);
    Sought {
        product,
        sku: text(sku),
        ean: None,
        name: text(name),
        name_there: NameThere::Unique,
    }
}

fn card(card: i64, linked: i64, sku: &str, name: &str) -> Candidate {
    let linked = Some(linked).filter(|id| *id > 0);
    Candidate {
        card,
        linked,
        sku: text(sku),
        ean: None,
        name: text(name),
    }
}

fn found(sought: &Sought, cards: &[Candidate]) -> Match {
    match_card(sought, cards, ByEan::Ignored)
}

fn linked(card: i64, by: FoundBy) -> Match {
    Match::Linked {
        card,
        by,
        notice: None,
    }
}

fn conflict(cards: &[i64], why: Why) -> Match {
    Match::Conflict {
        cards: cards.to_vec(),
        why,
    }
}

#[test]
fn a_link_outlives_renames() {
    let cards = [
        card(1, 560, "OLD", "Stary kubek"),
        card(2, 0, "KUB-300", "Kubek"),
    ];
    assert_eq!(
        found(&sought(560, "KUB-300", "Kubek"), &cards),
        linked(1, FoundBy::Link)
    );
    let twice = [card(2, 560, "", ""), card(1, 560, "", "")];
    assert_eq!(
        found(&sought(560, "", ""), &twice),
        conflict(&[1, 2], Why::SeveralLinks)
    );
}

#[test]
fn sku_wins_over_name_and_says_so() {
    let cards = [card(1, 0, "KUB-300", "Inny kubek"), card(2, 0, "", "Kubek")];
    assert_eq!(
        found(&sought(560, "KUB-300", "Czajnik"), &cards),
        linked(1, FoundBy::Sku)
    );
    let reported = found(&sought(560, "KUB-300", "Kubek"), &cards);
    let notice = Some(Notice::NameOfOthers(vec![2]));
    assert_eq!(
        reported,
        Match::Linked {
            card: 1,
            by: FoundBy::Sku,
            notice
        }
    );
}

#[test]
fn name_counts_where_a_side_has_no_sku() {
    let cards = [card(1, 0, "", "Kubek"), card(2, 0, "CZA", "Czajnik")];
    assert_eq!(
        found(&sought(560, "KUB-300", "Kubek"), &cards),
        linked(1, FoundBy::Name)
    );
    assert_eq!(
        found(&sought(560, "", "Czajnik"), &cards),
        linked(2, FoundBy::Name)
    );
}

#[test]
fn neither_sku_nor_name_is_new() {
    let cards = [card(1, 0, "KUB-300", "Kubek"), card(2, 0, "", "")];
    assert_eq!(
        found(&sought(560, "KUB-301", "Kubek 301"), &cards),
        Match::New
    );
    assert_eq!(found(&sought(560, "", ""), &cards), Match::New);
    assert_eq!(found(&sought(0, "", ""), &[card(3, 0, "", "")]), Match::New);
}

#[test]
fn one_name_with_two_skus_links_only_if_unique_on_both_sides() {
    let cards = [card(1, 0, "A", "Kubek")];
    let notice = Some(Notice::SkuDiffers);
    let unique = sought(560, "B", "Kubek");
    assert_eq!(
        found(&unique, &cards),
        Match::Linked {
            card: 1,
            by: FoundBy::Name,
            notice
        }
    );
    let there = Sought {
        name_there: NameThere::Shared,
        ..unique.clone()
    };
    assert_eq!(found(&there, &cards), conflict(&[1], Why::NameSharedThere));
    let twins = [card(2, 0, "C", "Kubek"), card(1, 0, "A", "Kubek")];
    assert_eq!(
        found(&unique, &twins),
        conflict(&[1, 2], Why::SeveralByName)
    );
}

#[test]
fn a_shared_name_matters_only_where_it_is_met() {
    let shared = Sought {
        name_there: NameThere::Shared,
        ..sought(560, "A", "Kubek")
    };
    assert_eq!(found(&shared, &[]), Match::New);
    assert_eq!(
        found(&shared, &[card(1, 0, "A", "Kubek")]),
        linked(1, FoundBy::Sku)
    );
}

#[test]
fn two_cards_of_one_sku_are_never_guessed() {
    let cards = [
        card(1, 7, "A", "Kubek"),
        card(2, 0, "A", "Czajnik"),
        card(3, 0, "", "Kubek"),
    ];
    assert_eq!(
        found(&sought(560, "A", "Kubek"), &cards),
        conflict(&[1, 2], Why::SeveralBySku)
    );
}

#[test]
fn a_card_of_another_product_is_not_taken() {
    let cards = [card(1, 7, "A", "Kubek")];
    let why = Why::LinkedToAnother(7);
    assert_eq!(found(&sought(560, "A", "X"), &cards), conflict(&[1], why));
    assert_eq!(
        found(&sought(560, "", "Kubek"), &cards),
        conflict(&[1], why)
    );
    assert_eq!(found(&sought(0, "A", "X"), &cards), linked(1, FoundBy::Sku));
    assert_eq!(why.code(), "product.linked-to-another");
}

#[test]
fn ean_counts_only_if_asked() {
    let line = Sought {
        ean: text("5900000000015"),
        ..sought(560, "A", "Kubek")
    };
    let by_ean = Candidate {
        ean: text("5900000000015"),
        ..card(1, 0, "", "Czajnik")
    };
    let by_name = card(2, 0, "", "Kubek");
    let cards = [by_ean.clone(), by_name];
    assert_eq!(
        match_card(&line, &cards, ByEan::Counts),
        linked(1, FoundBy::Ean)
    );
    assert_eq!(
        match_card(&line, &cards, ByEan::Ignored),
        linked(2, FoundBy::Name)
    );
    let twins = [by_ean.clone(), Candidate { card: 3, ..by_ean }];
    assert_eq!(
        match_card(&line, &twins, ByEan::Counts),
        conflict(&[1, 3], Why::SeveralByEan)
    );
}

proptest! {
    #[test]
    fn the_order_of_cards_plays_no_part(
        (product, sku, name) in (0i64..4, "[ab]?", "[xy]?"),
        cards in prop::collection::vec((0i64..4, "[ab]?", "[xy]?"), 0..5),
    ) {
        let mut cards: Vec<_> = cards
            .iter()
            .enumerate()
            .map(|(id, (linked, sku, name))| card(id as i64, *linked, sku, name))
            .collect();
        let line = sought(product, &sku, &name);
        let first = found(&line, &cards);
        cards.reverse();
        prop_assert_eq!(&found(&line, &cards), &first);
        if let Match::Linked { card, .. } = first {
            let linked = cards.iter().find(|one| one.card == card).unwrap().linked;
            prop_assert!(line.product.is_none() || linked.is_none() || linked == line.product);
        }
    }
}

#[test]
fn a_variant_of_the_same_name_is_a_product_of_its_own() {
    let cards = [card(1, 11, "KOS-M", "Koszulka")];
    assert_eq!(found(&sought(12, "KOS-L", "Koszulka"), &cards), Match::New);
    let same_sku = found(&sought(12, "KOS-M", "Koszulka"), &cards);
    assert_eq!(same_sku, conflict(&[1], Why::LinkedToAnother(11)));
    let no_sku = found(&sought(12, "", "Koszulka"), &cards);
    assert_eq!(no_sku, conflict(&[1], Why::LinkedToAnother(11)));
}
