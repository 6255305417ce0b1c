//! Corrections of an order by a person (`orders edit`): written together with a new plan, by the pass's own code, which
//! gives no document a number. Needs neither token nor network.

mod meant;

pub use meant::{Change, Wish, Wrong};

use super::offline::Offline;
use super::orders::apply::Apply;
use super::orders::statuses::Stage;
use super::orders::tally::Tally;
use super::orders::warehouses;
use super::settings::Settings;
use crate::domain::contractor::Match;
use crate::domain::edits::Key;
use crate::domain::order::Order;
use crate::domain::plan::Verdict;
use crate::domain::reason::Reason;
use crate::domain::state::State;
use crate::mirror::decisions::Decision;
use crate::mirror::orders::OrderRow;
use crate::mirror::{Mirror, MirrorError};
use crate::net::{Clock, SystemClock};

/// What became of it.
#[derive(Debug)]
pub enum Edited {
    /// The mirror does not know the order.
    Unknown,
    /// It has its document: an issued document is never edited.
    Documented,
    /// Nothing was written, for all these reasons.
    Wrong(Vec<Wrong>),
    /// Written.
    Done(Box<Left>),
}

/// What is left after a correction.
#[derive(Debug)]
pub struct Left {
    /// The order as it stands now.
    pub row: OrderRow,
    /// What still holds it, also where it is not taken yet.
    pub reasons: Vec<Reason>,
    /// Its status, as last read, is none in which a pass goes on with it; or it is cancelled.
    pub off_path: bool,
}

/// Corrects an order, plans it anew and has the next pass look at it.
///
/// # Errors
/// Those of the book.
pub fn edit(
    settings: &Settings,
    mirror: &mut Mirror,
    clock: &dyn Clock,
    order: i64,
    wish: &Wish,
) -> Result<Edited, MirrorError> {
    mirror.write(|mirror| {
        let Some(row) = mirror.order(order)? else {
            return Ok(Edited::Unknown);
        };
        if row.state == State::Documented {
            return Ok(Edited::Documented);
        }
        warehouses::keep_links(&settings.stock, mirror)?;
        let edits = match wish.read(mirror, &row)? {
            Ok(edits) => edits,
            Err(wrong) => return Ok(Edited::Wrong(wrong)),
        };
        let chosen = edits.0.get(&Key::Contractor) != row.edits.0.get(&Key::Contractor);
        let row = OrderRow { edits, ..row };
        let offline = Offline::new(mirror, settings, clock)?;
        let apply = offline.apply(settings);
        if chosen && let Some(card) = row.edits.apply(&row.seen).said.contractor {
            let around = apply
                .planned(mirror, row.seen.clone(), Some(row.clone()))?
                .around;
            // A tax number says more than a person's choice, and cards may not be linked at all.
            if !matches!(around.contractor, Match::Linked { card: found, .. } if found == card) {
                return Ok(Edited::Wrong(vec![Wrong::NotTheirs(card)]));
            }
            remember(mirror, &row, card, clock)?;
        }
        write(&apply, mirror, row).map(|left| Edited::Done(Box::new(left)))
    })
}

/// What would hold the order if it were planned now; nothing is written.
///
/// # Errors
/// Those of the book.
pub fn rehearsed(
    settings: &Settings,
    mirror: &Mirror,
    row: &OrderRow,
) -> Result<Vec<Reason>, MirrorError> {
    let offline = Offline::new(mirror, settings, &SystemClock)?;
    let apply = offline.apply(settings);
    let taking = apply.planned(mirror, row.seen.clone(), Some(row.clone()))?;
    Ok(reasons(taking.planned.verdict))
}

/// What is wrong with a wish; nothing is written.
///
/// # Errors
/// Those of the book.
pub fn wrong_with(mirror: &Mirror, row: &OrderRow, wish: &Wish) -> Result<Vec<Wrong>, MirrorError> {
    Ok(wish.read(mirror, row)?.err().unwrap_or_default())
}

fn reasons(verdict: Verdict) -> Vec<Reason> {
    match verdict {
        Verdict::Issue => Vec::new(),
        Verdict::Ready(reasons) | Verdict::NeedsEditing(reasons) => reasons,
        Verdict::Elsewhere(reason) => vec![reason],
    }
}

/// Keeps the chosen contractor for later orders of this buyer, as BaseLinker writes them and as corrected.
fn remember(
    mirror: &Mirror,
    row: &OrderRow,
    card: i64,
    clock: &dyn Clock,
) -> Result<(), MirrorError> {
    let corrected = row.edits.apply(&row.seen);
    let now = clock.wall().as_second();
    for buyer in [row.seen.buyer_hash(), corrected.order.buyer_hash()] {
        mirror.decide(Decision::Contractor, &buyer, card, now)?;
    }
    Ok(())
}

fn write(apply: &Apply<'_>, mirror: &Mirror, row: OrderRow) -> Result<Left, MirrorError> {
    let (key, id, read_at) = (row.key, row.seen.id, row.read_at);
    // A note of a later status leaves the order as it was last planned.
    let seen = Order {
        status: row.status,
        ..row.seen.clone()
    };
    // One that is not taken yet, or was left, only keeps the correction: its next plan is made with it.
    let taken = matches!(row.state, State::NeedsEditing | State::Ready) && !row.flags.cancelled;
    if !taken {
        mirror.save_order(&row)?;
        let planned = apply.planned(mirror, seen, Some(row))?.planned;
        return finish(apply, mirror, key, id, read_at, Some(planned.verdict));
    }
    let mut taking = apply.planned(mirror, seen, Some(row))?;
    // A number is given by the next pass, or by `orders issue`: the order may have been cancelled meanwhile.
    if taking.planned.verdict == Verdict::Issue {
        taking.planned.verdict = Verdict::Ready(Vec::new());
    }
    apply.take(mirror, taking, &mut Tally::default())?;
    finish(apply, mirror, key, id, read_at, None)
}

fn finish(
    apply: &Apply<'_>,
    mirror: &Mirror,
    key: i64,
    id: i64,
    read_at: i64,
    verdict: Option<Verdict>,
) -> Result<Left, MirrorError> {
    let gone = || MirrorError::Content(format!("orders.id {id}"));
    let row = mirror.order(id)?.ok_or_else(gone)?;
    // Nothing was read from BaseLinker.
    let row = OrderRow { read_at, ..row };
    mirror.save_order(&row)?;
    mirror.look_again(key)?;
    let reasons = verdict.map_or_else(|| row.reasons.clone(), reasons);
    let stage = apply.statuses.stage(row.status);
    let known = !apply.statuses.all().is_empty();
    let off_path =
        row.flags.cancelled || known && matches!(stage, Stage::Elsewhere | Stage::Cancelled);
    Ok(Left {
        row,
        reasons,
        off_path,
    })
}
