//! `warehouses …`: which of BaseLinker's warehouses is which of ours, by the profile's word or a person's. None of it needs
//! token or network.

use super::settings::{KeepStock, WarehouseThere};
use crate::mirror::decisions::Decision;
use crate::mirror::warehouses::PlaceRow;
use crate::mirror::{Mirror, MirrorError};

/// Most characters of a symbol.
pub const SYMBOL: usize = 30;

/// Whose word a link is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// `[[warehouses.links]]` of the profile.
    Profile,
    /// The mirror's: a pass made it, or a person did.
    Mirror,
}

/// A warehouse of BaseLinker, of ours, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// BaseLinker's key.
    pub key: Option<String>,
    /// Its name, BaseLinker's where it was read.
    pub name: Option<String>,
    /// Its kind there, see [`PlaceRow::kind`].
    pub kind: Option<String>,
    /// Our symbol.
    pub symbol: Option<String>,
    /// Whose word the link is.
    pub link: Option<Word>,
    /// ISO code of its country.
    pub country: Option<String>,
}

impl Listed {
    /// Whether it belongs to a connected shop or wholesaler: such a one is never written.
    pub fn is_external(&self) -> bool {
        self.kind.as_deref().is_some_and(|kind| kind != OWN)
    }
}

/// The kind of BaseLinker's own warehouses.
const OWN: &str = "bl";

/// Every warehouse: BaseLinker's as last read, then links to such as were not read, then ours that are linked to nothing.
///
/// # Errors
/// Those of the book.
pub fn list(mirror: &Mirror, stock: &KeepStock) -> Result<Vec<Listed>, MirrorError> {
    let places = mirror.places()?;
    let links = mirror.warehouse_links()?;
    let known = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let word = |key: &str| match by_profile(stock, &places, key) {
        Some(_) => Word::Profile,
        None => Word::Mirror,
    };
    let mut all: Vec<Listed> = Vec::new();
    for place in &places {
        let linked = links.iter().find(|(key, _)| *key == place.key);
        all.push(Listed {
            key: Some(place.key.clone()),
            name: known(&place.name),
            kind: Some(place.kind.clone()),
            symbol: linked.map(|(_, row)| row.symbol.clone()),
            link: linked.map(|(key, _)| word(key)),
            country: known(&place.country),
        });
    }
    for (key, row) in &links {
        if !places.iter().any(|place| place.key == *key) {
            all.push(Listed {
                key: Some(key.clone()),
                name: None,
                kind: key.split_once('_').map(|(kind, _)| kind.to_owned()),
                symbol: Some(row.symbol.clone()),
                link: Some(word(key)),
                country: row.country.as_deref().and_then(known),
            });
        }
    }
    for (name, symbol) in waiting(stock) {
        if !all
            .iter()
            .any(|one| one.name.as_deref() == Some(name) && one.symbol.as_deref() == Some(symbol))
        {
            all.push(Listed {
                key: None,
                name: Some(name.to_owned()),
                kind: None,
                symbol: Some(symbol.to_owned()),
                link: Some(Word::Profile),
                country: None,
            });
        }
    }
    for (row, name) in mirror.warehouses()? {
        if !all
            .iter()
            .any(|one| one.symbol.as_ref() == Some(&row.symbol))
        {
            all.push(Listed {
                key: None,
                name: known(&name),
                kind: None,
                symbol: Some(row.symbol),
                link: None,
                country: row.country.as_deref().and_then(known),
            });
        }
    }
    Ok(all)
}

/// Links of the profile by a name: which warehouse that is, a pass finds out.
fn waiting(stock: &KeepStock) -> Vec<(&str, &str)> {
    let KeepStock::Yes { links, .. } = stock else {
        return Vec::new();
    };
    let named = links.iter().filter_map(|(there, symbol)| match there {
        WarehouseThere::Name(name) => Some((name.trim(), symbol.as_str())),
        WarehouseThere::Key(_) => None,
    });
    named.collect()
}

/// The symbol that the profile links a warehouse to.
fn by_profile<'s>(stock: &'s KeepStock, places: &[PlaceRow], key: &str) -> Option<&'s str> {
    let KeepStock::Yes { links, .. } = stock else {
        return None;
    };
    let is = |there: &WarehouseThere| match there {
        WarehouseThere::Key(own) => own == key,
        WarehouseThere::Name(name) => {
            let of_name = |place: &&PlaceRow| place.kind == OWN && place.name.trim() == name.trim();
            let mut found = places.iter().filter(of_name);
            found.next().is_some_and(|place| place.key == key) && found.next().is_none()
        }
    };
    let mut links = links.iter();
    links
        .find(|(there, _)| is(there))
        .map(|(_, symbol)| symbol.as_str())
}

/// What became of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Linked {
    /// The key has another form.
    NoKey,
    /// It is a warehouse of a connected shop or wholesaler.
    External,
    /// BaseLinker has no such warehouse; these are its own.
    NotThere(Vec<PlaceRow>),
    /// The symbol is empty, too long, or holds control characters.
    NoSymbol,
    /// The profile links it to this symbol.
    OfProfile(String),
    /// It is linked to this symbol.
    Taken(String),
    /// The two are one.
    Done {
        /// Whether that is new.
        changed: bool,
        /// Whether our warehouse is new.
        made: bool,
        /// Others of BaseLinker's that are the same one of ours.
        shared: Vec<String>,
        /// Whether BaseLinker's warehouses were ever read.
        read: bool,
    },
}

/// Links a warehouse of BaseLinker with one of ours by a person's word; one that is not there yet is made.
///
/// # Errors
/// Those of the book.
pub fn link(
    mirror: &mut Mirror,
    stock: &KeepStock,
    key: &str,
    symbol: &str,
    now: i64,
) -> Result<Linked, MirrorError> {
    mirror.write(|mirror| {
        let places = mirror.places()?;
        let place = places.iter().find(|place| place.key == key);
        let of_others = key.starts_with("shop_") || key.starts_with("warehouse_");
        if of_others || place.is_some_and(|place| place.kind != OWN) {
            return Ok(Linked::External);
        }
        if !is_key(key) {
            return Ok(Linked::NoKey);
        }
        let length = symbol.chars().count();
        if length == 0 || length > SYMBOL || symbol.chars().any(char::is_control) {
            return Ok(Linked::NoSymbol);
        }
        if let Some(other) = by_profile(stock, &places, key).filter(|other| *other != symbol) {
            return Ok(Linked::OfProfile(other.to_owned()));
        }
        let before = mirror.warehouse_of(key)?;
        if let Some(other) = before.as_ref().filter(|row| row.symbol != symbol) {
            return Ok(Linked::Taken(other.symbol.clone()));
        }
        if before.is_none() && place.is_none() && !places.is_empty() {
            let own = places.iter().filter(|place| place.kind == OWN);
            return Ok(Linked::NotThere(own.cloned().collect()));
        }
        let made = mirror.warehouse(symbol)?.is_none();
        if before.is_none() {
            let (name, country) = match place {
                Some(place) => (place.name.as_str(), Some(place.country.as_str())),
                None => (symbol, None),
            };
            let id = mirror.add_warehouse(symbol, name, country)?;
            mirror.link_warehouse(key, id)?;
            mirror.decide(Decision::WarehouseApart, key, 0, now)?;
        }
        let links = mirror.warehouse_links()?;
        let same = links
            .into_iter()
            .filter(|(other, row)| row.symbol == symbol && other != key);
        Ok(Linked::Done {
            changed: before.is_none(),
            made,
            shared: same.map(|(other, _)| other).collect(),
            read: !places.is_empty(),
        })
    })
}

/// `bl_` and an id.
fn is_key(key: &str) -> bool {
    let id = key.strip_prefix("bl_").map(|id| (id, id.parse::<i64>()));
    matches!(id, Some((text, Ok(id))) if id > 0 && id.to_string() == text)
}

/// What became of an unlinking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unlinked {
    /// The profile links it to this symbol.
    OfProfile(String),
    /// It is linked to nothing.
    Done {
        /// The symbol that it was until now.
        was: Option<String>,
    },
}

/// Drops the link of a warehouse of BaseLinker, and remembers that no pass links it again.
///
/// # Errors
/// Those of the book.
pub fn unlink(
    mirror: &mut Mirror,
    stock: &KeepStock,
    key: &str,
    now: i64,
) -> Result<Unlinked, MirrorError> {
    mirror.write(|mirror| {
        if let Some(symbol) = by_profile(stock, &mirror.places()?, key) {
            return Ok(Unlinked::OfProfile(symbol.to_owned()));
        }
        let was = mirror.warehouse_of(key)?.map(|row| row.symbol);
        if was.is_some() {
            mirror.unlink_warehouse(key)?;
            mirror.decide(Decision::WarehouseApart, key, 1, now)?;
        }
        Ok(Unlinked::Done { was })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_bl_and_an_id() {
        for key in ["bl_1", "bl_8801"] {
            assert!(is_key(key), "{key}");
        }
        for key in [
            "", "bl_", "8801", "bl_0", "bl_-1", "bl_+1", "bl_01", "bl_1 ", "BL_1", "bl_x", "bl_1_2",
        ] {
            assert!(!is_key(key), "{key}");
        }
    }
}
