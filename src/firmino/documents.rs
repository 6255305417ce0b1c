//! What order documents and sale documents have in common (`reference/firmino.md` §2.3).

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use super::wire::{Fields, Shape};

/// Kinds of sale documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum DocumentKind {
    /// Faktura sprzedaży.
    #[serde(rename = "fas")]
    Invoice,
    /// Faktura eksportowa.
    #[serde(rename = "fe")]
    Export,
    /// Rachunek, of a seller who pays no VAT.
    #[serde(rename = "fhan")]
    Bill,
    /// Paragon VAT.
    #[serde(rename = "par")]
    Receipt,
    /// Paragon, of a seller who pays no VAT.
    #[serde(rename = "pa")]
    PlainReceipt,
    /// Dostawa wewnątrzwspólnotowa.
    #[serde(rename = "fdw")]
    IntraCommunity,
}

/// By which rules a document is taxed (`ossProcedure`; its page is cut there).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Procedure {
    /// Those of Poland.
    Polish,
    /// OSS: at the rates of the buyer's state.
    Oss,
}

/// A document to be made; prices are gross.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDocument {
    /// Name with its number, where that was given elsewhere; `None`: Firmino gives it.
    pub name: Option<String>,
    /// By which rules it is taxed.
    pub procedure: Procedure,
    /// Day of issue.
    pub issued_on: Date,
    /// Day of sale.
    pub sold_on: Date,
    /// Kind: of the document, or of the one that an order is to end in.
    pub kind: DocumentKind,
    /// Firmino's id of the customer; `None`: it has none (a receipt).
    pub customer: Option<i64>,
    /// Lines.
    pub items: Vec<Item>,
    /// How it is paid.
    pub payment: Payment,
    /// Notes that are printed, up to 1000 characters.
    pub print_notes: String,
    /// Code of the currency; the rate is Firmino's.
    pub currency: String,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// Firmino's article; `None`: no stock is lowered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_article: Option<i64>,
    /// Name, up to 512 characters.
    pub name: String,
    /// Unit, up to 30 characters.
    pub unit: String,
    /// VAT rate in Firmino's word.
    pub vat_rate: String,
    /// Gross price of a unit; travels as text.
    pub price: Decimal,
    /// Quantity, up to four places; travels as text.
    pub quantity: Decimal,
}

/// How a document is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Payment {
    /// Firmino's word; `transfer` is the only one that its page shows.
    pub method: String,
    /// Until when.
    pub term_date: Date,
}

/// A document as Firmino tells it; `None` is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Firmino's id.
    pub id: i64,
    /// Printed name with its number: `Faktura VAT 1/11/2019`.
    pub name: Option<String>,
    /// Position in its series.
    pub ordinal: Option<i64>,
    /// Day of issue.
    pub issued_on: Option<Date>,
    /// Firmino's word for the kind.
    pub kind: Option<String>,
    /// Firmino's word for the state.
    pub state: Option<String>,
    /// Printed notes.
    pub print_notes: Option<String>,
    /// Notes that are not printed; orders only.
    pub notes: Option<String>,
    /// Firmino's id of the customer.
    pub customer: Option<i64>,
    /// Gross sum, as `payment.total`.
    pub total: Option<Decimal>,
    /// What is paid of it.
    pub paid: Option<Decimal>,
    /// What remains; Firmino's examples spell the key `ramain`.
    pub remain: Option<Decimal>,
    /// By which rules it is taxed, as far as it says.
    pub procedure: Procedure,
    /// VAT rates of its lines in Firmino's words; `None` where it tells no lines.
    pub rates: Option<Vec<String>>,
    /// PLN for one unit of its currency, by which Firmino reckons VAT in PLN.
    pub exchange: Option<Decimal>,
}

impl Document {
    /// Whether it was cancelled there.
    pub fn is_cancelled(&self) -> bool {
        self.state.as_deref() == Some("cancelled")
    }

    pub(super) fn read(fields: &Fields<'_>) -> Result<Self, Shape> {
        let payment = fields.object("payment");
        let sum = |name: &str| payment.as_ref().and_then(|payment| payment.decimal(name));
        let day = |name: &str| {
            fields
                .text(name)
                .and_then(|text| text.get(..10)?.parse().ok())
        };
        Ok(Self {
            id: fields.id()?,
            name: fields.text("documentName"),
            ordinal: fields.whole("ordinalNumber"),
            issued_on: day("documentDate"),
            kind: fields
                .text("documentType")
                .or_else(|| fields.text("finalDocumentType")),
            state: fields.text("documentState"),
            print_notes: fields.text("printNotes"),
            notes: fields.text("notes"),
            customer: fields.object("customer").and_then(|one| one.whole("id")),
            total: sum("total"),
            paid: sum("paid"),
            remain: sum("remain").or_else(|| sum("ramain")),
            procedure: match fields.raw("ossProcedure") {
                None | Some("null" | "false" | "\"\"") => Procedure::Polish,
                Some(_) => Procedure::Oss,
            },
            rates: rates(fields),
            exchange: fields
                .object("currency")
                .and_then(|currency| currency.decimal("rate")),
        })
    }
}

/// Rates of the lines, where each of them tells its own.
fn rates(fields: &Fields<'_>) -> Option<Vec<String>> {
    let lines = fields.list("items")?;
    let rates = lines
        .iter()
        .map(|line| Fields::parse(line.get())?.text("vatRate"));
    rates.collect()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Wire<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document_name: Option<&'a str>,
    document_date: Date,
    sale_date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    document_type: Option<DocumentKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    final_document_type: Option<DocumentKind>,
    price_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<Customer>,
    items: &'a [Item],
    payment: &'a Payment,
    #[serde(skip_serializing_if = "str::is_empty")]
    print_notes: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    notes: &'a str,
    currency: Currency<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    oss_procedure: Option<bool>,
}

#[derive(Serialize)]
struct Customer {
    id: i64,
}

#[derive(Serialize)]
struct Currency<'a> {
    code: &'a str,
}

impl NewDocument {
    /// As a sale document.
    pub(super) fn sale(&self) -> String {
        let mut wire = self.wire(Some(self.kind), None);
        wire.document_name = self.name.as_deref();
        wire.oss_procedure = (self.procedure == Procedure::Oss).then_some(true);
        json(&wire)
    }

    /// As an order that ends in its kind. Its printed notes stand in its own notes, too, which a person may read there.
    pub(super) fn order(&self) -> String {
        let mut wire = self.wire(None, Some(self.kind));
        wire.notes = &self.print_notes;
        json(&wire)
    }

    /// As the document that ends an order; the order's id stands beside it.
    pub(super) fn end_of(&self, order: i64) -> String {
        let mut wire = self.wire(Some(self.kind), None);
        wire.id = Some(order);
        json(&wire)
    }

    fn wire(&self, own: Option<DocumentKind>, last: Option<DocumentKind>) -> Wire<'_> {
        Wire {
            id: None,
            document_name: None,
            oss_procedure: None,
            notes: "",
            document_date: self.issued_on,
            sale_date: self.sold_on,
            document_type: own,
            final_document_type: last,
            price_type: "gross",
            customer: self.customer.map(|id| Customer { id }),
            items: &self.items,
            payment: &self.payment,
            print_notes: &self.print_notes,
            currency: Currency {
                code: &self.currency,
            },
        }
    }
}

/// What is sent, as JSON text.
pub(super) fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("what is sent has text keys and no floats")
}
