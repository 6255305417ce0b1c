//! What is known after a call that changes something.

/// How a call that sets or creates ended. Never a yes or no: a request may have been applied unheard.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a write that is in doubt has to be settled"]
pub enum Outcome<T, E> {
    /// It was applied, and this is the reply.
    Applied(T),
    /// It was certainly not applied: never sent, or refused by name.
    NotApplied(E),
    /// It may have been applied, now or later: no reply, a broken one, or an error nobody knows.
    InDoubt(E),
}

impl<T, E> Outcome<T, E> {
    /// The reply of an applied call.
    pub fn applied(self) -> Option<T> {
        match self {
            Self::Applied(reply) => Some(reply),
            Self::NotApplied(_) | Self::InDoubt(_) => None,
        }
    }
}
