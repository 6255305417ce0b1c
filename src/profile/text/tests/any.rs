//! Any run of changes leaves a right text, the wanted values, and everything else as it was.

use proptest::prelude::*;

use super::{EXAMPLE, list, read, text};
use crate::profile::text::{ProfileText, Value};

const SAMPLES: [&str; 7] = [
    "",
    EXAMPLE,
    "\u{feff}# shop\r\nversion = 1\r\n\r\n[orders]\r\n# from here\r\nfrom = 2026-11-23\r\nstatuses = [\r\n  \"A\", # a\r\n  \"B\" # b\r\n]\r\n[brakes] # none\r\n",
    "orders.from = 2026-11-23 # day\nversion = 1\norders.numbering.invoice = 'I' # nr\norders.statuses = [ \"A\",\n 'B', ]\n[payments] # p\n\"PayU\" = { form = 'card' } # pay\n\"Za pobraniem\" = { days = 3, form = \"cash\" }",
    "orders = { from = 2026-11-23, numbering.invoice = \"I\", statuses = [\"A\"] } # all\nwarehouses = { links = [{ baselinker = \"bl_1\", firmino = \"M\" }], buffer = 1 }\npayments = {}\n",
    "[orders.numbering]\ninvoice = \"I\"\n\n# links\n[[warehouses.links]]\nbaselinker = \"bl_1\" # one\nfirmino = \"M\"\n[brakes]\nold_orders = 0\n[[warehouses.links]]\nbaselinker = 2\nfirmino = \"N\"\n\n[orders]\nfrom = \"23.11.2026\"\nstatuses = []\n[payments.PayU]\nform = \"card\"\n",
    "[ \"orders\" ]\n\t\"from\"   = 2026-11-23\n\tstatuses = [\"A\" # a\n\t, \"B\"\n\t]\n\tnumbering.\"invoice\" = \"\"\"\n# no comment\n[orders]\n\"\"\"\n[company]\n# nip = \"1\"\nname = '''\n[x]'''\n",
];

const PATHS: [&[&str]; 14] = [
    &["version"],
    &["language"],
    &["company", "name"],
    &["company", "nip"],
    &["orders", "from"],
    &["orders", "statuses"],
    &["orders", "hold_days"],
    &["orders", "numbering", "invoice"],
    &["orders", "numbering", "receipt"],
    &["baselinker", "token"],
    &["baselinker", "token", "file"],
    &["payments", "PayU"],
    &["payments", "Za pobraniem"],
    &["mirror", "machine"],
];

#[derive(Clone, Debug)]
enum Change {
    Set(usize, Value),
    Remove(usize),
    Links(Vec<(String, String)>),
}

impl Change {
    fn make(&self, profile: &mut ProfileText) {
        match self {
            Self::Set(at, value) => profile.set(PATHS[*at], value.clone()),
            Self::Remove(at) => profile.remove(PATHS[*at]),
            Self::Links(links) => profile.set_links(links),
        }
    }

    /// Whether the change is about this key, something in it or a table around it.
    fn touches(&self, path: &[String]) -> bool {
        let own: &[&str] = match self {
            Self::Set(at, _) | Self::Remove(at) => PATHS[*at],
            Self::Links(_) => &["warehouses", "links"],
        };
        own.iter().zip(path).all(|(own, part)| own == part)
    }
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        "[ -~ąŁ\n\"\\\\#]{0,6}".prop_map(Value::Text),
        (-3..40_i64).prop_map(Value::Whole),
        any::<bool>().prop_map(Value::Flag),
        Just(Value::Day(jiff::civil::date(2026, 11, 23))),
        proptest::sample::subsequence(vec!["A", "B", "C", "Ż"], 0..=4)
            .prop_map(|items| list(&items)),
        proptest::sample::subsequence(vec!["form", "days", "file", "a b"], 0..=3).prop_map(
            |names| {
                let pair = |name: &str| (name.to_owned(), text(name));
                Value::Pairs(names.into_iter().map(pair).collect())
            }
        ),
    ]
}

fn change() -> impl Strategy<Value = Change> {
    let links = proptest::sample::subsequence(vec!["bl_1", "bl_2", "bl_3"], 0..=3);
    let linked = (links, "[MNO]").prop_map(|(keys, symbol)| {
        let pair = |key: &str| (key.to_owned(), symbol.clone());
        Change::Links(keys.into_iter().map(pair).collect())
    });
    prop_oneof![
        6 => (0..PATHS.len(), value()).prop_map(|(at, value)| Change::Set(at, value)),
        1 => (0..PATHS.len()).prop_map(Change::Remove),
        1 => linked,
    ]
}

/// The lines that hold nothing of what the changes are about.
fn own_lines(before: &str, changes: &[Change]) -> Vec<String> {
    let mut rest = read(before);
    for path in rest.paths() {
        let path_of: Vec<&str> = path.iter().map(String::as_str).collect();
        if changes.iter().any(|change| change.touches(&path)) {
            rest.remove(&path_of);
        }
    }
    let rest = rest.render();
    let lines = rest.split_inclusive('\n').filter(|line| {
        // One line holds the changed key too.
        !line.contains("= {") && !line.trim().is_empty()
    });
    lines
        .map(|line| line.trim_end_matches('\n').to_owned())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changes_touch_what_they_are_about(
        sample in 0..SAMPLES.len(),
        changes in proptest::collection::vec(change(), 1..6),
    ) {
        let before = SAMPLES[sample];
        let mut profile = read(before);
        for change in &changes {
            change.make(&mut profile);
            let after = read(&profile.render());
            match change {
                Change::Set(at, wanted) => {
                    let there = after.get(PATHS[*at]);
                    // A table of dotted keys is gone with its last one.
                    let none = Value::Pairs(Vec::new());
                    prop_assert!(
                        there.as_ref().unwrap_or(&none).means(wanted),
                        "{:?} is {:?}, not {:?} in\n{}", PATHS[*at], there, wanted, profile.render()
                    );
                }
                Change::Remove(at) => prop_assert_eq!(after.get(PATHS[*at]), None),
                Change::Links(links) => {
                    let count = match after.get(&["warehouses", "links"]) {
                        Some(Value::List(links)) => links.len(),
                        _ => 0,
                    };
                    prop_assert_eq!(count, links.len());
                }
            }
        }
        let after = profile.render();
        prop_assert_eq!(before.starts_with('\u{feff}'), after.starts_with('\u{feff}'));
        let (old, new) = (read(before), read(&after));
        for path in old.paths() {
            if !changes.iter().any(|change| change.touches(&path)) {
                let names: Vec<&str> = path.iter().map(String::as_str).collect();
                prop_assert_eq!(old.get(&names), new.get(&names), "{:?} in\n{}", path, after);
            }
        }
        let there: Vec<&str> = after.split('\n').collect();
        let mut at = 0;
        for line in own_lines(before, &changes) {
            let found = there[at..].iter().position(|other| *other == line);
            prop_assert!(found.is_some(), "{:?} is not in its place in\n{}\nbefore:\n{}", line, after, before);
            at += found.map_or(0, |found| found + 1);
        }
    }
}
