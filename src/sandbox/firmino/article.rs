//! Articles (towary i usługi).

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::answer::{Refusal, Shown};
use super::fields::{Fields, missing, mistyped};
use super::money::{RATES, grosz, tax_on, tax_within};
use crate::sandbox::lenient;
use crate::sandbox::unknowns::{FirminoUnknowns, OtherPrice};

/// An article: a card of goods or of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Article {
    /// Id.
    pub id: u64,
    /// Name; may hold variables such as `@{doc_month_name}`.
    pub name: String,
    /// Code, i.e. SKU.
    pub code: String,
    /// Goods or service.
    #[serde(rename = "type")]
    pub kind: ArticleKind,
    /// Unit.
    pub unit: String,
    /// Rate of VAT, one of the API's ten.
    pub vat_rate: String,
    /// PKWiU and the like.
    pub class_code: String,
    /// Net price in PLN.
    #[serde(with = "lenient::decimal")]
    pub price_net: Decimal,
    /// Gross price in PLN.
    #[serde(with = "lenient::decimal")]
    pub price_gross: Decimal,
    /// Pieces in stock: one number, no warehouses; may be below zero.
    #[serde(with = "lenient::decimal")]
    pub quantity: Decimal,
    /// Note.
    pub note: String,
}

/// What an [`Article`] is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ArticleKind {
    /// Goods.
    #[default]
    Good,
    /// A service, which has no stock.
    Service,
}

impl ArticleKind {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Service => "service",
        }
    }
}

impl Default for Article {
    fn default() -> Self {
        Self {
            id: 0,
            name: String::new(),
            code: String::new(),
            kind: ArticleKind::Good,
            unit: "szt".into(),
            vat_rate: "23".into(),
            class_code: String::new(),
            price_net: Decimal::ZERO,
            price_gross: Decimal::ZERO,
            quantity: Decimal::ZERO,
            note: String::new(),
        }
    }
}

const KNOWN: [&str; 11] = [
    "id",
    "name",
    "code",
    "type",
    "unit",
    "vatRate",
    "classCode",
    "priceNet",
    "priceGross",
    "quantity",
    "note",
];

impl Article {
    /// What a call makes of `base`; fields that it does not send stay as they are there.
    pub(super) fn read(fields: &Fields<'_>, mut base: Article) -> Result<Article, Refusal> {
        fields.only(&KNOWN)?;
        for (name, longest, place) in [
            ("name", 512, &mut base.name),
            ("code", 40, &mut base.code),
            ("unit", 30, &mut base.unit),
            ("vatRate", 4, &mut base.vat_rate),
            ("classCode", 40, &mut base.class_code),
            ("note", 250, &mut base.note),
        ] {
            if let Some(text) = fields.text(name, longest)? {
                *place = text;
            }
        }
        base.kind = match fields.text("type", 20)?.as_deref() {
            None => base.kind,
            Some("good") => ArticleKind::Good,
            Some("service") => ArticleKind::Service,
            Some(_) => return Err(mistyped("type")),
        };
        let net = fields.decimal("priceNet", 2)?;
        let gross = fields.decimal("priceGross", 2)?;
        base.price_net = net.unwrap_or(base.price_net);
        base.price_gross = gross.unwrap_or(base.price_gross);
        if fields.unknowns().other_price == OtherPrice::Reckoned {
            match (net, gross) {
                (Some(net), None) => base.price_gross = grosz(net + tax_on(net, &base.vat_rate)),
                (None, Some(gross)) => base.price_net = gross - tax_within(gross, &base.vat_rate),
                _ => {}
            }
        }
        if let Some(quantity) = fields.decimal("quantity", 4)? {
            base.quantity = quantity;
        }
        Ok(base)
    }

    /// What must hold of one article by itself.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        for (name, text) in [("name", &self.name), ("code", &self.code)] {
            if text.trim().is_empty() {
                return Err(missing(name));
            }
        }
        if !RATES.contains(&self.vat_rate.as_str()) {
            return Err(mistyped("vatRate"));
        }
        for (name, price) in [
            ("priceNet", self.price_net),
            ("priceGross", self.price_gross),
        ] {
            if price < Decimal::ZERO {
                return Err(mistyped(name));
            }
        }
        Ok(())
    }

    /// As answered.
    pub(super) fn shown(&self, unknowns: FirminoUnknowns) -> Value {
        let mut shown = Shown::new(unknowns);
        shown.put("id", self.id);
        shown.text("name", &self.name);
        shown.text("code", &self.code);
        shown.put("type", self.kind.word());
        shown.text("unit", &self.unit);
        shown.text("vatRate", &self.vat_rate);
        shown.text("classCode", &self.class_code);
        shown.decimal("priceNet", self.price_net, 2);
        shown.decimal("priceGross", self.price_gross, 2);
        shown.decimal("quantity", self.quantity, 4);
        shown.text("note", &self.note);
        shown.value()
    }
}
