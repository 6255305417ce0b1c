//! Values of corrections: what may stand there, what BaseLinker says, and what becomes of the order.

use rust_decimal::Decimal;

use jiff::civil::Date;

use super::{Corrected, EditError, Edits, Key};
use crate::domain::country::Country;
use crate::domain::eu_vat::EuVat;
use crate::domain::names;
use crate::domain::nip::{Nip, Parsed, bare};
use crate::domain::order::{Line, Order, Place};
use crate::domain::vat::{Rate, polish_rates};

/// Longest text of a buyer's field that is taken (Firmino's longest is a full name of 500, firmino.md §2.2).
const LONGEST: usize = 500;

/// What stands for a value in a proposed command: pasted as it is, it must not become one.
const PLACEHOLDER: &str = "…";

/// The value as it is kept.
///
/// # Errors
/// [`EditError::BadValue`].
pub(super) fn checked(key: Key, value: &str) -> Result<String, EditError> {
    let value = names::folded(value);
    let bad = |why| EditError::BadValue {
        key,
        value: value.chars().take(60).collect(),
        why,
    };
    if value == PLACEHOLDER {
        return Err(bad("the value goes in its place"));
    }
    match key {
        Key::Name | Key::Company | Key::Nip | Key::Street | Key::Postcode | Key::City => {
            match value.chars().count() {
                length if length > LONGEST => Err(bad("it is longer than 500 characters")),
                _ => Ok(value),
            }
        }
        Key::Country => Country::parse(&value)
            .map(|country| country.to_string())
            .ok_or_else(|| bad("no country has these two letters")),
        Key::Kind => value
            .parse::<crate::domain::kind::DocumentKind>()
            .map(|kind| kind.to_string())
            .map_err(|_| bad("receipt, invoice, invoice-wdt, invoice-export or invoice-oss")),
        Key::CurrencyRate => decimal(&value)
            .filter(|rate| *rate > Decimal::ZERO && rate.scale() <= 6)
            .map(|rate| rate.normalize().to_string())
            .ok_or_else(|| bad("PLN for one unit, such as 4.3021")),
        Key::Vat(_) => value
            .trim_end_matches('%')
            .trim_end()
            .replace(',', ".")
            .parse::<Rate>()
            .map(|rate| rate.to_string())
            .map_err(|_| bad("a rate such as 23, 8, 5, 0 or zw")),
        Key::Contractor | Key::Card(_) | Key::Warehouse(_) => value
            .parse::<i64>()
            .map(|id| id.to_string())
            .map_err(|_| bad("an id")),
    }
}

/// Whether a value of the right form can stand in this order: a Polish NIP with a wrong checksum never can, nor a rate
/// that is lawful for no goods that stay in Poland. Buyers and deliveries abroad have numbers and rates of their own.
///
/// # Errors
/// [`EditError::BadValue`].
pub(super) fn fits(edits: &Edits, order: &Order, key: Key, value: &str) -> Result<(), EditError> {
    let bad = |why| {
        Err(EditError::BadValue {
            key,
            value: value.to_owned(),
            why,
        })
    };
    let at_home = |country: &str| Country::parse(country) == Some(Country::PL);
    match key {
        Key::Nip => {
            let corrected = edits.0.get(&Key::Country).map(|edit| edit.value.as_str());
            let polish = at_home(corrected.unwrap_or(&order.buyer_place().country));
            let foreign = EuVat::parse(value).is_some() && !bare(value).starts_with("PL");
            match Nip::parse(value) {
                Parsed::Wrong(_) if polish && !foreign => bad("a NIP with a right checksum"),
                _ => Ok(()),
            }
        }
        Key::Vat(_) => match value.parse::<Rate>() {
            Ok(rate @ Rate::Percent(_))
                if at_home(&order.delivery.country) && !polish_rates(Date::MAX).contains(&rate) =>
            {
                bad("a rate in force")
            }
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

fn decimal(text: &str) -> Option<Decimal> {
    text.replace(',', ".").parse().ok()
}

/// What BaseLinker says where this key corrects.
pub(super) fn there(order: &Order, key: Key) -> String {
    let place = order.buyer_place();
    let line = |id: i64| order.lines.iter().find(|line| line.id == id);
    let known = |line: Option<&Line>| {
        line.map(|line| {
            let product = line.product.map(|id| id.to_string()).unwrap_or_default();
            format!("{product} {} {}", line.sku, line.name)
        })
        .unwrap_or_default()
    };
    match key {
        Key::Name => place.name.clone(),
        Key::Company => place.company.clone(),
        Key::Nip => order.tax_id.clone(),
        Key::Street => place.street.clone(),
        Key::Postcode => place.postcode.clone(),
        Key::City => place.city.clone(),
        Key::Country => format!("{} {}", place.country, order.delivery.country),
        // A kind is chosen for the whole order, and a card for the whole buyer.
        Key::Kind => order.content_hash(),
        Key::CurrencyRate => order.currency.clone(),
        Key::Contractor => order.buyer_hash(),
        Key::Vat(id) => line(id)
            .and_then(|line| line.rate)
            .map(|rate| rate.to_string())
            .unwrap_or_default(),
        Key::Card(id) => known(line(id)),
        Key::Warehouse(id) => line(id)
            .and_then(|line| line.warehouse.clone())
            .unwrap_or_default(),
    }
}

/// Puts a correction into the order or beside it.
pub(super) fn put(corrected: &mut Corrected, seen: &Order, key: Key, value: &str) {
    let order = &mut corrected.order;
    let said = &mut corrected.said;
    match key {
        Key::Name => place(order, seen).name = value.to_owned(),
        Key::Company => place(order, seen).company = value.to_owned(),
        Key::Street => place(order, seen).street = value.to_owned(),
        Key::Postcode => place(order, seen).postcode = value.to_owned(),
        Key::City => place(order, seen).city = value.to_owned(),
        Key::Nip => order.tax_id = value.to_owned(),
        Key::Country => {
            place(order, seen).country = value.to_owned();
            // Where the goods go is known better by BaseLinker, unless it knows nothing.
            if Country::parse(&order.delivery.country).is_none() {
                order.delivery.country = value.to_owned();
            }
        }
        Key::Kind => said.kind = value.parse().ok(),
        Key::CurrencyRate => said.rate = decimal(value),
        Key::Contractor => said.contractor = value.parse().ok(),
        Key::Vat(id) => {
            let rate = value.parse::<Rate>().ok();
            if let (Some(rate), Some(line)) =
                (rate, order.lines.iter_mut().find(|line| line.id == id))
            {
                line.rate = Some(rate.to_api());
                said.rates.insert(id);
                order
                    .odd
                    .retain(|(field, _)| !names_line(field, seen, id, "tax_rate"));
            }
        }
        Key::Card(id) => {
            said.cards.extend(value.parse().ok().map(|card| (id, card)));
        }
        Key::Warehouse(id) => {
            said.warehouses
                .extend(value.parse().ok().map(|place| (id, place)));
        }
    }
}

/// Whether an unreadable field is this one of that line.
fn names_line(field: &str, seen: &Order, id: i64, name: &str) -> bool {
    seen.lines
        .iter()
        .position(|line| line.id == id)
        .is_some_and(|place| field == format!("products[{}].{name}", place + 1))
}

/// The buyer's place, to be changed: the invoice data, which begin as the delivery data where none were given.
fn place<'a>(order: &'a mut Order, seen: &Order) -> &'a mut Place {
    if seen.invoice.is_empty() && order.invoice.is_empty() {
        order.invoice = order.delivery.clone();
    }
    &mut order.invoice
}
