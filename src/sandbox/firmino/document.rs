//! Orders and sale documents.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::answer::{Shown, padded};
use super::customer::Customer;
use super::line::Line;
use crate::sandbox::lenient;
use crate::sandbox::unknowns::{FirminoUnknowns, RemainKey};

/// What orders and sale documents have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Sheet {
    /// Id; 0 = the next one.
    pub id: u64,
    /// Number in its month's series; 0 = the lowest free one.
    pub ordinal_number: u32,
    /// Day of issue.
    pub document_date: Date,
    /// Day of sale.
    pub sale_date: Date,
    /// Place of sale.
    pub sale_place: String,
    /// What has become of it.
    pub document_state: DocumentState,
    /// What its prices are.
    pub price_type: PriceType,
    /// Notes that are printed.
    pub print_notes: String,
    /// The customer as of its writing.
    pub customer: Customer,
    /// Lines.
    pub items: Vec<Line>,
    /// Currency and rate.
    pub currency: Currency,
    /// How it is paid.
    pub payment: Payment,
}

/// An order (zamówienie).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Order {
    /// What it shares with sale documents.
    pub sheet: Sheet,
    /// What it ends in.
    pub final_document_type: DocumentType,
    /// Notes that are not printed.
    pub notes: String,
    /// Ids of the final documents issued for it.
    pub end_documents: Vec<u64>,
    /// Whether `complete` was called.
    pub completed: bool,
}

/// A sale document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct SaleDocument {
    /// What it shares with orders.
    pub sheet: Sheet,
    /// What it is.
    pub document_type: DocumentType,
    /// Its name, where a caller gave it one; else it comes from the series and the number.
    pub own_name: String,
    /// `ossProcedure` as it was sent; null = none.
    pub oss_procedure: Value,
    /// The order that it ends.
    pub order: Option<u64>,
}

/// Types of documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DocumentType {
    /// Faktura sprzedaży.
    #[default]
    Fas,
    /// Faktura eksportowa.
    Fe,
    /// Rachunek, of who pays no VAT.
    Fhan,
    /// Paragon VAT.
    Par,
    /// Paragon, of who pays no VAT.
    Pa,
    /// Dostawa wewnątrzwspólnotowa.
    Fdw,
    /// Zaliczka; no order ends in it.
    Fzal,
}

/// The types with their words and the first part of their names; only that of `fas` is documented.
const TYPES: [(DocumentType, &str, &str); 7] = [
    (DocumentType::Fas, "fas", "Faktura VAT"),
    (DocumentType::Fe, "fe", "Faktura eksportowa"),
    (DocumentType::Fhan, "fhan", "Rachunek"),
    (DocumentType::Par, "par", "Paragon VAT"),
    (DocumentType::Pa, "pa", "Paragon"),
    (DocumentType::Fdw, "fdw", "Dostawa wewnątrzwspólnotowa"),
    (DocumentType::Fzal, "fzal", "Faktura zaliczkowa"),
];

impl DocumentType {
    /// The type that a word names.
    pub(super) fn read(word: &str) -> Option<Self> {
        let found = TYPES.iter().find(|(_, known, _)| *known == word);
        found.map(|(kind, ..)| *kind)
    }

    pub(super) fn word(self) -> &'static str {
        let found = TYPES.iter().find(|(kind, ..)| *kind == self);
        found.map_or("", |(_, word, _)| word)
    }

    /// The first part of a document's name.
    pub(super) fn label(self) -> &'static str {
        let found = TYPES.iter().find(|(kind, ..)| *kind == self);
        found.map_or("", |(.., label)| label)
    }
}

/// What has become of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum DocumentState {
    #[default]
    New,
    Printed,
    PartPaid,
    Paid,
    Cancelled,
    Unpaid,
}

impl DocumentState {
    fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Printed => "printed",
            Self::PartPaid => "partpaid",
            Self::Paid => "paid",
            Self::Cancelled => "cancelled",
            Self::Unpaid => "unpaid",
        }
    }
}

/// What the prices of a document are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PriceType {
    /// Net.
    #[default]
    Net,
    /// Gross.
    Gross,
}

/// Currency of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Currency {
    /// ISO 4217.
    pub code: String,
    /// Złoty for one; found by Firmino, not by the caller.
    #[serde(with = "lenient::decimal")]
    pub rate: Decimal,
    /// Day of the rate.
    pub date: Option<Date>,
    /// Table of the rate.
    pub table: String,
}

impl Default for Currency {
    fn default() -> Self {
        Self {
            code: "PLN".into(),
            rate: Decimal::ONE,
            date: None,
            table: String::new(),
        }
    }
}

/// How a document is paid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct Payment {
    /// Method.
    pub method: PaymentMethod,
    /// Day of the last payment.
    pub payment_date: Option<Date>,
    /// Day until which it is to be paid.
    pub term_date: Date,
    /// What is to be paid, in the document's currency; reckoned.
    #[serde(with = "lenient::decimal")]
    pub total: Decimal,
    /// What is paid.
    #[serde(with = "lenient::decimal")]
    pub paid: Decimal,
}

/// Methods of payment: only the first one is documented.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum PaymentMethod {
    #[default]
    Transfer,
    Cash,
    Card,
}

impl PaymentMethod {
    /// The method that a word names.
    pub(super) fn read(word: &str) -> Option<Self> {
        match word {
            "transfer" => Some(Self::Transfer),
            "cash" => Some(Self::Cash),
            "card" => Some(Self::Card),
            _ => None,
        }
    }

    /// What an answer says.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Transfer => "Przelew",
            Self::Cash => "Gotówka",
            Self::Card => "Karta",
        }
    }
}

impl Order {
    /// E.g. `Zamówienie 1/11/2019`.
    pub fn name(&self) -> String {
        self.sheet.name("Zamówienie")
    }

    /// As answered.
    pub(super) fn shown(&self, unknowns: FirminoUnknowns) -> Shown {
        let mut shown = self.sheet.shown(&self.name(), unknowns);
        shown.put("finalDocumentType", self.final_document_type.word());
        shown.text("notes", &self.notes);
        shown
    }
}

impl SaleDocument {
    /// E.g. `Faktura VAT 1/11/2019`.
    pub fn name(&self) -> String {
        match self.own_name.as_str() {
            "" => self.sheet.name(self.document_type.label()),
            own => own.to_owned(),
        }
    }

    /// As answered.
    pub(super) fn shown(&self, unknowns: FirminoUnknowns) -> Shown {
        let mut shown = self.sheet.shown(&self.name(), unknowns);
        shown.put("documentType", self.document_type.word());
        shown.put("documentFunction", "normal");
        shown.put("ossProcedure", self.oss_procedure.clone());
        shown
    }
}

impl Sheet {
    fn name(&self, label: &str) -> String {
        let (month, year) = (self.document_date.month(), self.document_date.year());
        format!("{label} {}/{month}/{year}", self.ordinal_number)
    }

    /// What is left to pay.
    pub fn remain(&self) -> Decimal {
        self.payment.total - self.payment.paid
    }

    fn shown(&self, name: &str, unknowns: FirminoUnknowns) -> Shown {
        let mut shown = Shown::new(unknowns);
        if self.id > 0 {
            shown.put("id", self.id);
        }
        shown.put("ordinalNumber", self.ordinal_number);
        shown.text("documentName", name);
        shown.day("documentDate", self.document_date);
        shown.day("saleDate", self.sale_date);
        shown.text("salePlace", &self.sale_place);
        shown.put("documentState", self.document_state.word());
        shown.put(
            "priceType",
            match self.price_type {
                PriceType::Net => "net",
                PriceType::Gross => "gross",
            },
        );
        shown.text("printNotes", &self.print_notes);
        shown.put(
            "customer",
            match self.customer.full_name.as_str() {
                "" => Value::Null,
                _ => self.customer.shown(unknowns),
            },
        );
        let items = self.items.iter().map(|line| line.shown(unknowns));
        shown.put("items", items.collect::<Vec<Value>>());
        shown.put("currency", self.currency.shown(unknowns));
        shown.put("payment", self.shown_payment(unknowns));
        shown
    }

    fn shown_payment(&self, unknowns: FirminoUnknowns) -> Value {
        let mut shown = Shown::new(unknowns);
        shown.put("method", self.payment.method.label());
        match self.payment.payment_date {
            Some(day) => shown.day("paymentDate", day),
            None => shown.text("paymentDate", ""),
        }
        shown.day("termDate", self.payment.term_date);
        shown.decimal("total", self.payment.total, 2);
        shown.decimal("paid", self.payment.paid, 2);
        let key = match unknowns.remain_key {
            RemainKey::Misspelt => "ramain",
            RemainKey::Right => "remain",
        };
        shown.decimal(key, self.remain(), 2);
        shown.value()
    }
}

impl Currency {
    fn shown(&self, unknowns: FirminoUnknowns) -> Value {
        let mut shown = Shown::new(unknowns);
        shown.put("code", self.code.as_str());
        // A text in the pages' examples: `"1.00"`.
        let places = self.rate.normalize().scale().max(2);
        shown.put("rate", padded(self.rate, places));
        match self.date {
            Some(day) => shown.day("date", day),
            None => shown.text("date", ""),
        }
        shown.text("table", &self.table);
        shown.value()
    }
}
