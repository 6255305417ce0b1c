//! BaseLinker's product data as the domain's goods: encodings end here.

use std::collections::BTreeMap;

use super::place::Place;
use super::walk::amount;
use crate::baselinker::wire::Lenient;
use crate::baselinker::{Account, ApiError, Category, ProductData};
use crate::domain::goods::{Goods, Part};
use crate::domain::names;
use crate::domain::vat::Rate;
use crate::mirror::catalogue::Role;
use crate::net::Outcome;

/// Names of the catalogue's categories and manufacturers, read once where a product needs them.
#[derive(Debug, Default)]
pub(super) struct Groups {
    categories: Option<BTreeMap<i64, String>>,
    manufacturers: Option<BTreeMap<i64, String>>,
}

impl Groups {
    /// The path of a category: `Kuchnia / Kubki`.
    ///
    /// # Errors
    /// Those of the call.
    pub(super) fn category(
        &mut self,
        account: &Account<'_>,
        place: &Place,
        id: i64,
    ) -> Result<Option<String>, ApiError> {
        if self.categories.is_none() {
            let mut all = account.get_inventory_categories(Some(place.inventory))?;
            all.extend(account.get_inventory_categories(None)?);
            self.categories = Some(paths(&all));
        }
        Ok(self
            .categories
            .as_ref()
            .and_then(|known| known.get(&id).cloned()))
    }

    /// The name of a manufacturer.
    ///
    /// # Errors
    /// Those of the calls.
    pub(super) fn manufacturer(
        &mut self,
        account: &Account<'_>,
        id: i64,
    ) -> Result<Option<String>, ApiError> {
        if self.manufacturers.is_none() {
            let mut known = BTreeMap::new();
            for page in 1.. {
                let rows = account.get_inventory_manufacturers(page)?;
                let before = known.len();
                known.extend(
                    rows.into_iter()
                        .map(|row| (row.id, row.name.text().to_owned())),
                );
                if known.len() == before {
                    break;
                }
            }
            self.manufacturers = Some(known);
        }
        Ok(self
            .manufacturers
            .as_ref()
            .and_then(|known| known.get(&id).cloned()))
    }
}

impl Groups {
    /// The id of a category by its path; made, parents first, where it is not there. `None` where a create is in doubt:
    /// the part is sent by a later pass then.
    ///
    /// # Errors
    /// Those of the calls.
    pub(super) fn category_id(
        &mut self,
        account: &Account<'_>,
        place: &Place,
        path: &str,
    ) -> Result<Option<i64>, ApiError> {
        self.category(account, place, 0)?;
        let Some(known) = &mut self.categories else {
            return Ok(None);
        };
        let mut parent = None;
        let mut so_far = String::new();
        for name in path.split(" / ") {
            if !so_far.is_empty() {
                so_far += " / ";
            }
            so_far += name;
            let found = known
                .iter()
                .find(|(_, known)| **known == so_far)
                .map(|(id, _)| *id);
            let id = match found {
                Some(id) => id,
                None => match account.add_inventory_category(Some(place.inventory), name, parent) {
                    Outcome::Applied(id) => {
                        known.insert(id, so_far.clone());
                        id
                    }
                    Outcome::NotApplied(_) | Outcome::InDoubt(_) => return Ok(None),
                },
            };
            parent = Some(id);
        }
        Ok(parent)
    }

    /// The id of a manufacturer by its name, likewise.
    ///
    /// # Errors
    /// Those of the calls.
    pub(super) fn manufacturer_id(
        &mut self,
        account: &Account<'_>,
        name: &str,
    ) -> Result<Option<i64>, ApiError> {
        self.manufacturer(account, 0)?;
        let Some(known) = &mut self.manufacturers else {
            return Ok(None);
        };
        if let Some((id, _)) = known.iter().find(|(_, known)| *known == name) {
            return Ok(Some(*id));
        }
        match account.add_inventory_manufacturer(name) {
            Outcome::Applied(id) => {
                known.insert(id, name.to_owned());
                Ok(Some(id))
            }
            Outcome::NotApplied(_) | Outcome::InDoubt(_) => Ok(None),
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

/// What a product is.
pub(super) fn role(data: &ProductData, known: Role) -> Role {
    let variants = matches!(&data.variants, Lenient::Known(variants) if !variants.0.is_empty());
    match known {
        Role::Parent => Role::Parent,
        _ if variants => Role::Parent,
        _ if data.is_bundle.known() == Some(&true) => Role::Bundle,
        _ => Role::Plain,
    }
}

/// The product's data. What cannot be read is unknown, never empty or 0.
///
/// # Errors
/// Those of the calls for categories and manufacturers.
pub(super) fn read(
    account: &Account<'_>,
    place: &Place,
    groups: &mut Groups,
    data: &ProductData,
) -> Result<Goods, ApiError> {
    let text = |key: &str| match &data.text_fields {
        Lenient::Known(fields) => fields.get(key).map(|text| text.text().to_owned()),
        Lenient::Absent | Lenient::Odd(_) => None,
    };
    let price = place.group.and_then(|group| match &data.prices {
        Lenient::Known(prices) => {
            let found = prices.0.iter().find(|(key, _)| *key == group.to_string());
            found.and_then(|(_, price)| price.known()).and_then(amount)
        }
        Lenient::Absent | Lenient::Odd(_) => None,
    });
    let rate = data
        .tax_rate
        .known()
        .and_then(|rate| Rate::from_api(*rate).ok());
    let weight = data
        .weight
        .known()
        .map(|weight| weight.round_dp(3).normalize());
    let pictures: Vec<&str> = data.pictures();
    let images = (!pictures.is_empty())
        .then(|| serde_json::to_string(&pictures).ok())
        .flatten();
    let id = |id: Option<&i64>| id.copied().filter(|id| *id > 0);
    let category = match id(data.category_id.known()) {
        Some(id) => groups.category(account, place, id)?,
        None => None,
    };
    let manufacturer = match id(data.manufacturer_id.known()) {
        Some(id) => groups.manufacturer(account, id)?,
        None => None,
    };
    Ok(Goods::default()
        .with_known(Part::Name, text("name").map(|name| names::folded(&name)))
        .with_known(Part::Sku, names::sku_key(data.sku.text()))
        .with_known(Part::Ean, names::ean_key(data.ean.text()))
        .with_known(Part::Vat, rate.map(|rate| rate.to_string()))
        .with_known(Part::Price, price.map(|price| price.to_string()))
        .with_known(
            Part::Weight,
            weight
                .filter(|weight| !weight.is_zero())
                .map(|weight| weight.to_string()),
        )
        .with_known(Part::Description, text("description"))
        .with_known(Part::Category, category)
        .with_known(Part::Manufacturer, manufacturer)
        .with_known(Part::Images, images))
}
