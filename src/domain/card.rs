//! A product card's values as an import tells them: what each field may hold, read from people's text.
//!
//! Limits are those of Firmino's API, <https://www.firmino.pl/api/towary-uslugi>: name 512, code 40, unit 30, class code
//! 40, note 250. EAN and images are BaseLinker's: 32 characters, 16 addresses of up to 1000.

mod images;
pub(super) mod number;
pub(super) mod reading;
#[cfg(test)]
mod tests;

use rust_decimal::Decimal;

use crate::domain::import::FileField;
use crate::domain::money::Amount;
use crate::domain::names;
use crate::domain::vat::Rate;

/// A field of a card that an import may fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Code (Index) in Firmino, SKU in BaseLinker.
    Sku,
    /// Name.
    Name,
    /// VAT rate.
    Vat,
    /// EAN.
    Ean,
    /// Unit of measure.
    Unit,
    /// Net price of a piece, PLN.
    PriceNet,
    /// Gross price of a piece, PLN.
    PriceGross,
    /// Weight of a piece, kilograms.
    Weight,
    /// Code of classification (PKWiU, CN).
    ClassCode,
    /// Note.
    Note,
    /// Addresses of images.
    Images,
}

impl Field {
    /// All of them, as listed to people.
    pub const ALL: [Field; 11] = [
        Field::Sku,
        Field::Name,
        Field::Vat,
        Field::Ean,
        Field::Unit,
        Field::PriceNet,
        Field::PriceGross,
        Field::Weight,
        Field::ClassCode,
        Field::Note,
        Field::Images,
    ];

    /// Its word in headers and in `--map`.
    pub const fn word(self) -> &'static str {
        match self {
            Field::Sku => "sku",
            Field::Name => "name",
            Field::Vat => "vat",
            Field::Ean => "ean",
            Field::Unit => "unit",
            Field::PriceNet => "price_net",
            Field::PriceGross => "price_gross",
            Field::Weight => "weight",
            Field::ClassCode => "class_code",
            Field::Note => "note",
            Field::Images => "images",
        }
    }
}

impl FileField for Field {
    const ALL: &'static [Field] = &Field::ALL;

    fn word(self) -> &'static str {
        Field::word(self)
    }
}

/// What is told of a card. `None` is unknown: it is neither 0 nor empty, and leaves what a card has as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CardValues {
    /// SKU, trimmed, otherwise exact.
    pub sku: Option<String>,
    /// Name, white space folded.
    pub name: Option<String>,
    /// VAT rate.
    pub rate: Option<Rate>,
    /// EAN, trimmed, otherwise exact.
    pub ean: Option<String>,
    /// Unit of measure.
    pub unit: Option<String>,
    /// Net price of a piece, PLN.
    pub price_net: Option<Amount>,
    /// Gross price of a piece, PLN.
    pub price_gross: Option<Amount>,
    /// Weight of a piece, kilograms.
    pub weight: Option<Decimal>,
    /// Code of classification.
    pub class_code: Option<String>,
    /// Note; may have several lines.
    pub note: Option<String>,
    /// Addresses of images, in order; never empty.
    pub images: Option<Vec<String>>,
}

impl CardValues {
    /// What the name is compared by.
    pub fn name_key(&self) -> Option<String> {
        self.name.as_deref().and_then(names::key)
    }

    /// Whether nothing is told.
    pub fn is_empty(&self) -> bool {
        *self == CardValues::default()
    }

    /// These values, and where they are unknown, those of `older`.
    pub fn over(self, older: &CardValues) -> CardValues {
        fn or<T: Clone>(new: Option<T>, old: &Option<T>) -> Option<T> {
            new.or_else(|| old.clone())
        }
        CardValues {
            sku: or(self.sku, &older.sku),
            name: or(self.name, &older.name),
            rate: or(self.rate, &older.rate),
            ean: or(self.ean, &older.ean),
            unit: or(self.unit, &older.unit),
            price_net: or(self.price_net, &older.price_net),
            price_gross: or(self.price_gross, &older.price_gross),
            weight: or(self.weight, &older.weight),
            class_code: or(self.class_code, &older.class_code),
            note: or(self.note, &older.note),
            images: or(self.images, &older.images),
        }
    }
}
