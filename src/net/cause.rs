//! Why a try has no result that another one may have.

use super::{AddressError, Shape, TransportError};

/// Why a try has no result that another one may have. Free of secrets.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// The line.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The server's own trouble: HTTP 429, 5xx.
    #[error("the server answers HTTP {0}")]
    Status(u16),
    /// A reply that is cut, or somebody else's.
    #[error("the reply cannot be read: {0}")]
    Unreadable(#[from] Shape),
    /// The method makes no address to call.
    #[error(transparent)]
    Address(#[from] AddressError),
}
