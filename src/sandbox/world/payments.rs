//! What was paid for orders, and when.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::World;
use crate::sandbox::order::Order;
use crate::sandbox::payment::Payment;
use crate::sandbox::unknowns::FirstPayment;

impl World {
    /// What is paid for an order becomes `paid_after`, whatever it was; what was paid before, price and currency are
    /// the order's. Nothing happens where it is paid already. `false` if there is no such order.
    pub fn set_payment(&mut self, order_id: u64, payment: Payment) -> bool {
        let known = self.payments.get(&order_id).map_or(0, Vec::len);
        if !self.edit_order(order_id, |order| order.payment_done = payment.paid_after) {
            return false;
        }
        let payments = self.payments.get_mut(&order_id);
        if let Some(new) = payments.and_then(|all| all.get_mut(known)) {
            if payment.date != 0 {
                new.date = payment.date;
            }
            new.comment = payment.comment;
            new.external_payment_id = payment.external_payment_id;
        }
        true
    }

    /// The payments of an order, oldest first; what was paid when the order came in counts if the account keeps it.
    pub fn payments(&self, order_id: u64) -> Vec<Payment> {
        let Some(order) = self.order(order_id) else {
            return Vec::new();
        };
        let later = self.payments.get(&order_id).cloned().unwrap_or_default();
        let at_first = later
            .first()
            .map_or(order.payment_done, |first| first.paid_before);
        if at_first.is_zero() || self.unknowns.first_payment == FirstPayment::NotKept {
            return later;
        }
        let first = Payment {
            date: order.date_add,
            ..change(Decimal::ZERO, at_first, order)
        };
        std::iter::once(first).chain(later).collect()
    }

    /// Every change of what is paid since orders came in, by order.
    pub(crate) fn payment_changes(&self) -> &BTreeMap<u64, Vec<Payment>> {
        &self.payments
    }

    /// Takes over changes of what is paid; those of orders that are not there count for nothing.
    pub(crate) fn take_payment_changes(&mut self, payments: BTreeMap<u64, Vec<Payment>>) {
        self.payments = payments;
        let orders = &self.orders;
        self.payments.retain(|id, _| orders.get(*id).is_some());
    }

    /// Keeps a change of what is paid for an order.
    pub(super) fn keep_payment(&mut self, before: &Order, after: &Order) {
        if before.order_id != after.order_id
            && let Some(payments) = self.payments.remove(&before.order_id)
        {
            self.payments.insert(after.order_id, payments);
        }
        if before.payment_done != after.payment_done {
            let change = Payment {
                date: self.now(),
                ..change(before.payment_done, after.payment_done, after)
            };
            self.payments
                .entry(after.order_id)
                .or_default()
                .push(change);
        }
    }
}

fn change(paid_before: Decimal, paid_after: Decimal, order: &Order) -> Payment {
    Payment {
        paid_before,
        paid_after,
        total_price: order.total(),
        currency: order.currency.clone(),
        ..Payment::default()
    }
}
