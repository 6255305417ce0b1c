//! The day's requests, counted in the mirror: one short transaction before each, so that all processes share them.

use std::cell::{Cell, RefCell};

use crate::domain::warsaw;
use crate::firmino::{Budget, BudgetError, Unkept};
use crate::mirror::firmino::Requests;
use crate::mirror::{Mirror, MirrorError};
use crate::net::Clock;

/// The count in a mirror. It has a connection of its own: a pass's transactions do not hold it up, nor take it back.
pub struct MirrorBudget<'a> {
    mirror: RefCell<Mirror>,
    clock: &'a dyn Clock,
    a_day: u32,
    this_run: Option<u32>,
    taken: Cell<u32>,
}

impl<'a> MirrorBudget<'a> {
    /// `a_day` requests a day of all processes, `this_run` of this one.
    pub fn new(mirror: Mirror, clock: &'a dyn Clock, a_day: u32, this_run: Option<u32>) -> Self {
        Self {
            mirror: RefCell::new(mirror),
            clock,
            a_day,
            this_run,
            taken: Cell::new(0),
        }
    }

    /// The requests of today, of all processes.
    ///
    /// # Errors
    /// Those of the mirror.
    pub fn today(&self) -> Result<Requests, MirrorError> {
        self.mirror.borrow().firmino_requests(&self.day())
    }

    /// How many are allowed a day.
    pub fn a_day(&self) -> u32 {
        self.a_day
    }

    /// How many this process has taken.
    pub fn taken(&self) -> u32 {
        self.taken.get()
    }

    fn day(&self) -> String {
        warsaw::day(self.clock.wall().as_second()).to_string()
    }

    fn spent(&self) -> BudgetError {
        match self.today() {
            Ok(requests) => BudgetError::Day {
                used: requests.used,
                limit: self.a_day,
            },
            Err(error) => BudgetError::Unkept(unkept(&error)),
        }
    }
}

impl Budget for MirrorBudget<'_> {
    fn take(&self) -> Result<(), BudgetError> {
        if let Some(limit) = self.this_run.filter(|limit| self.taken.get() >= *limit) {
            return Err(BudgetError::Run { limit });
        }
        let day = self.day();
        let taken = self
            .mirror
            .borrow_mut()
            .write(|mirror| mirror.take_firmino_request(&day, self.a_day));
        match taken {
            Ok(true) => {
                self.taken.set(self.taken.get() + 1);
                Ok(())
            }
            Ok(false) => Err(self.spent()),
            Err(error) => Err(BudgetError::Unkept(unkept(&error))),
        }
    }

    fn spent_there(&self) -> BudgetError {
        let day = self.day();
        let kept = self
            .mirror
            .borrow_mut()
            .write(|mirror| mirror.spend_firmino_day(&day));
        match kept {
            Ok(()) => self.spent(),
            Err(error) => BudgetError::Unkept(unkept(&error)),
        }
    }
}

fn unkept(error: &MirrorError) -> Unkept {
    match error {
        MirrorError::Busy => Unkept::Busy,
        MirrorError::Full(said) => Unkept::Full(said.clone()),
        other => Unkept::Unusable(other.bare()),
    }
}
