//! From BaseLinker into the cards: details of what the list showed as new or changed, a batch a call and a transaction.

use super::goods::{read, role};
use super::groups::Groups;
use super::link::{self, Linked};
use super::place::Place;
use super::tally::{Tally, Trouble};
use super::{Effects, Ended, Pass};
use crate::baselinker::ProductData;
use crate::baselinker::wire::Lenient;
use crate::domain::goods::{Changed, Differing, Goods, Part, differing};
use crate::mirror::catalogue::{ProductRow, Role, Side, Write};
use crate::mirror::conflicts::ConflictRow;
use crate::mirror::{Mirror, MirrorError};
use crate::sync::crash;
use crate::sync::orders::PassError;

/// Products whose details are read by one call; in use elsewhere, no limit is documented (baselinker-api.md §2.19).
pub(super) const DETAILS: usize = 100;

/// Longest name that a card takes (firmino.md §2.1).
const NAME: usize = 512;

/// Reads details and brings cards up to date.
///
/// # Errors
/// Those of the calls and of the book.
pub(super) fn run(
    pass: &Pass<'_>,
    place: &Place,
    mirror: &mut Mirror,
    ended: &mut Ended,
) -> Result<(), PassError> {
    mirror.write(|mirror| mirror.audit_unagreed())?;
    let mut groups = Groups::default();
    let mut after = 0;
    loop {
        pass.go_on()?;
        let stale = mirror.stale_products(after, DETAILS as i64)?;
        let Some(last) = stale.last() else {
            return Ok(());
        };
        after = last.product;
        let wanted: Vec<ProductRow> = stale
            .into_iter()
            .filter(|row| pass.wants(row.sku.as_deref()))
            .collect();
        if wanted.is_empty() {
            continue;
        }
        let ids: Vec<i64> = wanted.iter().map(|row| row.product).collect();
        crash::point();
        let found = pass
            .account
            .get_inventory_products_data(place.inventory, &ids)?;
        let mut batch = Vec::with_capacity(wanted.len());
        for row in wanted {
            let data = found.iter().find(|(id, _)| *id == row.product);
            match data.map(|(_, data)| data) {
                // Gone between list and details: the next walk says so.
                None | Some(Lenient::Absent) => {}
                Some(Lenient::Odd(seen)) => ended.tally.troubles.push(Trouble::Odd {
                    product: row.product,
                    seen: seen.to_string(),
                }),
                Some(Lenient::Known(data)) => {
                    let goods = read(pass, place, &mut groups, data)?;
                    batch.push((role_of(&row, data), row, goods));
                }
            }
        }
        crash::point();
        mirror.write(|mirror| {
            for (role, row, goods) in &batch {
                let row = ProductRow {
                    role: *role,
                    stale: false,
                    read_on: Some(pass.today().to_string()),
                    ..row.clone()
                };
                one(pass, mirror, row, goods, &mut ended.tally)?;
            }
            Ok::<_, PassError>(())
        })?;
        crash::point();
        pass.progress.applied(batch.len(), batch.len());
    }
}

fn role_of(row: &ProductRow, data: &ProductData) -> Role {
    role(data, row.role)
}

/// One product into its card.
fn one(
    pass: &Pass<'_>,
    mirror: &Mirror,
    mut row: ProductRow,
    there: &Goods,
    tally: &mut Tally,
) -> Result<(), MirrorError> {
    if row.role == Role::Parent {
        return mirror.keep_product(&row);
    }
    mirror.keep_product(&row)?;
    let card = match mirror.card_of(row.product)? {
        Some(card) => Linked::To(card),
        None => link::one(pass, mirror, &row, tally)?,
    };
    match card {
        Linked::Conflict => Ok(()),
        Linked::None => {
            let name = there.get(Part::Name).unwrap_or_default();
            if name.is_empty() || name.chars().count() > NAME {
                tally.troubles.push(Trouble::Odd {
                    product: row.product,
                    seen: format!("name: {} characters", name.chars().count()),
                });
                return Ok(());
            }
            if !pass.ticked(row.product) {
                return leave(mirror, row);
            }
            mirror.add_catalogue_card(row.product, there, pass.now())?;
            if pass.ask.effects == Effects::Rehearsed {
                tally.would_make(Some(row.product), None, there);
            }
            tally.products.created_here += 1;
            row.agreed = Some(there.clone());
            mirror.keep_product(&row)
        }
        Linked::To(card) => {
            let Some(here) = mirror.card_goods(card)? else {
                return Ok(());
            };
            let apart = differing(row.agreed.as_ref(), &here.goods, there);
            let first = row.agreed.is_none();
            let comes_over = |part: &&Differing| match part.changed {
                Changed::There => true,
                // Never agreed: BaseLinker is the main source.
                Changed::Both => first,
                // Only the card has it, or changed it: BaseLinker has nothing newer.
                Changed::Here => false,
            };
            let updated = apart.iter().any(|part| comes_over(&part));
            if updated && !pass.ticked(row.product) {
                return leave(mirror, row);
            }
            let mut agreed = there.clone();
            for part in &apart {
                if comes_over(&part) {
                    write(pass, mirror, row.product, card, part)?;
                } else if part.changed == Changed::Both {
                    keep_last(&mut agreed, row.agreed.as_ref(), part.part);
                    both(pass, mirror, row.product, card, part, tally)?;
                }
            }
            if updated {
                mirror.set_net_price(card)?;
            }
            if updated && pass.ask.effects == Effects::Rehearsed {
                let written = apart.iter().filter(comes_over);
                let parts = written.map(|part| (part, part.here.as_deref(), part.there.as_deref()));
                tally.would_change(row.product, card, there, parts);
            }
            let open: Vec<&str> = apart
                .iter()
                .filter(|part| part.changed == Changed::Both && !first)
                .map(|part| part.part.word())
                .collect();
            mirror.settle_conflicts(row.product, &open)?;
            tally.products.updated_here += u64::from(updated);
            tally.products.unchanged += u64::from(!updated);
            row.agreed = Some(agreed);
            mirror.keep_product(&row)
        }
    }
}

/// What a person did not tick stays, and is compared again by the next pass.
fn leave(mirror: &Mirror, mut row: ProductRow) -> Result<(), MirrorError> {
    row.stale = true;
    mirror.keep_product(&row)
}

fn write(
    pass: &Pass<'_>,
    mirror: &Mirror,
    product: i64,
    card: i64,
    part: &Differing,
) -> Result<(), MirrorError> {
    mirror.set_card_part(card, part.part, part.there.as_deref())?;
    let write = Write {
        side: Side::Here,
        product: Some(product),
        card,
        part: part.part.word(),
        old: part.here.as_deref(),
        new: part.there.as_deref(),
    };
    mirror.keep_write(&write, pass.now())
}

/// The last agreement stays where the sides are in conflict.
pub(super) fn keep_last(agreed: &mut Goods, last: Option<&Goods>, part: Part) {
    match last.and_then(|last| last.get(part)) {
        Some(value) => {
            agreed.0.insert(part, value.to_owned());
        }
        None => {
            agreed.0.remove(&part);
        }
    }
}

/// A part that changed on both sides: kept and told, and nothing is written.
pub(super) fn both(
    pass: &Pass<'_>,
    mirror: &Mirror,
    product: i64,
    card: i64,
    part: &Differing,
    tally: &mut Tally,
) -> Result<(), MirrorError> {
    tally.products.conflicts += 1;
    let row = ConflictRow {
        product,
        card,
        what: part.part.word().to_owned(),
        last: part.last.clone(),
        here: part.here.clone(),
        there: part.there.clone(),
    };
    if mirror.keep_conflict(&row, pass.now())? {
        tally.troubles.push(Trouble::Both {
            product,
            card,
            part: part.part.word(),
            last: part.last.clone(),
            here: part.here.clone(),
            there: part.there.clone(),
        });
    }
    Ok(())
}
