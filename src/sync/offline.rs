//! What commands need that plan known orders without BaseLinker: the time, and the statuses as a pass last read them.

use super::orders::apply::{Apply, Named, Now, Purpose, Repair};
use super::orders::prepare;
use super::orders::statuses::Statuses;
use super::settings::Settings;
use crate::domain::warsaw;
use crate::mirror::{Mirror, MirrorError};
use crate::net::Clock;

/// Time and statuses.
#[derive(Debug)]
pub struct Offline {
    /// The time by this computer's clock.
    pub now: Now,
    /// The profile's statuses by the names that a pass last read; `None` where none did, or a name leads nowhere since.
    pub statuses: Option<Statuses>,
    /// Stands in where nothing is known.
    none: Statuses,
}

impl Offline {
    /// Reads both.
    ///
    /// # Errors
    /// Those of the book.
    pub fn new(
        mirror: &Mirror,
        settings: &Settings,
        clock: &dyn Clock,
    ) -> Result<Offline, MirrorError> {
        let known = mirror.names("status")?;
        let resolved = Statuses::resolve(&known, &settings.statuses);
        Ok(Offline {
            now: prepare::now(clock, None, mirror)?,
            statuses: resolved.ok(),
            none: Statuses::default(),
        })
    }

    /// What a pass would apply orders with.
    pub fn apply<'a>(&'a self, settings: &'a Settings) -> Apply<'a> {
        Apply {
            settings,
            statuses: self.statuses.as_ref().unwrap_or(&self.none),
            from: warsaw::start_of(settings.from),
            now: &self.now,
            issued_before: 0,
            asked: Named::NotAtAll,
            repair: Repair::No,
            purpose: Purpose::Take,
            released: None,
        }
    }
}
