//! Warehouses that a pass needs before it plans: the profile's links, and BaseLinker's own ones that are new.

use std::collections::BTreeSet;

use super::PassError;
use super::statuses::Lost;
use crate::baselinker::{Account, Warehouse};
use crate::mirror::decisions::Decision;
use crate::mirror::warehouses::PlaceRow;
use crate::mirror::{Mirror, MirrorError};
use crate::sync::settings::{ImportWarehouses, KeepStock, Settings, WarehouseThere};

/// Makes and links unknown warehouses of BaseLinker's own kind, where the profile wants that, and learns the country of
/// linked ones: the list is read once. An empty country is one that BaseLinker does not know.
///
/// # Errors
/// Those of the call and of the book.
pub fn learn_seen(
    account: &Account<'_>,
    settings: &Settings,
    mirror: &mut Mirror,
    seen: &BTreeSet<String>,
) -> Result<(), PassError> {
    let KeepStock::Yes { import, links, .. } = &settings.stock else {
        return Ok(());
    };
    let mut unknown = BTreeSet::new();
    for key in seen.iter().filter(|key| key.starts_with("bl_")) {
        match mirror.warehouse_of(key)? {
            // Goods from abroad are not sold by Polish rules: the country of a linked one is asked for once, too.
            Some(row) if row.country.is_some() => {}
            None if *import == ImportWarehouses::ByHand || is_apart(mirror, key)? => {}
            Some(_) | None => {
                unknown.insert(key.as_str());
            }
        }
    }
    // A name may be another warehouse's by now, so it is looked up by every pass that meets a warehouse.
    let named = links
        .iter()
        .any(|(there, _)| matches!(there, WarehouseThere::Name(_)));
    if unknown.is_empty() && (seen.is_empty() || !named) {
        return Ok(());
    }
    let list = account.get_inventory_warehouses()?;
    let by_name = by_name(links, &list).map_err(PassError::Names)?;
    mirror.write(|mirror| {
        keep_named(mirror, &by_name)?;
        for warehouse in &list {
            if unknown.contains(warehouse.key().as_str()) {
                learn(mirror, warehouse)?;
            }
        }
        Ok::<_, PassError>(())
    })
}

/// Makes and links every warehouse of the list that is BaseLinker's own and not linked yet, where the profile wants
/// that: what [`learn_seen`] does for those that orders name. The list itself is kept, too (`now`: Unix seconds).
///
/// # Errors
/// [`PassError::Names`] where a name of the profile is no warehouse or several; those of the book.
pub fn learn_all(
    stock: &KeepStock,
    mirror: &mut Mirror,
    list: &[Warehouse],
    now: i64,
) -> Result<(), PassError> {
    let KeepStock::Yes { import, links, .. } = stock else {
        return Ok(());
    };
    let by_name = by_name(links, list).map_err(PassError::Names)?;
    mirror.write(|mirror| {
        mirror.keep_places(&list.iter().map(place).collect::<Vec<_>>(), now)?;
        keep_named(mirror, &by_name)?;
        for warehouse in list.iter().filter(|warehouse| warehouse.kind == "bl") {
            let known = mirror.warehouse_of(&warehouse.key())?;
            let may_link = *import == ImportWarehouses::New && !is_apart(mirror, &warehouse.key())?;
            if known.is_some() || may_link {
                learn(mirror, warehouse)?;
            }
        }
        Ok(())
    })
}

fn place(warehouse: &Warehouse) -> PlaceRow {
    PlaceRow {
        key: warehouse.key(),
        kind: warehouse.kind.clone(),
        name: warehouse.name.clone(),
        country: warehouse.country.clone(),
    }
}

/// Whether a person unlinked the warehouse: it is neither made nor linked by a pass.
fn is_apart(mirror: &Mirror, key: &str) -> Result<bool, MirrorError> {
    Ok(mirror.decision(Decision::WarehouseApart, key)? == Some(1))
}

/// Learns the country of a linked warehouse; makes and links one that is not.
fn learn(mirror: &Mirror, warehouse: &Warehouse) -> Result<(), MirrorError> {
    let key = warehouse.key();
    let country = Some(warehouse.country.as_str());
    match mirror.warehouse_of(&key)? {
        Some(row) => {
            mirror.add_warehouse(&row.symbol, &warehouse.name, country)?;
        }
        None => {
            let id = mirror.add_warehouse(&key, &warehouse.name, country)?;
            mirror.link_warehouse(&key, id)?;
        }
    }
    Ok(())
}

/// A warehouse that the profile names by its name, and the symbol that it gets.
type Named<'a> = (&'a Warehouse, &'a str);

/// The warehouses that the profile's names are: BaseLinker's own ones, each exactly one.
fn by_name<'a>(
    links: &'a [(WarehouseThere, String)],
    list: &'a [Warehouse],
) -> Result<Vec<Named<'a>>, Vec<Lost>> {
    const KEY: &str = "warehouses.links";
    let own: Vec<&Warehouse> = list.iter().filter(|one| one.kind == "bl").collect();
    let mut found = Vec::new();
    let mut lost = Vec::new();
    for (there, symbol) in links {
        let WarehouseThere::Name(name) = there else {
            continue;
        };
        let mut hits = own.iter().filter(|one| one.name.trim() == name.trim());
        match (hits.next(), hits.next()) {
            (Some(one), None) => found.push((*one, symbol.as_str())),
            (None, _) => lost.push(Lost::Gone {
                key: KEY,
                name: name.clone(),
                known: own.iter().map(|one| one.name.clone()).collect(),
            }),
            (Some(_), Some(_)) => lost.push(Lost::Several {
                key: KEY,
                name: name.clone(),
                ids: own
                    .iter()
                    .filter(|one| one.name.trim() == name.trim())
                    .map(|one| one.id)
                    .collect(),
            }),
        }
    }
    if lost.is_empty() {
        Ok(found)
    } else {
        Err(lost)
    }
}

fn keep_named(mirror: &Mirror, named: &[Named<'_>]) -> Result<(), MirrorError> {
    for (warehouse, symbol) in named {
        let id = mirror.add_warehouse(symbol, symbol, Some(&warehouse.country))?;
        mirror.link_warehouse(&warehouse.key(), id)?;
    }
    Ok(())
}

/// Puts the profile's own links into the book; they win over what was linked before.
///
/// # Errors
/// Those of the book.
pub fn profile_links(stock: &KeepStock, mirror: &mut Mirror) -> Result<(), MirrorError> {
    // Where the book has them all, a command that only looks waits for no pass.
    if has_links(stock, mirror)? {
        return Ok(());
    }
    mirror.write(|mirror| keep_links(stock, mirror))
}

/// The same inside a transaction.
///
/// # Errors
/// Those of the book.
pub fn keep_links(stock: &KeepStock, mirror: &Mirror) -> Result<(), MirrorError> {
    let KeepStock::Yes { links, default, .. } = stock else {
        return Ok(());
    };
    for (there, symbol) in links {
        let id = mirror.add_warehouse(symbol, symbol, None)?;
        match there {
            WarehouseThere::Key(key) => mirror.link_warehouse(key, id)?,
            // Linked once BaseLinker's list was read.
            WarehouseThere::Name(_) => {}
        }
    }
    if let Some(symbol) = default {
        mirror.add_warehouse(symbol, symbol, None)?;
    }
    Ok(())
}

/// Whether the book has the profile's warehouses and links.
fn has_links(stock: &KeepStock, mirror: &Mirror) -> Result<bool, MirrorError> {
    let KeepStock::Yes { links, default, .. } = stock else {
        return Ok(true);
    };
    for (there, symbol) in links {
        let linked = match there {
            WarehouseThere::Key(key) => mirror.warehouse_of(key)?,
            WarehouseThere::Name(_) => mirror.warehouse(symbol)?,
        };
        if linked.is_none_or(|row| row.symbol != *symbol) {
            return Ok(false);
        }
    }
    match default {
        Some(symbol) => Ok(mirror.warehouse(symbol)?.is_some()),
        None => Ok(true),
    }
}
