//! Number series and invoices of the account, with every field of `getSeries` and `getInvoices`.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use super::lenient;

/// A series of document numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// Id.
    pub id: u64,
    /// What it numbers.
    #[serde(default, rename = "type")]
    pub kind: SeriesKind,
    /// Name, up to 20 characters.
    pub name: String,
    /// `%N` number, `%M` month, `%Y` year; up to 30 characters.
    #[serde(default = "month_and_year")]
    pub format: String,
}

fn month_and_year() -> String {
    "%N/%M/%Y".into()
}

/// What a series numbers: `type` of `getSeries`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum SeriesKind {
    /// Invoices.
    #[default]
    Invoice,
    /// Corrections of invoices.
    Correction,
    /// Receipts.
    Receipt,
}

impl SeriesKind {
    pub(crate) fn text(self) -> &'static str {
        match self {
            SeriesKind::Invoice => "INVOICE",
            SeriesKind::Correction => "CORRECTION",
            SeriesKind::Receipt => "RECEIPT",
        }
    }
}

/// An invoice as BaseLinker keeps it. Field names are the API's; money is in major units of `currency`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Invoice {
    /// Id; 0 in a world file or in `put_invoice` means: give the next free one.
    pub invoice_id: u64,
    /// Order; 0 = none. The order may be gone.
    pub order_id: u64,
    /// Series.
    pub series_id: u64,
    /// `normal` or `correcting`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Full number; empty in a world file or in `put_invoice` means: by the series' format.
    pub number: String,
    /// Number within year and month; 0 means: the next one of its series.
    pub sub_id: u64,
    /// Month of numbering; 0 = numbered by the year. See `year`.
    pub month: i64,
    /// Year of numbering; 0 means: year and month of `date_add`.
    pub year: i64,
    /// What stands after the number.
    pub postfix: String,
    /// Unix seconds; 0 means: now.
    pub date_add: i64,
    /// Unix seconds; 0 means: as `date_add`.
    pub date_sell: i64,
    /// Unix seconds; 0 = unset.
    pub date_pay_to: i64,
    /// Three letters.
    pub currency: String,
    /// Gross sum; 0 means: that of the items.
    #[serde(with = "lenient::decimal")]
    pub total_price_brutto: Decimal,
    /// Net sum; 0 means: that of the items.
    #[serde(with = "lenient::decimal")]
    pub total_price_netto: Decimal,
    /// Name of the payment method.
    pub payment: String,
    /// Remarks.
    pub additional_info: String,
    /// Buyer.
    pub invoice_fullname: String,
    /// Buyer's firm.
    pub invoice_company: String,
    /// Buyer's tax number as typed.
    pub invoice_nip: String,
    /// Buyer's street and number.
    pub invoice_address: String,
    /// Buyer's postcode.
    pub invoice_postcode: String,
    /// Buyer's city.
    pub invoice_city: String,
    /// Country's name.
    pub invoice_country: String,
    /// Two letters.
    pub invoice_country_code: String,
    /// Seller: several lines of free text.
    pub seller: String,
    /// Who issued it.
    pub issuer: String,
    /// Id of the invoice that this one corrects; 0 = none.
    pub correcting_to_invoice_id: u64,
    /// Why it corrects.
    pub correcting_reason: String,
    /// Whether it corrects items.
    #[serde(deserialize_with = "lenient::flag")]
    pub correcting_items: bool,
    /// Whether it corrects the buyer's data.
    #[serde(deserialize_with = "lenient::flag")]
    pub correcting_data: bool,
    /// Number that came with an uploaded file; empty = none.
    pub external_invoice_number: String,
    /// Number in another system; empty = none.
    pub external_id: String,
    /// Currency into which it is converted; empty = none.
    pub exchange_currency: String,
    /// Rate of that conversion; 0 = none.
    #[serde(with = "lenient::decimal_or_none")]
    pub exchange_rate: Decimal,
    /// Day of that rate, `YYYY-MM-DD`.
    pub exchange_date: String,
    /// Table of that rate.
    pub exchange_info: String,
    /// Number in KSeF; sent on request only.
    pub gov_id: String,
    /// When KSeF took it, `YYYY-MM-DD`; sent on request only.
    pub gov_date: String,
    /// KSeF's word about it; sent on request only.
    pub gov_status: String,
    /// The file uploaded by `addOrderInvoiceFile`, `data:` and base64; empty = none. `getInvoices` never
    /// sends it.
    pub file: String,
    /// Lines, delivery among them.
    pub items: Vec<InvoiceItem>,
}

/// A line of an invoice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InvoiceItem {
    /// Name.
    pub name: String,
    /// SKU.
    pub sku: String,
    /// EAN.
    pub ean: String,
    /// Gross price of a piece.
    #[serde(with = "lenient::decimal")]
    pub price_brutto: Decimal,
    /// Net price of a piece, 4 places; 0 means: from the gross price.
    #[serde(with = "lenient::decimal")]
    pub price_netto: Decimal,
    /// Per cent; below 0 = no rate (exempt, not subject, reverse charge).
    #[serde(with = "lenient::decimal")]
    pub tax_rate: Decimal,
    /// Pieces.
    pub quantity: i64,
    /// Whether it is the delivery.
    #[serde(deserialize_with = "lenient::flag")]
    pub is_shipment: bool,
    /// Line of the order; 0 = none.
    pub order_product_id: u64,
}

impl Default for Invoice {
    fn default() -> Self {
        Self {
            invoice_id: 0,
            order_id: 0,
            series_id: 0,
            kind: "normal".into(),
            number: String::new(),
            sub_id: 0,
            month: 0,
            year: 0,
            postfix: String::new(),
            date_add: 0,
            date_sell: 0,
            date_pay_to: 0,
            currency: "PLN".into(),
            total_price_brutto: Decimal::ZERO,
            total_price_netto: Decimal::ZERO,
            payment: String::new(),
            additional_info: String::new(),
            invoice_fullname: String::new(),
            invoice_company: String::new(),
            invoice_nip: String::new(),
            invoice_address: String::new(),
            invoice_postcode: String::new(),
            invoice_city: String::new(),
            invoice_country: "Polska".into(),
            invoice_country_code: "PL".into(),
            seller: String::new(),
            issuer: String::new(),
            correcting_to_invoice_id: 0,
            correcting_reason: String::new(),
            correcting_items: false,
            correcting_data: false,
            external_invoice_number: String::new(),
            external_id: String::new(),
            exchange_currency: String::new(),
            exchange_rate: Decimal::ZERO,
            exchange_date: String::new(),
            exchange_info: String::new(),
            gov_id: String::new(),
            gov_date: String::new(),
            gov_status: String::new(),
            file: String::new(),
            items: Vec::new(),
        }
    }
}

impl Default for InvoiceItem {
    fn default() -> Self {
        Self {
            name: String::new(),
            sku: String::new(),
            ean: String::new(),
            price_brutto: Decimal::ZERO,
            price_netto: Decimal::ZERO,
            tax_rate: Decimal::from(23),
            quantity: 1,
            is_shipment: false,
            order_product_id: 0,
        }
    }
}

impl Invoice {
    /// Computes what is left at 0: net prices to 4 places from gross ones, and both sums.
    pub(crate) fn fill_sums(&mut self) {
        for item in &mut self.items {
            if item.price_netto.is_zero() {
                let rate = item.tax_rate.max(Decimal::ZERO);
                let net = item.price_brutto * Decimal::ONE_HUNDRED / (Decimal::ONE_HUNDRED + rate);
                item.price_netto =
                    net.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero);
            }
        }
        let sum = |price: fn(&InvoiceItem) -> Decimal| -> Decimal {
            let lines = self.items.iter();
            lines
                .map(|item| price(item) * Decimal::from(item.quantity))
                .sum()
        };
        let (gross, net) = (sum(|item| item.price_brutto), sum(|item| item.price_netto));
        if self.total_price_brutto.is_zero() {
            self.total_price_brutto = gross;
        }
        if self.total_price_netto.is_zero() {
            self.total_price_netto = net;
        }
    }
}
