//! Categories and manufacturers of the catalogue: read once where a product needs them, and made once where they are not
//! there.

use std::collections::BTreeMap;

use super::Pass;
use super::place::Place;
use crate::baselinker::{ApiError, Category};
use crate::mirror::Mirror;
use crate::mirror::creations::Group;
use crate::net::Outcome;
use crate::sync::crash;
use crate::sync::orders::PassError;

/// Those that are known.
#[derive(Debug, Default)]
pub(super) struct Groups {
    categories: Option<Known>,
    manufacturers: Option<Known>,
}

/// Names by id.
#[derive(Debug)]
struct Known {
    /// When BaseLinker was asked (Unix seconds): a create of before that may show, one of later cannot.
    read_at: i64,
    names: BTreeMap<i64, String>,
}

impl Known {
    /// The id of a group; where it is not there, it is made by `send`, once: not while an earlier create of it, lost on
    /// the way, could still show (reliability.md P2–P5).
    fn found_or_made(
        &mut self,
        pass: &Pass<'_>,
        mirror: &mut Mirror,
        (group, name): (Group, &str),
        send: impl FnOnce() -> Outcome<i64, ApiError>,
    ) -> Result<Option<i64>, PassError> {
        if let Some((id, _)) = self.names.iter().find(|(_, known)| *known == name) {
            return Ok(Some(*id));
        }
        if let Some(sent_at) = mirror.group_sent_at(group, name)?
            && self.read_at < sent_at + pass.settings.settle_window
        {
            return Ok(None);
        }
        let now = pass.now();
        mirror.write(|mirror| mirror.begin_group(group, name, now))?;
        crash::point();
        let outcome = send();
        crash::point();
        match outcome {
            Outcome::Applied(id) => {
                mirror.write(|mirror| mirror.end_group(group, name))?;
                self.names.insert(id, name.to_owned());
                Ok(Some(id))
            }
            Outcome::NotApplied(_) => {
                mirror.write(|mirror| mirror.end_group(group, name))?;
                Ok(None)
            }
            Outcome::InDoubt(_) => Ok(None),
        }
    }
}

impl Groups {
    /// The path of a category: `Kuchnia / Kubki`.
    ///
    /// # Errors
    /// Those of the calls.
    pub(super) fn category(
        &mut self,
        pass: &Pass<'_>,
        place: &Place,
        id: i64,
    ) -> Result<Option<String>, ApiError> {
        Ok(self.categories(pass, place)?.names.get(&id).cloned())
    }

    /// The name of a manufacturer.
    ///
    /// # Errors
    /// Those of the calls.
    pub(super) fn manufacturer(
        &mut self,
        pass: &Pass<'_>,
        id: i64,
    ) -> Result<Option<String>, ApiError> {
        Ok(self.manufacturers(pass)?.names.get(&id).cloned())
    }

    /// The id of a category by its path; made, parents first, where it is not there. `None` where that is not sure: the
    /// part is sent by a later pass then.
    ///
    /// # Errors
    /// Those of the calls and the book.
    pub(super) fn category_id(
        &mut self,
        pass: &Pass<'_>,
        place: &Place,
        mirror: &mut Mirror,
        path: &str,
    ) -> Result<Option<i64>, PassError> {
        let known = self.categories(pass, place)?;
        let mut parent = None;
        let mut so_far = String::new();
        for name in path.split(" / ") {
            if !so_far.is_empty() {
                so_far += " / ";
            }
            so_far += name;
            let wanted = (Group::Category, so_far.as_str());
            parent = known.found_or_made(pass, mirror, wanted, || {
                pass.account
                    .add_inventory_category(Some(place.inventory), name, parent)
            })?;
            if parent.is_none() {
                break;
            }
        }
        Ok(parent)
    }

    /// The id of a manufacturer by its name, likewise.
    ///
    /// # Errors
    /// Those of the calls and the book.
    pub(super) fn manufacturer_id(
        &mut self,
        pass: &Pass<'_>,
        mirror: &mut Mirror,
        name: &str,
    ) -> Result<Option<i64>, PassError> {
        let wanted = (Group::Manufacturer, name);
        self.manufacturers(pass)?
            .found_or_made(pass, mirror, wanted, || {
                pass.account.add_inventory_manufacturer(name)
            })
    }

    fn categories(&mut self, pass: &Pass<'_>, place: &Place) -> Result<&mut Known, ApiError> {
        match &mut self.categories {
            Some(known) => Ok(known),
            unread => {
                let read_at = pass.now();
                let mut all = pass
                    .account
                    .get_inventory_categories(Some(place.inventory))?;
                all.extend(pass.account.get_inventory_categories(None)?);
                let names = paths(&all);
                Ok(unread.insert(Known { read_at, names }))
            }
        }
    }

    fn manufacturers(&mut self, pass: &Pass<'_>) -> Result<&mut Known, ApiError> {
        match &mut self.manufacturers {
            Some(known) => Ok(known),
            unread => {
                let read_at = pass.now();
                let mut names = BTreeMap::new();
                for page in 1.. {
                    let rows = pass.account.get_inventory_manufacturers(page)?;
                    let before = names.len();
                    let named = rows
                        .into_iter()
                        .map(|row| (row.id, row.name.text().to_owned()));
                    names.extend(named);
                    if names.len() == before {
                        break;
                    }
                }
                Ok(unread.insert(Known { read_at, names }))
            }
        }
    }
}

fn paths(all: &[Category]) -> BTreeMap<i64, String> {
    /// Deeper than this a tree is a ring.
    const DEEP: usize = 20;
    let by_id: BTreeMap<i64, &Category> = all.iter().map(|one| (one.id, one)).collect();
    let path = |leaf: &Category| {
        let mut names = vec![leaf.name.text().to_owned()];
        let mut at = leaf.parent;
        while let Some(parent) = at
            .and_then(|id| by_id.get(&id))
            .filter(|_| names.len() < DEEP)
        {
            names.push(parent.name.text().to_owned());
            at = parent.parent;
        }
        names.reverse();
        names.join(" / ")
    };
    all.iter().map(|one| (one.id, path(one))).collect()
}
