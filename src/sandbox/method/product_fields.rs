//! Texts, tags, places, links and parts of `addInventoryProduct`: only what is sent is changed.

use std::collections::BTreeMap;

use super::{ApiError, Parameters, columns};
use crate::sandbox::catalog::Inventory;
use crate::sandbox::product::{Link, Product};
use crate::sandbox::unknowns::LongText;

type Field = fn(&mut Product) -> &mut String;

/// Texts with their documented widths in characters.
const TEXTS: [(&str, usize, Field); 3] = [
    ("sku", 50, |product| &mut product.sku),
    ("ean", 32, |product| &mut product.ean),
    ("asin", 50, |product| &mut product.asin),
];

/// Width of a name in characters.
const NAME: usize = 200;

pub(super) fn apply(
    product: &mut Product,
    inventory: &Inventory,
    parameters: &Parameters<'_>,
    long_text: LongText,
) -> Result<(), ApiError> {
    for (key, width, field) in TEXTS {
        if let Some(text) = parameters.text(key) {
            *field(product) = columns::fit(key, &text, width, long_text)?;
        }
    }
    if let Some(texts) = parameters.object("text_fields") {
        set_texts(product, &texts, long_text)?;
    }
    if let Some(tags) = parameters.texts("tags") {
        product.tags = tags;
    }
    if parameters.get("is_bundle").is_some() {
        product.is_bundle = parameters.flag("is_bundle");
    }
    if let Some(parts) = parameters.object("bundle_products")
        && product.is_bundle
    {
        let part = |key: &str| Some((key.parse().ok()?, parts.int(key)?));
        product.bundle_products = parts.keys().filter_map(part).collect();
    }
    if let Some(places) = parameters.object("locations") {
        for key in &inventory.warehouses {
            if let Some(place) = places.text(key) {
                product.locations.insert(key.clone(), place);
            }
        }
    }
    if let Some(links) = parameters.object("links") {
        for storage in links.keys() {
            if let Some(link) = links.object(storage) {
                let id = |key: &str| link.text(key).unwrap_or_default();
                let (product_id, variant_id) = (id("product_id"), id("variant_id"));
                let link = Link {
                    product_id,
                    variant_id,
                };
                product.links.insert(storage.to_owned(), link);
            }
        }
    }
    Ok(())
}

/// Features that are no map are thrown away.
fn set_texts(
    product: &mut Product,
    sent: &Parameters<'_>,
    long_text: LongText,
) -> Result<(), ApiError> {
    for key in sent.keys() {
        match (key, sent.text(key)) {
            ("features", _) => {
                if let Some(features) = sent.object(key) {
                    product.features = entries(&features);
                }
            }
            ("name", Some(name)) => product.name = columns::fit(key, &name, NAME, long_text)?,
            ("description", Some(text)) => product.description = text,
            (_, Some(text)) if text.is_empty() => {
                product.other_texts.remove(key);
            }
            (_, Some(text)) => {
                product.other_texts.insert(key.to_owned(), text);
            }
            (_, None) => {}
        }
    }
    Ok(())
}

fn entries(map: &Parameters<'_>) -> BTreeMap<String, String> {
    map.keys()
        .filter_map(|key| Some((key.to_owned(), map.text(key)?)))
        .collect()
}
