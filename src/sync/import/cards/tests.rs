//! Reading without a mirror, and applying to one in memory.

use super::*;
use crate::mirror::cards::NewCard;

fn read_text(text: &str) -> Result<CardsFile, Problems> {
    read(text.as_bytes(), &Mapping::default())
}

/// Line, letter of the column and code of each problem.
fn told(problems: &Problems) -> Vec<(u64, String, &'static str)> {
    let of = |problem: &Problem| {
        let column = problem.column.as_ref().map(Column::letters);
        (
            problem.line.unwrap_or(0),
            column.unwrap_or_default(),
            problem.wrong.code(),
        )
    };
    problems.listed.iter().map(of).collect()
}

#[track_caller]
fn refused(text: &str, problems: &[(u64, &str, &str)]) {
    let wrong = told(&read_text(text).unwrap_err());
    let wrong: Vec<(u64, &str, &str)> =
        wrong.iter().map(|(l, c, w)| (*l, c.as_str(), *w)).collect();
    assert_eq!(wrong, problems, "{text:?}");
}

#[test]
fn rows_are_read_for_whoever_compares_them() {
    let file =
        read_text("SKU;Opis;Name;VAT\r\nA-1;x;Kubek  duży;23%\r\n;;;\r\n;y;Pled;\r\n").unwrap();
    assert_eq!(file.extra, ["Opis"]);
    assert_eq!(file.column(Field::Vat).unwrap().letters(), "D");
    let rows: Vec<(u64, Option<&str>, Option<&str>)> = file
        .rows
        .iter()
        .map(|row| {
            (
                row.line,
                row.values.sku.as_deref(),
                row.values.name.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            (2, Some("A-1"), Some("Kubek duży")),
            (4, None, Some("Pled"))
        ]
    );
    assert_eq!(file.rows[1].values.rate, None, "empty is unknown");
}

#[test]
fn every_bad_row_is_told_with_its_place() {
    refused(
        "sku;name;vat;price_net;price_gross\nA;a;23;1;1,23\nB;b;vat;x;1\n;;0;;\nC;c;;2;1\nA;d;;;\nD;d;23\nE;e;;;;;9\n",
        &[
            (3, "C", "row.rate"),
            (3, "D", "row.not-a-number"),
            (4, "", "row.no-key"),
            (5, "E", "row.gross-below-net"),
            (6, "A", "row.sku-twice"),
            (7, "", "row.cells"),
            (8, "", "row.cells"),
        ],
    );
    refused("sku;name\nA;\"a\nB;b\n", &[(2, "", "import.open-quote")]);
}

#[test]
fn a_row_without_sku_is_the_only_one_of_its_name() {
    read_text("sku;name\nA;Koszulka\nB;Koszulka\n").unwrap();
    refused(
        "name\nPled\nPled \n",
        &[(2, "A", "row.name-twice"), (3, "A", "row.name-twice")],
    );
    refused("sku;name\nA;Pled\n;Pled\n", &[(3, "B", "row.name-twice")]);
    // Case tells names apart, as everywhere.
    read_text("name\nPled\npled\n").unwrap();
}

#[test]
fn what_is_wrong_with_the_file_is_told_alone() {
    refused("ean;vat\n1;x\n", &[(0, "", "import.no-key-column")]);
    refused("sku;SKU\nA;B\n", &[(0, "B", "import.column-twice")]);
    refused("sku;name\n;\n\n", &[(0, "", "import.no-rows")]);
    refused("", &[(0, "", "import.empty")]);
}

#[test]
fn a_wrong_column_is_told_a_thousand_times_and_then_counted() {
    let rows: String = (0..1200).map(|n| format!("S{n};x\n")).collect();
    let problems = read_text(&format!("sku;vat\n{rows}")).unwrap_err();
    assert_eq!((problems.listed.len(), problems.more), (1000, 200));
}

fn applied(mirror: &mut Mirror, text: &str) -> (usize, usize, usize) {
    let file = read_text(text).unwrap();
    let done = apply(mirror, &file, 7).unwrap();
    (done.created, done.updated, done.unchanged)
}

#[track_caller]
fn does_not_fit(mirror: &mut Mirror, text: &str) -> Vec<Wrong> {
    let file = read_text(text).unwrap();
    match apply(mirror, &file, 7) {
        Err(ApplyError::Rows(problems)) => problems
            .listed
            .into_iter()
            .map(|problem| problem.wrong)
            .collect(),
        other => panic!("{other:?}"),
    }
}

/// A card as an order line makes it.
fn of_order(mirror: &mut Mirror, sku: Option<&str>, name: &str) -> i64 {
    let card = NewCard {
        sku: sku.map(str::to_owned),
        name: name.to_owned(),
        name_key: name.to_owned(),
        ean: None,
        rate: Some("23".parse().unwrap()),
        price: Some("39.99".parse().unwrap()),
        product: None,
    };
    let added: Result<i64, MirrorError> = mirror.write(|mirror| mirror.add_card(&card, 1));
    added.unwrap()
}

#[test]
fn upserts_by_sku_and_leaves_what_is_unknown() {
    let mut mirror = Mirror::in_memory(0).unwrap();
    let full = "sku;name;vat;ean;unit;price_net;price_gross;weight;class_code;note;images\nA;Kubek;8;590;kpl.;10;10,80;0,4;23.41;krucha;https://a.example/1.jpg\n";
    assert_eq!(applied(&mut mirror, full), (1, 0, 0));
    let before = mirror.card(1).unwrap().unwrap();
    assert_eq!(before.values, read_text(full).unwrap().rows[0].values);
    assert_eq!(
        (before.rate_from.as_str(), before.price_from.as_deref()),
        ("import", Some("import"))
    );
    assert_eq!(applied(&mut mirror, full), (0, 0, 1));
    let blank =
        "sku;name;vat;ean;unit;price_net;price_gross;weight;class_code;note;images\nA;;;;;;;;;;\n";
    assert_eq!(applied(&mut mirror, blank), (0, 0, 1));
    assert_eq!(mirror.card(1).unwrap().unwrap(), before);
    assert_eq!(applied(&mut mirror, "sku;price_net\nA;11\n"), (0, 1, 0));
    let after = mirror.card(1).unwrap().unwrap().values;
    assert_eq!(after.price_net.unwrap().to_string(), "11.00");
    assert_eq!(after.price_gross, before.values.price_gross);
}

#[test]
fn a_new_card_has_only_what_is_told() {
    let mut mirror = Mirror::in_memory(0).unwrap();
    assert_eq!(
        applied(&mut mirror, "sku;name;vat;price_gross\nA;Kubek;;\n"),
        (1, 0, 0)
    );
    let card = mirror.card(1).unwrap().unwrap();
    assert_eq!((card.values.rate, card.values.price_gross), (None, None));
    assert_eq!(card.values.unit.as_deref(), Some("szt."));
    assert_eq!(card.price_from, None);
}

#[test]
fn an_import_s_word_goes_before_an_order_s() {
    let mut mirror = Mirror::in_memory(0).unwrap();
    let card = of_order(&mut mirror, Some("A"), "Kubek");
    // The same rate as the order's is a change: it counts now.
    assert_eq!(applied(&mut mirror, "sku;vat\nA;23\n"), (0, 1, 0));
    let row = mirror.card(card).unwrap().unwrap();
    assert_eq!(
        (row.rate_from.as_str(), row.price_from.as_deref()),
        ("import", Some("order"))
    );
    assert!(!mirror.is_zero_rated(card).unwrap());
    assert_eq!(applied(&mut mirror, "sku;vat\nA;0\n"), (0, 1, 0));
    assert!(mirror.is_zero_rated(card).unwrap());
}

#[test]
fn links_are_left_alone() {
    let mut mirror = Mirror::in_memory(0).unwrap();
    let card = of_order(&mut mirror, Some("A"), "Kubek");
    let linked: Result<(), MirrorError> = mirror.write(|mirror| {
        mirror.link_card(card, 560_012, crate::domain::card_match::FoundBy::Link, 1)
    });
    linked.unwrap();
    assert_eq!(applied(&mut mirror, "sku;name\nA;Inna nazwa\n"), (0, 1, 0));
    let sought = crate::domain::card_match::Sought {
        product: Some(560_012),
        sku: None,
        ean: None,
        name: None,
        name_there: crate::domain::card_match::NameThere::Unique,
    };
    assert_eq!(mirror.card_candidates(&sought).unwrap()[0].card, card);
}

#[test]
fn without_sku_a_card_is_known_by_a_name_that_is_its_own() {
    let mut mirror = Mirror::in_memory(0).unwrap();
    let bare = of_order(&mut mirror, None, "Pled");
    let coded = of_order(&mut mirror, Some("K"), "Kubek");
    assert_eq!(
        applied(&mut mirror, "name;note\nPled;a\nKubek;b\nKoc;c\n"),
        (1, 2, 0)
    );
    for (card, note) in [(bare, "a"), (coded, "b")] {
        let values = mirror.card(card).unwrap().unwrap().values;
        assert_eq!(values.note.as_deref(), Some(note));
    }
    let two = [
        of_order(&mut mirror, None, "Rura"),
        of_order(&mut mirror, None, "Rura"),
    ];
    let wrong = does_not_fit(&mut mirror, "name\nRura\n");
    assert_eq!(
        wrong,
        [Wrong::NameShared {
            cards: two.to_vec()
        }]
    );
}

#[test]
fn a_sku_comes_to_a_card_that_has_none() {
    let mut mirror = Mirror::in_memory(0).unwrap();
    let bare = of_order(&mut mirror, None, "Pled");
    // Two rows of that name: nobody knows which one it is.
    assert_eq!(
        applied(&mut mirror, "sku;name\nP1;Rura\nP2;Rura\n"),
        (2, 0, 0)
    );
    assert_eq!(applied(&mut mirror, "sku;name\nP;Pled\n"), (0, 1, 0));
    assert_eq!(
        mirror.card(bare).unwrap().unwrap().values.sku.as_deref(),
        Some("P")
    );
    // Another SKU is another product, whatever its name.
    assert_eq!(applied(&mut mirror, "sku;name\nQ;Pled\n"), (1, 0, 0));
}

#[test]
fn what_does_not_fit_is_told_whole_and_nothing_is_applied() {
    let mut mirror = Mirror::in_memory(0).unwrap();
    let first = of_order(&mut mirror, Some("A"), "Kubek");
    let second = of_order(&mut mirror, Some("A"), "Kubek 2");
    let third = of_order(&mut mirror, Some("B"), "Pled");
    let wrong = does_not_fit(
        &mut mirror,
        "sku;name;note\nA;x;n\nNEW;;n\nB;y;n\n;Pled;n\nC;z;n\n",
    );
    assert_eq!(
        wrong,
        [
            Wrong::SkuShared {
                cards: vec![first, second]
            },
            Wrong::NameNeeded,
            Wrong::CardTwice {
                card: third,
                line: 4
            },
        ]
    );
    assert_eq!(mirror.card(third).unwrap().unwrap().values.note, None);
    assert_eq!(mirror.card(third + 1).unwrap(), None);
}

#[test]
fn a_mapping_is_remembered_with_what_was_applied() {
    let mut mirror = Mirror::in_memory(0).unwrap();
    let said = Mapping::parse(["Nazwa towaru=name"]).unwrap();
    let file = read("Nazwa towaru\nPled\n".as_bytes(), &said).unwrap();
    assert_eq!(remembered(&mirror).unwrap(), Mapping::default());
    apply(&mut mirror, &file, 7).unwrap();
    let kept = remembered(&mirror).unwrap();
    let again = read("nazwa TOWARU\nKoc\n".as_bytes(), &kept).unwrap();
    assert_eq!(again.rows[0].values.name.as_deref(), Some("Koc"));
}
