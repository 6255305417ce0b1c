//! A product's data as both sides can have them, and which side changed what since they agreed.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A part of a product's data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Name.
    Name,
    /// SKU.
    Sku,
    /// EAN.
    Ean,
    /// VAT rate: `23`, `zw`, …
    Vat,
    /// Gross price of a piece in the price group's currency, two places.
    Price,
    /// Kilograms.
    Weight,
    /// Description.
    Description,
    /// Category, by its path.
    Category,
    /// Manufacturer's name.
    Manufacturer,
    /// Addresses of images, a JSON list.
    Images,
}

impl Part {
    /// Every part.
    pub const ALL: [Part; 10] = [
        Part::Name,
        Part::Sku,
        Part::Ean,
        Part::Vat,
        Part::Price,
        Part::Weight,
        Part::Description,
        Part::Category,
        Part::Manufacturer,
        Part::Images,
    ];

    /// The word as stored and as in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Part::Name => "name",
            Part::Sku => "sku",
            Part::Ean => "ean",
            Part::Vat => "vat",
            Part::Price => "price",
            Part::Weight => "weight",
            Part::Description => "description",
            Part::Category => "category",
            Part::Manufacturer => "manufacturer",
            Part::Images => "images",
        }
    }
}

/// What is known of a product, each part as its one text; a part that is missing is unknown, never empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Goods(pub BTreeMap<Part, String>);

impl Goods {
    /// A part.
    pub fn get(&self, part: Part) -> Option<&str> {
        self.0.get(&part).map(String::as_str)
    }

    /// Sets a part; an empty text is unknown.
    #[must_use]
    pub fn with(mut self, part: Part, value: impl Into<String>) -> Goods {
        let value = value.into();
        if !value.is_empty() {
            self.0.insert(part, value);
        }
        self
    }

    /// Sets a part, where it is known.
    #[must_use]
    pub fn with_known(self, part: Part, value: Option<impl Into<String>>) -> Goods {
        match value {
            Some(value) => self.with(part, value),
            None => self,
        }
    }
}

/// Which side changed a part since both agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// The card.
    Here,
    /// The product in BaseLinker.
    There,
    /// Both, to different values.
    Both,
}

/// A part in which the sides differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    /// The part.
    pub part: Part,
    /// Who changed it.
    pub changed: Changed,
    /// On what both agreed last.
    pub last: Option<String>,
    /// The card's value.
    pub here: Option<String>,
    /// BaseLinker's value.
    pub there: Option<String>,
}

/// Every part in which the sides differ, by what they agreed on last. Where they never did, a part that one side does not
/// know was changed by the other, and one that both know by both. A part unknown now never takes a known one away.
pub fn differing(last: Option<&Goods>, here: &Goods, there: &Goods) -> Vec<Differing> {
    let text = |goods: &Goods, part| goods.get(part).map(str::to_owned);
    Part::ALL
        .into_iter()
        .filter_map(|part| {
            let (here, there) = (text(here, part), text(there, part));
            let last = last.and_then(|last| text(last, part));
            let changed = match (&here, &there) {
                (here, there) if here == there => return None,
                (None, Some(_)) => Changed::There,
                (Some(_), None) => Changed::Here,
                (here, there) => match (*here == last, *there == last) {
                    (true, _) => Changed::There,
                    (false, true) => Changed::Here,
                    (false, false) => Changed::Both,
                },
            };
            Some(Differing {
                part,
                changed,
                last,
                here,
                there,
            })
        })
        .collect()
}
