//! Lines of documents.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::answer::{Refusal, Shown};
use super::article::Article;
use super::document::PriceType;
use super::fields::{Fields, missing, mistyped};
use super::money::{RATES, grosz, percent};
use crate::sandbox::lenient;
use crate::sandbox::unknowns::{
    DiscountOn, FirminoUnknowns, LineDefaults, NegativePrice, OssRates,
};

/// A line of an order or sale document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Line {
    /// Place on the document, from 1; 0 = its place in the list.
    pub order_no: u64,
    /// The card; without one no stock moves.
    pub id_article: Option<u64>,
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Rate of VAT.
    pub vat_rate: String,
    /// Price of one, net or gross as the document says.
    #[serde(with = "lenient::decimal")]
    pub price: Decimal,
    /// How many.
    #[serde(with = "lenient::decimal")]
    pub quantity: Decimal,
    /// Discount in per cent.
    #[serde(with = "lenient::decimal")]
    pub discount: Decimal,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            order_no: 0,
            id_article: None,
            name: String::new(),
            unit: "szt".into(),
            vat_rate: "23".into(),
            price: Decimal::ZERO,
            quantity: Decimal::ONE,
            discount: Decimal::ZERO,
        }
    }
}

const KNOWN: [&str; 8] = [
    "orderNo",
    "idArticle",
    "name",
    "unit",
    "vatRate",
    "price",
    "quantity",
    "discount",
];

/// Which rates a document may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rates {
    /// Those that the API names.
    Polish,
    /// Those, and those of other states (`ossProcedure`).
    Oss,
}

impl Line {
    /// The line of a call at a place of its list, from 1; `article` is the card that it names.
    pub(super) fn read(
        fields: &Fields<'_>,
        place: u64,
        article: Option<&Article>,
        price_type: PriceType,
        rates: Rates,
    ) -> Result<Line, Refusal> {
        fields.only(&KNOWN)?;
        let unknowns = fields.unknowns();
        let model = article.filter(|_| unknowns.line_defaults == LineDefaults::FromArticle);
        let mut base = Line::default();
        if let Some(article) = model {
            base.unit.clone_from(&article.unit);
            base.vat_rate.clone_from(&article.vat_rate);
        }
        let name = fields.text("name", 512)?;
        let name = name.or_else(|| model.map(|article| article.name.clone()));
        let price = fields.decimal("price", 2)?;
        let price = price.or_else(|| model.map(|article| article.price(price_type)));
        let line = Line {
            order_no: fields.whole("orderNo")?.unwrap_or(place),
            id_article: article.map(|article| article.id),
            name: name.ok_or_else(|| missing("name"))?,
            unit: fields.text("unit", 30)?.unwrap_or(base.unit),
            vat_rate: fields.text("vatRate", 5)?.unwrap_or(base.vat_rate),
            price: price.ok_or_else(|| missing("price"))?,
            quantity: fields
                .decimal("quantity", 4)?
                .ok_or_else(|| missing("quantity"))?,
            discount: fields.decimal("discount", 2)?.unwrap_or_default(),
        };
        line.check(unknowns, rates)?;
        Ok(line)
    }

    fn check(&self, unknowns: FirminoUnknowns, rates: Rates) -> Result<(), Refusal> {
        if self.name.trim().is_empty() {
            return Err(missing("name"));
        }
        let foreign = rates == Rates::Oss
            && unknowns.oss_rates == OssRates::Accepted
            && self.vat_rate.parse::<Decimal>().is_ok()
            && (Decimal::ZERO..Decimal::ONE_HUNDRED).contains(&percent(&self.vat_rate));
        if !foreign && !RATES.contains(&self.vat_rate.as_str()) {
            return Err(mistyped("vatRate"));
        }
        if self.price < Decimal::ZERO && unknowns.negative_price == NegativePrice::Refused {
            return Err(mistyped("price"));
        }
        if self.quantity <= Decimal::ZERO {
            return Err(mistyped("quantity"));
        }
        if !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&self.discount) {
            return Err(mistyped("discount"));
        }
        Ok(())
    }

    /// What the line costs, to the grosz, net or gross as its price.
    pub(super) fn value(&self, unknowns: FirminoUnknowns) -> Decimal {
        let left = (Decimal::ONE_HUNDRED - self.discount) / Decimal::ONE_HUNDRED;
        match unknowns.discount_on {
            DiscountOn::Value => grosz(self.price * self.quantity * left),
            DiscountOn::Price => grosz(grosz(self.price * left) * self.quantity),
        }
    }

    /// As answered.
    pub(super) fn shown(&self, unknowns: FirminoUnknowns) -> Value {
        let mut shown = Shown::new(unknowns);
        shown.put("orderNo", self.order_no);
        shown.put("idArticle", self.id_article);
        shown.text("name", &self.name);
        shown.text("unit", &self.unit);
        shown.text("vatRate", &self.vat_rate);
        shown.decimal("price", self.price, 2);
        shown.decimal("quantity", self.quantity, 4);
        shown.decimal("discount", self.discount, 2);
        shown.value()
    }
}

impl Article {
    /// The price of one, net or gross.
    fn price(&self, price_type: PriceType) -> Decimal {
        match price_type {
            PriceType::Net => self.price_net,
            PriceType::Gross => self.price_gross,
        }
    }
}
