use proptest::prelude::*;

use super::*;
use crate::domain::money::Amount;
use crate::mirror::cards::NewCard;
use crate::sync::import::cards::{Applied, apply, read};
use crate::sync::import::mapping::Mapping;

/// A mirror with these cards, as an import makes them.
fn mirror(cards: &[CardValues]) -> Mirror {
    let mirror = Mirror::in_memory(0).unwrap();
    for card in cards {
        mirror.add_imported_card(card, 0).unwrap();
    }
    mirror
}

/// The mirror's own file taken back: what became of its rows.
fn back(mirror: &mut Mirror) -> Applied {
    let file = products(mirror).unwrap();
    let rows = read(file.text.as_bytes(), &Mapping::default()).unwrap();
    apply(mirror, &rows, 1).unwrap()
}

fn card(cells: &[(Field, &str)]) -> CardValues {
    let mut card = CardValues::default();
    for (field, text) in cells {
        card.set(*field, text).unwrap();
    }
    card
}

/// Whatever people, spreadsheets and attackers write into a cell.
const CELL: &str =
    "['=+@;\",\t \n\r.|\u{202e}\u{a0}1aĄż🎁-]{1,12}|\\PC{1,12}|sep=;|'?=[a-z]{1,3}\\(1\\)";

fn values() -> impl Strategy<Value = CardValues> {
    let price = "[1-9][0-9]{0,6},[0-9]{2}";
    (
        proptest::option::of(CELL),
        CELL,
        proptest::option::of("23|8|5|0|zw|np|oo|25,5"),
        proptest::option::of(CELL),
        proptest::option::of(CELL),
        proptest::option::of(price),
        proptest::option::of("0,[0-9]{1,6}|[0-9]{1,4}"),
        proptest::option::of(CELL),
        proptest::option::of(CELL),
        proptest::collection::vec("https?://[a-z]{1,5}/[a-zĄ=?&',;|.]{0,8}", 0..3),
    )
        .prop_map(
            |(sku, name, vat, ean, unit, price, weight, class, note, images)| {
                let mut card = CardValues::default();
                let some = |text: String| Some(text);
                for (field, text) in [
                    (Field::Sku, sku),
                    (Field::Name, some(name)),
                    (Field::Vat, vat),
                    (Field::Ean, ean),
                    (Field::Unit, unit),
                    (Field::PriceNet, price.clone()),
                    (Field::PriceGross, price),
                    (Field::Weight, weight),
                    (Field::ClassCode, class),
                    (Field::Note, note),
                    (Field::Images, some(images.join("\n"))),
                ] {
                    // What an import refuses is in no card of an import.
                    let _ = card.set(field, &text.unwrap_or_default());
                }
                card
            },
        )
        .prop_filter("a card has a name", |card| card.name.is_some())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn taken_back_it_changes_nothing(card in values(), other in values()) {
        let same = other.sku == card.sku || other.name_key() == card.name_key();
        let cards = if same { vec![card] } else { vec![card, other] };
        let mut mirror = mirror(&cards);
        let before = mirror.cards().unwrap();
        let file = products(&mirror).unwrap();
        prop_assert_eq!((file.refused.count(), &file.otherwise), (0, &Vec::new()), "{}", file.text);
        let applied = back(&mut mirror);
        prop_assert_eq!((applied.created, applied.updated), (0, 0), "{}", file.text);
        prop_assert_eq!(&mirror.cards().unwrap(), &before);
        // An empty mirror has the same cards afterwards.
        let mut fresh = Mirror::in_memory(0).unwrap();
        let rows = read(file.text.as_bytes(), &Mapping::default()).unwrap();
        apply(&mut fresh, &rows, 1).unwrap();
        prop_assert_eq!(fresh.cards().unwrap(), before);
    }

    #[test]
    fn no_cell_runs_as_a_formula(card in values()) {
        let file = products(&mirror(&[card])).unwrap();
        let rows = file.text.trim_start_matches('\u{feff}');
        let mut quoted = false;
        let mut begins = true;
        for c in rows.chars() {
            prop_assert!(!(begins && "=+-@\t".contains(c)), "{}", file.text);
            match c {
                '"' => {
                    quoted = !quoted;
                    begins = begins && quoted;
                    continue;
                }
                ';' | '\n' if !quoted => begins = true,
                _ => begins = false,
            }
        }
    }
}

#[test]
fn what_only_baselinker_said_stands_beside() {
    let mut mirror = mirror(&[card(&[(Field::Name, "Kubek"), (Field::Vat, "0")])]);
    let born = NewCard {
        sku: Some("A".into()),
        name: "Talerz".into(),
        name_key: "Talerz".into(),
        ean: None,
        rate: "0".parse().ok(),
        price: Some(Amount::from_grosze(1050)),
        product: Some(7),
    };
    let id = mirror.add_card(&born, 0).unwrap();
    assert_eq!(mirror.product_of(id).unwrap(), Some(7));
    let before = mirror.cards().unwrap();
    let file = products(&mirror).unwrap();
    assert_eq!((file.rows, file.blank), (2, 1));
    assert!(
        file.text.contains("\r\nA;Talerz;;;szt.;;;;;;;0;10,50\r\n"),
        "{}",
        file.text
    );
    assert_eq!(back(&mut mirror).unchanged, 2);
    assert_eq!(mirror.cards().unwrap(), before);
    assert!(!mirror.is_zero_rated(id).unwrap());
}

#[test]
fn what_a_file_cannot_say_is_told_at_once() {
    let same = card(&[(Field::Sku, "A"), (Field::Name, "Kubek")]);
    let file = products(&mirror(&[same.clone(), same])).unwrap();
    assert_eq!(file.refused.listed[0].wrong.code(), "row.sku-twice");
    let odd = |change: fn(&mut CardValues)| {
        let mut odd = card(&[(Field::Name, "Kubek")]);
        change(&mut odd);
        products(&mirror(&[odd])).unwrap()
    };
    let file = odd(|card| card.sku = Some("A\u{7}B".into()));
    assert_eq!(file.refused.listed[0].wrong.code(), "row.control");
    assert_eq!(file.refused.listed[0].line, Some(2));
    let file =
        odd(|card| card.images = Some(vec!["https://a.example/?u=,https://b.example".into()]));
    assert_eq!((file.refused.count(), file.otherwise), (0, vec![2]));
    let file = products(&mirror(&[])).unwrap();
    assert_eq!((file.rows, file.refused.count()), (0, 0));
    assert_eq!(
        file.text,
        "\u{feff}sku;name;vat;ean;unit;price_net;price_gross;weight;class_code;note;images\r\n"
    );
}
