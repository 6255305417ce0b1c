//! Stock that orders take or reserve, at the moment the account is set to.

use std::collections::BTreeMap;

use super::World;
use crate::sandbox::catalog::StatusKind;
use crate::sandbox::unknowns::{CancelledStock, StockFalls};

/// What one order has done to the stock.
#[derive(Clone, Debug, Default)]
pub(crate) struct Holding {
    state: HoldingState,
    pieces: Vec<Pieces>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum HoldingState {
    #[default]
    Nothing,
    Reserved,
    Lowered,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Pieces {
    product: u64,
    warehouse: String,
    quantity: i64,
}

impl World {
    /// Pieces of a product (or variant) in a warehouse such as `bl_8801`; `None` if there is no such product.
    pub fn stock(&self, product_id: u64, warehouse: &str) -> Option<i64> {
        let product = self.products.get(&product_id)?;
        Some(product.stock.get(warehouse).copied().unwrap_or(0))
    }

    /// Counts a product's pieces in a warehouse anew. `false` if there is no such product.
    pub fn set_stock(&mut self, product_id: u64, warehouse: &str, pieces: i64) -> bool {
        let Some(product) = self.products.get_mut(&product_id) else {
            return false;
        };
        product.stock.insert(warehouse.to_owned(), pieces);
        true
    }

    /// Brings the stock into line with an order's present lines and status.
    pub(super) fn settle_stock(&mut self, order_id: u64) {
        let before = self.holdings.remove(&order_id).unwrap_or_default();
        let after = self.wanted_holding(order_id, before.state);
        self.move_pieces(&before, -1);
        self.move_pieces(&after, 1);
        self.holdings.insert(order_id, after);
    }

    /// Notes what an order has done without moving stock; only its reservation is added.
    pub(super) fn count_holding(&mut self, order_id: u64) {
        let holding = self.wanted_holding(order_id, HoldingState::Nothing);
        if holding.state == HoldingState::Reserved {
            self.move_pieces(&holding, 1);
        }
        self.holdings.insert(order_id, holding);
    }

    /// Forgets what an order has done; its reservation ends.
    pub(super) fn drop_holding(&mut self, order_id: u64) {
        if let Some(holding) = self.holdings.remove(&order_id)
            && holding.state == HoldingState::Reserved
        {
            self.move_pieces(&holding, -1);
        }
    }

    pub(super) fn recount_holdings(&mut self) {
        let ids: Vec<u64> = self.orders().map(|order| order.order_id).collect();
        for id in ids {
            self.drop_holding(id);
            self.count_holding(id);
        }
    }

    fn wanted_holding(&self, order_id: u64, present: HoldingState) -> Holding {
        let Some(order) = self.orders.get(order_id) else {
            return Holding::default();
        };
        if !order.confirmed || order.order_source == "order_return" {
            return Holding::default();
        }
        let kind = self
            .statuses
            .iter()
            .find(|status| status.id == order.order_status_id)
            .map_or(StatusKind::Other, |status| status.kind);
        let shipped = matches!(kind, StatusKind::Sent | StatusKind::Delivered)
            || present == HoldingState::Lowered;
        let open = match (self.unknowns.stock_falls, shipped) {
            (StockFalls::AtConfirm, _) | (_, true) => HoldingState::Lowered,
            (StockFalls::AtShipping, false) => HoldingState::Nothing,
            (StockFalls::AsReservation, false) => HoldingState::Reserved,
        };
        let state = match (kind, self.unknowns.cancelled_stock) {
            (StatusKind::Cancelled, CancelledStock::Returned) => HoldingState::Nothing,
            (StatusKind::Cancelled, CancelledStock::Kept)
                if self.unknowns.stock_falls == StockFalls::AtShipping =>
            {
                present
            }
            _ => open,
        };
        Holding {
            state,
            pieces: self.pieces_of(order_id),
        }
    }

    fn pieces_of(&self, order_id: u64) -> Vec<Pieces> {
        let lines = self.orders.get(order_id).map(|order| &order.products);
        let mut pieces: BTreeMap<(u64, String), i64> = BTreeMap::new();
        for line in lines.into_iter().flatten() {
            let product = line.product_id.parse().ok();
            let Some(product) = product.and_then(|id: u64| self.products.get(&id)) else {
                continue;
            };
            if line.storage != "db" {
                continue;
            }
            let warehouse = format!("{}_{}", line.warehouse_type, line.warehouse_id);
            if product.is_bundle {
                for (part, per_bundle) in &product.bundle_products {
                    *pieces.entry((*part, warehouse.clone())).or_default() +=
                        per_bundle * line.quantity;
                }
            } else {
                *pieces.entry((product.id, warehouse)).or_default() += line.quantity;
            }
        }
        pieces
            .into_iter()
            .map(|((product, warehouse), quantity)| Pieces {
                product,
                warehouse,
                quantity,
            })
            .collect()
    }

    fn move_pieces(&mut self, holding: &Holding, times: i64) {
        for pieces in &holding.pieces {
            let Some(product) = self.products.get_mut(&pieces.product) else {
                continue;
            };
            let (map, change) = match holding.state {
                HoldingState::Nothing => continue,
                HoldingState::Reserved => (&mut product.reservations, pieces.quantity * times),
                HoldingState::Lowered => (&mut product.stock, -pieces.quantity * times),
            };
            *map.entry(pieces.warehouse.clone()).or_default() += change;
        }
    }
}
