//! An order as seen in BaseLinker, freed from the API's encodings. `None` is *unknown*, never zero.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::country::Country;

/// What makes an order *this* order. BaseLinker's id alone does not: ids were reused after its outage of March 2021
/// (pains.md P3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// When it was made (Unix seconds).
    pub date_add: i64,
    /// `shop`, `allegro`, `personal`, …
    pub source: String,
    /// Id of the shop or account within `source`.
    pub source_id: i64,
    /// The shop's or marketplace's own number; empty where there is none.
    pub external: String,
}

impl Identity {
    /// Source and external id in one piece; `None` where the source gave none.
    pub fn external_key(&self) -> Option<String> {
        let Identity {
            source,
            source_id,
            external,
            ..
        } = self;
        (!external.is_empty()).then(|| format!("{source} {source_id} {external}"))
    }

    /// Whether both describe one order. An external id counts only where both have one: it may be filled in later.
    pub fn agrees(&self, other: &Identity) -> bool {
        self.date_add == other.date_add
            && self.source == other.source
            && self.source_id == other.source_id
            && (self.external == other.external
                || self.external.is_empty()
                || other.external.is_empty())
    }
}

/// A name with an address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// A person's name.
    pub name: String,
    /// A firm's name.
    pub company: String,
    /// Street and house in one line, as BaseLinker has it.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// ISO 3166 code in capitals; empty where unknown.
    pub country: String,
}

impl Place {
    /// Whether nothing is filled in. A country alone says nothing: BaseLinker presets it.
    pub fn is_empty(&self) -> bool {
        [
            &self.name,
            &self.company,
            &self.street,
            &self.postcode,
            &self.city,
        ]
        .iter()
        .all(|text| text.is_empty())
    }
}

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// BaseLinker's `order_product_id`.
    pub id: i64,
    /// The catalogue product (for a variant: the variant's own id); `None` when unlinked or from outside the catalogue.
    pub product: Option<i64>,
    /// Name at the time of the order.
    pub name: String,
    /// SKU at the time of the order; may be empty.
    pub sku: String,
    /// EAN at the time of the order; may be empty.
    pub ean: String,
    /// Gross price of a piece, order currency, up to 4 places.
    pub price: Option<Decimal>,
    /// `tax_rate` as the API tells it: 0–100, −1, −0.02, −0.03.
    pub rate: Option<Decimal>,
    /// Pieces.
    pub quantity: Option<i64>,
    /// `bl_…` or `shop_…`: where the goods come from; `None` when unknown.
    pub warehouse: Option<String>,
}

impl Line {
    /// What a document shows of it.
    fn content(&self) -> (&str, &str, Option<Decimal>, Option<Decimal>, Option<i64>) {
        (&self.name, &self.sku, self.price, self.rate, self.quantity)
    }
}

/// An order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// BaseLinker's `order_id`.
    pub id: i64,
    /// What makes it this order.
    pub identity: Identity,
    /// Status id.
    pub status: i64,
    /// Second of confirmation; `None` while unconfirmed.
    pub confirmed_at: Option<i64>,
    /// ISO 4217 code in capitals; empty where unknown (seen live).
    pub currency: String,
    /// Payment method's name.
    pub payment_method: String,
    /// Cash on delivery.
    pub cash_on_delivery: bool,
    /// Paid so far, order currency.
    pub paid: Option<Decimal>,
    /// Buyer's e-mail.
    pub email: String,
    /// Buyer's phone.
    pub phone: String,
    /// Where the goods go.
    pub delivery: Place,
    /// Delivery method's name.
    pub delivery_method: String,
    /// Gross price of delivery, order currency.
    pub delivery_price: Option<Decimal>,
    /// Invoice data as given by the buyer; often empty.
    pub invoice: Place,
    /// `invoice_nip` as typed.
    pub tax_id: String,
    /// The buyer asks for an invoice.
    pub want_invoice: bool,
    /// Lines in BaseLinker's order.
    pub lines: Vec<Line>,
    /// Fields whose value could not be read, with the value seen: (field, value).
    pub odd: Vec<(String, String)>,
}

impl Order {
    /// The buyer's place on a document: invoice data, or delivery data where no invoice data were given.
    pub fn buyer_place(&self) -> &Place {
        if self.invoice.is_empty() {
            &self.delivery
        } else {
            &self.invoice
        }
    }

    /// The country that the goods go to: that of the delivery, else of the invoice data, where any were given. `None` where
    /// neither is a country.
    pub fn goes_to(&self) -> Option<Country> {
        let invoice = || Country::parse(&self.invoice.country).filter(|_| !self.invoice.is_empty());
        Country::parse(&self.delivery.country).or_else(invoice)
    }

    /// Hash of buyer, lines and sums (design.md §5): what a document would show, and nothing else.
    pub fn content_hash(&self) -> String {
        // Neither a line's id nor where its goods lie is on a document.
        let lines: Vec<_> = self.lines.iter().map(Line::content).collect();
        let content = (
            (
                self.buyer_place(),
                &self.tax_id,
                self.want_invoice,
                &self.delivery.country,
            ),
            (&self.currency, self.delivery_price, lines),
        );
        hash(&serde_json::to_vec(&content).unwrap_or_default())
    }

    /// Hash of the buyer alone: two orders of one buyer share it.
    pub fn buyer_hash(&self) -> String {
        let buyer = (self.buyer_place(), &self.tax_id);
        hash(&serde_json::to_vec(&buyer).unwrap_or_default())
    }

    /// Id of the line that a person means by a word: its place from 1 (as reasons name it), or BaseLinker's id.
    pub fn line_meant(&self, word: &str) -> Option<i64> {
        let number: i64 = word.trim().parse().ok()?;
        let by_place = usize::try_from(number)
            .ok()
            .and_then(|place| self.lines.get(place.checked_sub(1)?));
        let found = by_place.or_else(|| self.lines.iter().find(|line| line.id == number));
        found.map(|line| line.id)
    }

    /// Whether it comes from BaseLinker's returns (`order_source = order_return`), which are never sold on.
    pub fn is_return(&self) -> bool {
        self.identity.source == "order_return"
    }
}

fn hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
