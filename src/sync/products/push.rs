//! From the cards to BaseLinker: only what changed here since both sides agreed, and never over a change made there.

mod change;
mod create;
mod due;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use self::change::Change;
use self::due::{Due, due, sendable};
use super::goods::{read, role};
use super::groups::Groups;
use super::place::Place;
use super::pull::{DETAILS, both, keep_last};
use super::tally::Trouble;
use super::{Effects, Ended, Pass, book, brake};
use crate::baselinker::wire::Lenient;
use crate::baselinker::{ApiError, PricesByProduct, WRITTEN};
use crate::domain::goods::{Changed, Goods, Part, differing};
use crate::mirror::Mirror;
use crate::mirror::cards::CardGoods;
use crate::mirror::catalogue::{ProductRow, Side, Write};
use crate::net::Outcome;
use crate::sync::crash;
use crate::sync::orders::PassError;
use crate::sync::patience::Patience;

/// A card whose changes are to be sent, with what both sides will have agreed on then.
#[derive(Debug)]
struct Job {
    card: CardGoods,
    row: ProductRow,
    change: Change,
    agreed: Goods,
}

/// Sends changed cards, then makes products for new ones.
///
/// # Errors
/// Those of calls and book. What was sent before stays noted.
pub(super) fn run(
    pass: &Pass<'_>,
    place: &Place,
    mirror: &mut Mirror,
    ended: &mut Ended,
) -> Result<(), PassError> {
    let begun = pass.line.clock.boot();
    let patience = Patience::begin(pass.line, pass.ask.telling);
    let Due {
        changed,
        new,
        linked,
        jumping,
    } = due(pass, place, mirror, ended)?;
    if let Some(stopped) = brake::prices(pass, mirror, jumping, linked)? {
        return pass.stop(mirror, stopped, ended);
    }
    forecast(pass, changed.len(), new.len());
    let all = changed.len() + new.len();
    let tell = |done| {
        let took = pass.line.clock.boot().saturating_sub(begun);
        pass.progress.sent(done, all, took);
    };
    let mut done = 0;
    let mut groups = Groups::default();
    let mut prices: Vec<Job> = Vec::new();
    for cards in changed.chunks(DETAILS) {
        if patience.is_over() {
            ended.tally.left += cards.len() as u64;
            continue;
        }
        for job in compare(pass, place, mirror, &mut groups, cards, ended)? {
            if !pass.ticked(job.card.card) {
                continue;
            }
            if job.change.is_price_only() {
                prices.push(job);
                continue;
            }
            update(pass, place, mirror, &mut groups, job, ended)?;
            done += 1;
            tell(done);
        }
        while prices.len() >= WRITTEN {
            let batch: Vec<Job> = prices.drain(..WRITTEN).collect();
            send_prices(pass, place, mirror, &batch, ended)?;
            done += batch.len();
            tell(done);
        }
    }
    if !prices.is_empty() {
        send_prices(pass, place, mirror, &prices, ended)?;
    }
    for card in new {
        if patience.is_over() {
            ended.tally.left += 1;
            continue;
        }
        create::one(pass, place, mirror, &mut groups, card, ended)?;
        done += 1;
        tell(done);
    }
    Ok(())
}

/// Says how long it may take, before anything is sent.
fn forecast(pass: &Pass<'_>, changed: usize, new: usize) {
    if changed + new == 0 {
        return;
    }
    let calls = changed.div_ceil(DETAILS) + changed + new;
    pass.progress.sending(calls, pass.account.calls_a_minute());
}

/// What BaseLinker has of these cards now, and what is to be sent of each.
fn compare(
    pass: &Pass<'_>,
    place: &Place,
    mirror: &mut Mirror,
    groups: &mut Groups,
    cards: &[i64],
    ended: &mut Ended,
) -> Result<Vec<Job>, PassError> {
    let mut linked = Vec::with_capacity(cards.len());
    for card in cards {
        let Some(card) = mirror.card_goods(*card)? else {
            continue;
        };
        if let Some(product) = card.product {
            linked.push((card, product));
        }
    }
    let ids: Vec<i64> = linked.iter().map(|(_, product)| *product).collect();
    crash::point();
    let found = pass
        .account
        .get_inventory_products_data(place.inventory, &ids)?;
    let mut jobs = Vec::with_capacity(linked.len());
    for (card, product) in linked {
        let data = found
            .iter()
            .find(|(id, _)| *id == product)
            .map(|(_, data)| data);
        let data = match data {
            Some(Lenient::Known(data)) => data,
            None | Some(Lenient::Absent) => continue,
            Some(Lenient::Odd(seen)) => {
                ended.tally.troubles.push(Trouble::Odd {
                    product,
                    seen: seen.to_string(),
                });
                continue;
            }
        };
        let there = read(pass, place, groups, data)?;
        let Some(mut row) = mirror.product(product)? else {
            continue;
        };
        row.role = role(data, row.role);
        let job = mirror.write(|mirror| weigh(pass, place, mirror, card, row, there, ended))?;
        jobs.extend(job);
    }
    Ok(jobs)
}

/// What of one card is sent; conflicts are kept and told.
fn weigh(
    pass: &Pass<'_>,
    place: &Place,
    mirror: &Mirror,
    card: CardGoods,
    row: ProductRow,
    mut there: Goods,
    ended: &mut Ended,
) -> Result<Option<Job>, PassError> {
    let here = sendable(pass, place, &card.goods);
    let last = row.agreed.clone();
    // BaseLinker copies pictures to addresses of its own: what it shows says nothing of what was sent.
    match last.as_ref().and_then(|last| last.get(Part::Images)) {
        Some(sent) => {
            there.0.insert(Part::Images, sent.to_owned());
        }
        None if last.is_some() => {
            there.0.remove(&Part::Images);
        }
        None => {}
    }
    let mut agreed = there.clone();
    let mut change = Change::default();
    let mut open = Vec::new();
    for part in differing(last.as_ref(), &here, &there) {
        match part.changed {
            // Never agreed: the card is the main source.
            Changed::Here => change.add(&part),
            Changed::Both if last.is_none() => change.add(&part),
            Changed::There => {
                // A change made there stands until the card changes, too; then it is a conflict.
                if part.here.is_some() {
                    keep_last(&mut agreed, last.as_ref(), part.part);
                }
            }
            Changed::Both => {
                open.push(part.part.word());
                keep_last(&mut agreed, last.as_ref(), part.part);
                both(
                    pass,
                    mirror,
                    row.product,
                    card.card,
                    &part,
                    &mut ended.tally,
                )?;
            }
        }
    }
    mirror.settle_conflicts(row.product, &open)?;
    if change.is_empty() {
        ended.tally.products.unchanged += u64::from(open.is_empty());
        let row = ProductRow {
            agreed: Some(agreed),
            ..row
        };
        mirror.keep_product(&row)?;
        return Ok(None);
    }
    Ok(Some(Job {
        card,
        row,
        change,
        agreed,
    }))
}

/// One product's changed fields by a call of its own.
fn update(
    pass: &Pass<'_>,
    place: &Place,
    mirror: &mut Mirror,
    groups: &mut Groups,
    mut job: Job,
    ended: &mut Ended,
) -> Result<(), PassError> {
    if pass.ask.effects == Effects::Rehearsed {
        rehearsed(&job, ended);
        return Ok(());
    }
    let fields = job.change.fields(pass, place, mirror, groups)?;
    if job.change.is_empty() {
        ended.tally.left += 1;
        return Ok(());
    }
    crash::point();
    let outcome = pass
        .account
        .update_inventory_product(place.inventory, job.row.product, &fields);
    crash::point();
    match outcome {
        Outcome::Applied(added) => {
            let said: Vec<String> = added
                .warnings
                .iter()
                .map(|(what, said)| format!("{what}: {said}"))
                .collect();
            if !said.is_empty() {
                ended.tally.troubles.push(Trouble::Refused {
                    card: job.card.card,
                    said: said.join("; "),
                });
            }
            ended.tally.products.updated_there += 1;
            sent(pass, mirror, &mut job)
        }
        Outcome::NotApplied(error) | Outcome::InDoubt(error) if error.is_missing_product() => {
            let now = pass.now();
            mirror.write(|mirror| book::gone(mirror, job.row.product, now))?;
            ended.tally.troubles.push(Trouble::Gone {
                product: job.row.product,
                card: job.card.card,
            });
            Ok(())
        }
        Outcome::NotApplied(error) | Outcome::InDoubt(error) => {
            refused(error, job.card.card, ended)
        }
    }
}

/// Counts and lists what would be sent.
fn rehearsed(job: &Job, ended: &mut Ended) {
    ended.tally.products.updated_there += 1;
    let parts = job.change.parts.iter();
    let parts = parts.map(|part| (part, part.there.as_deref(), part.here.as_deref()));
    let (product, card) = (job.row.product, job.card.card);
    ended
        .tally
        .would_change(product, card, &job.card.goods, parts);
}

/// What BaseLinker says of one product goes to the report; what it says of the line or the account ends the pass.
fn refused(error: ApiError, card: i64, ended: &mut Ended) -> Result<(), PassError> {
    match error {
        ApiError::Refused { .. } => {
            ended.tally.troubles.push(Trouble::Refused {
                card,
                said: error.to_string(),
            });
            Ok(())
        }
        other => Err(PassError::Api(other)),
    }
}

/// Prices of many products by one call.
fn send_prices(
    pass: &Pass<'_>,
    place: &Place,
    mirror: &mut Mirror,
    jobs: &[Job],
    ended: &mut Ended,
) -> Result<(), PassError> {
    let Some(group) = place.group else {
        return Ok(());
    };
    if pass.ask.effects == Effects::Rehearsed {
        jobs.iter().for_each(|job| rehearsed(job, ended));
        return Ok(());
    }
    let prices: PricesByProduct = jobs
        .iter()
        .filter_map(|job| {
            Some((
                job.row.product,
                BTreeMap::from([(group, job.change.price()?)]),
            ))
        })
        .collect();
    crash::point();
    let written = match pass.account.update_prices(place.inventory, &prices) {
        Outcome::Applied(written) => written,
        // It sets values: the next pass compares and sends what is missing.
        Outcome::NotApplied(error) | Outcome::InDoubt(error) => return Err(PassError::Api(error)),
    };
    crash::point();
    for job in jobs {
        match written.warnings.get(&job.row.product) {
            Some(said) => ended.tally.troubles.push(Trouble::Refused {
                card: job.card.card,
                said: said.clone(),
            }),
            None => {
                ended.tally.products.updated_there += 1;
                let mut job = Job {
                    card: job.card.clone(),
                    row: job.row.clone(),
                    change: job.change.clone(),
                    agreed: job.agreed.clone(),
                };
                sent(pass, mirror, &mut job)?;
            }
        }
    }
    Ok(())
}

/// Notes what was sent: both sides agree on it now.
fn sent(pass: &Pass<'_>, mirror: &mut Mirror, job: &mut Job) -> Result<(), PassError> {
    for part in &job.change.parts {
        if let Some(here) = &part.here {
            job.agreed.0.insert(part.part, here.clone());
        }
    }
    let now = pass.now();
    mirror.write(|mirror| {
        for part in &job.change.parts {
            let write = Write {
                side: Side::There,
                product: Some(job.row.product),
                card: job.card.card,
                part: part.part.word(),
                old: part.there.as_deref(),
                new: part.here.as_deref(),
            };
            mirror.keep_write(&write, now)?;
        }
        let row = ProductRow {
            agreed: Some(job.agreed.clone()),
            ..job.row.clone()
        };
        Ok(mirror.keep_product(&row)?)
    })
}

/// A decimal of a part's text.
fn decimal(text: &str) -> Option<Decimal> {
    text.parse().ok()
}
