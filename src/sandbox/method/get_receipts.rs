//! `getReceipts`: at most 100 receipts, `id_from` inclusive.

use super::{ApiError, Parameters, World, Writer};
use crate::sandbox::json::Fields;
use crate::sandbox::receipt::Receipt;
use crate::sandbox::unknowns::RowSort;

const PAGE: usize = 100;

pub(super) fn run(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let id_from = parameters.positive("id_from");
    let series_id = parameters.positive("series_id");
    let time = |key| parameters.int(key).filter(|second| *second > 0);
    let (date_from, date_to) = (time("date_from"), time("date_to"));
    let fits = |receipt: &&Receipt| {
        id_from.is_none_or(|from| receipt.receipt_id >= from)
            && series_id.is_none_or(|id| receipt.series_id == id)
            && date_from.is_none_or(|from| receipt.date_add >= from)
            && date_to.is_none_or(|to| receipt.date_add <= to)
    };
    let mut page: Vec<_> = world.receipts().filter(fits).collect();
    if id_from.is_none() && world.unknowns().receipt_sort == RowSort::ByDateAdd {
        page.sort_by_key(|receipt| receipt.date_add);
    }
    page.truncate(PAGE);
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.list("receipts", |receipts| {
            for receipt in page {
                receipts.record(|row| write_receipt(row, receipt));
            }
        });
    }))
}

fn write_receipt(row: &mut Fields<'_>, receipt: &Receipt) {
    row.int("receipt_id", receipt.receipt_id);
    row.int("series_id", receipt.series_id);
    row.text("receipt_full_nr", &receipt.receipt_full_nr);
    row.id_or_none("order_id", receipt.order_id);
    row.int("date_add", receipt.date_add);
    row.text("payment_method", &receipt.payment_method);
    row.text("nip", &receipt.nip);
    row.list("products", |products| {
        for item in &receipt.products {
            products.record(|row| {
                row.text("name", &item.name);
                row.decimal("price_brutto", item.price_brutto);
                row.decimal("tax_rate", item.tax_rate);
                row.int("quantity", item.quantity);
                row.text("sku", &item.sku);
                row.text("ean", &item.ean);
            });
        }
    });
}
