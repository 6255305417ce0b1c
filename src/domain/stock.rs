//! What is written to BaseLinker of a level, and what is not (design.md §5, Stock; docs/stock.md has the table).
//!
//! The mirror's level says what is there; BaseLinker sells from its own. A value that was read some seconds ago may lack
//! sales that no order shows yet, so what is written is always what BaseLinker has *now* plus what changed *here*.

#[cfg(test)]
mod tests;

/// When BaseLinker itself lowers a level (`warehouses.baselinker_lowers`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lowers {
    /// When an order is confirmed.
    AtConfirmation,
    /// When an order reaches a shipped or finished status.
    AtShipping,
    /// It reserves at confirmation: the level falls with the shipment, what can be sold falls at once.
    ByReservation,
}

impl Lowers {
    /// The word as in the profile.
    pub fn word(self) -> &'static str {
        match self {
            Lowers::AtConfirmation => "confirmed",
            Lowers::AtShipping => "shipped",
            Lowers::ByReservation => "reservation",
        }
    }

    /// The one of a word.
    pub fn parse(word: &str) -> Option<Lowers> {
        let all = [
            Lowers::AtConfirmation,
            Lowers::AtShipping,
            Lowers::ByReservation,
        ];
        all.into_iter().find(|lowers| lowers.word() == word)
    }
}

/// Pieces that may be sold there: the level without what is held and kept back.
pub fn to_send(level: i64, held: i64, buffer: u32) -> i64 {
    level.saturating_sub(held).saturating_sub(i64::from(buffer))
}

/// What BaseLinker shows of a product in one warehouse.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reading {
    /// Pieces, those reserved included.
    pub stock: i64,
    /// Reserved pieces.
    pub reserved: i64,
}

impl Reading {
    /// Pieces that can be sold; `None` where pieces are reserved and nobody said how they count.
    pub fn free(self, lowers: Lowers) -> Option<i64> {
        match (lowers, self.reserved) {
            (Lowers::ByReservation, reserved) => Some(self.stock.saturating_sub(reserved)),
            (Lowers::AtConfirmation | Lowers::AtShipping, 0) => Some(self.stock),
            (Lowers::AtConfirmation | Lowers::AtShipping, _) => None,
        }
    }
}

/// By how much the level there differs from what is explained: below zero, pieces are missing that no order sold; above,
/// somebody added some. No pieces there explain every target below zero.
pub fn drift(target: i64, remote: i64) -> i64 {
    if remote < 0 && target < 0 {
        (remote - target).min(0)
    } else {
        remote - target.max(0)
    }
}

/// Why a level is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// A pass looks at it.
    OfPass,
    /// A person said that BaseLinker is to have our level whatever it shows (`stock push`).
    OfPerson,
}

/// What is known of a level there before it is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// What was last wanted there, less what orders took since; `None`: nothing was ever sent.
    pub target: Option<i64>,
    /// The drift that the last reading showed.
    pub drift: i64,
}

/// The value to write; `None`: none. `remote` is what can be sold there as just read.
pub fn value(to_send: i64, known: Known, remote: i64, word: Word) -> Option<i64> {
    let differing = |value: i64| Some(value).filter(|value| *value != remote);
    let target = match (known.target, word) {
        (Some(target), Word::OfPass) => target,
        // A count is a person's word, too.
        (None, _) | (Some(_), Word::OfPerson) => return differing(to_send.max(0)),
    };
    let delta = to_send.saturating_sub(target);
    if delta != 0 {
        // Pieces that were too many before are not taken for ones that nobody sold since.
        let explained = remote.saturating_sub(known.drift.max(0));
        let value = to_send.min(explained.saturating_add(delta)).max(0);
        // BaseLinker counts below zero, and there is nothing to sell: zero would be more.
        let raises_to_nothing = value == 0 && remote < 0;
        return differing(value).filter(|_| !raises_to_nothing);
    }
    match drift(target, remote) {
        // The same pieces too many twice: nobody sold or cancelled them meanwhile.
        higher if higher > 0 && higher == known.drift => differing((remote - higher).max(0)),
        // Lower: never raised unless a person says so. Higher for the first time: an order may explain it.
        _ => None,
    }
}

/// A write whose outcome is not known for sure. All values are pieces that can be sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    /// What was written.
    pub value: i64,
    /// What stood there when it was read before.
    pub over: i64,
    /// What is wanted there once it took effect.
    pub wanted: i64,
    /// Pieces that orders took there since.
    pub since: i64,
    /// When it was sent (Unix seconds).
    pub at: i64,
}

/// How far a write without a certain outcome is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// It took effect.
    Applied,
    /// It did, over sales that orders tell of: there is more than there should be.
    AppliedLate,
    /// It did not, and will not.
    NotApplied,
    /// Not known yet.
    Open,
}

/// Whether a write may still take effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coming {
    /// It was answered, or its window is over.
    No,
    /// It may.
    Perhaps,
}

/// After this time (seconds) a write that nothing explains is taken for the safer of both outcomes.
const GIVEN_UP: i64 = 3600;

/// Settles a write by a fresh reading. Sales that no order shows yet leave it open; they will be shown.
pub fn settle(sent: Sent, remote: i64, coming: Coming, now: i64) -> Settled {
    let applied = (sent.value - sent.since).max(0);
    let not_applied = sent.over - sent.since;
    if remote == applied {
        Settled::Applied
    } else if remote == not_applied {
        match coming {
            Coming::No => Settled::NotApplied,
            Coming::Perhaps => Settled::Open,
        }
    } else if remote == sent.value {
        Settled::AppliedLate
    } else if now - sent.at < GIVEN_UP {
        Settled::Open
    } else if sent.value > sent.over || remote <= applied {
        // Never to be raised twice; a level that is too low is drift, which a person sees.
        Settled::Applied
    } else {
        Settled::NotApplied
    }
}
