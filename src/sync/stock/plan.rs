//! Which levels of the book are to be looked at: those that changed here, or those that a person asked for.

use std::collections::BTreeSet;

use super::places::Places;
use super::{Pass, SendSettings, Which};
use crate::domain::stock::{Word, to_send};
use crate::mirror::shelves::{Goods, Linked};
use crate::mirror::{Mirror, MirrorError};

/// Cards of one reading of the book.
const CARDS: usize = 1000;

/// A refused value is tried again after so long (seconds), unless another one is wanted before.
const REFUSED: i64 = 24 * 3600;

/// A level on its way to BaseLinker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Job {
    /// The level with its shelf.
    pub(super) row: Linked,
    /// The mirror's pieces.
    pub(super) level: i64,
    /// What is wanted there, below zero too.
    pub(super) to_send: i64,
}

/// What becomes of a level before anything is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is read, and perhaps written.
    Look(Box<Job>),
    /// Nothing is to be done.
    Done,
    /// It waits.
    Wait,
}

/// Levels in batches of cards.
pub(super) struct Rows {
    after: i64,
    cards: Option<Vec<i64>>,
}

impl Rows {
    pub(super) fn of(which: &Which) -> Rows {
        let cards = match which {
            Which::Cards(cards) | Which::Touched(cards) => Some(cards.iter().copied().collect()),
            Which::Changed | Which::Full => None,
        };
        Rows { after: 0, cards }
    }

    /// The next levels; empty at the end.
    ///
    /// # Errors
    /// Those of the book.
    pub(super) fn next(&mut self, mirror: &Mirror) -> Result<Vec<Linked>, MirrorError> {
        let Some(cards) = &mut self.cards else {
            let rows = mirror.due_levels(self.after, CARDS as i64)?;
            self.after = rows.last().map_or(self.after, |row| row.card);
            return Ok(rows);
        };
        let mut rows = Vec::new();
        while rows.is_empty() && !cards.is_empty() {
            for card in cards.drain(..cards.len().min(CARDS)) {
                rows.extend(mirror.linked_levels(card)?);
            }
        }
        Ok(rows)
    }
}

/// Decides whether a level is looked at.
pub(super) fn verdict(pass: &Pass<'_>, sending: &SendSettings, row: Linked, now: i64) -> Verdict {
    let Some(level) = row.level else {
        return Verdict::Done;
    };
    if row.goods != Goods::Own || !row.at.place.starts_with("bl_") {
        return Verdict::Done;
    }
    let to_send = to_send(level, row.held, sending.buffer);
    let shelf = &row.shelf;
    let asked = match &pass.ask.which {
        Which::Full | Which::Cards(_) => true,
        Which::Changed | Which::Touched(_) => pass.ask.word == Word::OfPerson,
    };
    if asked || shelf.look || shelf.sent.is_some() || shelf.target != Some(to_send) {
        let refused = shelf.refused.as_ref();
        let lately = refused
            .is_some_and(|refused| refused.value == to_send.max(0) && now - refused.at < REFUSED);
        if lately && !asked {
            return Verdict::Wait;
        }
        return Verdict::Look(Box::new(Job {
            row,
            level,
            to_send,
        }));
    }
    Verdict::Done
}

/// Whether a job may go where its shelf is.
pub(super) fn is_open(places: &Places, job: &Job) -> bool {
    places.open.contains(&job.row.at.place)
}

/// Products of jobs, each once.
pub(super) fn products(jobs: &[Job]) -> Vec<i64> {
    let products: BTreeSet<i64> = jobs.iter().map(|job| job.row.at.product).collect();
    products.into_iter().collect()
}
