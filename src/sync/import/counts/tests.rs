//! Reading without a mirror, and applying to one in memory.

use super::*;
use crate::domain::card::CardValues;

fn read_text(text: &str) -> Result<CountsFile, Problems> {
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

/// A mirror with these cards, all of one name, and the warehouses `MAG` and `SKLEP`.
fn mirror(skus: &[&str]) -> Mirror {
    let mut mirror = Mirror::in_memory(0).unwrap();
    mirror
        .write(|mirror| {
            for sku in skus {
                let values = CardValues {
                    sku: Some((*sku).to_owned()),
                    name: Some("Kubek".to_owned()),
                    ..CardValues::default()
                };
                mirror.add_imported_card(&values, 0)?;
            }
            mirror.add_warehouse("MAG", "MAG", None)?;
            mirror.add_warehouse("SKLEP", "SKLEP", None)?;
            Ok::<_, MirrorError>(())
        })
        .unwrap();
    mirror
}

#[test]
fn an_empty_quantity_is_left_out_and_counted() {
    let file =
        read_text("SKU;Warehouse;Quantity;x\nA; MAG ;10,00;\n;;;\nB;MAG;;\n;MAG;;\n").unwrap();
    assert_eq!(
        (file.unknown, file.extra.as_slice()),
        (2, &["x".to_owned()][..])
    );
    let row = CountRow {
        line: 2,
        sku: "A".to_owned(),
        warehouse: Some("MAG".to_owned()),
        pieces: 10,
    };
    assert_eq!(file.rows, [row]);
}

#[test]
fn every_bad_row_is_told_with_its_place() {
    refused(
        "sku;warehouse;quantity\nA;MAG;x\nB;MAG;0,5\nC;MAG;1.000\nD;;1\n;MAG;1\nE;MAG;1E+05\nF;MAG;1\nF;MAG;1\nF;SKLEP;1\n",
        &[
            (2, "C", "row.not-a-number"),
            (3, "C", "row.not-whole"),
            (4, "C", "row.ambiguous-number"),
            (5, "B", "row.no-warehouse"),
            (6, "A", "row.no-sku"),
            (7, "C", "row.rounded"),
            (9, "A", "row.count-twice"),
        ],
    );
    refused("sku;quantity\nA;1\nA;2\n", &[(3, "A", "row.count-twice")]);
    refused("sku;ile\nA;1\n", &[(0, "", "import.column-needed")]);
    refused("kod;quantity\nA;1\n", &[(0, "", "import.column-needed")]);
    refused("sku;quantity\nA;1;2\n", &[(2, "", "row.cells")]);
    refused("sku;quantity\n", &[(0, "", "import.no-rows")]);
}

fn does_not_fit(text: &str) -> Vec<Wrong> {
    let mut mirror = mirror(&["A", "B", "B"]);
    let file = read_text(text).unwrap();
    match apply(&mut mirror, &file, Taken::Now, None, 9) {
        Err(ApplyError::Rows(problems)) => {
            assert_eq!(mirror.level(1, 1).unwrap().pieces, None);
            problems.listed.into_iter().map(|one| one.wrong).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_does_not_fit_the_mirror_stops_all() {
    let known = || vec!["MAG".to_owned(), "SKLEP".to_owned()];
    assert_eq!(
        does_not_fit("sku;warehouse;quantity\nA;MAG;1\nB;MAG;1\nC;mag;1\n"),
        [
            Wrong::SkuShared { cards: vec![2, 3] },
            Wrong::SkuUnknown,
            Wrong::WarehouseUnknown { known: known() },
        ]
    );
    assert_eq!(
        does_not_fit("sku;quantity\nA;1\n"),
        [Wrong::WarehouseNeeded { known: known() }]
    );
}

#[test]
fn a_file_without_warehouses_counts_the_default_one() {
    let mut mirror = mirror(&["A"]);
    let file = read_text("sku;quantity\nA;7\n").unwrap();
    let applied = apply(&mut mirror, &file, Taken::Now, Some("SKLEP"), 9).unwrap();
    assert_eq!(applied.levels[0].warehouse, "SKLEP");
    let unknown = apply(&mut mirror, &file, Taken::Now, Some("PIWNICA"), 9);
    assert!(matches!(unknown, Err(ApplyError::Rows(_))));
}

#[test]
fn a_mapping_is_remembered_beside_that_of_products() {
    let mut mirror = mirror(&["A"]);
    let said = Mapping::parse(["Kod=sku", "Ilość=quantity", "Magazyn=warehouse"]).unwrap();
    let text = "kod;magazyn;ilość\nA;MAG;1\n";
    let file = read(text.as_bytes(), &said).unwrap();
    apply(&mut mirror, &file, Taken::Now, None, 9).unwrap();
    let kept = remembered(&mirror).unwrap();
    assert_eq!(read(text.as_bytes(), &kept).unwrap().rows.len(), 1);
    assert_eq!(
        super::super::cards::remembered(&mirror).unwrap(),
        Mapping::default()
    );
}
