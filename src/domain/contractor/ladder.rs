#[cfg(test)]
mod tests;

use crate::domain::country::Country;

/// What a buyer is known by. Keys come from [`crate::domain::names`] and
/// [`crate::domain::tax_id::TaxId::key`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BuyerKey {
    /// Tax number.
    pub nip: Option<String>,
    /// Name: company, else person.
    pub name: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Country.
    pub country: Option<Country>,
}

/// A card that may be the buyer's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The card's id in the mirror.
    pub card: i64,
    /// Tax number, in the form of the buyer's.
    pub nip: Option<String>,
    /// Key of the name.
    pub name_key: Option<String>,
    /// Key of the postcode.
    pub postcode_key: Option<String>,
    /// Key of the city.
    pub city_key: Option<String>,
    /// Country.
    pub country: Option<Country>,
}

/// What a name says by itself (`orders.match_by_name_only`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByName {
    /// A name counts only with the postcode or city.
    WithAddress,
    /// Firmino's own rule: a name alone is enough if it is unique.
    Alone,
}

/// By what a buyer found its card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatchedBy {
    /// Equal tax numbers.
    Nip,
    /// A person said so.
    Decision,
    /// Equal name and address.
    NameAndAddress,
    /// Equal names alone.
    Name,
}

impl MatchedBy {
    /// Stable text for storage and JSON.
    pub const fn code(self) -> &'static str {
        match self {
            MatchedBy::Nip => "nip",
            MatchedBy::Decision => "decision",
            MatchedBy::NameAndAddress => "name-address",
            MatchedBy::Name => "name",
        }
    }
}

/// Whose card it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// This card.
    Linked {
        /// The card.
        card: i64,
        /// By what.
        by: MatchedBy,
    },
    /// No card yet.
    New,
    /// Several cards, in order of id: a person decides.
    Ambiguous(Vec<i64>),
}

/// Finds the buyer's card: tax number → a person's decision for this buyer → name with postcode and
/// city → name alone where allowed (design.md §5, Matching). A buyer with a tax number is never found
/// by name: two firms of one name would share a card without one. Nor are two people of one name at
/// different addresses one. `remembered` must exist.
pub fn match_contractor(
    buyer: &BuyerKey,
    candidates: &[Candidate],
    remembered: Option<i64>,
    by_name: ByName,
) -> Match {
    let same_nip = cards(candidates, |card| {
        buyer.nip.is_some() && card.nip == buyer.nip
    });
    let decided = remembered.filter(|id| {
        !candidates
            .iter()
            .any(|card| card.card == *id && nip_differs(buyer, card))
    });
    match same_nip.as_slice() {
        [card] => {
            return Match::Linked {
                card: *card,
                by: MatchedBy::Nip,
            };
        }
        [] => {}
        several => {
            return match decided.filter(|card| several.contains(card)) {
                Some(card) => Match::Linked {
                    card,
                    by: MatchedBy::Decision,
                },
                None => Match::Ambiguous(same_nip),
            };
        }
    }
    if let Some(card) = decided {
        return Match::Linked {
            card,
            by: MatchedBy::Decision,
        };
    }
    if buyer.nip.is_some() {
        return Match::New;
    }
    let here = cards(candidates, |card| same_name_and_address(buyer, card));
    match here.as_slice() {
        [card] => {
            return Match::Linked {
                card: *card,
                by: MatchedBy::NameAndAddress,
            };
        }
        [] => {}
        _ => return Match::Ambiguous(here),
    }
    match by_name {
        ByName::WithAddress => Match::New,
        ByName::Alone => name_alone(buyer, candidates),
    }
}

fn name_alone(buyer: &BuyerKey, candidates: &[Candidate]) -> Match {
    let named = cards(candidates, |card| same_name(buyer, card));
    match named.as_slice() {
        [] => Match::New,
        [card] => Match::Linked {
            card: *card,
            by: MatchedBy::Name,
        },
        _ => Match::Ambiguous(named),
    }
}

fn cards(candidates: &[Candidate], fits: impl Fn(&Candidate) -> bool) -> Vec<i64> {
    let mut cards: Vec<i64> = candidates
        .iter()
        .filter(|card| fits(card))
        .map(|card| card.card)
        .collect();
    cards.sort_unstable();
    cards.dedup();
    cards
}

/// Whether the names are one, postcode or city too, and nothing that both say of the address differs. Tax numbers are not
/// asked.
pub fn same_name_and_address(buyer: &BuyerKey, card: &Candidate) -> bool {
    same_name(buyer, card) && same_address(buyer, card)
}

fn same_name(buyer: &BuyerKey, card: &Candidate) -> bool {
    buyer.name.is_some() && buyer.name == card.name_key
}

fn nip_differs(buyer: &BuyerKey, card: &Candidate) -> bool {
    differ(&buyer.nip, &card.nip)
}

/// Nothing known on both sides differs, and the postcode or the city is known on both.
fn same_address(buyer: &BuyerKey, card: &Candidate) -> bool {
    let shared = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
    let evidence =
        shared(&buyer.postcode, &card.postcode_key) || shared(&buyer.city, &card.city_key);
    evidence
        && !differ(&buyer.postcode, &card.postcode_key)
        && !differ(&buyer.city, &card.city_key)
        && !differ(&buyer.country, &card.country)
}

/// Whether both are known and not the same.
fn differ<T: PartialEq>(a: &Option<T>, b: &Option<T>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a != b)
}
