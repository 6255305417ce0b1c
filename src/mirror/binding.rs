//! Whose book it is: one BaseLinker account, one computer.

use rusqlite::OptionalExtension as _;

use super::{Mirror, MirrorError, OtherAccount, Result};

/// The account that a mirror is bound to, as far as it can be known: BaseLinker names no account in its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Host of the API address.
    pub host: String,
    /// Port of the API address.
    pub port: u16,
    /// Fingerprint of the token (never the token).
    pub token: String,
}

/// How the profile's account relates to the book's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bond {
    /// The same.
    Same,
    /// The book belongs to nobody yet.
    Free,
    /// Same host, but another token or port: one known order must be read again before anything else.
    Unproven,
}

impl Mirror {
    /// Compares the profile's account with the book's. Nothing is bound here: a wrong token must leave no trace.
    ///
    /// # Errors
    /// [`MirrorError::OtherAccount`] if the host differs.
    pub fn bond(&self, account: &Account) -> Result<Bond> {
        match self.bound_to()? {
            None => Ok(Bond::Free),
            Some(known) if known == *account => Ok(Bond::Same),
            Some(known) if known.host != account.host => {
                Err(MirrorError::OtherAccount(OtherAccount::Host {
                    made: known.host,
                    named: account.host.clone(),
                }))
            }
            Some(_) => Ok(Bond::Unproven),
        }
    }

    /// The account that the book belongs to; `None` while it belongs to nobody.
    pub fn bound_to(&self) -> Result<Option<Account>> {
        let known = self
            .db
            .query_row(
                "SELECT host, port, token FROM accounts WHERE id = 1",
                [],
                |row| {
                    Ok(Account {
                        host: row.get(0)?,
                        port: row.get(1)?,
                        token: row.get(2)?,
                    })
                },
            )
            .optional()?;
        Ok(known)
    }

    /// Binds the book to `account`.
    pub fn rebind(&self, account: &Account) -> Result<()> {
        self.db.execute(
            "INSERT INTO accounts (id, host, port, token) VALUES (1, ?1, ?2, ?3)
             ON CONFLICT (id) DO UPDATE SET host = excluded.host, port = excluded.port, token = excluded.token",
            rusqlite::params![account.host, account.port, account.token],
        )?;
        Ok(())
    }

    /// Checks that the book was not closed and belongs to `machine`; a book without one takes it. `None`: no machine is
    /// known, nothing kept.
    ///
    /// # Errors
    /// [`MirrorError::Closed`], [`MirrorError::OtherMachine`].
    pub fn check_machine(&self, machine: Option<&str>) -> Result<()> {
        if let Some(at) = self.meta("closed_at")? {
            let at = at.parse().map_err(|_| MirrorError::Content(at))?;
            return Err(MirrorError::Closed { at });
        }
        let Some(machine) = machine else {
            return Ok(());
        };
        match self.meta("machine")? {
            None => self.set_meta("machine", machine),
            Some(known) if known == machine => Ok(()),
            Some(_) => Err(MirrorError::OtherMachine),
        }
    }

    /// Makes this computer the book's own (`mirror adopt`).
    pub fn adopt(&self, machine: &str) -> Result<()> {
        self.drop_meta("closed_at")?;
        self.set_meta("machine", machine)
    }

    /// Closes the book, whose copy goes on elsewhere: every command refuses it until it is adopted again.
    pub fn close_for_good(&self, now: i64) -> Result<()> {
        self.set_meta("closed_at", &now.to_string())
    }
}
