//! `articles`: goods and services, <https://www.firmino.pl/api/towary-uslugi>.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::exchange::Call;
use super::find::{list, one};
use super::wire::{Fields, Shape, new_id};
use super::{Client, Find, FirminoError, Found};
use crate::net::Outcome;

/// An article as Firmino tells it. `None` is unknown: absent, empty or unreadable; never zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Firmino's id.
    pub id: i64,
    /// Name; `""` where it cannot be read. Variables (`@{doc_year}`) stand in it literally.
    pub name: String,
    /// Code (Index).
    pub code: Option<String>,
    /// Good or service.
    pub kind: ArticleKind,
    /// Unit of measure.
    pub unit: Option<String>,
    /// VAT rate, in Firmino's word: `23` … `0`, `zw`, `np`, `oo`, `npue`, `0pp`.
    pub vat_rate: Option<String>,
    /// PKWiU.
    pub class_code: Option<String>,
    /// Net price; Firmino's default is 0.00, which says nothing.
    pub price_net: Option<Decimal>,
    /// Gross price, likewise.
    pub price_gross: Option<Decimal>,
    /// Quantity in all of the stock together: Firmino's API knows no warehouses.
    pub quantity: Option<Decimal>,
    /// Note.
    pub note: Option<String>,
}

/// What an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ArticleKind {
    /// `good`, also where nothing is said: Firmino's default.
    Good,
    /// `service`: no stock.
    Service,
    /// Another word, which the API's page does not know.
    Other,
}

impl Article {
    fn read(fields: &Fields<'_>) -> Result<Self, Shape> {
        let kind = match (fields.raw("type"), fields.text("type").as_deref()) {
            (None | Some("null" | "\"\""), _) | (_, Some("good")) => ArticleKind::Good,
            (_, Some("service")) => ArticleKind::Service,
            _ => ArticleKind::Other,
        };
        Ok(Self {
            id: fields.id()?,
            name: fields.text("name").unwrap_or_default(),
            code: fields.text("code"),
            kind,
            unit: fields.text("unit"),
            vat_rate: fields.text("vatRate"),
            class_code: fields.text("classCode"),
            price_net: fields.decimal("priceNet"),
            price_gross: fields.decimal("priceGross"),
            quantity: fields.decimal("quantity"),
            note: fields.text("note"),
        })
    }
}

/// An article to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewArticle {
    /// Name, up to 512 characters.
    pub name: String,
    /// Code, up to 40 characters.
    pub code: String,
    /// Unit, up to 30 characters; `None`: Firmino's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// VAT rate in Firmino's word.
    pub vat_rate: String,
    /// Gross price of a piece, PLN, two places; travels as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_gross: Option<Decimal>,
}

impl Client<'_> {
    /// articles/find, a read: goods and services.
    ///
    /// # Errors
    /// See [`FirminoError`].
    pub fn find_articles(&self, find: &Find) -> Result<Found<Article>, FirminoError> {
        let call = Call::new("articles/find", find.json());
        self.read(&call, |response| list(response, Article::read))
    }

    /// articles/get, a read: one article.
    ///
    /// # Errors
    /// See [`FirminoError`].
    pub fn get_article(&self, id: i64) -> Result<Article, FirminoError> {
        let call = Call::about("articles/get", id);
        self.read(&call, |response| one(response, Article::read))
    }

    /// articles/add, a write: answers the new article's id.
    pub fn add_article(&self, article: &NewArticle) -> Outcome<i64, FirminoError> {
        let call = Call::new("articles/add", super::documents::json(article));
        self.write(&call, new_id)
    }
}
