//! Why a call of the API has no result.

use jiff::Timestamp;

use crate::net::pace::PaceError;
use crate::net::{Cause, Shape, TransportError};

/// Why a call has no result. Every message names the method where there is one, none holds the token.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// The token is unknown, empty or withdrawn.
    #[error("{method}: BaseLinker refuses the token ({code})")]
    TokenRefused {
        /// The API's name of the method.
        method: &'static str,
        /// The API's code.
        code: String,
    },
    /// BaseLinker has blocked the whole account, not for too many calls.
    #[error("{method}: BaseLinker has blocked the account: {message}")]
    AccountBlocked {
        /// The API's name of the method.
        method: &'static str,
        /// The API's message, shortened and made harmless.
        message: String,
    },
    /// The token is blocked for too many calls, for longer or more often than this run waits.
    #[error("{method}: BaseLinker has blocked the token until {until}")]
    Blocked {
        /// The API's name of the method.
        method: &'static str,
        /// When the block ends, as read from the API's message.
        until: Timestamp,
    },
    /// No reply, or the server's own trouble (HTTP 429, 5xx).
    #[error("{method}: {cause}")]
    Network {
        /// The API's name of the method.
        method: &'static str,
        /// What happened.
        cause: Cause,
    },
    /// A reply that is cut, no JSON, or without the method's own key.
    #[error("{method}: the reply cannot be read: {what}")]
    WrongShape {
        /// The API's name of the method.
        method: &'static str,
        /// What is wrong with it.
        what: Shape,
    },
    /// The server wants to send the call elsewhere; it is not followed, as it carries the token.
    #[error("{method}: the server redirects (HTTP {status}); redirects are not followed")]
    Redirect {
        /// The API's name of the method.
        method: &'static str,
        /// HTTP status.
        status: u16,
    },
    /// An HTTP status that is neither success nor a passing trouble.
    #[error("{method}: the server answers HTTP {status}")]
    Http {
        /// The API's name of the method.
        method: &'static str,
        /// HTTP status.
        status: u16,
    },
    /// A reply beyond the cap on bodies.
    #[error("{method}: {cause}")]
    TooLarge {
        /// The API's name of the method.
        method: &'static str,
        /// How large is too large.
        cause: TransportError,
    },
    /// The API refuses the call.
    #[error("{method}: {code}: {message}")]
    Refused {
        /// The API's name of the method.
        method: &'static str,
        /// The API's code, as sent.
        code: String,
        /// The API's message, shortened and made harmless.
        message: String,
    },
    /// The rate file cannot be used, so nothing may be sent.
    #[error("{method}: {source}")]
    Pacing {
        /// The API's name of the method.
        method: &'static str,
        /// What is wrong with the file.
        source: PaceError,
    },
}

impl ApiError {
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

    /// The API's name of the method that failed.
    pub fn method(&self) -> &'static str {
        match self {
            Self::TokenRefused { method, .. }
            | Self::AccountBlocked { method, .. }
            | Self::Blocked { method, .. }
            | Self::Network { method, .. }
            | Self::WrongShape { method, .. }
            | Self::Redirect { method, .. }
            | Self::Http { method, .. }
            | Self::TooLarge { method, .. }
            | Self::Refused { method, .. }
            | Self::Pacing { method, .. } => method,
        }
    }

    /// Whether the product that the call names does not exist any more (`ERROR_PRODUCT_ID`).
    pub fn is_missing_product(&self) -> bool {
        matches!(self, Self::Refused { code, .. } if code == "ERROR_PRODUCT_ID")
    }

    /// Whether the same call may succeed later without anybody doing anything (exit 75).
    pub fn is_passing(&self) -> bool {
        matches!(
            self,
            Self::Blocked { .. }
                | Self::Network { .. }
                | Self::Pacing {
                    source: PaceError::Busy { .. },
                    ..
                }
        )
    }
}

/// What an `error_code` means. BaseLinker publishes no list; these are the ones that have been seen
/// (`reference/baselinker-api.md` §1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Too many calls.
    RateBlock,
    /// The token is no good.
    Token,
    /// The whole account is blocked.
    Account,
    /// The arguments are: certainly not applied.
    Arguments,
    /// Nobody knows: perhaps applied.
    Unknown,
}

impl Refusal {
    /// Reads a code and its message.
    pub(super) fn of(code: &str, message: &str) -> Self {
        let message = message.to_ascii_lowercase();
        if message.contains("query limit exceeded") || message.contains("token blocked until") {
            return Self::RateBlock;
        }
        match code {
            "ERROR_BLOCKED_TOKEN" | "ERROR_RATE_LIMIT" | "ERROR_TOO_MANY_REQUESTS" => {
                Self::RateBlock
            }
            "ERROR_BAD_TOKEN" | "ERROR_EMPTY_TOKEN" | "ERROR_AUTH_TOKEN" => Self::Token,
            "ERROR_USER_ACCOUNT_BLOCKED" => Self::Account,
            "ERROR_UNKNOWN_METHOD"
            | "ERROR_PRODUCT_ID"
            | "ERROR_BAD_PRODUCTS"
            | "ERROR_BAD_PARAMETERS"
            | "ERROR_INVALID_PARAMETERS" => Self::Arguments,
            _ => Self::Unknown,
        }
    }
}
