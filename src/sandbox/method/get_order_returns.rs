//! `getOrderReturns`: at most 100 returns, from-filters inclusive.

use super::{ApiError, Parameters, World, Writer};
use crate::sandbox::json::{Fields, List};
use crate::sandbox::order_return::{OrderReturn, ReturnLine};
use crate::sandbox::unknowns::{MissingOrder, RowSort};

const PAGE: usize = 100;

struct Query {
    order_id: Option<u64>,
    return_id: Option<u64>,
    date_from: Option<i64>,
    id_from: Option<u64>,
    status_id: Option<u64>,
    source: Option<String>,
    source_id: Option<u64>,
}

/// Parts that are sent on request only.
struct Extras {
    custom_extra_fields: bool,
    connect_data: bool,
}

pub(super) fn run(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let query = Query::read(parameters);
    let extras = Extras {
        custom_extra_fields: parameters.flag("include_custom_extra_fields"),
        connect_data: parameters.flag("include_connect_data"),
    };
    let page = query.page(world);
    if let Some(id) = query.return_id
        && page.is_empty()
        && world.unknowns().missing_order == MissingOrder::Error
    {
        return Err(ApiError::new(
            "ERROR_RETURN_ID",
            format!("No return with id {id}"),
        ));
    }
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.list("returns", |returns| {
            for order_return in page {
                returns.record(|row| write_return(row, order_return, &extras));
            }
        });
    }))
}

impl Query {
    fn read(parameters: &Parameters<'_>) -> Self {
        let source = parameters.filter("filter_order_return_source");
        Self {
            order_id: parameters.positive("order_id"),
            return_id: parameters.positive("return_id"),
            date_from: parameters.int("date_from").filter(|second| *second > 0),
            id_from: parameters.positive("id_from"),
            status_id: parameters.positive("status_id"),
            // The account of a source means nothing without the source.
            source_id: parameters
                .int("filter_order_return_source_id")
                .and_then(|id| u64::try_from(id).ok())
                .filter(|_| source.is_some()),
            source,
        }
    }

    fn page<'w>(&self, world: &'w World) -> Vec<&'w OrderReturn> {
        let mut found: Vec<_> = world.returns().filter(|one| self.fits(one)).collect();
        if self.id_from.is_none() && world.unknowns().return_sort == RowSort::ByDateAdd {
            found.sort_by_key(|one| one.date_add);
        }
        found.truncate(PAGE);
        found
    }

    fn fits(&self, one: &OrderReturn) -> bool {
        let is = |wanted: Option<u64>, value: u64| wanted.is_none_or(|wanted| wanted == value);
        let source = self.source.as_ref();
        is(self.order_id, one.order_id)
            && is(self.return_id, one.return_id)
            && is(self.status_id, one.status_id)
            && is(self.source_id, one.order_return_source_id)
            && source.is_none_or(|source| *source == one.order_return_source)
            && self.id_from.is_none_or(|from| one.return_id >= from)
            && self.date_from.is_none_or(|from| one.date_add >= from)
    }
}

fn write_return(row: &mut Fields<'_>, one: &OrderReturn, extras: &Extras) {
    row.int("return_id", one.return_id);
    row.id_or_none("order_id", one.order_id);
    row.id_or_none("shop_order_id", one.shop_order_id);
    row.text("external_order_id", &one.external_order_id);
    row.text("reference_number", &one.reference_number);
    row.text("order_return_source", &one.order_return_source);
    row.int("order_return_source_id", one.order_return_source_id);
    row.int("status_id", one.status_id);
    row.int("date_add", one.date_add);
    row.int("date_in_status", one.date_in_status);
    row.text("user_login", &one.user_login);
    row.text("currency", &one.currency);
    row.money_text("refunded", one.refunded);
    row.text("email", &one.email);
    row.text("phone", &one.phone);
    row.decimal("delivery_price", one.delivery_price);
    row.text("extra_field_1", &one.extra_field_1);
    row.text("extra_field_2", &one.extra_field_2);
    if extras.custom_extra_fields {
        row.text("custom_extra_fields", "");
    }
    if extras.connect_data {
        row.record("connect_data", |row| {
            row.int("connect_integration_id", 0);
            row.int("connect_contractor_id", 0);
        });
    }
    row.text("admin_comments", &one.admin_comments);
    row.text("delivery_package_module", &one.delivery_package_module);
    row.text("delivery_package_nr", &one.delivery_package_nr);
    row.list("products", |lines| {
        for line in &one.products {
            write_line(lines, line);
        }
    });
    row.text("refund_account_number", &one.refund_account_number);
    row.text("refund_iban", &one.refund_iban);
    row.text("refund_swift", &one.refund_swift);
    row.int("fulfillment_status", one.fulfillment_status);
}

fn write_line(lines: &mut List<'_>, line: &ReturnLine) {
    lines.record(|row| {
        row.int("order_return_product_id", line.order_return_product_id);
        row.text("storage", &line.storage);
        row.int("storage_id", line.storage_id);
        row.text_id("product_id", &line.product_id);
        row.text_id("variant_id", &line.variant_id);
        row.text("name", &line.name);
        row.text("sku", &line.sku);
        row.text("ean", &line.ean);
        row.text("location", &line.location);
        row.id_or_none("warehouse_id", line.warehouse_id);
        row.text_id("auction_id", &line.auction_id);
        row.text("attributes", &line.attributes);
        row.decimal("price_brutto", line.price_brutto);
        row.decimal("tax_rate", line.tax_rate);
        row.int("quantity", line.quantity);
        row.decimal("weight", line.weight);
        row.id_or_none("bundle_id", line.bundle_id);
        row.id_or_none("status_id", line.status_id);
        row.id_or_none("return_reason_id", line.return_reason_id);
    });
}
