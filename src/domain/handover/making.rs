//! The making of a customer or an article there, which orders wait for.

use super::{Refusal, settles};

/// How far it has come. The id is Firmino's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Making {
    /// Nothing was sent.
    Pending,
    /// It was sent at this second, and nothing is known of it.
    Sent(i64),
    /// It is there.
    There(i64),
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Look whether it is there.
    Look,
    /// Make it.
    Make,
    /// Leave it to a later push.
    Wait,
    /// It is there.
    Done(i64),
}

/// The next move. `window` (seconds): from sending until a look can be believed.
pub fn next_of(making: Making, now: i64, window: i64) -> Move {
    match making {
        Making::Pending => Move::Look,
        Making::Sent(at) if settles(at, now, window) => Move::Wait,
        Making::Sent(_) => Move::Look,
        Making::There(id) => Move::Done(id),
    }
}

/// What a look means: only what is proved to be missing is made. `several` names the refusal of two that fit.
///
/// # Errors
/// A person has to say which one it is, or that there is none.
pub fn found(look: super::Look, several: Refusal) -> Result<Move, Refusal> {
    match look {
        super::Look::Absent => Ok(Move::Make),
        super::Look::One(id) => Ok(Move::Done(id)),
        super::Look::Several => Err(several),
        super::Look::Unproved => Err(Refusal::Unproved),
    }
}
