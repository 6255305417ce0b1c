//! Which card a BaseLinker product or an order line is: link → SKU → EAN → name, never a guess.

#[cfg(test)]
mod tests;

/// What a BaseLinker product, or an order line, is known by. Keys come from
/// [`crate::domain::names`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// Id in BaseLinker's catalogue (a variant's own id), if the line has one.
    pub product: Option<i64>,
    /// SKU.
    pub sku: Option<String>,
    /// EAN.
    pub ean: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// How many products of BaseLinker bear the name, as far as known.
    pub name_there: NameThere,
}

/// How many products of BaseLinker bear a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameThere {
    /// No other product that is known of.
    Unique,
    /// Two or more.
    Shared,
}

/// A card that may be the product's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The card's id in the mirror.
    pub card: i64,
    /// The BaseLinker product that it is linked to.
    pub linked: Option<i64>,
    /// Key of the SKU.
    pub sku: Option<String>,
    /// Key of the EAN.
    pub ean: Option<String>,
    /// Key of the name.
    pub name: Option<String>,
}

/// Whether equal EANs make one product (`orders.match_by_ean`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByEan {
    /// EANs are not looked at.
    Ignored,
    /// They count after the SKU and before the name.
    Counts,
}

/// By what a card was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundBy {
    /// Its stored link.
    Link,
    /// Equal SKUs.
    Sku,
    /// Equal EANs.
    Ean,
    /// Equal names.
    Name,
    /// A person said so.
    Person,
}

impl FoundBy {
    /// Stable text for storage and JSON (`linked_by`).
    pub const fn code(self) -> &'static str {
        match self {
            FoundBy::Link => "link",
            FoundBy::Sku => "sku",
            FoundBy::Ean => "ean",
            FoundBy::Name => "name",
            FoundBy::Person => "person",
        }
    }
}

/// What a person should hear of a link that was made all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Both sides have a SKU and they differ (requirements.md 45).
    SkuDiffers,
    /// Other cards bear the product's name (requirements.md 44).
    NameOfOthers(Vec<i64>),
}

/// Why nothing was linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Several cards are linked to the product.
    SeveralLinks,
    /// Several cards have the SKU.
    SeveralBySku,
    /// Several cards have the EAN.
    SeveralByEan,
    /// Several cards have the name.
    SeveralByName,
    /// Several products of BaseLinker have the name.
    NameSharedThere,
    /// The card is linked to this other product.
    LinkedToAnother(i64),
}

impl Why {
    /// Stable text for reports.
    pub const fn code(self) -> &'static str {
        match self {
            Why::SeveralLinks => "product.several-links",
            Why::SeveralBySku => "product.several-by-sku",
            Why::SeveralByEan => "product.several-by-ean",
            Why::SeveralByName => "product.several-by-name",
            Why::NameSharedThere => "product.name-shared-there",
            Why::LinkedToAnother(_) => "product.linked-to-another",
        }
    }
}

/// Which card it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// This card.
    Linked {
        /// The card.
        card: i64,
        /// By what.
        by: FoundBy,
        /// What to say beside it.
        notice: Option<Notice>,
    },
    /// No card yet.
    New,
    /// Nothing is linked; a person decides.
    Conflict {
        /// The cards in question, in order of id.
        cards: Vec<i64>,
        /// What stands in the way.
        why: Why,
    },
}

/// Finds the card (design.md §5, Matching; requirements.md 40–48). The first rung with a hit decides:
/// a lower one is not asked to settle a conflict. `candidates` must hold every card that shares the
/// link, SKU, EAN or name.
pub fn match_card(sought: &Sought, candidates: &[Candidate], by_ean: ByEan) -> Match {
    let linked = hits(candidates, |card| shared(&sought.product, &card.linked));
    match linked.as_slice() {
        [] => {}
        [card] => {
            return Match::Linked {
                card: card.card,
                by: FoundBy::Link,
                notice: None,
            };
        }
        _ => return conflict(&linked, Why::SeveralLinks),
    }
    let by_sku = hits(candidates, |card| shared(&sought.sku, &card.sku));
    if let Some(found) = rung(sought, &by_sku, FoundBy::Sku, Why::SeveralBySku) {
        return with_namesakes(found, sought, candidates);
    }
    match by_ean {
        ByEan::Ignored => {}
        ByEan::Counts => {
            let by_ean = hits(candidates, |card| shared(&sought.ean, &card.ean));
            if let Some(found) = rung(sought, &by_ean, FoundBy::Ean, Why::SeveralByEan) {
                return found;
            }
        }
    }
    // A namesake that is known to be another product, and has another SKU, is no candidate: both sides say so.
    let by_name = hits(candidates, |card| {
        shared(&sought.name, &card.name) && !is_another(sought, card)
    });
    match sought.name_there {
        NameThere::Shared if !by_name.is_empty() => conflict(&by_name, Why::NameSharedThere),
        NameThere::Shared | NameThere::Unique => {
            rung(sought, &by_name, FoundBy::Name, Why::SeveralByName).unwrap_or(Match::New)
        }
    }
}

/// Whether link and SKU both say that the card is another product: variants often share their name.
fn is_another(sought: &Sought, card: &Candidate) -> bool {
    let differ = |ours: &Option<String>, theirs: &Option<String>| {
        ours.is_some() && theirs.is_some() && ours != theirs
    };
    let linked_elsewhere =
        sought.product.is_some() && card.linked.is_some() && sought.product != card.linked;
    linked_elsewhere && differ(&sought.sku, &card.sku)
}

/// What one rung says; nothing if it has no hit.
fn rung(sought: &Sought, hits: &[&Candidate], by: FoundBy, several: Why) -> Option<Match> {
    let card = match hits {
        [] => return None,
        [card] => card,
        _ => return Some(conflict(hits, several)),
    };
    // A line without a product id may use the card, whoever it is linked to: it claims no link.
    if let (Some(product), Some(linked)) = (sought.product, card.linked)
        && product != linked
    {
        return Some(conflict(hits, Why::LinkedToAnother(linked)));
    }
    let sku_differs = sought.sku.is_some() && card.sku.is_some() && sought.sku != card.sku;
    let notice = sku_differs.then_some(Notice::SkuDiffers);
    Some(Match::Linked {
        card: card.card,
        by,
        notice,
    })
}

fn with_namesakes(found: Match, sought: &Sought, candidates: &[Candidate]) -> Match {
    match found {
        Match::Linked { card, by, notice } => {
            let others = hits(candidates, |other| {
                other.card != card && shared(&sought.name, &other.name)
            });
            let namesakes = (!others.is_empty()).then(|| Notice::NameOfOthers(ids(&others)));
            Match::Linked {
                card,
                by,
                notice: notice.or(namesakes),
            }
        }
        other => other,
    }
}

fn hits(candidates: &[Candidate], fits: impl Fn(&Candidate) -> bool) -> Vec<&Candidate> {
    let mut hits: Vec<&Candidate> = candidates.iter().filter(|card| fits(card)).collect();
    hits.sort_by_key(|card| card.card);
    hits.dedup_by_key(|card| card.card);
    hits
}

fn ids(cards: &[&Candidate]) -> Vec<i64> {
    cards.iter().map(|card| card.card).collect()
}

fn conflict(cards: &[&Candidate], why: Why) -> Match {
    Match::Conflict {
        cards: ids(cards),
        why,
    }
}

/// Known on both sides and equal: empty never equals empty.
fn shared<T: PartialEq>(a: &Option<T>, b: &Option<T>) -> bool {
    a.is_some() && a == b
}
