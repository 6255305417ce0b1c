//! What differs between an order as its document shows it and as it is now: what a correction would hold (art. 106j).

use super::money::Amount;
use super::order::{Line, Order};
use super::plan::order_gross;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The field, as reasons name it: `invoice_nip`, `products[2].quantity`, …
    pub field: String,
    /// As documented; empty where it was not there.
    pub was: String,
    /// As it is now; empty where it is gone.
    pub is: String,
}

/// Every difference that a document would show: buyer, lines, delivery, currency. Lines are told by BaseLinker's ids;
/// their places are those of the documented order, new ones follow.
pub fn changes(was: &Order, is: &Order) -> Vec<Change> {
    let mut found = Vec::new();
    let mut differ = |field: &str, was: String, is: String| {
        if was != is {
            found.push(Change {
                field: field.to_owned(),
                was,
                is,
            });
        }
    };
    let (before, now) = (was.buyer_place(), is.buyer_place());
    for (field, was, is) in [
        ("invoice_fullname", &before.name, &now.name),
        ("invoice_company", &before.company, &now.company),
        ("invoice_address", &before.street, &now.street),
        ("invoice_postcode", &before.postcode, &now.postcode),
        ("invoice_city", &before.city, &now.city),
        ("invoice_country_code", &before.country, &now.country),
        ("invoice_nip", &was.tax_id, &is.tax_id),
        (
            "delivery_country_code",
            &was.delivery.country,
            &is.delivery.country,
        ),
        ("currency", &was.currency, &is.currency),
    ] {
        differ(field, was.clone(), is.clone());
    }
    let yes = |order: &Order| if order.want_invoice { "1" } else { "0" }.to_owned();
    differ("want_invoice", yes(was), yes(is));
    let delivery = |order: &Order| text(order.delivery_price.as_ref());
    differ("delivery_price", delivery(was), delivery(is));
    for (place, line) in was.lines.iter().enumerate() {
        let field = |name: &str| format!("products[{}]{name}", place + 1);
        let Some(now) = is.lines.iter().find(|now| now.id == line.id) else {
            differ(&field(""), whole(line), String::new());
            continue;
        };
        differ(&field(".name"), line.name.clone(), now.name.clone());
        differ(&field(".sku"), line.sku.clone(), now.sku.clone());
        differ(
            &field(".price_brutto"),
            text(line.price.as_ref()),
            text(now.price.as_ref()),
        );
        differ(
            &field(".tax_rate"),
            text(line.rate.as_ref()),
            text(now.rate.as_ref()),
        );
        differ(
            &field(".quantity"),
            text(line.quantity.as_ref()),
            text(now.quantity.as_ref()),
        );
    }
    let new = is
        .lines
        .iter()
        .filter(|now| was.lines.iter().all(|line| line.id != now.id));
    for (more, line) in new.enumerate() {
        let field = format!("products[{}]", was.lines.len() + more + 1);
        differ(&field, String::new(), whole(line));
    }
    found
}

/// By how much the sum of the order differs; `None` where one of the sums cannot be computed.
pub fn gross(was: &Order, is: &Order) -> Option<Amount> {
    order_gross(is)?.minus(order_gross(was)?).ok()
}

fn text<T: ToString>(value: Option<&T>) -> String {
    value.map_or_else(|| "?".to_owned(), ToString::to_string)
}

fn whole(line: &Line) -> String {
    format!(
        "{} × {} @ {}",
        text(line.quantity.as_ref()),
        line.name,
        text(line.price.as_ref())
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::duplicate::tests::order;

    #[test]
    fn lines_are_told_by_their_ids_and_the_sum_by_its_difference() {
        let was = order(1, 0, "", &[("K", 2), ("T", 1)]);
        assert_eq!(changes(&was, &was), []);
        let mut is = was.clone();
        is.lines[0].quantity = Some(1);
        is.lines[1].id = 99;
        is.tax_id = "1234563218".into();
        let told: Vec<String> = changes(&was, &is)
            .iter()
            .map(|change| format!("{}: {} → {}", change.field, change.was, change.is))
            .collect();
        assert_eq!(
            told,
            [
                "invoice_nip:  → 1234563218",
                "products[1].quantity: 2 → 1",
                "products[2]: 1 × T @ 10 → ",
                "products[3]:  → 1 × T @ 10",
            ]
        );
        assert_eq!(gross(&was, &is), Some(Amount::from_grosze(-1000)));
    }
}
