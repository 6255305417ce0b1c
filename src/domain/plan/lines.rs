//! Lines of a document from lines of an order, delivery included.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{CardLink, Context};
use crate::domain::document::DocumentLine;
use crate::domain::kind::DocumentKind;
use crate::domain::money::{Amount, UnitPrice};
use crate::domain::names;
use crate::domain::order::{Line, Order};
use crate::domain::reason::{Code, Reason};
use crate::domain::rules::{Rules, VatPayer};
use crate::domain::totals::{DeliveryVat, spread_delivery};
use crate::domain::vat::{Rate, polish_rates};

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
    let mut lines = Vec::with_capacity(order.lines.len() + 1);
    for (index, line) in order.lines.iter().enumerate() {
        match goods(line, index, kind, rules, context) {
            Ok(line) => lines.push(line),
            Err(found) => reasons.extend(found),
        }
    }
    if !reasons.is_empty() {
        return Err(reasons);
    }
    lines.extend(delivery(order, kind, rules, &lines).map_err(|reason| vec![reason])?);
    Ok(lines)
}

fn goods(
    line: &Line,
    index: usize,
    kind: DocumentKind,
    rules: &Rules,
    context: &Context,
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
    let rate = rate(line, context.cards.get(index), kind, rules, context)
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

/// The rate of a line. Unknown is not 23 %, and at home 0 is BaseLinker's default for a card without a rate
/// (legal.md 18); a WDT or an export is at 0 % (art. 41, 42), so any other rate there is a question for a person.
fn rate(
    line: &Line,
    link: Option<&CardLink>,
    kind: DocumentKind,
    rules: &Rules,
    context: &Context,
) -> Result<Rate, (Code, String)> {
    if rules.vat_payer == VatPayer::Exempt {
        return Ok(Rate::Exempt);
    }
    let told = line.rate.ok_or((Code::VatUnknown, String::new()))?;
    let rate = Rate::from_api(told).map_err(|_| (Code::VatUnknown, told.to_string()))?;
    let zero_rated = context.said.rates.contains(&line.id)
        || matches!(
            link,
            Some(CardLink::Linked {
                zero_rated: true,
                ..
            })
        );
    match kind {
        DocumentKind::Receipt | DocumentKind::Invoice => {}
        DocumentKind::InvoiceWdt | DocumentKind::InvoiceExport if rate == Rate::Percent(0) => {
            return Ok(rate);
        }
        DocumentKind::InvoiceWdt | DocumentKind::InvoiceExport | DocumentKind::InvoiceOss => {
            return Err((Code::ForeignRates, format!("{kind}, {rate} %")));
        }
    }
    match rate {
        Rate::Percent(0) if !zero_rated => Err((Code::VatZero, rate.to_string())),
        Rate::Percent(_) if polish_rates(context.today).contains(&rate) => Ok(rate),
        Rate::Exempt if rules.seller.exempt_basis.is_empty() => {
            Err((Code::VatExemptBasis, rate.to_string()))
        }
        Rate::Exempt => Ok(rate),
        Rate::Percent(_) | Rate::NotSubject | Rate::ReverseCharge => {
            Err((Code::VatNotPolish, rate.to_string()))
        }
    }
}

fn delivery(
    order: &Order,
    kind: DocumentKind,
    rules: &Rules,
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
    // Delivery of a WDT or an export shares the goods' 0 %, whatever is usual at home.
    let policy = match kind {
        DocumentKind::Receipt | DocumentKind::Invoice => rules.delivery,
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
        rate: if rules.vat_payer == VatPayer::Exempt {
            Rate::Exempt
        } else {
            rate
        },
        gross,
        order_line: None,
    };
    Ok(parts
        .into_iter()
        .filter(|(_, gross)| *gross != Amount::ZERO)
        .map(line)
        .collect())
}
