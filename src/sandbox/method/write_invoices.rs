//! `addInvoice`, `addOrderInvoiceFile`, `getInvoiceFile`.

use rust_decimal::Decimal;

use super::write_orders::{known_order, success};
use super::{ApiError, Parameters, World, Writer};
use crate::sandbox::invoice::{Invoice, InvoiceItem, SeriesKind};
use crate::sandbox::order::Order;
use crate::sandbox::unknowns::{LongText, SecondInvoice};

/// Width of a number that comes with a file, in characters.
const NUMBER: usize = 30;

/// The invoice of an order's lines and delivery, in the series given or the first one.
pub(super) fn add(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let order_id = known_order(world, parameters)?;
    let of_invoices = |id: &u64| {
        let mut series = world.series.iter();
        series.any(|series| series.id == *id && series.kind == SeriesKind::Invoice)
    };
    let series_id = match parameters.positive("series_id") {
        Some(id) => Some(id).filter(of_invoices),
        None => {
            let mut series = world.series.iter();
            series
                .find(|series| series.kind == SeriesKind::Invoice)
                .map(|series| series.id)
        }
    };
    let series_id =
        series_id.ok_or_else(|| ApiError::new("ERROR_SERIES_ID", "No such series of invoices"))?;
    let first = world
        .invoices()
        .find(|invoice| invoice.order_id == order_id)
        .map(|invoice| invoice.invoice_id);
    let id = match (first, world.unknowns().second_invoice) {
        (Some(_), SecondInvoice::Refused) => {
            let message = "The order has an invoice already";
            return Err(ApiError::new("ERROR_INVOICE_EXISTS", message));
        }
        (Some(first), SecondInvoice::First) => first,
        _ => {
            let rate = parameters.text("vat_rate").unwrap_or_default().to_owned();
            let invoice = world
                .order(order_id)
                .map(|order| of(order, series_id, &rate));
            world.put_invoice(invoice.unwrap_or_default())
        }
    };
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.int("invoice_id", id);
    }))
}

fn of(order: &Order, series_id: u64, rate: &str) -> Invoice {
    let fixed: Option<Decimal> = rate.parse().ok();
    let mut items: Vec<InvoiceItem> = order
        .products
        .iter()
        .map(|line| InvoiceItem {
            name: line.name.clone(),
            sku: line.sku.clone(),
            ean: line.ean.clone(),
            price_brutto: line.price_brutto,
            tax_rate: fixed.unwrap_or(line.tax_rate),
            quantity: line.quantity,
            order_product_id: line.order_product_id,
            ..InvoiceItem::default()
        })
        .collect();
    if order.delivery_price > Decimal::ZERO {
        items.push(InvoiceItem {
            name: format!("Dostawa: {}", order.delivery_method),
            price_brutto: order.delivery_price,
            is_shipment: true,
            ..InvoiceItem::default()
        });
    }
    Invoice {
        order_id: order.order_id,
        series_id,
        currency: order.currency.clone(),
        payment: order.payment_method.clone(),
        invoice_fullname: order.invoice_fullname.clone(),
        invoice_company: order.invoice_company.clone(),
        invoice_nip: order.invoice_nip.clone(),
        invoice_address: order.invoice_address.clone(),
        invoice_postcode: order.invoice_postcode.clone(),
        invoice_city: order.invoice_city.clone(),
        items,
        ..Invoice::default()
    }
}

/// Replaces file and number.
pub(super) fn file(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let id = known_invoice(world, parameters)?;
    let file = parameters.text("file").unwrap_or_default();
    if !is_file(&file) {
        return Err(ApiError::new(
            "ERROR_BAD_PARAMETERS",
            "The file is not data: and base64",
        ));
    }
    let number = parameters
        .text("external_invoice_number")
        .unwrap_or_default();
    if number.chars().count() > NUMBER && world.unknowns().long_text == LongText::Refused {
        return Err(ApiError::new("ERROR_BAD_PARAMETERS", "Number too long"));
    }
    let number: String = number.chars().take(NUMBER).collect();
    world.edit_invoice(id, |invoice| {
        invoice.file = file;
        if !number.is_empty() {
            invoice.external_invoice_number = number;
        }
    });
    Ok(success(writer))
}

/// `data:`, perhaps with a type, and characters of base64.
fn is_file(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("data:") else {
        return false;
    };
    let data = rest.rsplit_once(',').map_or(rest, |(_, data)| data);
    let is_one = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte);
    !data.is_empty() && data.len() % 4 == 0 && data.bytes().all(is_one)
}

/// The uploaded file.
pub(super) fn get_file(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let id = known_invoice(world, parameters)?;
    let (file, number) = match world.invoice(id) {
        Some(invoice) if parameters.flag("get_external") => (
            invoice.file.clone(),
            invoice.external_invoice_number.clone(),
        ),
        Some(invoice) => (String::new(), invoice.number.clone()),
        None => Default::default(),
    };
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.text("invoice", &file);
        answer.text("invoice_number", &number);
    }))
}

fn known_invoice(world: &World, parameters: &Parameters<'_>) -> Result<u64, ApiError> {
    let id = parameters.positive("invoice_id").unwrap_or(0);
    match world.invoice(id) {
        Some(_) => Ok(id),
        None => {
            let message = format!("No invoice with id {id}");
            Err(ApiError::new("ERROR_INVOICE_ID", message))
        }
    }
}
