//! What the user chose to integrate, and the language to be told in.

use std::collections::BTreeSet;
use std::fmt;

use super::reading::Entry;
use crate::texts::Said;

/// A part of the integration (requirements.md, row 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Module {
    /// `Zamówienia`: orders, and the documents issued on them.
    Orders,
    /// `Produkty`: information about products.
    Products,
    /// `Magazyny`: stock, and the links between warehouses.
    Warehouses,
}

impl Module {
    const WORDS: [(&'static str, Self); 3] = [
        ("orders", Self::Orders),
        ("products", Self::Products),
        ("warehouses", Self::Warehouses),
    ];

    /// The chosen modules; none at all is refused (row 13), an absent key means all three.
    pub(super) fn read_set(entry: &Entry<'_>) -> BTreeSet<Self> {
        let example = r#"["orders", "products", "warehouses"]"#;
        if !entry.is_present() {
            return Self::WORDS.into_iter().map(|(_, module)| module).collect();
        }
        let items = entry.items(&Said::new("lista modułów", "a list of modules"), example);
        if entry.is_empty_list() {
            let what = Said::new(
                "jest pusty: nic nie byłoby zintegrowane",
                "is empty: nothing would be integrated",
            );
            let fix = Said::of(|lang| {
                let name = lang.pick("podaj choć jeden moduł", "name one module at least");
                format!("{name}: `modules = {example}`")
            });
            entry.refuse(&what, fix);
        }
        items
            .iter()
            .filter_map(|item| {
                if item.is_unset() {
                    let why = Said::new("każda pozycja jest modułem", "every item is a module");
                    item.absent(&why, example);
                }
                item.choice(&Self::WORDS)
            })
            .collect()
    }
}

impl fmt::Display for Module {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Orders => "orders",
            Self::Products => "products",
            Self::Warehouses => "warehouses",
        })
    }
}

/// A language of the texts for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Polish.
    Pl,
    /// English.
    En,
}

impl Language {
    pub(super) const WORDS: [(&'static str, Self); 2] = [("pl", Self::Pl), ("en", Self::En)];
}
