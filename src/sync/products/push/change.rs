//! The fields of one product that are sent.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::decimal;
use crate::baselinker::{IMAGES, Image, ProductChange, TextChange};
use crate::domain::goods::{Differing, Goods, Part};
use crate::domain::vat::Rate;
use crate::mirror::Mirror;
use crate::sync::orders::PassError;
use crate::sync::products::Pass;
use crate::sync::products::groups::Groups;
use crate::sync::products::place::Place;

/// Parts to send, each with both sides' values.
#[derive(Debug, Clone, Default)]
pub(super) struct Change {
    pub(super) parts: Vec<Differing>,
}

impl Change {
    /// The card's values of these parts.
    pub(super) fn here(&self) -> Goods {
        let parts = self.parts.iter();
        parts.fold(Goods::default(), |goods, part| {
            goods.with_known(part.part, part.here.as_deref())
        })
    }

    pub(super) fn add(&mut self, part: &Differing) {
        self.parts.push(part.clone());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    pub(super) fn is_price_only(&self) -> bool {
        matches!(self.parts.as_slice(), [part] if part.part == Part::Price)
    }

    /// The gross price to send.
    pub(super) fn price(&self) -> Option<Decimal> {
        let price = self.parts.iter().find(|part| part.part == Part::Price)?;
        price.here.as_deref().and_then(decimal)
    }

    /// The fields as the API wants them. Categories and manufacturers that are not there are made first; one whose making
    /// is not sure leaves the change: a later pass sends it.
    ///
    /// # Errors
    /// Those of the calls and the book.
    pub(super) fn fields(
        &mut self,
        pass: &Pass<'_>,
        place: &Place,
        mirror: &mut Mirror,
        groups: &mut Groups,
    ) -> Result<ProductChange, PassError> {
        let mut fields = ProductChange::default();
        let mut texts = TextChange::default();
        for part in &self.parts {
            let Some(here) = part.here.as_deref() else {
                continue;
            };
            match part.part {
                Part::Name => texts.name = Some(here.to_owned()),
                Part::Description => texts.description = Some(here.to_owned()),
                Part::Sku => fields.sku = Some(here.to_owned()),
                Part::Ean => fields.ean = Some(here.to_owned()),
                Part::Vat => fields.tax_rate = here.parse::<Rate>().ok().map(Rate::to_api),
                Part::Weight => fields.weight = decimal(here),
                Part::Price => {
                    let price = place.group.zip(decimal(here));
                    fields.prices = price.into_iter().collect();
                }
                Part::Category => {
                    fields.category_id = groups.category_id(pass, place, mirror, here)?;
                }
                Part::Manufacturer => {
                    fields.manufacturer_id = groups.manufacturer_id(pass, mirror, here)?;
                }
                Part::Images => fields.images = images(here),
            }
        }
        fields.text_fields = texts;
        let (category, manufacturer) = (fields.category_id, fields.manufacturer_id);
        self.parts.retain(|part| match part.part {
            Part::Category => category.is_some(),
            Part::Manufacturer => manufacturer.is_some(),
            Part::Name
            | Part::Sku
            | Part::Ean
            | Part::Vat
            | Part::Price
            | Part::Weight
            | Part::Description
            | Part::Images => true,
        });
        Ok(fields)
    }
}

fn images(list: &str) -> BTreeMap<u8, Image> {
    let addresses: Vec<String> = serde_json::from_str(list).unwrap_or_default();
    (0..IMAGES)
        .zip(addresses.into_iter().map(Image::Url))
        .collect()
}
