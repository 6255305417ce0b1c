//! `getOrders`: at most 100 orders, from-filters inclusive, ascending.

use super::{ApiError, Parameters, World, Writer};
use crate::sandbox::json::{Fields, List};
use crate::sandbox::order::{Order, OrderLine};
use crate::sandbox::unknowns::{EmptyMap, IdFromSort, MissingOrder};

const PAGE: usize = 100;

struct Query {
    order_id: Option<u64>,
    date_confirmed_from: Option<i64>,
    date_from: Option<i64>,
    id_from: Option<u64>,
    unconfirmed_too: bool,
    status_id: Option<u64>,
    email: Option<String>,
    source: Option<String>,
    source_id: Option<u64>,
    shop_order_id: Option<i64>,
    external_order_id: Option<String>,
}

/// Parts that are sent on request only.
struct Extras {
    custom_extra_fields: bool,
    commissions: bool,
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
        commissions: parameters.flag("include_commissions"),
        connect_data: parameters.flag("include_connect_data"),
    };
    let unknowns = world.unknowns();
    let page = query.page(world);
    if let Some(id) = query.order_id
        && page.is_empty()
        && unknowns.missing_order == MissingOrder::Error
    {
        return Err(ApiError::new(
            "ERROR_ORDER_ID",
            format!("No order with id {id}"),
        ));
    }
    Ok(writer.document(|answer| {
        answer.text("status", "SUCCESS");
        answer.list("orders", |orders| {
            for order in page {
                orders.record(|row| write_order(row, order, &extras));
            }
        });
    }))
}

impl Query {
    fn read(parameters: &Parameters<'_>) -> Self {
        let time = |key| parameters.int(key).filter(|second| *second > 0);
        let source = parameters.filter("filter_order_source");
        Self {
            order_id: parameters.positive("order_id"),
            date_confirmed_from: time("date_confirmed_from"),
            date_from: time("date_from"),
            id_from: parameters.positive("id_from"),
            unconfirmed_too: parameters.flag("get_unconfirmed_orders"),
            status_id: parameters.positive("status_id"),
            email: parameters.filter("filter_email"),
            // The account of a source means nothing without the source.
            source_id: parameters
                .int("filter_order_source_id")
                .and_then(|id| u64::try_from(id).ok())
                .filter(|_| source.is_some()),
            source,
            shop_order_id: parameters.int("filter_shop_order_id").filter(|id| *id != 0),
            external_order_id: parameters.filter("filter_external_order_id"),
        }
    }

    fn page<'w>(&self, world: &'w World) -> Vec<&'w Order> {
        let book = world.order_book();
        let ties = world.unknowns().ties;
        let by_id = world.unknowns().id_from_sort == IdFromSort::ById;
        let confirmed_from = self.date_confirmed_from.unwrap_or(i64::MIN);
        if let Some(id) = self.order_id {
            return self.take(book.get(id).into_iter());
        }
        match (self.id_from, self.date_confirmed_from, self.date_from) {
            (Some(id), _, _) if by_id => self.take(book.by_id(id)),
            (None, None, None) if by_id => self.take(book.by_id(0)),
            (None, None, Some(added_from)) => self.take(book.by_creation(added_from, ties)),
            _ => self.take(book.by_confirmation(confirmed_from, ties)),
        }
    }

    fn take<'w>(&self, orders: impl Iterator<Item = &'w Order>) -> Vec<&'w Order> {
        orders.filter(|order| self.fits(order)).take(PAGE).collect()
    }

    fn fits(&self, order: &Order) -> bool {
        fn is<T: PartialEq>(wanted: &Option<T>, value: &T) -> bool {
            wanted.as_ref().is_none_or(|wanted| wanted == value)
        }
        (order.confirmed || self.unconfirmed_too)
            && self.id_from.is_none_or(|from| order.order_id >= from)
            && self
                .date_confirmed_from
                .is_none_or(|from| order.date_confirmed >= from)
            && self.date_from.is_none_or(|from| order.date_add >= from)
            && is(&self.status_id, &order.order_status_id)
            && is(&self.email, &order.email)
            && is(&self.source, &order.order_source)
            && is(&self.source_id, &order.order_source_id)
            && is(&self.shop_order_id, &order.shop_order_id)
            && is(&self.external_order_id, &order.external_order_id)
    }
}

fn write_order(row: &mut Fields<'_>, order: &Order, extras: &Extras) {
    row.int("order_id", order.order_id);
    row.id_or_none("shop_order_id", order.shop_order_id);
    row.text("external_order_id", &order.external_order_id);
    row.text("order_source", &order.order_source);
    row.int("order_source_id", order.order_source_id);
    row.text("order_source_info", &order.order_source_info);
    row.int("order_status_id", order.order_status_id);
    row.flag("confirmed", order.confirmed);
    row.int("date_confirmed", order.date_confirmed);
    row.int("date_add", order.date_add);
    row.int("date_in_status", order.date_in_status);
    row.text("user_login", &order.user_login);
    row.text("phone", &order.phone);
    row.text("email", &order.email);
    row.text("user_comments", &order.user_comments);
    row.text("admin_comments", &order.admin_comments);
    row.text("currency", &order.currency);
    row.text("payment_method", &order.payment_method);
    row.flag_text("payment_method_cod", order.payment_method_cod);
    row.decimal("payment_done", order.payment_done);
    row.id_or_none("delivery_method_id", order.delivery_method_id);
    row.text("delivery_method", &order.delivery_method);
    row.decimal("delivery_price", order.delivery_price);
    row.text("delivery_package_module", &order.delivery_package_module);
    row.text("delivery_package_nr", &order.delivery_package_nr);
    row.text("delivery_fullname", &order.delivery_fullname);
    row.text("delivery_company", &order.delivery_company);
    row.text("delivery_address", &order.delivery_address);
    row.text("delivery_city", &order.delivery_city);
    row.text("delivery_state", &order.delivery_state);
    row.text("delivery_postcode", &order.delivery_postcode);
    row.text("delivery_country_code", &order.delivery_country_code);
    row.text("delivery_point_id", &order.delivery_point_id);
    row.text("delivery_point_name", &order.delivery_point_name);
    row.text("delivery_point_address", &order.delivery_point_address);
    row.text("delivery_point_postcode", &order.delivery_point_postcode);
    row.text("delivery_point_city", &order.delivery_point_city);
    row.text("invoice_fullname", &order.invoice_fullname);
    row.text("invoice_company", &order.invoice_company);
    row.text("invoice_nip", &order.invoice_nip);
    row.text("invoice_address", &order.invoice_address);
    row.text("invoice_city", &order.invoice_city);
    row.text("invoice_state", &order.invoice_state);
    row.text("invoice_postcode", &order.invoice_postcode);
    row.text("invoice_country_code", &order.invoice_country_code);
    row.flag_text("want_invoice", order.want_invoice);
    row.text("extra_field_1", &order.extra_field_1);
    row.text("extra_field_2", &order.extra_field_2);
    row.text("order_page", &order.order_page);
    row.int("pick_state", order.pick_state);
    row.int("pack_state", order.pack_state);
    row.int("star", order.star);
    row.id_or_none("crm_client_id", order.crm_client_id);
    row.text("delivery_country", &order.delivery_country);
    row.text("invoice_country", &order.invoice_country);
    write_extras(row, order, extras);
    row.list("products", |lines| {
        for line in &order.products {
            write_line(lines, line);
        }
    });
}

fn write_extras(row: &mut Fields<'_>, order: &Order, extras: &Extras) {
    if extras.custom_extra_fields {
        row.map("custom_extra_fields", EmptyMap::Array, |map| {
            for (id, value) in &order.custom_extra_fields {
                map.text_entry(&id.to_string(), value);
            }
        });
    }
    if extras.commissions {
        row.list("commissions", |list| {
            for commission in &order.commissions {
                list.record(|row| {
                    row.text("commission_name", &commission.commission_name);
                    row.text("commission_type", &commission.commission_type);
                    row.decimal("cost_netto", commission.cost_netto);
                    row.decimal("cost_brutto", commission.cost_brutto);
                    row.text("cost_currency", &commission.cost_currency);
                });
            }
        });
    }
    if extras.connect_data {
        let connect = &order.connect_data;
        row.record("connect_data", |row| {
            row.int("connect_integration_id", connect.connect_integration_id);
            row.int("connect_contractor_id", connect.connect_contractor_id);
            row.int("connect_sale_id", connect.connect_sale_id);
        });
    }
}

fn write_line(lines: &mut List<'_>, line: &OrderLine) {
    lines.record(|row| {
        row.text("storage", &line.storage);
        row.int("storage_id", line.storage_id);
        row.int("order_product_id", line.order_product_id);
        row.text_id("product_id", &line.product_id);
        row.text_id("variant_id", &line.variant_id);
        row.text("name", &line.name);
        row.text("attributes", &line.attributes);
        row.text("sku", &line.sku);
        row.text("ean", &line.ean);
        row.text("location", &line.location);
        row.id_or_none("warehouse_id", line.warehouse_id);
        row.text("warehouse_type", &line.warehouse_type);
        row.id_or_none("warehouse_source_id", line.warehouse_source_id);
        row.text_id("auction_id", &line.auction_id);
        row.decimal("price_brutto", line.price_brutto);
        row.decimal("tax_rate", line.tax_rate);
        row.int("quantity", line.quantity);
        row.decimal("weight", line.weight);
        row.id_or_none("bundle_id", line.bundle_id);
        row.text("transaction_id", &line.transaction_id);
        row.text("transaction2_id", &line.transaction2_id);
    });
}
