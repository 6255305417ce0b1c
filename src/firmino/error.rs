//! Why a request to Firmino has no result.

use super::{BudgetError, Unkept};
use crate::net::{Cause, Shape, TransportError};

/// Why a request has no result. Every message names the method, none holds login or password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FirminoError {
    /// Login, password or company are refused.
    #[error("{method}: Firmino refuses the login (HTTP {status})")]
    LoginRefused {
        /// Resource and method: `articles/find`.
        method: &'static str,
        /// HTTP status: 401, or 403.
        status: u16,
    },
    /// The requests of the day are spent, by our count or by Firmino's word. Nothing was sent, or it was refused.
    #[error("{method}: the requests to Firmino of today are spent ({used} of {limit})")]
    BudgetSpent {
        /// Resource and method.
        method: &'static str,
        /// Sent today, as counted here.
        used: u32,
        /// Allowed a day, by the profile.
        limit: u32,
    },
    /// The command was to send no more requests (`--max-requests`).
    #[error("{method}: no more than {limit} requests were to be sent")]
    RunSpent {
        /// Resource and method.
        method: &'static str,
        /// As said by the person.
        limit: u32,
    },
    /// A person wants the command to end; nothing was sent.
    #[error("{method}: interrupted before it was sent")]
    Stopped {
        /// Resource and method.
        method: &'static str,
    },
    /// The count of requests cannot be kept, so nothing was sent.
    #[error("{method}: the count of requests cannot be kept: {cause}")]
    Uncounted {
        /// Resource and method.
        method: &'static str,
        /// What is wrong.
        cause: Unkept,
    },
    /// No reply, or the server's own trouble (HTTP 429 for a while, 5xx).
    #[error("{method}: {cause}")]
    Network {
        /// Resource and method.
        method: &'static str,
        /// What happened.
        cause: Cause,
    },
    /// A reply that is cut, no JSON, or without what the method answers.
    #[error("{method}: the reply cannot be read: {what}")]
    WrongShape {
        /// Resource and method.
        method: &'static str,
        /// What is wrong with it.
        what: Shape,
    },
    /// The server wants to send the request elsewhere; it is not followed, as it carries the password.
    #[error("{method}: the server redirects (HTTP {status}); redirects are not followed")]
    Redirect {
        /// Resource and method.
        method: &'static str,
        /// HTTP status.
        status: u16,
    },
    /// An HTTP status that is neither success nor a passing trouble.
    #[error("{method}: the server answers HTTP {status}")]
    Http {
        /// Resource and method.
        method: &'static str,
        /// HTTP status.
        status: u16,
    },
    /// A reply beyond the cap on bodies.
    #[error("{method}: {cause}")]
    TooLarge {
        /// Resource and method.
        method: &'static str,
        /// How large is too large.
        cause: TransportError,
    },
    /// Firmino refuses the request (`success: false`).
    #[error("{method}: Firmino refuses: {message}")]
    Refused {
        /// Resource and method.
        method: &'static str,
        /// Its words, shortened and made harmless.
        message: String,
    },
}

impl FirminoError {
    /// What a cause becomes when no more tries are made.
    pub(super) fn of_cause(method: &'static str, cause: Cause) -> Self {
        match cause {
            Cause::Unreadable(what) => Self::WrongShape { method, what },
            cause => Self::Network { method, cause },
        }
    }

    /// What another try may mend; `None` for all else.
    pub(super) fn cause(&self) -> Option<Cause> {
        match self {
            Self::Network { cause, .. } => Some(cause.clone()),
            Self::WrongShape { what, .. } => Some(Cause::Unreadable(what.clone())),
            _ => None,
        }
    }

    pub(super) fn of_budget(method: &'static str, error: BudgetError) -> Self {
        match error {
            BudgetError::Day { used, limit } => Self::BudgetSpent {
                method,
                used,
                limit,
            },
            BudgetError::Run { limit } => Self::RunSpent { method, limit },
            BudgetError::Unkept(cause) => Self::Uncounted { method, cause },
        }
    }

    /// Resource and method of the request that failed.
    pub fn method(&self) -> &'static str {
        match self {
            Self::LoginRefused { method, .. }
            | Self::BudgetSpent { method, .. }
            | Self::RunSpent { method, .. }
            | Self::Stopped { method }
            | Self::Uncounted { method, .. }
            | Self::Network { method, .. }
            | Self::WrongShape { method, .. }
            | Self::Redirect { method, .. }
            | Self::Http { method, .. }
            | Self::TooLarge { method, .. }
            | Self::Refused { method, .. } => method,
        }
    }

    /// Whether nothing is wrong: only no more requests are to be sent now.
    pub fn goes_on(&self) -> bool {
        matches!(
            self,
            Self::BudgetSpent { .. } | Self::RunSpent { .. } | Self::Stopped { .. }
        )
    }

    /// Whether the same request may succeed later without anybody doing anything (exit 75).
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Network { .. } | Self::BudgetSpent { .. })
    }
}
