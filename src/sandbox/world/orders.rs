//! Orders of the world: kept by id and by the seconds in which they were added and confirmed.

use std::collections::{BTreeMap, BTreeSet};

use super::World;
use crate::sandbox::journal::Event;
use crate::sandbox::order::Order;
use crate::sandbox::unknowns::Ties;

/// Orders with the indices that paging needs.
#[derive(Clone, Debug)]
pub(crate) struct OrderBook {
    by_id: BTreeMap<u64, Order>,
    confirmed: BySecond,
    added: BySecond,
    next_order: u64,
    next_line: u64,
}

type BySecond = BTreeMap<i64, BTreeSet<u64>>;

impl Default for OrderBook {
    fn default() -> Self {
        Self {
            by_id: BTreeMap::new(),
            confirmed: BTreeMap::new(),
            added: BTreeMap::new(),
            next_order: 70_010_001,
            next_line: 900_001,
        }
    }
}

impl OrderBook {
    pub(crate) fn get(&self, order_id: u64) -> Option<&Order> {
        self.by_id.get(&order_id)
    }

    /// By ascending id, from this id on.
    pub(crate) fn by_id(&self, from: u64) -> impl Iterator<Item = &Order> {
        self.by_id.range(from..).map(|(_, order)| order)
    }

    /// By ascending second of confirmation, from this second on; unconfirmed ones stand at 0.
    pub(crate) fn by_confirmation(&self, from: i64, ties: Ties) -> impl Iterator<Item = &Order> {
        self.in_seconds(&self.confirmed, from, ties)
    }

    /// By ascending second of creation, from this second on.
    pub(crate) fn by_creation(&self, from: i64, ties: Ties) -> impl Iterator<Item = &Order> {
        self.in_seconds(&self.added, from, ties)
    }

    fn in_seconds<'a>(
        &'a self,
        index: &'a BySecond,
        from: i64,
        ties: Ties,
    ) -> impl Iterator<Item = &'a Order> {
        index
            .range(from..)
            .flat_map(move |(_, ids)| {
                let (up, down) = match ties {
                    Ties::Ascending => (Some(ids.iter()), None),
                    Ties::Descending => (None, Some(ids.iter().rev())),
                };
                up.into_iter().flatten().chain(down.into_iter().flatten())
            })
            .filter_map(|id| self.by_id.get(id))
    }

    fn insert(&mut self, order: Order) {
        self.remove(order.order_id);
        let id = order.order_id;
        self.next_order = self.next_order.max(id.saturating_add(1));
        for line in &order.products {
            self.next_line = self.next_line.max(line.order_product_id.saturating_add(1));
        }
        self.confirmed
            .entry(order.date_confirmed)
            .or_default()
            .insert(id);
        self.added.entry(order.date_add).or_default().insert(id);
        self.by_id.insert(id, order);
    }

    fn remove(&mut self, order_id: u64) -> Option<Order> {
        let order = self.by_id.remove(&order_id)?;
        for (index, second) in [
            (&mut self.confirmed, order.date_confirmed),
            (&mut self.added, order.date_add),
        ] {
            if let Some(ids) = index.get_mut(&second) {
                ids.remove(&order_id);
                if ids.is_empty() {
                    index.remove(&second);
                }
            }
        }
        Some(order)
    }

    fn fill_ids(&mut self, order: &mut Order) {
        if order.order_id == 0 {
            order.order_id = self.next_order;
        }
        for line in &mut order.products {
            if line.warehouse_source_id == 0 {
                line.warehouse_source_id = line.warehouse_id;
            }
            if line.order_product_id == 0 {
                line.order_product_id = self.next_line;
                self.next_line += 1;
            }
        }
    }
}

impl World {
    /// Puts an order there as it is (replacing one with the same id) and returns its id. Zero ids and
    /// times are filled in. Stock is taken as already reflecting the order. A new one stands in the journal, if it is on.
    pub fn put_order(&mut self, order: Order) -> u64 {
        let id = self.file(order);
        self.count_holding(id);
        id
    }

    /// A new order comes in: as [`World::put_order`], and stock falls or is reserved as the account does it.
    pub fn place_order(&mut self, order: Order) -> u64 {
        let id = self.file(order);
        self.settle_stock(id);
        id
    }

    /// Edits an order in place, also its id or times; stock follows. `false` if there is no such order.
    pub fn edit_order(&mut self, order_id: u64, edit: impl FnOnce(&mut Order)) -> bool {
        let Some(before) = self.orders.remove(order_id) else {
            return false;
        };
        let mut order = before.clone();
        edit(&mut order);
        let id = order.order_id;
        self.orders.fill_ids(&mut order);
        self.note_changes(&before, &order);
        self.keep_payment(&before, &order);
        self.orders.insert(order);
        if id != order_id
            && let Some(holding) = self.holdings.remove(&order_id)
        {
            self.holdings.insert(id, holding);
        }
        self.settle_stock(id);
        true
    }

    /// The operator moves an order to a status, now. `false` if there is no such order.
    pub fn set_status(&mut self, order_id: u64, status_id: u64) -> bool {
        let now = self.now();
        self.edit_order(order_id, |order| {
            order.order_status_id = status_id;
            order.date_in_status = now;
        })
    }

    /// The buyer finishes an unconfirmed order, now. `false` if there is no such order.
    pub fn confirm_order(&mut self, order_id: u64) -> bool {
        let now = self.now();
        self.edit_order(order_id, |order| {
            order.confirmed = true;
            order.date_confirmed = now;
        })
    }

    /// Removes an order; its reservation ends, pieces that it took stay taken. `None` if there is none.
    pub fn delete_order(&mut self, order_id: u64) -> Option<Order> {
        self.drop_holding(order_id);
        let order = self.orders.remove(order_id)?;
        self.payments.remove(&order_id);
        self.note(Event::Removed, order_id, 0);
        Some(order)
    }

    /// After a restore, the id belongs to another order. Stock is left alone.
    pub fn reuse_id(&mut self, order_id: u64, mut other: Order) {
        self.delete_order(order_id);
        other.order_id = order_id;
        self.put_order(other);
    }

    pub(crate) fn order_book(&self) -> &OrderBook {
        &self.orders
    }

    fn file(&mut self, mut order: Order) -> u64 {
        self.orders.fill_ids(&mut order);
        if order.order_status_id == 0 {
            order.order_status_id = self.statuses.first().map_or(0, |status| status.id);
        }
        if order.date_add == 0 {
            order.date_add = if order.date_confirmed == 0 {
                self.now()
            } else {
                order.date_confirmed
            };
        }
        if order.confirmed && order.date_confirmed == 0 {
            order.date_confirmed = order.date_add;
        }
        if order.date_in_status == 0 {
            order.date_in_status = order.date_confirmed.max(order.date_add);
        }
        if order.order_page.is_empty() {
            order.order_page = format!("https://orders.example/{}/", order.order_id);
        }
        let id = order.order_id;
        self.drop_holding(id);
        match self.orders.remove(id) {
            Some(before) => {
                self.note_changes(&before, &order);
                self.keep_payment(&before, &order);
            }
            None => self.note_new_order(&order),
        }
        self.orders.insert(order);
        id
    }
}
