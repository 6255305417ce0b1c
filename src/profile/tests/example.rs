//! config.example.toml and docs/profile.md hold every key, and state the defaults.

use std::collections::BTreeSet;

use super::super::reading::Reading;
use super::*;

const EXAMPLE: &str = include_str!("../../../config.example.toml");
const PAGE: &str = include_str!("../../../docs/profile.md");

fn known_keys() -> BTreeSet<String> {
    let reading = Reading::of("").expect("an empty text is TOML");
    Profile::read(&reading, TODAY);
    reading.known()
}

#[test]
fn the_example_states_the_defaults() {
    let example = parse(EXAMPLE).expect("the example is a right profile");
    let mut least = parse(LEAST).expect("the least profile is a right one");

    assert_eq!(example.modules().len(), 3);
    assert_eq!(example.company, least.company);
    assert_eq!(example.ksef, least.ksef);
    assert_eq!(example.products, least.products);
    assert_eq!(example.delivery_vat, least.delivery_vat);
    assert_eq!(example.nbp_url, least.nbp_url);
    assert_eq!(example.brakes, least.brakes);
    assert_eq!(example.alerts, least.alerts);
    assert_eq!(example.mirror, least.mirror);
    assert_eq!(example.firmino, None);

    // These have no defaults, the example only shows them.
    let orders = least.orders.as_mut().expect("orders are chosen");
    let shown = example.orders.as_ref().expect("orders are chosen");
    orders.statuses = shown.statuses.clone();
    orders.cancelled_statuses = shown.cancelled_statuses.clone();
    orders.finished_statuses = shown.finished_statuses.clone();
    assert_eq!(example.orders, least.orders);

    least.baselinker.inventory = example.baselinker.inventory.clone();
    least.baselinker.token = example.baselinker.token.clone();
    assert_eq!(example.baselinker, least.baselinker);

    let warehouses = least.warehouses.as_mut().expect("warehouses are chosen");
    let shown = example.warehouses.as_ref().expect("warehouses are chosen");
    warehouses.baselinker_lowers = shown.baselinker_lowers;
    warehouses.links = shown.links.clone();
    assert_eq!(example.warehouses, least.warehouses);
}

#[test]
fn the_example_s_lines_about_firmino_state_the_defaults() {
    let (_, lines) = EXAMPLE
        .split_once("# [firmino]")
        .expect("it shows the table");
    let (lines, _) = lines.split_once("\n\n").expect("other tables follow");
    let table = |lines: &str| format!("{LEAST}\n[firmino]\n{lines}\n");
    let shown: String = lines
        .lines()
        .skip(1)
        .map(|line| format!("{}\n", line.trim_start_matches("# ")))
        .collect();
    let shown = parse(&table(&shown)).expect("its lines are right").firmino;
    let mut least = parse(&table("")).expect("the table may be empty").firmino;
    let named = shown.as_ref().and_then(|shown| shown.credentials.clone());
    assert!(named.is_some());
    least.as_mut().expect("the table is there").credentials = named;
    assert_eq!(shown, least);
}

#[test]
fn the_page_and_the_example_hold_every_key() {
    let shown = keys_shown(EXAMPLE);
    for key in known_keys() {
        assert!(
            PAGE.contains(&format!("| `{key}` |")),
            "docs/profile.md lacks {key}"
        );
        assert!(shown.contains(&key), "config.example.toml lacks {key}");
    }
}

#[test]
fn the_page_holds_no_other_keys() {
    let known = known_keys();
    let keys = PAGE
        .split_once("## Keys")
        .expect("the page lists the keys")
        .1
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    for (key, _) in keys {
        assert!(
            known.contains(key),
            "docs/profile.md has {key}, which is unknown"
        );
    }
}

/// Every `key =` of the example under its table, also in comments and inline tables.
fn keys_shown(text: &str) -> BTreeSet<String> {
    let mut shown = BTreeSet::new();
    let mut table = String::new();
    for line in text.lines() {
        let line = line.trim_start_matches("# ");
        if let Some((name, _)) = line.trim_start_matches('[').split_once(']')
            && line.starts_with('[')
        {
            table = name.to_owned();
            shown.insert(table.clone());
            continue;
        }
        let Some((key, rest)) = line.split_once(" = ") else {
            continue;
        };
        let key = if key.starts_with('"') { "*" } else { key };
        let own = if table.is_empty() {
            key.to_owned()
        } else {
            format!("{table}.{key}")
        };
        for (before, _) in rest.match_indices(" = ").map(|(at, _)| rest.split_at(at)) {
            let inner = before.rsplit([' ', '{']).next().unwrap_or_default();
            shown.insert(format!("{own}.{inner}"));
        }
        shown.insert(own);
    }
    shown
}
