//! Proof that the token's account is the book's own.

use super::orders::{PassError, seen};
use crate::baselinker::{Account, ApiError};
use crate::mirror::Mirror;
use crate::mirror::binding::{self, Bond};

/// Makes sure that the token's account is the book's own. BaseLinker names no account, so one known order is read again
/// where token or address have changed (design.md §5, "The book").
///
/// # Errors
/// [`PassError::OtherAccount`]; those of call and book.
pub(super) fn account(
    account: &Account<'_>,
    identity: &binding::Account,
    mirror: &mut Mirror,
) -> Result<(), PassError> {
    match mirror.bond(identity)? {
        Bond::Same => return Ok(()),
        Bond::Free => {}
        Bond::Unproven => {
            if let Some((id, known)) = mirror.proof()? {
                let raw = match account.get_order(id) {
                    Err(ApiError::Refused { .. }) => None,
                    other => other?,
                };
                let wire = raw.and_then(|raw| raw.parse().ok());
                if !wire.is_some_and(|wire| seen::order(&wire).identity.agrees(&known)) {
                    return Err(PassError::OtherAccount(id));
                }
            }
        }
    }
    Ok(mirror.write(|mirror| mirror.rebind(identity))?)
}
