//! One order into the book, inside the page's transaction: what was decided becomes rows, and nothing else does.

mod claims;
mod mend;
mod take;
#[cfg(test)]
mod tests;

pub use claims::Purpose;
pub use take::{Taking, by_word};

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::context::{Seen, Twins, surroundings};
use super::decide::{Known, Step, Taken, decide};
use super::statuses::Statuses;
use super::tally::{Tally, Trouble};
use crate::domain::edits::Edits;
use crate::domain::money::Amount;
use crate::domain::order::Order;
use crate::domain::plan as planning;
use crate::domain::plan::{Asked, Verdict, plan};
use crate::domain::reason::{Code, Reason};
use crate::domain::state::{Flags, State};
use crate::domain::warsaw;
use crate::mirror::orders::OrderRow;
use crate::mirror::{Mirror, MirrorError, Result};
use crate::sync::handover;
use crate::sync::settings::Settings;

/// The time of a pass, and whether it may date documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Now {
    /// Unix seconds.
    pub second: i64,
    /// Warsaw day by this computer's clock: documents are dated with it.
    pub today: Date,
    /// Warsaw day by BaseLinker's clock, where it was told: orders are numbered with it, also while `clock` holds
    /// documents.
    pub server_day: Date,
    /// How far BaseLinker's clock is ahead of ours (seconds), where it was told.
    pub ahead: Option<i64>,
    /// Why no document may be dated now.
    pub clock: Option<String>,
}

/// Whether a person named the orders of a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// One by one.
    OneByOne,
    /// They come as they were confirmed.
    NotAtAll,
}

/// Whether a person asked to read orders anew, whatever the cursor says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repair {
    /// Links, movements and promises that a documented order lacks are made up for.
    Yes,
    /// It is only looked at.
    No,
}

/// What is the same for every order of a pass.
#[derive(Debug)]
pub struct Apply<'a> {
    /// Settings.
    pub settings: &'a Settings,
    /// Meaning of statuses.
    pub statuses: &'a Statuses,
    /// `orders.from` as a second.
    pub from: i64,
    /// Time.
    pub now: &'a Now,
    /// Orders confirmed before this second have their documents from elsewhere.
    pub issued_before: i64,
    /// Whether a person named the orders: what is left out is told then.
    pub asked: Named,
    /// Whether what a documented order lacks is made up for.
    pub repair: Repair,
    /// Whether orders are taken.
    pub purpose: Purpose,
    /// Members of a plan that a person let go, with their content then: a changed one gets no document.
    pub released: Option<&'a BTreeMap<i64, String>>,
}

impl Apply<'_> {
    /// Puts one seen order into the book. `seen` is its JSON.
    ///
    /// # Errors
    /// Those of the book; the caller takes the whole order back then.
    pub fn order(&self, mirror: &Mirror, order: Order, tally: &mut Tally) -> Result<()> {
        let row = mirror.order(order.id)?;
        let known = row.as_ref().map(|row| Known {
            identity: row.seen.identity.clone(),
            // One that was given up as gone, and is there again, is looked at as if it had waited.
            state: if is_gone(row) {
                State::Waiting
            } else {
                row.state
            },
            content: row.content.clone(),
            taken: if row.number.is_some() {
                Taken::Yes
            } else {
                Taken::No
            },
        });
        let step = decide(
            &order,
            known.as_ref(),
            self.statuses,
            self.from,
            self.issued_before,
        );
        if step == Step::Plan && self.purpose == Purpose::Hold {
            return self.only_hold(mirror, order, row, tally);
        }
        tally.seen(step, row.as_ref());
        let seen = order.clone();
        let row = match step {
            Step::LeaveOut | Step::Quarantine | Step::Note { .. } => row,
            _ => row.map(read_again),
        };
        match step {
            Step::LeaveOut => {
                self.tell_left_out(&order, tally);
                Ok(())
            }
            Step::Quarantine => self.quarantine(mirror, order, row, tally),
            Step::Return => self.rest(
                mirror,
                order,
                row,
                State::Skipped,
                vec![Reason::bare(Code::ReturnSource)],
                tally,
            ),
            Step::Elsewhere => {
                let reasons = vec![Reason::bare(Code::MarkedIssued)];
                self.rest(mirror, order, row, State::Documented, reasons, tally)
            }
            Step::Wait => self.rest(mirror, order, row, State::Waiting, Vec::new(), tally),
            Step::WaitCancelled => self.rest(mirror, order, row, State::Waiting, Vec::new(), tally),
            Step::Miss => {
                let reason = Reason::new(
                    Code::Missed,
                    "order_status_id",
                    self.statuses.name(order.status),
                );
                self.rest(mirror, order, row, State::Missed, vec![reason], tally)
            }
            Step::Cancel => self.cancel(mirror, order, row, tally),
            Step::Note { changed, cancelled } => {
                self.note(mirror, &order, row, changed, cancelled, tally)
            }
            Step::Plan => self.plan(mirror, order, row, tally),
        }?;
        match step {
            // It is another order than the one of this id.
            Step::LeaveOut | Step::Quarantine => Ok(()),
            _ => self.claim(mirror, &seen),
        }
    }

    fn tell_left_out(&self, order: &Order, tally: &mut Tally) {
        if self.asked == Named::OneByOne {
            let day = order
                .confirmed_at
                .map(|second| warsaw::day(second).to_string())
                .unwrap_or_default();
            let reason = Reason::new(Code::BeforeStart, "date_confirmed", day);
            tally.troubles.push(Trouble {
                order: order.id,
                reason,
            });
        }
    }

    /// Holds an order that the book refused, so that neither it nor the others are lost.
    ///
    /// # Errors
    /// Those of the book.
    pub fn hold(
        &self,
        mirror: &Mirror,
        order: Order,
        why: &MirrorError,
        tally: &mut Tally,
    ) -> Result<()> {
        let row = mirror.order(order.id)?;
        let reason = Reason::new(Code::OddValue, "order", why.bare());
        // Its lines may be what was refused: they are left as they were.
        let before = row.clone();
        let new = OrderRow {
            reasons: vec![reason],
            ..self.fresh(order, row, State::NeedsEditing)
        };
        tally.seen(Step::Plan, before.as_ref());
        tally.became(before.as_ref(), &new);
        mirror.save_order(&new).map(|_| ())
    }

    fn fresh(&self, order: Order, row: Option<OrderRow>, state: State) -> OrderRow {
        let content = order.content_hash();
        let status = order.status;
        let cancelled = self.statuses.stage(status) == super::statuses::Stage::Cancelled;
        let before = row.unwrap_or_else(|| OrderRow {
            key: 0,
            seen: order.clone(),
            content: String::new(),
            number: None,
            status,
            state,
            flags: Flags::default(),
            kind: None,
            kind_reason: None,
            reasons: Vec::new(),
            gross: None,
            contractor: None,
            first_seen_at: self.now.second,
            read_at: self.now.second,
            gone_reads: 0,
            edits: Edits::default(),
            paid_on: None,
            later: None,
        });
        OrderRow {
            edits: before.edits.standing(&order),
            seen: order,
            content,
            status,
            state,
            flags: Flags {
                cancelled,
                ..before.flags
            },
            read_at: self.now.second,
            gone_reads: 0,
            later: None,
            ..before
        }
    }

    /// An order that is not planned: it waits, was missed, is skipped or held.
    fn rest(
        &self,
        mirror: &Mirror,
        order: Order,
        row: Option<OrderRow>,
        state: State,
        reasons: Vec<Reason>,
        tally: &mut Tally,
    ) -> Result<()> {
        let before = row.clone();
        if let Some(row) = &before {
            tally.overtaken(order.id, &row.edits.apply(&order).overtaken);
        }
        let gross = planning::order_gross(&order).map(Amount::grosze);
        let mut new = OrderRow {
            reasons,
            gross,
            ..self.fresh(order, row, state)
        };
        // Only what has its document elsewhere is documented without having been planned.
        new.flags.elsewhere |= state == State::Documented;
        tally.became(before.as_ref(), &new);
        let key = mirror.save_order(&new)?;
        let links = if before.is_some() {
            mirror.lines(key)?
        } else {
            Vec::new()
        };
        mirror.save_lines(key, &new.seen, &links)
    }

    /// The newcomer is kept beside the known order, which stays as it is.
    fn quarantine(
        &self,
        mirror: &Mirror,
        order: Order,
        row: Option<OrderRow>,
        tally: &mut Tally,
    ) -> Result<()> {
        if mirror.is_quarantined(order.id, &order.identity)? {
            return Ok(());
        }
        let differs = row.map(|row| difference(&row, &order)).unwrap_or_default();
        let reason = Reason::new(Code::OtherIdentity, differs.0, differs.1);
        let new = OrderRow {
            reasons: vec![reason],
            ..self.fresh(order, None, State::Quarantined)
        };
        tally.became(None, &new);
        let key = mirror.save_order(&new)?;
        let new = OrderRow { key, ..new };
        self.claim_for(mirror, &new, &new.seen)
    }

    fn note(
        &self,
        mirror: &Mirror,
        order: &Order,
        row: Option<OrderRow>,
        changed: bool,
        cancelled: bool,
        tally: &mut Tally,
    ) -> Result<()> {
        let Some(before) = row else { return Ok(()) };
        let documented = before.state == State::Documented;
        let later = (documented && changed).then(|| Box::new(order.clone()));
        let mut new = OrderRow {
            later,
            status: order.status,
            flags: Flags {
                // Without a document it is up only since the last one was made void: `seen` is older than that change.
                changed: changed && (documented || before.flags.changed),
                cancelled,
                ..before.flags
            },
            read_at: self.now.second,
            gone_reads: 0,
            ..before.clone()
        };
        if self.repair == Repair::Yes && documented && new.number.is_some() {
            self.mend(mirror, &mut new, tally)?;
        }
        tally.became(Some(&before), &new);
        mirror.save_order(&new).map(|_| ())
    }

    /// Cancelled before it had a document: its pieces come back.
    fn cancel(
        &self,
        mirror: &Mirror,
        order: Order,
        row: Option<OrderRow>,
        tally: &mut Tally,
    ) -> Result<()> {
        let state = row.as_ref().map_or(State::Waiting, |row| row.state);
        let reasons = row
            .as_ref()
            .map(|row| row.reasons.clone())
            .unwrap_or_default();
        let key = row.as_ref().map(|row| row.key);
        self.rest(mirror, order, row, state, reasons, tally)?;
        if let Some(key) = key {
            mirror.lower(key, &[], &[], self.now.second)?;
        }
        Ok(())
    }

    fn plan(
        &self,
        mirror: &Mirror,
        order: Order,
        row: Option<OrderRow>,
        tally: &mut Tally,
    ) -> Result<()> {
        let taking = self.planned(mirror, order, row)?;
        tally.overtaken(taking.order.id, &taking.corrected.overtaken);
        self.take(mirror, taking, tally)
    }

    /// Plans an order as a pass does; nothing is written.
    ///
    /// # Errors
    /// Those of the book.
    pub fn planned(&self, mirror: &Mirror, order: Order, row: Option<OrderRow>) -> Result<Taking> {
        let edits = row.as_ref().map(|row| &row.edits);
        let corrected = edits.unwrap_or(&Edits::default()).apply(&order);
        let seen = Seen {
            corrected: &corrected,
            row: row.as_ref(),
            twins: Twins::Hold,
        };
        let clock = self.now.clock.as_deref();
        let around = surroundings(mirror, self.settings, seen, self.now.today, clock)?;
        let rules = &self.settings.rules;
        let mut planned = plan(&corrected.order, rules, &around.context, Asked::ByPass);
        let changed = |members: &BTreeMap<i64, String>| {
            members
                .get(&order.id)
                .is_some_and(|content| *content != order.content_hash())
        };
        // Left out of a released plan, it waits for a person, until its content changes once more.
        let left_out = row.as_ref().is_some_and(|row| {
            row.content == order.content_hash()
                && row
                    .reasons
                    .iter()
                    .any(|reason| reason.code == Code::LeftOut)
        });
        // A document was made void: another one only by a person's word.
        let voided = row.as_ref().and_then(|row| {
            let mut reasons = row.reasons.iter();
            reasons.find(|reason| reason.code == Code::Voided)
        });
        if planned.verdict == Verdict::Issue && (left_out || self.released.is_some_and(changed)) {
            planned.verdict = Verdict::Ready(vec![Reason::bare(Code::LeftOut)]);
        }
        if let (Some(voided), Verdict::Issue | Verdict::Ready(_)) = (voided, &planned.verdict) {
            planned.verdict = Verdict::Ready(vec![voided.clone()]);
        }
        handover::hold_back(mirror, row.as_ref(), &mut planned.verdict)?;
        Ok(Taking {
            order,
            row,
            corrected,
            around,
            planned,
        })
    }
}

fn difference(row: &OrderRow, order: &Order) -> (&'static str, String) {
    let (known, seen) = (&row.seen.identity, &order.identity);
    if known.date_add != seen.date_add {
        ("date_add", seen.date_add.to_string())
    } else if (&known.source, known.source_id) != (&seen.source, seen.source_id) {
        (
            "order_source",
            format!("{} {}", seen.source, seen.source_id),
        )
    } else {
        ("external_order_id", seen.external.clone())
    }
}

/// What had changed since a document that is void now is taken up with the rest.
fn read_again(row: OrderRow) -> OrderRow {
    OrderRow {
        flags: Flags {
            changed: false,
            ..row.flags
        },
        ..row
    }
}

/// Whether it was given up because reads did not find it.
fn is_gone(row: &OrderRow) -> bool {
    row.state == State::Skipped && row.reasons.iter().any(|reason| reason.code == Code::Gone)
}
