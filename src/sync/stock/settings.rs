//! What a stock pass needs of the profile.

use crate::domain::stock::Lowers;
use crate::profile::{NameOrId, Profile};
use crate::sync::settings::{self as of_orders, KeepStock};

/// Settings of a stock pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Name of the profile.
    pub profile: String,
    /// Warehouses.
    pub stock: KeepStock,
    /// What orders are read by; `None` where the module `orders` is not chosen.
    pub orders: Option<of_orders::Settings>,
    /// Whether levels are sent.
    pub sending: Sending,
}

/// `Wysyłaj automatycznie stany produktów do BaseLinker` (requirements.md, row 59a).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sending {
    /// They are not.
    Off,
    /// They are.
    On(SendSettings),
}

/// How levels are sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendSettings {
    /// The catalogue; `None`: the only one.
    pub inventory: Option<NameOrId>,
    /// When BaseLinker itself lowers a level; `None`: as its levels show.
    pub lowers: Option<Lowers>,
    /// Pieces kept back of each level.
    pub buffer: u32,
    /// Per cent of the products, of five and more, that may go to zero at once.
    pub zero_percent: u32,
    /// Products that may go to zero at once.
    pub zero_products: u32,
    /// From sending a write until its read-back can be believed (seconds).
    pub settle_window: i64,
}

impl Settings {
    /// Settings of a stock pass; `None` where the module `warehouses` is not chosen.
    pub fn from_profile(name: &str, profile: &Profile) -> Option<Settings> {
        let warehouses = profile.warehouses.as_ref()?;
        let stock = of_orders::stock(profile);
        let lowers = match &stock {
            KeepStock::Yes { lowers, .. } => *lowers,
            KeepStock::No => None,
        };
        let window = profile.baselinker.settle_window.as_secs();
        Some(Settings {
            profile: name.to_owned(),
            stock,
            orders: of_orders::Settings::from_profile(name, profile),
            sending: if warehouses.send_stock {
                Sending::On(SendSettings {
                    inventory: profile.baselinker.inventory.clone(),
                    lowers,
                    buffer: warehouses.buffer,
                    zero_percent: profile.brakes.zero_percent,
                    zero_products: profile.brakes.zero_products,
                    settle_window: i64::try_from(window).unwrap_or(i64::MAX),
                })
            } else {
                Sending::Off
            },
        })
    }
}

impl SendSettings {
    /// What a sending that was let go was let go with: other words are another sending.
    pub(super) fn words(&self, lowers: Lowers) -> String {
        let inventory = match &self.inventory {
            None => String::new(),
            Some(NameOrId::Name(name)) => name.clone(),
            Some(NameOrId::Id(id)) => id.to_string(),
        };
        format!("{} {} {inventory}", lowers.word(), self.buffer)
    }
}
