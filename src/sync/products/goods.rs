//! BaseLinker's product data as the domain's goods: encodings end here.

use super::Pass;
use super::groups::Groups;
use super::place::Place;
use super::walk::amount;
use crate::baselinker::wire::Lenient;
use crate::baselinker::{ApiError, ProductData};
use crate::domain::goods::{Goods, Part};
use crate::domain::names;
use crate::domain::vat::Rate;
use crate::mirror::catalogue::Role;

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
    pass: &Pass<'_>,
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
        Some(id) => groups.category(pass, place, id)?,
        None => None,
    };
    let manufacturer = match id(data.manufacturer_id.known()) {
        Some(id) => groups.manufacturer(pass, id)?,
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
