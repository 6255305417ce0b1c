//! What the book says about an order's lines and buyer, for the plan.

mod there;

use jiff::civil::Date;

use crate::domain::card_match::{self, Candidate, FoundBy, Match, NameThere, Sought};
use crate::domain::contractor::{self, BuyerKey};
use crate::domain::country::Country;
use crate::domain::document::Buyer;
use crate::domain::duplicate;
use crate::domain::edits::{Corrected, Said};
use crate::domain::names;
use crate::domain::order::{Line, Order};
use crate::domain::plan::{self, CardLink, Context, NbpRate, Source};
use crate::domain::rules::LinkContractors;
use crate::mirror::decisions::Decision;
use crate::mirror::orders::OrderRow;
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

/// Whether an order that may be the sale of another one is held for that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Twins {
    /// It is.
    Hold,
    /// A person said that it is a sale of its own.
    Overruled,
}

/// An order with what the book knows of it.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The order as corrected.
    pub corrected: &'a Corrected,
    /// Its row, where it is known.
    pub row: Option<&'a OrderRow>,
    /// Whether possible duplicates hold it.
    pub twins: Twins,
}

/// Gathers what the book says.
pub fn surroundings(
    mirror: &Mirror,
    settings: &Settings,
    seen: Seen<'_>,
    today: Date,
    clock: Option<&str>,
) -> Result<Surroundings> {
    let Corrected { order, said, .. } = seen.corrected;
    let (links, cards) = cards(mirror, settings, order, said)?;
    let sources = sources(mirror, settings, order, said, &links)?;
    let buyer = plan::buyer(order);
    let buyer_key = plan::buyer_key(&buyer);
    let contractor = match settings.rules.contractors {
        LinkContractors::Off => contractor::Match::New,
        LinkContractors::All | LinkContractors::Invoices => {
            let candidates = mirror.contractor_candidates(&buyer_key)?;
            let remembered = match said.contractor {
                None => mirror.decision(Decision::Contractor, &order.buyer_hash())?,
                said => said,
            };
            let by_name = settings.rules.by_name;
            contractor::match_contractor(&buyer_key, &candidates, remembered, by_name)
        }
    };
    let contractor_conflict = match &contractor {
        contractor::Match::Ambiguous(cards) => Some(listed(cards)),
        contractor::Match::Linked { .. } | contractor::Match::New => None,
    };
    let paid_on = seen.row.and_then(|row| row.paid_on);
    let rate = match said.rate {
        Some(mid) if order.currency != "PLN" => Some(NbpRate {
            mid,
            table: String::new(),
            day: plan::tax_day(order, paid_on, today),
        }),
        _ => rate(mirror, order, paid_on, today)?,
    };
    let duplicate = match seen.twins {
        Twins::Overruled => None,
        Twins::Hold => duplicate(mirror, order, seen.row)?,
    };
    let context = Context {
        today,
        cards: links,
        sources,
        contractor_conflict,
        rate,
        clock: clock.map(str::to_owned),
        said: said.clone(),
        there: there::of(mirror, settings, order.id)?,
        duplicate,
        paid_on,
    };
    Ok(Surroundings {
        context,
        cards,
        buyer,
        buyer_key,
        contractor,
    })
}

/// The documented order that this one may be the sale of. What the order itself held when it was last planned counts as
/// a part: a merge into it adds another order's lines.
fn duplicate(mirror: &Mirror, order: &Order, row: Option<&OrderRow>) -> Result<Option<String>> {
    let mut others = mirror.like(order, row.map(|row| row.key))?;
    if others.is_empty() {
        return Ok(None);
    }
    others.extend(
        row.filter(|row| row.content != order.content_hash())
            .map(|row| duplicate::Other {
                order: row.seen.clone(),
                documented: false,
            }),
    );
    let found = duplicate::find(order, &others);
    Ok(found.map(|(id, likeness)| format!("{id} ({})", likeness.code())))
}

fn cards(
    mirror: &Mirror,
    settings: &Settings,
    order: &Order,
    said: &Said,
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
        if let Some(card) = said.cards.get(&line.id) {
            links.push(CardLink::Linked {
                card: *card,
                zero_rated: mirror.is_zero_rated(*card)?,
            });
            found.push(Found::Card(*card, FoundBy::Person));
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
    said: &Said,
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
            let own = match (said.warehouses.get(&line.id), &line.warehouse) {
                (Some(id), _) => mirror.warehouse_row(*id)?,
                (None, Some(key)) => mirror.warehouse_of(key)?,
                (None, None) => None,
            };
            Ok(match own.or_else(|| default.clone()) {
                Some(row) => place(row),
                None => Source::Unlinked(line.warehouse.clone().unwrap_or_default()),
            })
        })
        .collect()
}

/// The rate that was fetched for the order's tax day; `None` in PLN and where there is none.
fn rate(
    mirror: &Mirror,
    order: &Order,
    paid_on: Option<Date>,
    today: Date,
) -> Result<Option<NbpRate>> {
    if order.currency == "PLN" || order.currency.is_empty() {
        return Ok(None);
    }
    let Some(row) = mirror.rate(
        &order.currency,
        &plan::tax_day(order, paid_on, today).to_string(),
    )?
    else {
        return Ok(None);
    };
    let unreadable = || MirrorError::Content(format!("rates.mid {}: {}", row.mid, row.number));
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
