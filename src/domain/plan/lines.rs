//! Lines of a document from lines of an order, delivery included.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::rate::Sale;
use super::{CardLink, Context};
use crate::domain::document::DocumentLine;
use crate::domain::kind::DocumentKind;
use crate::domain::money::{Amount, UnitPrice};
use crate::domain::names;
use crate::domain::order::{Line, Order};
use crate::domain::reason::{Code, Reason};
use crate::domain::rules::Rules;
use crate::domain::totals::{DeliveryVat, spread_delivery};
use crate::domain::vat::Rate;

/// Most characters of a line's name that Firmino takes (firmino.md §2.3).
const NAME: usize = 512;

/// What the buyer was told to pay: every price times its quantity and the delivery, exact, then to the grosz. `None`
/// where a part is unknown.
pub fn order_gross(order: &Order) -> Option<Amount> {
    let mut sum = order.delivery_price?;
    for line in &order.lines {
        sum = sum.checked_add(line.price?.checked_mul(Decimal::from(line.quantity?))?)?;
    }
    Amount::rounded(sum).ok()
}

/// The order's currency as three capitals.
pub(super) fn currency(order: &Order) -> Result<String, Reason> {
    let code = order.currency.trim().to_ascii_uppercase();
    if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(code);
    }
    Err(Reason::new(
        Code::CurrencyUnknown,
        "currency",
        &order.currency,
    ))
}

/// The document's lines: goods, then delivery at the rates that its rule gives.
pub(super) fn document_lines(
    order: &Order,
    kind: DocumentKind,
    rules: &Rules,
    context: &Context,
) -> Result<Vec<DocumentLine>, Vec<Reason>> {
    let mut reasons = Vec::new();
    if order.lines.is_empty() {
        reasons.push(Reason::new(Code::NoLines, "products", ""));
    }
    let sale = Sale::of(order, kind, rules, context);
    let mut lines = Vec::with_capacity(order.lines.len() + 1);
    for (index, line) in order.lines.iter().enumerate() {
        match goods(line, index, context.cards.get(index), &sale) {
            Ok(line) => lines.push(line),
            Err(found) => reasons.extend(found),
        }
    }
    if !reasons.is_empty() {
        return Err(reasons);
    }
    lines.extend(delivery(order, &sale, &lines).map_err(|reason| vec![reason])?);
    Ok(lines)
}

fn goods(
    line: &Line,
    index: usize,
    link: Option<&CardLink>,
    sale: &Sale<'_>,
) -> Result<DocumentLine, Vec<Reason>> {
    let field = |name: &str| format!("products[{}].{name}", index + 1);
    let mut reasons = Vec::new();
    let name = names::folded(&line.name);
    match name.chars().count() {
        0 => reasons.push(Reason::new(Code::LineNoName, field("name"), "")),
        length if length > NAME => reasons.push(Reason::new(
            Code::LineNameTooLong,
            field("name"),
            length.to_string(),
        )),
        _ => {}
    }
    let price = line
        .price
        .and_then(|price| UnitPrice::from_decimal(price).ok());
    if price.is_none() {
        let seen = line
            .price
            .map(|price| price.to_string())
            .unwrap_or_default();
        reasons.push(Reason::new(Code::LinePrice, field("price_brutto"), seen));
    }
    let quantity = line.quantity.filter(|quantity| *quantity > 0);
    if quantity.is_none() {
        let seen = line
            .quantity
            .map(|quantity| quantity.to_string())
            .unwrap_or_default();
        reasons.push(Reason::new(Code::LineQuantity, field("quantity"), seen));
    }
    let rate = sale
        .rate(line, link)
        .map_err(|(code, seen)| reasons.push(Reason::new(code, field("tax_rate"), seen)))
        .ok();
    let gross = price
        .zip(quantity)
        .and_then(|(price, quantity)| price.times(quantity).ok());
    match (price, quantity, rate, gross) {
        (Some(price), Some(quantity), Some(rate), Some(gross)) if reasons.is_empty() => {
            Ok(DocumentLine {
                name,
                sku: line.sku.clone(),
                unit: "szt.".to_owned(),
                quantity,
                price,
                rate,
                gross,
                order_line: Some(line.id),
            })
        }
        (Some(price), Some(_), _, None) => {
            reasons.push(Reason::new(
                Code::LinePrice,
                field("price_brutto"),
                price.to_string(),
            ));
            Err(reasons)
        }
        _ => Err(reasons),
    }
}

fn delivery(
    order: &Order,
    sale: &Sale<'_>,
    goods: &[DocumentLine],
) -> Result<Vec<DocumentLine>, Reason> {
    let odd = |seen: String| Reason::new(Code::DeliveryPrice, "delivery_price", seen);
    let told = order.delivery_price.ok_or_else(|| odd(String::new()))?;
    let price = Amount::from_decimal(told)
        .ok()
        .filter(|price| *price >= Amount::ZERO)
        .ok_or_else(|| odd(told.to_string()))?;
    let mut by_rate = BTreeMap::<Rate, Amount>::new();
    for line in goods {
        let sum = by_rate.entry(line.rate).or_default();
        *sum = sum.plus(line.gross).map_err(|_| odd(told.to_string()))?;
    }
    let by_rate: Vec<_> = by_rate.into_iter().collect();
    // Delivery abroad shares its goods' rates, whatever is usual at home: the 0 % of a WDT or an export, and those of the
    // buyer's state.
    let policy = match sale.kind {
        DocumentKind::Receipt | DocumentKind::Invoice => sale.rules.delivery,
        DocumentKind::InvoiceWdt | DocumentKind::InvoiceExport | DocumentKind::InvoiceOss => {
            DeliveryVat::Proportional
        }
    };
    let parts = spread_delivery(price, &by_rate, policy).map_err(|_| odd(told.to_string()))?;
    let method = names::folded(&order.delivery_method);
    let name = if method.is_empty() {
        "Dostawa".to_owned()
    } else {
        format!("Dostawa: {method}")
    };
    let line = |(rate, gross): (Rate, Amount)| DocumentLine {
        name: name.clone(),
        sku: String::new(),
        unit: "szt.".to_owned(),
        quantity: 1,
        price: UnitPrice::from(gross),
        // A seller who pays no VAT delivers without it, too.
        rate: if sale.is_exempt() { Rate::Exempt } else { rate },
        gross,
        order_line: None,
    };
    Ok(parts
        .into_iter()
        .filter(|(_, gross)| *gross != Amount::ZERO)
        .map(line)
        .collect())
}
