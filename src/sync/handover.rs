//! Ready orders go to Firmino; the documents that end them there come back as if by `documents confirm`
//! (`docs/firmino.md`). Whatever makes something there is noted before it is sent, and each lasting step is a
//! transaction of its own: a kill between any two of them loses nothing and makes nothing twice.

mod article;
mod customer;
mod document;
mod gone;
mod load;
mod looking;
mod order;
mod own;
mod plan;
mod said;
mod tally;
mod which;

use std::cell::{Cell, RefCell};

pub use plan::{Plan, plan};
pub use tally::{Halt, Pushed, Trouble};
pub use which::{Which, to_go};

use self::load::{Load, loaded};
use self::looking::Newest;
use self::tally::Done;
use self::which::{Job, jobs};
use super::crash;
use super::settings::Settings;
use crate::domain::handover::{Issuing, Refusal, Stage, kept_misfits, marker};
use crate::domain::plan::Verdict;
use crate::domain::reason::{Code, Reason};
use crate::domain::state::State;
use crate::domain::warsaw;
use crate::firmino::Client;
use crate::mirror::firmino::List;
use crate::mirror::handovers::Handover;
use crate::mirror::orders::OrderRow;
use crate::mirror::own_handovers::OwnHandover;
use crate::mirror::{Mirror, MirrorError};
use crate::net::Clock;
use crate::report::progress::Progress;

/// So often something is sent and never seen there, before a person has to look.
const TRIES: i64 = 3;

/// What a person says of an order in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// This is it there, by Firmino's id: the order, or its document where that was asked for.
    There(i64),
    /// It is not there: a person has looked.
    Absent,
}

/// What becomes of documents that were issued here (`firmino.send_own`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnDocuments {
    /// They go to Firmino.
    Sent,
    /// They stay here.
    Kept,
}

/// A push.
pub struct Pushing<'a> {
    /// Firmino.
    pub client: &'a Client<'a>,
    /// The clock.
    pub clock: &'a dyn Clock,
    /// Settings.
    pub settings: &'a Settings,
    /// Who issues there.
    pub issuing: Issuing,
    /// What becomes of documents issued here.
    pub own: OwnDocuments,
    /// From sending what makes something until a look can be believed (seconds).
    pub window: i64,
    /// Where progress is told.
    pub progress: &'a dyn Progress,
}

/// A push under way: what one order learned serves the next.
pub(super) struct Run<'a> {
    push: &'a Pushing<'a>,
    done: Pushed,
    orders: RefCell<Option<Newest>>,
    documents: RefCell<Option<Newest>>,
    codes: Cell<Option<bool>>,
}

/// What a refusal is kept with.
#[derive(Clone, Copy)]
pub(super) enum Way<'a> {
    /// An order's.
    Order(&'a Handover),
    /// That of a document issued here.
    Own(&'a OwnHandover),
}

impl Way<'_> {
    /// BaseLinker's order.
    const fn order(self) -> i64 {
        match self {
            Way::Order(way) => way.order,
            Way::Own(way) => way.order,
        }
    }
}

impl<'a> From<&'a Handover> for Way<'a> {
    fn from(way: &'a Handover) -> Way<'a> {
        Way::Order(way)
    }
}

impl<'a> From<&'a OwnHandover> for Way<'a> {
    fn from(way: &'a OwnHandover) -> Way<'a> {
        Way::Own(way)
    }
}

impl Pushing<'_> {
    /// Hands orders over, and takes documents back. What Firmino stops (login, limit, network) stops the rest, too:
    /// [`Pushed::stopped`].
    ///
    /// # Errors
    /// Those of the book.
    pub fn run(&self, mirror: &mut Mirror, which: &Which) -> Result<Pushed, MirrorError> {
        let since = self.begin_own(mirror)?;
        let jobs = jobs(mirror, which, since.as_deref())?;
        let mut run = Run {
            push: self,
            done: Pushed::default(),
            orders: RefCell::new(None),
            documents: RefCell::new(None),
            codes: Cell::new(None),
        };
        let all = jobs.len();
        for (done, job) in jobs.iter().enumerate() {
            self.progress.applied(done, all);
            let went = match job {
                Job::Order(id) => run.one(mirror, *id, which),
                Job::Own(number) => run.own(mirror, number, which),
            };
            match went {
                Ok(()) | Err(Halt::Left) => {}
                Err(Halt::Book(error)) => return Err(error),
                Err(Halt::Firmino(error)) => {
                    run.done.stopped = Some(error);
                    let left = &jobs[done..];
                    let own = left.iter().filter(|job| matches!(job, Job::Own(_))).count();
                    run.done.documents.left += own as u64;
                    run.done.orders.left = (left.len() - own) as u64;
                    break;
                }
            }
        }
        let (doubt, _, there) = mirror.count_handovers()?;
        run.done.orders.in_doubt = doubt;
        run.done.orders.waiting = there;
        if since.is_some() {
            run.done.documents.in_doubt = mirror.count_own()?.0;
        }
        run.done.documents.since = since;
        Ok(run.done)
    }

    /// The day from which documents issued here go by themselves: that of the first push that may send them. Earlier
    /// ones a person may have typed in.
    fn begin_own(&self, mirror: &mut Mirror) -> Result<Option<String>, MirrorError> {
        let since = mirror.own_since()?;
        match (self.own, since) {
            (OwnDocuments::Sent, Some(since)) => Ok(Some(since)),
            (OwnDocuments::Sent, None) => {
                let today = warsaw::day(self.clock.wall().as_second()).to_string();
                mirror.write(|mirror| mirror.set_own_since(&today))?;
                crash::point();
                Ok(Some(today))
            }
            (OwnDocuments::Kept, None) => Ok(None),
            // What is issued while they stay here may be typed in, too.
            (OwnDocuments::Kept, Some(_)) => {
                mirror.write(|mirror| mirror.end_own())?;
                Ok(None)
            }
        }
    }
}

impl Run<'_> {
    fn now(&self) -> i64 {
        self.push.clock.wall().as_second()
    }

    fn one(&mut self, mirror: &mut Mirror, id: i64, which: &Which) -> Done<()> {
        let Some(row) = mirror.order(id)? else {
            self.done.troubles.push(Trouble::NotReady {
                order: id,
                state: None,
            });
            return Err(Halt::Left);
        };
        let way = mirror.handover(row.key)?;
        let over = way.as_ref().is_some_and(|way| way.stage.handed_over());
        let open = match row.state {
            State::Ready => !row.flags.cancelled && !row.flags.changed,
            // It may need editing since it was handed over.
            State::NeedsEditing => over && !row.flags.cancelled,
            _ => false,
        };
        if !open {
            return self.closed(mirror, &row, way);
        }
        if let Some(void) = mirror.own_void_there(row.key)?.filter(|_| !over) {
            own::tell_stop(&mut self.done.troubles, void);
            self.done.orders.left += 1;
            return Err(Halt::Left);
        }
        let way = match way {
            Some(way) => way,
            None => self.begin(mirror, &row)?,
        };
        let due = matches!(which, Which::Due);
        // What did not fit is looked at anew each time: that takes no request.
        if due && way.refusal.is_some_and(|why| why != Refusal::Misfit) {
            return Err(Halt::Left);
        }
        let load = match loaded(self.push.settings, self.push.clock, mirror, row, &way)? {
            Ok(load) => load,
            Err(reasons) if due && way.is_misfit(&reasons) => {
                self.done.orders.left += 1;
                return Err(Halt::Left);
            }
            Err(reasons) => return self.misfit(mirror, &way, reasons),
        };
        if way.refusal.is_some() {
            mirror.write(|mirror| mirror.refuse_handover(load.row.key, None, ""))?;
        }
        if over {
            self.done.orders.known += 1;
        }
        self.order(mirror, &load, way, which.word())
    }

    fn begin(&self, mirror: &mut Mirror, row: &OrderRow) -> Done<Handover> {
        let made_at = mirror.made_at()?;
        let text = marker(made_at, row.seen.id, &row.seen.identity);
        let now = self.now();
        mirror.write(|mirror| mirror.begin_handover(row.key, &text, now))?;
        crash::point();
        let way = mirror.handover(row.key)?;
        way.ok_or_else(|| {
            Halt::Book(MirrorError::Content(format!(
                "handovers.order_key {}",
                row.key
            )))
        })
    }

    /// An order that is not ready (any more).
    fn closed(&mut self, mirror: &mut Mirror, row: &OrderRow, way: Option<Handover>) -> Done<()> {
        let given_up = row.flags.cancelled || row.state == State::Skipped;
        match way.filter(|way| way.stage.handed_over()) {
            Some(mut way) if given_up && row.state != State::Documented => {
                // What a person has removed or cancelled there is settled.
                if let Stage::There(order) = way.stage
                    && self.is_removed(order)?.is_some()
                {
                    mirror.write(|mirror| mirror.refuse_handover(way.order_key, None, ""))?;
                    return self.at(mirror, &mut way, Stage::Pending);
                }
                self.refuse(mirror, &way, Refusal::Given, way.marker.as_str())
            }
            _ => {
                let (order, state) = (row.seen.id, Some(row.state));
                self.done.troubles.push(Trouble::NotReady { order, state });
                Err(Halt::Left)
            }
        }
    }

    /// Leaves an order to a person that does not fit, with each reason by its own name.
    fn misfit<T>(&mut self, mirror: &mut Mirror, way: &Handover, reasons: Vec<Reason>) -> Done<T> {
        let said = kept_misfits(&reasons);
        let left = self.refuse(mirror, way, Refusal::Misfit, &said);
        self.done.troubles.pop();
        let order = way.order;
        let troubles = reasons.into_iter();
        let troubles = troubles.map(|reason| Trouble::Misfit { order, reason });
        self.done.troubles.extend(troubles);
        left
    }

    /// Leaves an order, or a document, to a person.
    fn refuse<'w, T>(
        &mut self,
        mirror: &mut Mirror,
        way: impl Into<Way<'w>>,
        refusal: Refusal,
        said: &str,
    ) -> Done<T> {
        let way = way.into();
        mirror.write(|mirror| match way {
            Way::Order(way) => mirror.refuse_handover(way.order_key, Some(refusal), said),
            Way::Own(way) => mirror.refuse_own(way.document, Some(refusal), said),
        })?;
        crash::point();
        let (order, said) = (way.order(), said.to_owned());
        self.done.troubles.push(match way {
            Way::Order(_) => {
                self.done.orders.refused += 1;
                Trouble::Refused {
                    order,
                    refusal,
                    said,
                }
            }
            Way::Own(way) => {
                self.done.documents.refused += 1;
                Trouble::Own {
                    order,
                    number: way.number.clone(),
                    refusal,
                    said,
                }
            }
        });
        Err(Halt::Left)
    }

    /// Keeps how far an order has come.
    fn at(&self, mirror: &mut Mirror, way: &mut Handover, stage: Stage) -> Done<()> {
        mirror.write(|mirror| mirror.set_handover(way.order_key, stage))?;
        crash::point();
        way.stage = stage;
        Ok(())
    }
}

/// Why no document may be issued here: the order is in Firmino, or may be.
///
/// # Errors
/// Those of the book.
pub(in crate::sync) fn holds(
    mirror: &Mirror,
    order_key: i64,
) -> Result<Option<Reason>, MirrorError> {
    let way = mirror.handover(order_key)?;
    Ok(way.filter(|way| way.stage.handed_over()).map(held_there))
}

/// Has an order that is in Firmino, or may be, get no document by a pass.
///
/// # Errors
/// Those of the book.
pub(in crate::sync) fn hold_back(
    mirror: &Mirror,
    row: Option<&OrderRow>,
    verdict: &mut Verdict,
) -> Result<(), MirrorError> {
    if *verdict == Verdict::Issue
        && let Some(row) = row
        && let Some(there) = holds(mirror, row.key)?
    {
        *verdict = Verdict::Ready(vec![there]);
    }
    Ok(())
}

/// Why a person's number is not noted: Firmino may have issued a document of its own, with another one.
///
/// # Errors
/// Those of the book.
pub(in crate::sync) fn bars(
    mirror: &Mirror,
    order_key: i64,
    number: &str,
) -> Result<Option<Reason>, MirrorError> {
    let way = mirror.handover(order_key)?;
    let other = |way: &Handover| {
        way.stage.may_be_issued() && way.number.as_deref().is_none_or(|known| known != number)
    };
    Ok(way.filter(other).map(held_there))
}

fn held_there(way: Handover) -> Reason {
    let seen = way.number.unwrap_or_else(|| way.marker.as_str().to_owned());
    Reason::new(Code::FirminoHandedOver, "", seen)
}

/// Whether orders are handed over to this account of Firmino, as they were before; the first push says so. One of another
/// login, address or company is the same if a pull has seen that known ids bear the same names there.
///
/// # Errors
/// Those of the book.
pub fn belongs(mirror: &mut Mirror, account: &str) -> Result<bool, MirrorError> {
    match mirror.handover_account()? {
        Some(before) if before == account => Ok(true),
        Some(_) if !is_pulled(mirror, account)? => Ok(false),
        _ => {
            mirror.write(|mirror| mirror.set_handover_account(account))?;
            Ok(true)
        }
    }
}

/// Whether both lists were last read from this account, and what was known stood in them.
fn is_pulled(mirror: &Mirror, account: &str) -> Result<bool, MirrorError> {
    for list in [List::Articles, List::Customers] {
        if mirror.firmino_account(list)?.as_deref() != Some(account) {
            return Ok(false);
        }
    }
    Ok(true)
}
