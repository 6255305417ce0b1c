//! The stock pass (design.md §5, Stock; requirements.md E): warehouses, then – where the mirror is the source – what
//! orders hold, and last the levels that changed here, written over what BaseLinker has at that moment.

mod batch;
mod brake;
mod evidence;
mod places;
mod plan;
mod read;
mod resolve;
mod send;
mod settings;
mod tally;

pub use settings::{SendSettings, Sending, Settings};
pub use tally::{Notice, PlannedLevel, Tally, Trouble};

use std::collections::BTreeSet;
use std::time::Duration;

pub use super::Effects;
use super::orders::apply::Purpose;
use super::orders::{self, PassError};
use super::{crash, prove};
use crate::baselinker::Account;
use crate::domain::stock::Word;
use crate::mirror::{Mirror, binding};
use crate::net::Line;
use crate::report::pass::Brake;
use crate::report::progress::Progress;

/// Which levels a pass looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// Those that changed here.
    Changed,
    /// Those of these cards that changed here: what an orders pass touched.
    Touched(BTreeSet<i64>),
    /// Those of these cards, read and compared whatever changed.
    Cards(BTreeSet<i64>),
    /// Every one, read and compared.
    Full,
}

/// What was asked of the pass.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Which levels.
    pub which: Which,
    /// Whose word it is that a level goes out.
    pub word: Word,
    /// Hash of a stopped sending to let go.
    pub force: Option<String>,
    /// How long BaseLinker may be written to; `None`: until it is done.
    pub telling: Option<Duration>,
    /// Whether BaseLinker is written to at all.
    pub effects: Effects,
}

/// A pass.
pub struct Pass<'a> {
    /// The account.
    pub account: &'a Account<'a>,
    /// What the account is known by.
    pub identity: binding::Account,
    /// The world.
    pub line: Line<'a>,
    /// Settings.
    pub settings: &'a Settings,
    /// Listener.
    pub progress: &'a dyn Progress,
    /// What was asked.
    pub ask: Ask,
}

/// How a pass ended.
#[derive(Debug, Default)]
pub struct Ended {
    /// Counts, as far as it came.
    pub tally: Tally,
    /// How the reading of orders ended.
    pub orders: orders::Ended,
    /// A brake that stopped it.
    pub brake: Option<Brake>,
}

impl Pass<'_> {
    /// Runs the pass on `mirror`. What was applied before an error stays, and is counted in `ended`.
    ///
    /// # Errors
    /// See [`PassError`].
    pub fn run(&self, mirror: &mut Mirror, ended: &mut Ended) -> Result<(), PassError> {
        prove::account(self.account, &self.identity, mirror)?;
        crash::point();
        places::learn(self, mirror, &mut ended.tally)?;
        crash::point();
        let Sending::On(sending) = &self.settings.sending else {
            return Ok(());
        };
        self.hold(mirror, ended)?;
        crash::point();
        // Orders that could not be read may hold pieces.
        if ended.orders.stuck.is_some() {
            return Ok(());
        }
        let sent = self.send(sending, mirror, ended);
        ended.tally.count_known(mirror)?;
        if self.line.talk.stopping() {
            return sent.and(Err(PassError::Stopped));
        }
        if ended.brake.is_some() {
            ended.tally.stock.unchanged = 0;
        }
        sent
    }

    /// Sends the levels that an orders pass touched: no orders are read, and only a sending that was let go goes on.
    ///
    /// # Errors
    /// See [`PassError`].
    pub fn after_orders(&self, mirror: &mut Mirror, ended: &mut Ended) -> Result<(), PassError> {
        match &self.settings.sending {
            Sending::On(sending) => self.send(sending, mirror, ended),
            Sending::Off => Ok(()),
        }
    }

    /// Reads orders, so that what they take is held; none is taken, and nothing is sent of them.
    fn hold(&self, mirror: &mut Mirror, ended: &mut Ended) -> Result<(), PassError> {
        let Some(settings) = &self.settings.orders else {
            ended.tally.notices.push(Notice::NoOrders);
            return Ok(());
        };
        let pass = orders::Pass {
            account: self.account,
            identity: self.identity.clone(),
            line: self.line,
            settings,
            progress: self.progress,
            ask: orders::Ask {
                purpose: Purpose::Hold,
                effects: self.ask.effects,
                ..orders::Ask::default()
            },
            stock: None,
        };
        pass.run(mirror, &mut ended.orders)
    }

    fn now(&self) -> i64 {
        self.line.clock.wall().as_second()
    }

    /// The second of the last answer by BaseLinker's clock, which its orders are stamped with.
    fn there(&self) -> i64 {
        let told = self.account.server_time();
        told.map_or_else(|| self.now(), |told| told.as_second())
    }
}
