//! BaseLinker's wire order as the domain's order: encodings end here.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::baselinker as wire;
use crate::baselinker::wire::{Flag, Int, Lenient};
use crate::domain::country::Country;
use crate::domain::order::{Identity, Line, Order, Place};

/// Decimal places that the API's money and rates have at most; more is noise of a binary float (pains.md, trap 16).
const PLACES: u32 = 4;

/// No order is confirmed after this second (the year 2100).
const LATEST: i64 = 4_102_444_800;

/// Reads a wire order. Fields that cannot be read are listed in `odd`, so that the order is held, not lost.
pub fn order(seen: &wire::Order) -> Order {
    let mut odd = Vec::new();
    let mut ids = BTreeSet::new();
    let lines = seen
        .products
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let mut line = self::line(line, index, &mut odd);
            if !ids.insert(line.id) {
                // Two lines of one id cannot both be told apart and lowered once.
                odd.push((
                    format!("products[{}].order_product_id", index + 1),
                    line.id.to_string(),
                ));
                line.id = place(index);
            }
            line
        })
        .collect();
    let confirmed_at = seen
        .date_confirmed
        .known()
        .copied()
        .filter(|second| *second > 0);
    if let Some(second) = confirmed_at.filter(|second| *second > LATEST) {
        odd.push(("date_confirmed".to_owned(), second.to_string()));
    }
    let currency = seen.currency.text().trim().to_ascii_uppercase();
    Order {
        id: seen.order_id.known().copied().unwrap_or_default(),
        identity: Identity {
            date_add: whole(&seen.date_add, "date_add", &mut odd).unwrap_or_default(),
            source: seen.order_source.text().to_owned(),
            source_id: whole(&seen.order_source_id, "order_source_id", &mut odd)
                .unwrap_or_default(),
            external: seen.external_order_id.text().to_owned(),
        },
        status: whole(&seen.order_status_id, "order_status_id", &mut odd).unwrap_or_default(),
        confirmed_at,
        currency,
        payment_method: seen.payment_method.text().to_owned(),
        cash_on_delivery: yes(&seen.payment_method_cod, "payment_method_cod", &mut odd),
        paid: decimal(&seen.payment_done, "payment_done", &mut odd),
        email: seen.email.text().to_owned(),
        phone: seen.phone.text().to_owned(),
        delivery: Place {
            name: seen.delivery_fullname.text().to_owned(),
            company: seen.delivery_company.text().to_owned(),
            street: seen.delivery_address.text().to_owned(),
            postcode: seen.delivery_postcode.text().to_owned(),
            city: seen.delivery_city.text().to_owned(),
            country: country(seen.delivery_country_code.text()),
        },
        delivery_method: seen.delivery_method.text().to_owned(),
        delivery_price: decimal(&seen.delivery_price, "delivery_price", &mut odd),
        invoice: Place {
            name: seen.invoice_fullname.text().to_owned(),
            company: seen.invoice_company.text().to_owned(),
            street: seen.invoice_address.text().to_owned(),
            postcode: seen.invoice_postcode.text().to_owned(),
            city: seen.invoice_city.text().to_owned(),
            country: country(seen.invoice_country_code.text()),
        },
        tax_id: seen.invoice_nip.text().trim().to_owned(),
        want_invoice: yes(&seen.want_invoice, "want_invoice", &mut odd),
        lines,
        odd,
    }
}

/// Id of a line by its place, below every real one.
fn place(index: usize) -> i64 {
    -1 - index as i64
}

fn line(seen: &wire::OrderLine, index: usize, odd: &mut Vec<(String, String)>) -> Line {
    let field = |name: &str| format!("products[{}].{name}", index + 1);
    let catalogue = matches!(seen.storage.text(), "db" | "");
    let id = whole(&seen.order_product_id, &field("order_product_id"), odd);
    let warehouse = whole(&seen.warehouse_id, &field("warehouse_id"), odd).filter(|id| *id > 0);
    let kind = match seen.warehouse_type.text() {
        "" if catalogue => "bl",
        "" => seen.storage.text(),
        known => known,
    };
    Line {
        // A line without an id (never seen) is known by its place, below every real id.
        id: id.unwrap_or_else(|| place(index)),
        product: product(seen).filter(|_| catalogue),
        name: seen.name.text().to_owned(),
        sku: seen.sku.text().to_owned(),
        ean: seen.ean.text().to_owned(),
        price: decimal(&seen.price_brutto, &field("price_brutto"), odd),
        rate: decimal(&seen.tax_rate, &field("tax_rate"), odd),
        quantity: whole(&seen.quantity, &field("quantity"), odd),
        warehouse: warehouse.map(|id| format!("{kind}_{id}")),
    }
}

/// The product's id; for a variant its own. Older replies name the variant beside its parent.
fn product(seen: &wire::OrderLine) -> Option<i64> {
    let id = |text: &str| text.trim().parse::<i64>().ok().filter(|id| *id > 0);
    id(seen.variant_id.text()).or_else(|| id(seen.product_id.text()))
}

fn whole(value: &Int, field: &str, odd: &mut Vec<(String, String)>) -> Option<i64> {
    checked(value, field, odd).copied()
}

fn yes(value: &Flag, field: &str, odd: &mut Vec<(String, String)>) -> bool {
    checked(value, field, odd).copied().unwrap_or_default()
}

fn decimal(
    value: &Lenient<Decimal>,
    field: &str,
    odd: &mut Vec<(String, String)>,
) -> Option<Decimal> {
    let exact = *checked(value, field, odd)?;
    let rounded = exact.round_dp(PLACES);
    // Only noise is rounded away: a fifth place that means something stays, and is refused where it matters.
    let noise = (exact - rounded).abs() < Decimal::new(1, 6);
    Some(if noise {
        rounded.normalize()
    } else {
        exact.normalize()
    })
}

fn checked<'a, T>(
    value: &'a Lenient<T>,
    field: &str,
    odd: &mut Vec<(String, String)>,
) -> Option<&'a T> {
    value.checked().unwrap_or_else(|seen| {
        odd.push((field.to_owned(), seen.to_owned()));
        None
    })
}

/// ISO code in capitals; what is no country stays as it came, so that a person sees it.
fn country(code: &str) -> String {
    Country::parse(code).map_or_else(|| code.trim().to_owned(), |country| country.to_string())
}
