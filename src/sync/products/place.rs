//! The catalogue and the price group of a pass.

use crate::baselinker::{Account, Inventory, PriceGroup};
use crate::profile::NameOrId;
use crate::sync::orders::PassError;
use crate::sync::orders::statuses::Lost;
use crate::sync::products::Settings;

/// Where products are read and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The catalogue.
    pub(super) inventory: i64,
    /// The price group whose prices are compared; `None` where its prices are not in PLN, or it is computed from another
    /// group and cannot be written.
    pub(super) group: Option<i64>,
    /// When the catalogue began to be read (Unix seconds): what took effect later may be missing from what was read.
    pub(super) read_at: i64,
}

impl Place {
    /// Finds both by two calls.
    ///
    /// # Errors
    /// [`PassError::Names`] where one is gone or ambiguous; those of the calls.
    pub(super) fn find(
        account: &Account<'_>,
        settings: &Settings,
        now: i64,
    ) -> Result<Place, PassError> {
        let inventories = account.get_inventories()?;
        let groups = account.get_inventory_price_groups()?;
        let inventory = catalogue(&inventories, settings.inventory.as_ref())?;
        let group = match &settings.price_group {
            Some(wanted) => {
                let known = groups.iter().map(|group| (group.id, group.name.as_str()));
                Some(one(
                    "products.price_group",
                    &known.collect::<Vec<_>>(),
                    wanted,
                )?)
            }
            None => inventory.default_price_group,
        };
        let usable = |group: &&PriceGroup| {
            Some(group.id) == self::usable(group) && group.currency.trim() == "PLN"
        };
        let group = group.filter(|id| groups.iter().filter(usable).any(|group| group.id == *id));
        Ok(Place {
            inventory: inventory.id,
            group,
            read_at: now,
        })
    }
}

fn usable(group: &PriceGroup) -> Option<i64> {
    group.computed_from.is_none().then_some(group.id)
}

/// The catalogue that the profile names; the only one where it names none.
///
/// # Errors
/// [`PassError::Names`] where it is gone or ambiguous.
pub fn catalogue<'a>(
    inventories: &'a [Inventory],
    wanted: Option<&NameOrId>,
) -> Result<&'a Inventory, PassError> {
    let key = "baselinker.inventory";
    let known: Vec<(i64, &str)> = inventories
        .iter()
        .map(|inventory| (inventory.id, inventory.name.as_str()))
        .collect();
    let id = match (wanted, inventories) {
        (Some(wanted), _) => one(key, &known, wanted)?,
        (None, [only]) => only.id,
        (None, several) => {
            return Err(PassError::Names(vec![Lost::Several {
                key,
                name: String::new(),
                ids: several.iter().map(|inventory| inventory.id).collect(),
            }]));
        }
    };
    inventories
        .iter()
        .find(|inventory| inventory.id == id)
        .ok_or_else(|| PassError::Names(vec![gone(key, &known, id.to_string())]))
}

fn gone(key: &'static str, known: &[(i64, &str)], name: String) -> Lost {
    Lost::Gone {
        key,
        name,
        known: known.iter().map(|(_, name)| (*name).to_owned()).collect(),
    }
}

fn one(key: &'static str, known: &[(i64, &str)], wanted: &NameOrId) -> Result<i64, PassError> {
    let (name, ids): (String, Vec<i64>) = match wanted {
        NameOrId::Id(id) => (
            id.to_string(),
            known
                .iter()
                .map(|(known, _)| *known)
                .filter(|known| known == id)
                .collect(),
        ),
        NameOrId::Name(name) => (
            name.clone(),
            known
                .iter()
                .filter(|(_, known)| known.trim() == name.trim())
                .map(|(id, _)| *id)
                .collect(),
        ),
    };
    match ids.as_slice() {
        [id] => Ok(*id),
        [] => Err(PassError::Names(vec![gone(key, known, name)])),
        _ => Err(PassError::Names(vec![Lost::Several { key, name, ids }])),
    }
}
