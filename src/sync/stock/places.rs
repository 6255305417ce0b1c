//! BaseLinker's warehouses: the list is read, new ones are made and linked, and those that levels may go to are told apart.

use std::collections::{BTreeMap, BTreeSet};

use super::tally::{Notice, Tally};
use super::{Pass, SendSettings, Sending, Which};
use crate::domain::warsaw;
use crate::mirror::Mirror;
use crate::sync::orders::{PassError, warehouses};
use crate::sync::products::catalogue;

/// Where levels may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Places {
    /// The catalogue.
    pub(super) inventory: i64,
    /// Keys of warehouses that levels are sent to.
    pub(super) open: BTreeSet<String>,
}

/// Reads BaseLinker's warehouses: always where nothing is sent, else once a day – the list changes rarely, and a pass that
/// has nothing to send asks for nothing.
///
/// # Errors
/// Those of call and book; a name of the profile that is no warehouse, or several.
pub(super) fn learn(
    pass: &Pass<'_>,
    mirror: &mut Mirror,
    tally: &mut Tally,
) -> Result<(), PassError> {
    let today = warsaw::day(pass.now()).to_string();
    let read_today = mirror.places_read_on()?.as_deref() == Some(today.as_str());
    if pass.settings.sending != Sending::Off && pass.ask.which != Which::Full && read_today {
        return Ok(());
    }
    let list = pass.account.get_inventory_warehouses()?;
    let before = mirror.warehouse_symbols()?;
    warehouses::learn_all(&pass.settings.stock, mirror, &list, pass.now())?;
    mirror.write(|mirror| mirror.set_places_read_on(&today))?;
    let made = mirror.warehouses()?.into_iter();
    tally.warehouses.extend(
        made.filter(|(row, _)| !before.contains(&row.symbol))
            .map(|(_, name)| name),
    );
    Ok(())
}

/// Finds the catalogue, and the warehouses that levels may go to.
///
/// # Errors
/// Those of call and book; a catalogue that is not there, or is one of several.
pub(super) fn open(
    pass: &Pass<'_>,
    sending: &SendSettings,
    mirror: &Mirror,
    tally: &mut Tally,
) -> Result<Places, PassError> {
    let inventories = pass.account.get_inventories()?;
    let inventory = catalogue(&inventories, sending.inventory.as_ref())?;
    let mut by_symbol: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (key, row) in mirror.warehouse_links()? {
        // Those of shops and wholesalers mirror somebody else's stock (baselinker-api.md, warehouse kinds).
        if key.starts_with("bl_") {
            by_symbol.entry(row.symbol).or_default().push(key);
        }
    }
    let mut open = BTreeSet::new();
    for (symbol, places) in by_symbol {
        match places.as_slice() {
            [place] if inventory.warehouses.contains(place) => {
                open.insert(place.clone());
            }
            [place] => tally.notice(Notice::NotAttached {
                place: place.clone(),
            }),
            // Its pieces would be for sale once in each.
            _ => tally.notice(Notice::Shared { symbol, places }),
        }
    }
    Ok(Places {
        inventory: inventory.id,
        open,
    })
}
