//! Returns of the world, kept by id. They have a journal of their own, which the sandbox does not keep.

use super::World;
use crate::sandbox::order_return::OrderReturn;

/// Ids of returns begin here unless a file or a test gives them.
const FIRST: u64 = 1001;
/// Ids of their lines begin here.
const FIRST_LINE: u64 = 2201;

impl World {
    /// Puts a return there as it is (replacing one with the same id) and returns its id. Zero ids and times are filled
    /// in. Neither the order nor the stock changes.
    pub fn put_return(&mut self, mut order_return: OrderReturn) -> u64 {
        if order_return.return_id == 0 {
            let last = self.returns.last_key_value();
            order_return.return_id = last.map_or(FIRST, |(id, _)| id.saturating_add(1));
        }
        if order_return.date_add == 0 {
            order_return.date_add = self.now();
        }
        if order_return.date_in_status == 0 {
            order_return.date_in_status = order_return.date_add;
        }
        let others = self.returns.values().chain([&order_return]);
        let lines = others.flat_map(|one| &one.products);
        let last = lines.map(|line| line.order_return_product_id).max();
        let mut next = last.unwrap_or(0).saturating_add(1).max(FIRST_LINE);
        for line in &mut order_return.products {
            if line.order_return_product_id == 0 {
                line.order_return_product_id = next;
                next += 1;
            }
        }
        let id = order_return.return_id;
        self.returns.insert(id, order_return);
        id
    }

    /// A return by id.
    pub fn order_return(&self, return_id: u64) -> Option<&OrderReturn> {
        self.returns.get(&return_id)
    }

    /// All returns by ascending id.
    pub fn returns(&self) -> impl Iterator<Item = &OrderReturn> {
        self.returns.values()
    }

    /// Edits a return in place, but for its id. `false` if there is no such return.
    pub fn edit_return(&mut self, return_id: u64, edit: impl FnOnce(&mut OrderReturn)) -> bool {
        let Some(order_return) = self.returns.get_mut(&return_id) else {
            return false;
        };
        edit(order_return);
        order_return.return_id = return_id;
        true
    }

    /// Removes a return. `None` if there is none.
    pub fn delete_return(&mut self, return_id: u64) -> Option<OrderReturn> {
        self.returns.remove(&return_id)
    }
}
