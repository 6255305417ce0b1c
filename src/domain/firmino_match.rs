//! Which card an article of Firmino is: stored link → code → name, never a guess between two. Pure.

use std::collections::HashMap;

/// An article of Firmino. Keys come from [`crate::domain::names`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theirs {
    /// The card that it is known to be.
    pub card: Option<i64>,
    /// Key of the code.
    pub code: Option<String>,
    /// Key of the name.
    pub name: Option<String>,
}

/// A card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ours {
    /// Its id.
    pub card: i64,
    /// Key of the SKU.
    pub sku: Option<String>,
    /// Key of the name.
    pub name: Option<String>,
    /// Whether it is known to be an article of Firmino, in this list or not.
    pub taken: bool,
}

/// Whether a list is known to be whole: a name can be told to be the only one in a whole list alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it was read.
    Whole,
    /// Something may be missing.
    Part,
}

/// Why an article is no card yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Several articles have the code.
    CodeTwiceThere,
    /// Several cards have the code as SKU.
    SkuTwiceHere,
    /// The card with the code is another article's.
    CardTaken,
    /// Several articles have the name of a card.
    NameTwiceThere,
    /// Several cards have the name.
    NameTwiceHere,
    /// One card has the name, but the list was not read whole: another article may have it, too.
    NameUnproven,
}

impl Why {
    /// Stable text for reports.
    pub const fn code(self) -> &'static str {
        match self {
            Why::CodeTwiceThere => "firmino.code-twice-there",
            Why::SkuTwiceHere => "firmino.sku-twice-here",
            Why::CardTaken => "firmino.card-taken",
            Why::NameTwiceThere => "firmino.name-twice-there",
            Why::NameTwiceHere => "firmino.name-twice-here",
            Why::NameUnproven => "firmino.name-unproven",
        }
    }
}

/// Which card it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// It is known to be this card.
    Known(i64),
    /// It is this card, found now.
    Found(i64),
    /// No card yet.
    New,
    /// A person decides.
    Open(Why),
}

/// Finds the card of every article of a list, in the list's order. The code decides alone where a card has it; only an
/// article whose code no card has is looked for by name, among cards that no code has claimed.
pub fn match_articles(theirs: &[Theirs], ours: &[Ours], extent: Extent) -> Vec<Match> {
    let codes = counted(theirs.iter().filter_map(|one| one.code.as_deref()));
    let by_sku = grouped(ours, |card| card.sku.as_deref());
    let by_name = grouped(ours, |card| card.name.as_deref());
    let hits = |one: &Theirs| one.code.as_deref().and_then(|code| by_sku.get(code));
    let claimed: Vec<i64> = theirs
        .iter()
        .filter(|one| one.card.is_none())
        .filter_map(hits)
        .flat_map(|cards| cards.iter().map(|card| card.card))
        .collect();
    // Articles that only their names can find.
    let nameless = |one: &&Theirs| one.card.is_none() && hits(one).is_none();
    let names = counted(
        theirs
            .iter()
            .filter(nameless)
            .filter_map(|one| one.name.as_deref()),
    );
    let claimed: std::collections::HashSet<i64> = claimed.into_iter().collect();
    let find = |one: &Theirs| {
        if let Some(card) = one.card {
            return Match::Known(card);
        }
        if one.code.as_deref().is_some_and(|code| codes[code] > 1) {
            return Match::Open(Why::CodeTwiceThere);
        }
        match hits(one).map(Vec::as_slice) {
            Some([card]) if card.taken => return Match::Open(Why::CardTaken),
            Some([card]) => return Match::Found(card.card),
            Some(_) => return Match::Open(Why::SkuTwiceHere),
            None => {}
        }
        let Some(name) = one.name.as_deref() else {
            return Match::New;
        };
        let all = by_name.get(name).map_or(&[][..], Vec::as_slice);
        let free = all
            .iter()
            .filter(|card| !card.taken && !claimed.contains(&card.card));
        let free: Vec<i64> = free.map(|card| card.card).collect();
        match (free.as_slice(), extent) {
            ([], _) => Match::New,
            ([_], Extent::Part) => Match::Open(Why::NameUnproven),
            ([_], Extent::Whole) if names[name] > 1 => Match::Open(Why::NameTwiceThere),
            ([card], Extent::Whole) => Match::Found(*card),
            _ => Match::Open(Why::NameTwiceHere),
        }
    };
    theirs.iter().map(find).collect()
}

fn counted<'a>(keys: impl Iterator<Item = &'a str>) -> HashMap<&'a str, usize> {
    let mut counts = HashMap::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    counts
}

fn grouped<'a>(
    ours: &'a [Ours],
    key: impl Fn(&'a Ours) -> Option<&'a str>,
) -> HashMap<&'a str, Vec<&'a Ours>> {
    let mut groups: HashMap<&str, Vec<&Ours>> = HashMap::new();
    for card in ours {
        if let Some(key) = key(card) {
            groups.entry(key).or_default().push(card);
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(text: &str) -> Option<String> {
        Some(text.to_owned()).filter(|text| !text.is_empty())
    }

    fn there(card: Option<i64>, code: &str, name: &str) -> Theirs {
        Theirs {
            card,
            code: key(code),
            name: key(name),
        }
    }

    fn here(card: i64, sku: &str, name: &str, taken: bool) -> Ours {
        Ours {
            card,
            sku: key(sku),
            name: key(name),
            taken,
        }
    }

    #[test]
    fn code_then_name_and_never_a_guess() {
        use Match::{Found, Known, New, Open};
        let ours = [
            here(1, "A", "Kubek", false),
            here(2, "B", "Miska", true),
            here(3, "C", "Talerz", false),
            here(4, "C", "Talerz", false),
            here(5, "", "Dzban", false),
            here(6, "X", "Wazon", false),
        ];
        for (theirs, whole) in [
            (vec![there(Some(2), "B", "?")], vec![Known(2)]),
            (vec![there(None, "A", "?")], vec![Found(1)]),
            (vec![there(None, "a", "?")], vec![New]),
            (vec![there(None, "B", "?")], vec![Open(Why::CardTaken)]),
            (vec![there(None, "C", "?")], vec![Open(Why::SkuTwiceHere)]),
            (vec![there(None, "Z", "Dzban")], vec![Found(5)]),
            (vec![there(None, "Z", "Wazon")], vec![Found(6)]),
            (
                vec![there(None, "Z", "Talerz")],
                vec![Open(Why::NameTwiceHere)],
            ),
            (vec![there(None, "Z", "Miska")], vec![New]),
            (vec![there(None, "", "")], vec![New]),
            (
                vec![there(None, "Y", "Dzban"), there(None, "Z", "Dzban")],
                vec![Open(Why::NameTwiceThere); 2],
            ),
            (
                vec![there(None, "A", "Dzban"), there(None, "Z", "Dzban")],
                vec![Found(1), Found(5)],
            ),
            (
                vec![there(None, "A", "Kubek"), there(None, "Z", "Kubek")],
                vec![Found(1), New],
            ),
            (
                vec![there(None, "A", ""), there(None, "A", "")],
                vec![Open(Why::CodeTwiceThere); 2],
            ),
            (
                vec![there(Some(1), "N", ""), there(None, "N", "")],
                vec![Known(1), Open(Why::CodeTwiceThere)],
            ),
        ] {
            assert_eq!(
                match_articles(&theirs, &ours, Extent::Whole),
                whole,
                "{theirs:?}"
            );
        }
        let part = match_articles(
            &[there(None, "Z", "Dzban"), there(None, "A", "")],
            &ours,
            Extent::Part,
        );
        assert_eq!(part, [Open(Why::NameUnproven), Found(1)]);
    }

    proptest! {
        #[test]
        fn no_card_is_found_twice(
            theirs in proptest::collection::vec(("[AB]?", "[ab]?"), 0..6),
            ours in proptest::collection::vec(("[AB]?", "[ab]?", any::<bool>()), 0..6),
        ) {
            let theirs: Vec<Theirs> = theirs.iter().map(|(code, name)| there(None, code, name)).collect();
            let ours: Vec<Ours> = (1..).zip(&ours).map(|(card, (sku, name, taken))| here(card, sku, name, *taken)).collect();
            let found = match_articles(&theirs, &ours, Extent::Whole);
            let mut cards: Vec<i64> = found.iter().filter_map(|one| match one {
                Match::Found(card) => Some(*card),
                _ => None,
            }).collect();
            prop_assert!(cards.iter().all(|card| !ours[*card as usize - 1].taken));
            let all = cards.len();
            cards.sort_unstable();
            cards.dedup();
            prop_assert_eq!(cards.len(), all);
        }
    }
}
