//! Where an order stands.

use serde::{Deserialize, Serialize};

/// State of an order in the book (design.md §6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Seen, but its status is not (yet) an allowed one.
    Waiting,
    /// Everything decided and computed, no number yet.
    Ready,
    /// It has its sale document, here or elsewhere.
    Documented,
    /// Held back with a list of what to correct.
    NeedsEditing,
    /// Left the path of statuses without having been taken.
    Missed,
    /// Left out by a person's word, or because it is gone or was never a sale.
    Skipped,
    /// Another order under an id that is known already.
    Quarantined,
}

impl State {
    /// Every state.
    pub const ALL: [State; 7] = [
        State::Waiting,
        State::Ready,
        State::Documented,
        State::NeedsEditing,
        State::Missed,
        State::Skipped,
        State::Quarantined,
    ];

    /// The word as stored and as in JSON.
    pub fn text(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Ready => "ready",
            State::Documented => "documented",
            State::NeedsEditing => "needs-editing",
            State::Missed => "missed",
            State::Skipped => "skipped",
            State::Quarantined => "quarantined",
        }
    }

    /// The state of a word; `None` for another word.
    pub fn parse(word: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.text() == word)
    }
}

/// What is to be known beside the state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flags {
    /// Buyer, lines or sums differ from what was planned or documented.
    pub changed: bool,
    /// Its status says cancelled.
    pub cancelled: bool,
    /// Its document was issued elsewhere.
    pub elsewhere: bool,
}

impl Flags {
    /// The flags that are up, as words.
    pub fn words(self) -> Vec<&'static str> {
        [
            (self.changed, "changed"),
            (self.cancelled, "cancelled"),
            (self.elsewhere, "elsewhere"),
        ]
        .into_iter()
        .filter_map(|(up, word)| up.then_some(word))
        .collect()
    }
}
