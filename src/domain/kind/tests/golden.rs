//! The golden table holds, and holds every rule: whoever drops a rule or swaps two neighbours changes a row.

use std::collections::BTreeSet;

use super::super::golden::{Row, TODAY, rows};
use super::super::*;
use crate::domain::tax_id::classify;

use super::model::{RULES, Rule, decided_by, inputs};

#[test]
fn every_row_ends_as_the_table_says() {
    let wrong: Vec<String> = rows()
        .iter()
        .filter(|row| row.outcome() != [row.ends.clone(), row.document.clone(), row.reason.clone()])
        .map(|row| format!("line {}: {}", row.line, row.outcome().join(" | ")))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_table_is_large_distinct_and_names_every_reason() {
    let rows = rows();
    assert!(rows.len() >= 60, "{}", rows.len());
    let distinct: BTreeSet<String> = rows.iter().map(Row::question).collect();
    assert_eq!(distinct.len(), rows.len());
    let named = |code: &str| rows.iter().any(|row| row.reason == code);
    for reason in KindReason::ALL {
        assert!(named(reason.code()), "{reason}");
    }
    for reason in HoldReason::ALL {
        assert!(named(reason.code()), "{reason}");
    }
    for kind in DocumentKind::ALL {
        assert!(
            rows.iter().any(|row| row.document == kind.as_str()),
            "{kind}"
        );
    }
}

/// The plan decides by what the row says, by nothing else.
#[test]
fn the_plan_asks_what_the_row_asks() {
    for row in rows() {
        let planned = row.plan().kind;
        let decided = match decide(&row.input()) {
            KindDecision::Decided { kind, reason } => Some((kind, reason.code().to_owned())),
            KindDecision::Hold(_) => None,
        };
        assert_eq!(planned, decided, "line {}", row.line);
    }
}

#[test]
fn the_list_of_rules_says_what_decide_does() {
    let mut seen = 0;
    inputs(|input| {
        assert_eq!(decided_by(&RULES, input), decide(input), "{input:?}");
        seen += 1;
    });
    assert!(seen > 50_000, "{seen}");
}

/// Whether some row ends otherwise by other rules.
fn noticed(rules: &[Rule]) -> bool {
    rows()
        .iter()
        .any(|row| decided_by(rules, &row.input()) != decide(&row.input()))
}

#[test]
fn a_rule_that_is_left_out_is_noticed() {
    for (at, (name, ..)) in RULES.iter().enumerate() {
        let mut fewer = RULES.to_vec();
        fewer.remove(at);
        assert!(noticed(&fewer), "without `{name}`");
    }
}

#[test]
fn two_neighbouring_rules_that_are_swapped_are_noticed() {
    for at in 1..RULES.len() {
        let mut swapped = RULES.to_vec();
        swapped.swap(at - 1, at);
        let mut matters = false;
        inputs(|input| matters |= decided_by(&swapped, input) != decide(input));
        let (first, second) = (RULES[at - 1].0, RULES[at].0);
        assert_eq!(noticed(&swapped), matters, "`{second}` before `{first}`");
    }
}

/// Whether a row waits for KSeF, by some notion of what KSeF must carry.
fn waits(row: &Row, required: &impl Fn(DocumentKind, Standing, &Row) -> bool) -> bool {
    let KindDecision::Decided { kind, .. } = decide(&row.input()) else {
        return false;
    };
    if row.ends == "needs editing" {
        return false;
    }
    let input = row.input();
    let country = input.invoice.or(input.delivery);
    let company = if input.company { "Firma Próbna" } else { "" };
    let standing = Standing::of(&classify(input.tax_id, country), company, country);
    required(kind, standing, row)
}

#[test]
fn every_rule_of_ksef_is_noticed() {
    type Required = fn(DocumentKind, Standing, &Row) -> bool;
    fn right(kind: DocumentKind, buyer: Standing, row: &Row) -> bool {
        let from = row.ksef_from();
        from.is_some_and(|from| ksef_required(kind, buyer, TODAY, from)) && !row.here()
    }
    fn in_force(row: &Row) -> bool {
        !row.here() && row.ksef_from().is_some_and(|from| from <= TODAY)
    }
    for row in rows() {
        let held = row.ends == "ready ksef.required";
        assert_eq!(waits(&row, &right), held, "line {}", row.line);
    }
    let others: [(&str, Required); 12] = [
        ("WDT stays out", |kind, buyer, row| {
            right(kind, buyer, row) && kind != DocumentKind::InvoiceWdt
        }),
        ("export stays out", |kind, buyer, row| {
            right(kind, buyer, row) && kind != DocumentKind::InvoiceExport
        }),
        ("a business invoice stays out", |kind, buyer, row| {
            right(kind, buyer, row) && kind != DocumentKind::Invoice
        }),
        ("a consumer's invoice is carried", |kind, buyer, row| {
            right(kind, buyer, row) || kind == DocumentKind::Invoice && in_force(row)
        }),
        ("a receipt is carried", |kind, buyer, row| {
            right(kind, buyer, row) || kind == DocumentKind::Receipt && in_force(row)
        }),
        ("OSS is carried", |kind, buyer, row| {
            right(kind, buyer, row) || kind == DocumentKind::InvoiceOss && in_force(row)
        }),
        ("only businesses export", |kind, buyer, row| {
            right(kind, buyer, row) && buyer == Standing::Business
        }),
        ("a firm's name abroad is no business", |kind, buyer, row| {
            right(kind, buyer, row) && (kind != DocumentKind::Invoice || !row.tax_id.is_empty())
        }),
        ("whatever the day", |kind, buyer, row| {
            !row.here() && row.ksef_from().is_some() && ksef_required(kind, buyer, TODAY, TODAY)
        }),
        ("from the day after", |kind, buyer, row| {
            right(kind, buyer, row) && row.ksef_from() != Some(TODAY)
        }),
        ("without a first day, too", |kind, buyer, row| {
            !row.here() && ksef_required(kind, buyer, TODAY, row.ksef_from().unwrap_or(TODAY))
        }),
        ("whatever was consented to", |kind, buyer, row| {
            row.ksef_from()
                .is_some_and(|from| ksef_required(kind, buyer, TODAY, from))
        }),
    ];
    for (name, other) in others {
        let noticed = rows()
            .iter()
            .any(|row| waits(row, &other) != waits(row, &right));
        assert!(noticed, "{name}");
    }
}

/// A new kind, standing or number has to be decided about: the compiler asks, as long as no arm takes the rest.
#[test]
fn no_arm_of_a_rule_takes_the_rest() {
    for rules in [
        include_str!("../decide.rs"),
        include_str!("../ksef.rs"),
        include_str!("../reason.rs"),
        include_str!("../../plan/rate.rs"),
    ] {
        assert!(!rules.contains(" _ =>") && !rules.contains(", _)"));
    }
}
