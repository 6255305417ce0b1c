//! `getSeries` and `getInvoices`: at most 100 invoices, from-filters inclusive.

use super::{ApiError, Parameters, World, Writer};
use crate::sandbox::invoice::{Invoice, InvoiceItem};
use crate::sandbox::json::{Fields, List};
use crate::sandbox::lenient;
use crate::sandbox::unknowns::{InvoiceSort, MissingOrder};

const PAGE: usize = 100;

struct Query {
    invoice_id: Option<u64>,
    order_id: Option<u64>,
    date_from: Option<i64>,
    id_from: Option<u64>,
    series_id: Option<u64>,
    with_file_too: bool,
}

pub(super) fn series(
    world: &mut World,
    _: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.list("series", |list| {
            for series in &world.series {
                list.record(|row| {
                    row.int("id", series.id);
                    row.text("type", series.kind.text());
                    row.text("name", &series.name);
                    row.text("format", &series.format);
                });
            }
        });
    }))
}

pub(super) fn run(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let query = Query::read(parameters);
    let government_data = parameters.flag("get_government_data");
    let page = query.page(world);
    if let Some(id) = query.invoice_id
        && page.is_empty()
        && world.unknowns().missing_order == MissingOrder::Error
    {
        return Err(ApiError::new(
            "ERROR_INVOICE_ID",
            format!("No invoice with id {id}"),
        ));
    }
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.list("invoices", |invoices| {
            for invoice in page {
                invoices.record(|row| write_invoice(row, invoice, government_data));
            }
        });
    }))
}

impl Query {
    fn read(parameters: &Parameters<'_>) -> Self {
        let external = parameters.get("get_external_invoices");
        Self {
            invoice_id: parameters.positive("invoice_id"),
            order_id: parameters.positive("order_id"),
            date_from: parameters.int("date_from").filter(|second| *second > 0),
            id_from: parameters.positive("id_from"),
            series_id: parameters.positive("series_id"),
            // Only a plain no leaves anything out.
            with_file_too: external.and_then(lenient::as_flag).unwrap_or(true),
        }
    }

    fn page<'w>(&self, world: &'w World) -> Vec<&'w Invoice> {
        let mut found: Vec<_> = world.invoices().filter(|one| self.fits(one)).collect();
        if self.id_from.is_none() && world.unknowns().invoice_sort == InvoiceSort::ByDateAdd {
            found.sort_by_key(|invoice| invoice.date_add);
        }
        found.truncate(PAGE);
        found
    }

    fn fits(&self, invoice: &Invoice) -> bool {
        let is = |wanted: Option<u64>, value: u64| wanted.is_none_or(|wanted| wanted == value);
        is(self.invoice_id, invoice.invoice_id)
            && is(self.order_id, invoice.order_id)
            && is(self.series_id, invoice.series_id)
            && self.id_from.is_none_or(|from| invoice.invoice_id >= from)
            && self.date_from.is_none_or(|from| invoice.date_add >= from)
            && (self.with_file_too || invoice.file.is_empty())
    }
}

fn write_invoice(row: &mut Fields<'_>, invoice: &Invoice, government_data: bool) {
    row.int("invoice_id", invoice.invoice_id);
    row.int("order_id", invoice.order_id);
    row.int("series_id", invoice.series_id);
    row.text("type", &invoice.kind);
    row.text("number", &invoice.number);
    row.int("year", invoice.year);
    row.int("month", invoice.month);
    row.int("sub_id", invoice.sub_id);
    row.text("postfix", &invoice.postfix);
    row.int("date_add", invoice.date_add);
    row.int("date_sell", invoice.date_sell);
    row.id_or_none("date_pay_to", invoice.date_pay_to);
    row.text("currency", &invoice.currency);
    row.decimal("total_price_brutto", invoice.total_price_brutto);
    row.decimal("total_price_netto", invoice.total_price_netto);
    row.text("invoice_fullname", &invoice.invoice_fullname);
    row.text("invoice_company", &invoice.invoice_company);
    row.text("invoice_nip", &invoice.invoice_nip);
    row.text("invoice_address", &invoice.invoice_address);
    row.text("invoice_city", &invoice.invoice_city);
    row.text("invoice_postcode", &invoice.invoice_postcode);
    row.text("invoice_country", &invoice.invoice_country);
    row.text("invoice_country_code", &invoice.invoice_country_code);
    row.text("seller", &invoice.seller);
    row.text("issuer", &invoice.issuer);
    row.text("payment", &invoice.payment);
    row.text("additional_info", &invoice.additional_info);
    row.id_or_none("correcting_to_invoice_id", invoice.correcting_to_invoice_id);
    row.text("correcting_reason", &invoice.correcting_reason);
    row.flag("correcting_items", invoice.correcting_items);
    row.flag("correcting_data", invoice.correcting_data);
    row.text("external_invoice_number", &invoice.external_invoice_number);
    row.text_id("external_id", &invoice.external_id);
    row.text("exchange_currency", &invoice.exchange_currency);
    row.decimal_or_none("exchange_rate", invoice.exchange_rate);
    row.text("exchange_date", &invoice.exchange_date);
    row.text("exchange_info", &invoice.exchange_info);
    if government_data {
        row.text("gov_id", &invoice.gov_id);
        row.text("gov_date", &invoice.gov_date);
        row.text("gov_status", &invoice.gov_status);
    }
    row.list("items", |items| {
        for item in &invoice.items {
            write_item(items, item);
        }
    });
}

fn write_item(items: &mut List<'_>, item: &InvoiceItem) {
    items.record(|row| {
        row.text("name", &item.name);
        row.text("sku", &item.sku);
        row.text("ean", &item.ean);
        row.decimal("price_brutto", item.price_brutto);
        row.decimal("price_netto", item.price_netto);
        row.decimal("tax_rate", item.tax_rate);
        row.int("quantity", item.quantity);
        row.flag_int("is_shipment", item.is_shipment);
        row.id_or_none("order_product_id", item.order_product_id);
    });
}
