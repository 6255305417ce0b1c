//! Invoices 1900001–1900004: issued in BaseLinker's own series, for orders that are deleted since.

use super::draft::dec;
use crate::sandbox::invoice::{Invoice, InvoiceItem};
use crate::sandbox::scenario::account::{CORRECTIONS, INVOICES};

/// Free text of several lines, as BaseLinker prints it on the document.
const SELLER: &str =
    "Sklep Pokazowy sp. z o.o.\nul. Krótka 3\n65-001 Zielona Góra\nNIP: 1111111111\n";

/// As of `now` (Unix seconds); none is for an order that `getOrders` still shows.
pub(super) fn invoices(now: i64) -> Vec<Invoice> {
    let days_ago = |days: i64| now - days * 86_400;
    let person = Invoice {
        invoice_id: 1_900_001,
        order_id: 981,
        invoice_fullname: "Wanda Próbna".into(),
        invoice_address: "ul. Ogrodowa 2/5".into(),
        invoice_postcode: "90-001".into(),
        invoice_city: "Łódź".into(),
        items: vec![item("Kubek 300 ml", "39.99", 2), delivery()],
        ..issued(days_ago(9))
    };
    let firm = Invoice {
        invoice_id: 1_900_002,
        order_id: 984,
        invoice_fullname: "Jacek Przykładny".into(),
        invoice_company: "Próbna Hurtownia sp. z o.o.".into(),
        invoice_nip: "1234563218".into(),
        invoice_address: "ul. Fabryczna 1".into(),
        invoice_postcode: "65-001".into(),
        invoice_city: "Zielona Góra".into(),
        items: vec![item("Kubek 300 ml", "39.99", 12), delivery()],
        ..issued(days_ago(8))
    };
    let with_file = Invoice {
        invoice_id: 1_900_003,
        order_id: 987,
        external_invoice_number: "FS 12/2026".into(),
        file: "data:JVBERi0xLjQK".into(),
        invoice_company: "Bezmiejska Spółka Jawna".into(),
        invoice_address: "ul. Wodna 9".into(),
        invoice_postcode: "50-001".into(),
        invoice_city: "Wrocław".into(),
        items: vec![item("Talerz głęboki", "24.50", 6)],
        ..issued(days_ago(7))
    };
    let correction = Invoice {
        invoice_id: 1_900_004,
        series_id: CORRECTIONS,
        kind: "correcting".into(),
        correcting_to_invoice_id: firm.invoice_id,
        correcting_reason: "Zwrot towaru".into(),
        correcting_items: true,
        items: vec![item("Kubek 300 ml", "39.99", -2)],
        date_add: days_ago(5),
        ..firm.clone()
    };
    vec![person, firm, with_file, correction]
}

fn issued(date_add: i64) -> Invoice {
    Invoice {
        series_id: INVOICES,
        date_add,
        payment: "PayU".into(),
        seller: SELLER.into(),
        ..Invoice::default()
    }
}

fn item(name: &str, price: &str, quantity: i64) -> InvoiceItem {
    InvoiceItem {
        name: name.into(),
        price_brutto: dec(price),
        quantity,
        ..InvoiceItem::default()
    }
}

fn delivery() -> InvoiceItem {
    InvoiceItem {
        is_shipment: true,
        ..item("Dostawa: Kurier", "14.99", 1)
    }
}
