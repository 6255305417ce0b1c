//! A sale document: everything that is printed on it, as a snapshot.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::kind::DocumentKind;
use super::money::{Amount, UnitPrice};
use super::note::Note;
use super::totals::RateSum;
use super::vat::Rate;

/// The seller as on the document (profile `[company]`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seller {
    /// Name.
    pub name: String,
    /// NIP, ten digits.
    pub nip: String,
    /// Street and house.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// ISO code.
    pub country: String,
    /// Account for transfers; empty where none is shown.
    pub bank_account: String,
    /// Legal ground of the exemption of a seller who pays no VAT, or of `zw` lines; empty otherwise.
    pub exempt_basis: String,
}

/// The buyer as on the document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buyer {
    /// The firm, or the person where there is no firm.
    pub name: String,
    /// The person of a firm's order; empty otherwise.
    pub person: String,
    /// Street and house.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// ISO code.
    pub country: String,
    /// NIP (ten digits) or EU VAT number with prefix; empty for a consumer.
    pub tax_id: String,
}

/// One line of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentLine {
    /// Name of the goods, or of the delivery.
    pub name: String,
    /// SKU; empty where there is none.
    pub sku: String,
    /// Unit; `szt.`.
    pub unit: String,
    /// Pieces.
    pub quantity: i64,
    /// Gross price of a piece.
    pub price: UnitPrice,
    /// Rate.
    pub rate: Rate,
    /// Gross value of the line.
    pub gross: Amount,
    /// The line of the order that it came from; `None` for delivery.
    pub order_line: Option<i64>,
}

/// How it is paid, as known when the document was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// BaseLinker's method, as the shop named it.
    pub method: String,
    /// Form by the profile's `[payments]`; empty where the method is not listed there.
    pub form: String,
    /// Paid so far.
    pub paid: Amount,
    /// Due on this day.
    pub due: Date,
}

/// Conversion of a document in a foreign currency (art. 31a, art. 106e ust. 11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversion {
    /// PLN for one unit of the currency.
    pub rate: Decimal,
    /// NBP's table, for example `226/A/NBP/2026`.
    pub table: String,
    /// Day of the table.
    pub day: Date,
    /// VAT of each rate in PLN.
    pub vat_pln: Vec<(Rate, Amount)>,
}

/// A document with everything but its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Kind.
    pub kind: DocumentKind,
    /// Code of the rule that chose the kind.
    pub kind_reason: String,
    /// Day of supply or payment, in Warsaw.
    pub sold_on: Date,
    /// Currency.
    pub currency: String,
    /// Lines, delivery last.
    pub lines: Vec<DocumentLine>,
    /// Sums per rate.
    pub rates: Vec<RateSum>,
    /// Sum of net values.
    pub net: Amount,
    /// Sum of VAT.
    pub vat: Amount,
    /// To pay.
    pub gross: Amount,
    /// Seller.
    pub seller: Seller,
    /// Buyer.
    pub buyer: Buyer,
    /// Payment.
    pub payment: Payment,
    /// Conversion; `None` in PLN.
    pub conversion: Option<Conversion>,
    /// What is printed beside the figures, in this order.
    pub notes: Vec<Note>,
}

/// A number in a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesNumber {
    /// Format of the series.
    pub format: String,
    /// Period of the counter.
    pub period: String,
    /// Position in the period, from 1.
    pub n: i64,
    /// The number as printed.
    pub text: String,
    /// Day of issue, in Warsaw.
    pub day: Date,
}
