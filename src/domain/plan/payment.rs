//! Payment, its term, and the day of sale.

use jiff::Span;
use jiff::civil::Date;

use crate::domain::document::Payment;
use crate::domain::money::Amount;
use crate::domain::order::Order;
use crate::domain::rules::Rules;
use crate::domain::warsaw;

/// The day of the sale: that of the payment, where it was seen to come before the goods went (art. 19a ust. 8), else
/// that of the confirmation, in Warsaw. getOrders itself tells no day of payment.
pub(super) fn sold_on(order: &Order, paid_on: Option<Date>, today: Date) -> Date {
    paid_on
        .filter(|_| !order.cash_on_delivery)
        .or_else(|| order.confirmed_at.map(warsaw::day))
        .map_or(today, |day| day.min(today))
}

/// What is still to be paid, as `paid / total`; `None` where the order counts as paid: in full, on delivery, or by a
/// method that is due later.
pub(super) fn open(order: &Order, rules: &Rules, total: Amount) -> Option<String> {
    let later = rules
        .payments
        .get(&order.payment_method)
        .is_some_and(|terms| terms.days > 0);
    if order.cash_on_delivery || later {
        return None;
    }
    let paid = paid(order);
    (paid < total).then(|| format!("{paid} / {total} {}", order.currency))
}

/// Whether it is paid in full, as far as its sum can be computed.
pub fn is_paid(order: &Order) -> bool {
    super::order_gross(order).is_some_and(|gross| gross > Amount::ZERO && paid(order) >= gross)
}

/// Form, paid sum and due day as known now.
pub(super) fn payment(order: &Order, rules: &Rules, today: Date) -> Payment {
    let terms = rules.payments.get(&order.payment_method);
    let days = terms.map_or(0, |terms| terms.days);
    Payment {
        method: order.payment_method.clone(),
        form: terms.map(|terms| terms.form.clone()).unwrap_or_default(),
        paid: paid(order),
        due: today.checked_add(Span::new().days(days)).unwrap_or(today),
    }
}

/// Unknown counts as nothing paid here: it holds a document back, it never lets one go.
fn paid(order: &Order) -> Amount {
    order
        .paid
        .and_then(|paid| Amount::rounded(paid).ok())
        .unwrap_or(Amount::ZERO)
}
