//! How products of BaseLinker and cards of Firmino fit together, by the rules of linking (`domain::card_match`).

use std::collections::BTreeMap;

use super::facts::{CardSeen, Facts};
use crate::domain::card_match::{ByEan, Candidate, FoundBy, Match, NameThere, Sought, match_card};
use crate::domain::names;

/// Counts of products of BaseLinker.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Precheck {
    /// Cards that they were compared with.
    pub cards: usize,
    /// Linked in the mirror already.
    pub linked: usize,
    /// Would be linked by SKU.
    pub by_sku: usize,
    /// Would be linked by name.
    pub by_name: usize,
    /// Fit no card: new ones.
    pub none: usize,
    /// Fit several: a person decides.
    pub ambiguous: usize,
}

impl Precheck {
    /// Compares what is known of both sides.
    pub fn of(facts: &Facts) -> Precheck {
        let file = facts.cards().map(Vec::as_slice).unwrap_or_default();
        let cards: Vec<&CardSeen> = facts.mirror_cards.iter().chain(file).collect();
        let candidates: Vec<Candidate> = cards
            .iter()
            .zip(1..)
            .map(|(card, id)| candidate(card, id))
            .collect();
        let (mut links, mut skus, mut by_name) = (
            BTreeMap::new(),
            BTreeMap::<_, Vec<_>>::new(),
            BTreeMap::<_, Vec<_>>::new(),
        );
        for (at, card) in candidates.iter().enumerate() {
            links.extend(card.linked.map(|product| (product, at)));
            if let Some(sku) = &card.sku {
                skus.entry(sku.clone()).or_default().push(at);
            }
            if let Some(name) = &card.name {
                by_name.entry(name.clone()).or_default().push(at);
            }
        }
        let products = facts
            .products()
            .map(|seen| seen.products.as_slice())
            .unwrap_or_default();
        let mut names_there = BTreeMap::<_, usize>::new();
        for product in products {
            *names_there.entry(names::key(&product.name)).or_default() += 1;
        }
        let mut found = Precheck {
            cards: cards.len(),
            ..Precheck::default()
        };
        for product in products {
            let name = names::key(&product.name);
            let shared = names_there.get(&name).is_some_and(|n| *n > 1);
            let sought = Sought {
                product: Some(product.id),
                sku: names::sku_key(&product.sku),
                ean: None,
                name_there: if shared {
                    NameThere::Shared
                } else {
                    NameThere::Unique
                },
                name,
            };
            let near = links.get(&product.id).into_iter();
            let near = near.chain(
                sought
                    .sku
                    .as_ref()
                    .and_then(|sku| skus.get(sku))
                    .into_iter()
                    .flatten(),
            );
            let near = near.chain(
                sought
                    .name
                    .as_ref()
                    .and_then(|name| by_name.get(name))
                    .into_iter()
                    .flatten(),
            );
            let near: Vec<Candidate> = near.filter_map(|at| candidates.get(*at)).cloned().collect();
            match match_card(&sought, &near, ByEan::Ignored) {
                Match::Linked {
                    by: FoundBy::Link, ..
                } => found.linked += 1,
                Match::Linked {
                    by: FoundBy::Sku, ..
                } => found.by_sku += 1,
                Match::Linked { .. } => found.by_name += 1,
                Match::New => found.none += 1,
                Match::Conflict { .. } => found.ambiguous += 1,
            }
        }
        found
    }
}

fn candidate(card: &CardSeen, id: i64) -> Candidate {
    Candidate {
        card: id,
        linked: card.linked,
        sku: names::sku_key(&card.sku),
        ean: None,
        name: names::key(&card.name),
    }
}
