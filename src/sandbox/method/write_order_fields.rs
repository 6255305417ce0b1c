//! `setOrderFields`: only the fields sent are changed; date, status and payment cannot be.

use super::write_orders::{known_order, success};
use super::{ApiError, Parameters, World, Writer, columns};
use crate::sandbox::order::Order;
use crate::sandbox::unknowns::LongText;

type Field = fn(&mut Order) -> &mut String;

/// Text fields with their documented widths in characters.
const TEXTS: [(&str, usize, Field); 29] = [
    ("admin_comments", 200, |o| &mut o.admin_comments),
    ("user_comments", 510, |o| &mut o.user_comments),
    ("payment_method", 30, |o| &mut o.payment_method),
    ("email", 150, |o| &mut o.email),
    ("phone", 100, |o| &mut o.phone),
    ("user_login", 30, |o| &mut o.user_login),
    ("delivery_method", 30, |o| &mut o.delivery_method),
    ("delivery_fullname", 156, |o| &mut o.delivery_fullname),
    ("delivery_company", 156, |o| &mut o.delivery_company),
    ("delivery_address", 156, |o| &mut o.delivery_address),
    ("delivery_postcode", 100, |o| &mut o.delivery_postcode),
    ("delivery_city", 100, |o| &mut o.delivery_city),
    ("delivery_state", 35, |o| &mut o.delivery_state),
    ("delivery_country_code", 2, |o| &mut o.delivery_country_code),
    ("delivery_point_id", 40, |o| &mut o.delivery_point_id),
    ("delivery_point_name", 100, |o| &mut o.delivery_point_name),
    ("delivery_point_address", 100, |o| {
        &mut o.delivery_point_address
    }),
    ("delivery_point_postcode", 100, |o| {
        &mut o.delivery_point_postcode
    }),
    ("delivery_point_city", 100, |o| &mut o.delivery_point_city),
    ("invoice_fullname", 500, |o| &mut o.invoice_fullname),
    ("invoice_company", 500, |o| &mut o.invoice_company),
    ("invoice_nip", 100, |o| &mut o.invoice_nip),
    ("invoice_address", 500, |o| &mut o.invoice_address),
    ("invoice_postcode", 20, |o| &mut o.invoice_postcode),
    ("invoice_city", 100, |o| &mut o.invoice_city),
    ("invoice_state", 35, |o| &mut o.invoice_state),
    ("invoice_country_code", 2, |o| &mut o.invoice_country_code),
    ("extra_field_1", 50, |o| &mut o.extra_field_1),
    ("extra_field_2", 50, |o| &mut o.extra_field_2),
];

pub(super) fn run(
    world: &mut World,
    parameters: &Parameters<'_>,
    writer: Writer,
) -> Result<String, ApiError> {
    let order_id = known_order(world, parameters)?;
    let long_text = world.unknowns().long_text;
    let mut changed = world.order(order_id).cloned().unwrap_or_default();
    apply(&mut changed, parameters, long_text)?;
    world.edit_order(order_id, |order| *order = changed);
    Ok(success(writer))
}

/// Writes every field that the parameters carry into the order; unknown ones are ignored.
pub(super) fn apply(
    order: &mut Order,
    parameters: &Parameters<'_>,
    long_text: LongText,
) -> Result<(), ApiError> {
    for (key, width, field) in TEXTS {
        let Some(text) = parameters.text(key) else {
            continue;
        };
        *field(order) = columns::fit(key, &text, width, long_text)?;
    }
    if parameters.get("delivery_country_code").is_some() {
        order.delivery_country = country_name(&order.delivery_country_code).to_owned();
    }
    if parameters.get("invoice_country_code").is_some() {
        order.invoice_country = country_name(&order.invoice_country_code).to_owned();
    }
    if let Some(price) = parameters.decimal("delivery_price") {
        order.delivery_price = price;
    }
    for (key, flag) in [
        ("payment_method_cod", &mut order.payment_method_cod),
        ("want_invoice", &mut order.want_invoice),
    ] {
        if parameters.get(key).is_some() {
            *flag = parameters.flag(key);
        }
    }
    for (key, most, digit) in [
        ("pick_state", 1, &mut order.pick_state),
        ("pack_state", 1, &mut order.pack_state),
        ("star", 5, &mut order.star),
    ] {
        if let Some(value) = parameters
            .int(key)
            .and_then(|value| u8::try_from(value).ok())
        {
            *digit = value.min(most);
        }
    }
    for (id, value) in parameters.entries("custom_extra_fields") {
        if value.is_empty() {
            order.custom_extra_fields.remove(&id);
        } else {
            order.custom_extra_fields.insert(id, value);
        }
    }
    Ok(())
}

/// The Polish name of a country; empty for a code that the sandbox does not know.
pub(crate) fn country_name(code: &str) -> &'static str {
    match code {
        "PL" => "Polska",
        "DE" => "Niemcy",
        "CZ" => "Czechy",
        "FR" => "Francja",
        "GB" => "Wielka Brytania",
        "CH" => "Szwajcaria",
        "US" => "Stany Zjednoczone",
        "NO" => "Norwegia",
        "SK" => "Słowacja",
        "AT" => "Austria",
        _ => "",
    }
}
