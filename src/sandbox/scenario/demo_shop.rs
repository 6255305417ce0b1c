//! `demo-shop`: 60 products, 40 orders and 4 invoices, from the plainest to the oddest that an account has been seen to hold.
//!
//! `docs/sandbox.md` says what each order is; the ids never change.

mod abroad;
mod buyers;
mod documents;
mod draft;
mod firmino;
mod goods;
mod invoices;
mod oddities;
mod states;

use draft::Desk;

use crate::sandbox::world::World;

/// First order of the shop; the last is 1040.
const FIRST: u64 = 1001;

/// The account as of `now` (Unix seconds); `seed` varies its stock only.
pub(super) fn world(seed: u64, now: i64) -> World {
    let mut world = World::new(seed, now);
    world.products = goods::products(seed);
    world.firmino = firmino::account(&world.products);
    let mut orders = Vec::new();
    let mut desk = Desk::new(now, &world.products);
    for part in [
        states::orders,
        documents::orders,
        abroad::orders,
        oddities::orders,
        buyers::orders,
    ] {
        orders.extend(part(&mut desk));
    }
    for order in orders {
        world.put_order(order);
    }
    for invoice in invoices::invoices(now) {
        world.put_invoice(invoice);
    }
    world
}
