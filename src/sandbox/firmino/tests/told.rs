//! Every switch and each of its values is told in `docs/sandbox.md`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::sandbox::FirminoUnknowns;

/// Every value that is ever drawn, by key.
fn drawn() -> BTreeMap<String, BTreeSet<String>> {
    let mut drawn: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for seed in 0..200 {
        let Value::Object(map) = serde_json::to_value(FirminoUnknowns::from_seed(seed)).unwrap()
        else {
            panic!("no map")
        };
        for (key, value) in map {
            let value = value.as_str().unwrap().to_owned();
            drawn.entry(key).or_default().insert(value);
        }
    }
    drawn
}

#[test]
fn every_switch_is_drawn_both_ways_and_told() {
    let page =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/sandbox.md")).unwrap();
    let part = page.split("## Firmino").nth(1).unwrap();
    let Value::Object(defaults) = serde_json::to_value(FirminoUnknowns::default()).unwrap() else {
        panic!("no map")
    };
    for (key, values) in drawn() {
        assert!(values.len() > 1, "`{key}` is always the same");
        let row = part
            .lines()
            .find(|line| line.starts_with(&format!("| `{key}` |")))
            .unwrap_or_else(|| panic!("`{key}` is not told"));
        let told = row.split('|').nth(2).unwrap();
        let told: Vec<&str> = told
            .split(',')
            .map(|one| one.trim().trim_matches('`'))
            .collect();
        assert_eq!(told[0], defaults[&key], "`{key}`: the default comes first");
        assert_eq!(
            told.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(),
            values,
            "`{key}`"
        );
    }
}
