//! What the book says about an order's lines and buyer, for the plan.

use jiff::civil::Date;

use crate::domain::card_match::{self, Candidate, Match, NameThere, Sought};
use crate::domain::contractor::{self, BuyerKey};
use crate::domain::country::Country;
use crate::domain::document::Buyer;
use crate::domain::names;
use crate::domain::order::{Line, Order};
use crate::domain::plan::{self, CardLink, Context, NbpRate, Source};
use crate::domain::rules::LinkContractors;
use crate::mirror::warehouses::WarehouseRow;
use crate::mirror::{Mirror, MirrorError, Result};
use crate::sync::settings::{KeepStock, LinkProducts, Settings};

/// What surrounds an order, beside its [`Context`]: what applying the plan needs.
#[derive(Debug)]
pub struct Surroundings {
    /// For the plan.
    pub context: Context,
    /// For each line, how its card is found.
    pub cards: Vec<Found>,
    /// The buyer as on the document.
    pub buyer: Buyer,
    /// What its card is looked up by.
    pub buyer_key: BuyerKey,
    /// Whose card it is.
    pub contractor: contractor::Match,
}

/// How a line's card is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Not looked for.
    Off,
    /// A card of the book, and by what.
    Card(i64, card_match::FoundBy),
    /// A card to be made with the order.
    New(Sought),
    /// The card that an earlier line of this order makes.
    SameAs(usize),
    /// None: a conflict.
    Conflict,
}

/// Gathers what the book says.
pub fn surroundings(
    mirror: &Mirror,
    settings: &Settings,
    order: &Order,
    today: Date,
    clock: Option<&str>,
) -> Result<Surroundings> {
    let (links, cards) = cards(mirror, settings, order)?;
    let sources = sources(mirror, settings, order, &links)?;
    let buyer = plan::buyer(order);
    let buyer_key = plan::buyer_key(&buyer);
    let contractor = match settings.rules.contractors {
        LinkContractors::Off => contractor::Match::New,
        LinkContractors::All | LinkContractors::Invoices => {
            let candidates = mirror.contractor_candidates(&buyer_key)?;
            contractor::match_contractor(&buyer_key, &candidates, None, settings.rules.by_name)
        }
    };
    let contractor_conflict = match &contractor {
        contractor::Match::Ambiguous(cards) => Some(listed(cards)),
        contractor::Match::Linked { .. } | contractor::Match::New => None,
    };
    let rate = rate(mirror, order, today)?;
    let context = Context {
        today,
        cards: links,
        sources,
        contractor_conflict,
        rate,
        clock: clock.map(str::to_owned),
    };
    Ok(Surroundings {
        context,
        cards,
        buyer,
        buyer_key,
        contractor,
    })
}

fn cards(
    mirror: &Mirror,
    settings: &Settings,
    order: &Order,
) -> Result<(Vec<CardLink>, Vec<Found>)> {
    if settings.products == LinkProducts::Off {
        return Ok((
            vec![CardLink::Off; order.lines.len()],
            vec![Found::Off; order.lines.len()],
        ));
    }
    let mut links = Vec::with_capacity(order.lines.len());
    let mut found = Vec::with_capacity(order.lines.len());
    // Cards that earlier lines of the order will make, under −1, −2, …
    let mut coming: Vec<(usize, Candidate)> = Vec::new();
    for (index, line) in order.lines.iter().enumerate() {
        // A discount is no goods: it has no card and moves no stock.
        if line
            .price
            .is_some_and(|price| price.is_sign_negative() && !price.is_zero())
        {
            links.push(CardLink::Off);
            found.push(Found::Off);
            continue;
        }
        let sought = sought(line);
        let mut candidates = mirror.card_candidates(&sought)?;
        candidates.extend(coming.iter().map(|(_, card)| card.clone()));
        match card_match::match_card(&sought, &candidates, settings.rules.by_ean) {
            Match::Linked {
                card,
                by,
                notice: _,
            } if card > 0 => {
                links.push(CardLink::Linked {
                    card,
                    zero_rated: mirror.is_zero_rated(card)?,
                });
                found.push(Found::Card(card, by));
            }
            Match::Linked { card, .. } => {
                let maker = coming
                    .iter()
                    .find(|(_, candidate)| candidate.card == card)
                    .map_or(index, |(maker, _)| *maker);
                links.push(CardLink::New);
                found.push(Found::SameAs(maker));
            }
            Match::New => {
                let card = Candidate {
                    card: -1 - index as i64,
                    linked: sought.product,
                    sku: sought.sku.clone(),
                    ean: sought.ean.clone(),
                    name: sought.name.clone(),
                };
                coming.push((index, card));
                links.push(CardLink::New);
                found.push(Found::New(sought));
            }
            Match::Conflict { cards, why } => {
                let cards: Vec<i64> = cards.into_iter().filter(|card| *card > 0).collect();
                links.push(CardLink::Conflict(format!(
                    "{} ({})",
                    why.code(),
                    listed(&cards)
                )));
                found.push(Found::Conflict);
            }
        }
    }
    Ok((links, found))
}

fn sought(line: &Line) -> Sought {
    Sought {
        product: line.product,
        sku: names::sku_key(&line.sku),
        ean: names::ean_key(&line.ean),
        name: names::key(&line.name),
        name_there: NameThere::Unique,
    }
}

fn sources(
    mirror: &Mirror,
    settings: &Settings,
    order: &Order,
    links: &[CardLink],
) -> Result<Vec<Source>> {
    let KeepStock::Yes { default, .. } = &settings.stock else {
        return Ok(vec![Source::NotKept; order.lines.len()]);
    };
    let default = match default {
        Some(symbol) => mirror.warehouse(symbol)?,
        None => None,
    };
    let place = |row: WarehouseRow| Source::Warehouse {
        id: row.id,
        country: row.country.as_deref().and_then(Country::parse),
    };
    order
        .lines
        .iter()
        .zip(links)
        .map(|(line, link)| {
            if matches!(link, CardLink::Off | CardLink::Conflict(_)) {
                return Ok(Source::NotKept);
            }
            let own = match &line.warehouse {
                Some(key) => mirror.warehouse_of(key)?,
                None => None,
            };
            Ok(match own.or_else(|| default.clone()) {
                Some(row) => place(row),
                None => Source::Unlinked(line.warehouse.clone().unwrap_or_default()),
            })
        })
        .collect()
}

/// The rate that was fetched for the order's tax day; `None` in PLN and where there is none.
fn rate(mirror: &Mirror, order: &Order, today: Date) -> Result<Option<NbpRate>> {
    if order.currency == "PLN" || order.currency.is_empty() {
        return Ok(None);
    }
    let Some(row) = mirror.rate(&order.currency, &plan::tax_day(order, today).to_string())? else {
        return Ok(None);
    };
    let unreadable = || MirrorError::Content(format!("rate {} of {}", row.mid, row.number));
    Ok(Some(NbpRate {
        mid: row.mid.parse().map_err(|_| unreadable())?,
        table: row.number.clone(),
        day: row.effective.parse().map_err(|_| unreadable())?,
    }))
}

fn listed(cards: &[i64]) -> String {
    cards
        .iter()
        .map(i64::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}
