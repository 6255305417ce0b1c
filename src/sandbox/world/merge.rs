//! Orders made of other orders: merged and split.

use rust_decimal::Decimal;

use super::World;
use crate::sandbox::journal::Event;
use crate::sandbox::order::Order;
use crate::sandbox::unknowns::{MadeDates, MadeOrders, MergedPayment, SplitPayment};

impl World {
    /// Technical merge: a new order with copies of all lines, beside the old ones, which stay as they are. Stock is
    /// taken as already reflecting it. Returns the new order's id; `None` if one of the orders is not there.
    pub fn merge_into_new(&mut self, main: u64, others: &[u64], sum_delivery: bool) -> Option<u64> {
        let mut made = self.order(main)?.clone();
        for other in self.all_of(others)? {
            self.absorb(&mut made, &other, sum_delivery);
        }
        self.renew(&mut made);
        let id = self.quietly(|world| world.put_order(made));
        self.note_made(id);
        for part in std::iter::once(&main).chain(others) {
            self.note(Event::Merged, id, *part);
        }
        Some(id)
    }

    /// The lines of `others` move into `main`, and the others are gone; pieces that they took or reserved are now
    /// those of `main`. Returns the id of `main`; `None` if one of the orders is not there.
    pub fn merge_into_main(
        &mut self,
        main: u64,
        others: &[u64],
        sum_delivery: bool,
    ) -> Option<u64> {
        let mut merged = self.order(main)?.clone();
        for other in self.all_of(others)? {
            self.absorb(&mut merged, &other, sum_delivery);
        }
        self.quietly(|world| {
            for other in others {
                // Its pieces come back before main takes them.
                world.edit_order(*other, |order| order.products.clear());
                world.delete_order(*other);
            }
            world.edit_order(main, |order| *order = merged);
        });
        for other in others {
            self.note(Event::Merged, main, *other);
            self.note(Event::Removed, *other, 0);
        }
        Some(main)
    }

    /// So many pieces of some lines (line id, pieces), and a part of the delivery's price, leave an order for a new
    /// one that is like it in all else. Returns the new order's id; `None` if the order has no such lines or fewer
    /// pieces, or nothing is to leave.
    pub fn split_order(
        &mut self,
        order_id: u64,
        items: &[(u64, i64)],
        delivery: Decimal,
    ) -> Option<u64> {
        let mut rest = self.order(order_id)?.clone();
        let mut made = Order {
            products: Vec::new(),
            delivery_price: delivery,
            ..rest.clone()
        };
        for (line_id, pieces) in items {
            let mut lines = rest.products.iter_mut();
            let line = lines.find(|line| line.order_product_id == *line_id)?;
            if *pieces < 1 || *pieces > line.quantity {
                return None;
            }
            line.quantity -= pieces;
            let mut part = line.clone();
            part.quantity = *pieces;
            made.products.push(part);
        }
        if made.products.is_empty() {
            return None;
        }
        rest.products.retain(|line| {
            let id = line.order_product_id;
            line.quantity != 0 || !items.iter().any(|(line_id, _)| *line_id == id)
        });
        rest.delivery_price -= delivery;
        if self.unknowns.split_payment == SplitPayment::Parted {
            made.payment_done = rest.payment_done.min(made.total());
            rest.payment_done -= made.payment_done;
        }
        self.renew(&mut made);
        let id = self.quietly(|world| {
            world.edit_order(order_id, |order| *order = rest);
            world.place_order(made)
        });
        self.note(Event::Split, order_id, id);
        self.note_made(id);
        Some(id)
    }

    fn all_of(&self, ids: &[u64]) -> Option<Vec<Order>> {
        ids.iter().map(|id| self.order(*id).cloned()).collect()
    }

    fn absorb(&self, order: &mut Order, other: &Order, sum_delivery: bool) {
        order.products.extend(other.products.iter().cloned());
        if sum_delivery {
            order.delivery_price += other.delivery_price;
        }
        if self.unknowns.merged_payment == MergedPayment::Summed {
            order.payment_done += other.payment_done;
        }
    }

    /// Gives a copy ids, and dates, of its own.
    fn renew(&self, order: &mut Order) {
        order.order_id = 0;
        order.order_page = String::new();
        for line in &mut order.products {
            line.order_product_id = 0;
        }
        if self.unknowns.made_dates == MadeDates::Now {
            let now = self.now();
            order.date_add = now;
            order.date_in_status = now;
            if order.confirmed {
                order.date_confirmed = now;
            }
        }
    }

    fn note_made(&mut self, id: u64) {
        if self.unknowns.made_orders == MadeOrders::Told
            && let Some(order) = self.order(id).cloned()
        {
            self.note_new_order(&order);
        }
    }
}
