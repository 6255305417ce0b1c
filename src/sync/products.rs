//! The products pass (design.md §5, Matching; requirements.md D): walk the catalogue, link, then carry over in one
//! direction. Every batch is one transaction; a pass that is killed goes on where it was.

mod book;
mod brake;
mod goods;
mod groups;
mod link;
mod place;
mod pull;
mod push;
mod tally;
mod walk;

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::civil::Date;

use self::place::Place;
pub use self::place::catalogue;
pub use self::tally::{Linking, Tally, Trouble};
pub use super::Effects;
use super::orders::PassError;
use super::{crash, prove};
use crate::baselinker::Account;
use crate::domain::card_match::ByEan;
use crate::domain::warsaw;
use crate::mirror::Mirror;
use crate::mirror::binding;
use crate::net::Line;
use crate::profile::{NameOrId, Profile};
use crate::report::pass::Brake;
use crate::report::progress::Progress;

/// In which direction product data go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From BaseLinker into the cards.
    Pull,
    /// From the cards to BaseLinker.
    Push,
}

/// What a products pass needs of the profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Name of the profile.
    pub profile: String,
    /// The catalogue; `None`: the only one.
    pub inventory: Option<NameOrId>,
    /// The price group; `None`: the catalogue's default.
    pub price_group: Option<NameOrId>,
    /// `Aktualizuj nazwę produktu w BaseLinker`.
    pub update_names: Carry,
    /// `Nadpisuj zdjęcia BaseLinker zdjęciami ze Streamsoft Firmino`.
    pub overwrite_images: Carry,
    /// Days after which the details of all products are read again.
    pub audit_days: u32,
    /// Whether EANs count.
    pub by_ean: ByEan,
    /// From sending a create until its read-back can be believed (seconds).
    pub settle_window: i64,
}

/// Whether a part is carried over to BaseLinker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carry {
    /// It is.
    Yes,
    /// It stays as it is there.
    No,
}

impl Settings {
    /// Settings of a products pass; `None` where the module `products` is not chosen.
    pub fn from_profile(name: &str, profile: &Profile) -> Option<Settings> {
        let products = profile.products.as_ref()?;
        let carry = |on| if on { Carry::Yes } else { Carry::No };
        let by_ean = profile
            .orders
            .as_ref()
            .is_some_and(|orders| orders.match_by_ean);
        Some(Settings {
            profile: name.to_owned(),
            inventory: profile.baselinker.inventory.clone(),
            price_group: products.price_group.clone(),
            update_names: carry(products.update_names),
            overwrite_images: carry(products.overwrite_images),
            audit_days: products.audit_days,
            by_ean: if by_ean {
                ByEan::Counts
            } else {
                ByEan::Ignored
            },
            settle_window: i64::try_from(profile.baselinker.settle_window.as_secs())
                .unwrap_or(i64::MAX),
        })
    }
}

/// What a person asked of the pass.
#[derive(Debug, Clone)]
pub struct Ask {
    /// In which direction.
    pub way: Way,
    /// Only products and cards with these SKUs; empty: all.
    pub skus: Vec<String>,
    /// Only these: ids of products in a pull, of cards in a push; `None`: all.
    pub only: Option<BTreeSet<i64>>,
    /// Whether everything is compared anew.
    pub extent: Extent,
    /// Hash of a stopped plan to let go.
    pub force: Option<String>,
    /// How long BaseLinker may be written to; `None`: until it is done.
    pub telling: Option<Duration>,
    /// Whether BaseLinker is written to at all.
    pub effects: Effects,
}

/// How much is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// What changed since the last pass.
    Changed,
    /// Everything, whatever the hashes say.
    Full,
}

/// A pass.
pub struct Pass<'a> {
    /// The account.
    pub account: &'a Account<'a>,
    /// What the account is known by.
    pub identity: binding::Account,
    /// The world.
    pub line: Line<'a>,
    /// Settings.
    pub settings: &'a Settings,
    /// Listener.
    pub progress: &'a dyn Progress,
    /// What was asked.
    pub ask: Ask,
}

/// How a pass ended.
#[derive(Debug, Default)]
pub struct Ended {
    /// Counts, as far as it came.
    pub tally: Tally,
    /// A brake that stopped it.
    pub brake: Option<Brake>,
}

impl Pass<'_> {
    /// Runs the pass on `mirror`. What was applied before an error stays, and is counted in `ended`.
    ///
    /// # Errors
    /// See [`PassError`].
    pub fn run(&self, mirror: &mut Mirror, ended: &mut Ended) -> Result<(), PassError> {
        let place = Place::find(self.account, self.settings, self.now())?;
        crash::point();
        prove::account(self.account, &self.identity, mirror)?;
        crash::point();
        walk::list(self, &place, mirror, ended)?;
        crash::point();
        self.go_on()?;
        if let Some(stopped) = brake::weigh(self, mirror, ended)? {
            return self.stop(mirror, stopped, ended);
        }
        walk::vanished(self, mirror, ended)?;
        crash::point();
        link::all(self, mirror, ended)?;
        crash::point();
        match self.ask.way {
            Way::Pull => pull::run(self, &place, mirror, ended)?,
            Way::Push => push::run(self, &place, mirror, ended)?,
        }
        self.go_on()?;
        self.unknown(mirror, ended)
    }

    /// Notes the SKUs asked for that are nowhere. Last of all: a pass that did not come so far has other things to tell.
    fn unknown(&self, mirror: &Mirror, ended: &mut Ended) -> Result<(), PassError> {
        for sku in BTreeSet::from_iter(&self.ask.skus) {
            if !mirror.is_sku_listed(sku)? && mirror.cards_with_sku(sku)?.is_empty() {
                let sku = sku.clone();
                ended.tally.troubles.push(Trouble::UnknownSku { sku });
            }
        }
        Ok(())
    }

    /// Keeps a stopped plan and tells it.
    fn stop(
        &self,
        mirror: &mut Mirror,
        stopped: brake::Stopped,
        ended: &mut Ended,
    ) -> Result<(), PassError> {
        let now = self.now();
        mirror.write(|mirror| {
            let brake = &stopped.brake;
            mirror.keep_plan(&brake.hash, &brake.reason, &stopped.members, now)
        })?;
        ended.brake = Some(stopped.brake);
        Ok(())
    }

    /// # Errors
    /// [`PassError::Stopped`] where a person wants the pass to end.
    fn go_on(&self) -> Result<(), PassError> {
        match self.line.talk.stopping() {
            true => Err(PassError::Stopped),
            false => Ok(()),
        }
    }

    fn now(&self) -> i64 {
        self.line.clock.wall().as_second()
    }

    fn today(&self) -> Date {
        warsaw::day(self.now())
    }

    /// Whether a person ticked this product or card, where there was something to tick.
    fn ticked(&self, id: i64) -> bool {
        self.ask.only.as_ref().is_none_or(|only| only.contains(&id))
    }

    /// Whether a SKU is among those asked for.
    fn wants(&self, sku: Option<&str>) -> bool {
        let skus = &self.ask.skus;
        skus.is_empty() || sku.is_some_and(|sku| skus.iter().any(|wanted| wanted == sku))
    }
}
