//! A world as a JSON file that a person can write by hand: whatever is left out has a sensible value.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::catalog::{Category, Inventory, Manufacturer, PriceGroup, Sources, Status, Warehouse};
use super::fault::FaultRule;
use super::firmino::FirminoFile;
use super::invoice::{Invoice, Series};
use super::journal::JournalEntry;
use super::limit::RateLimit;
use super::order::Order;
use super::order_return::OrderReturn;
use super::payment::Payment;
use super::product::Product;
use super::receipt::Receipt;
use super::unknowns::Unknowns;
use super::world::World;

/// Why a text is no world.
#[derive(Debug, thiserror::Error)]
pub enum BadWorld {
    /// Not JSON, an unknown key, or a value of the wrong kind.
    #[error("not a world file: {0}")]
    Shape(#[from] serde_json::Error),
    /// Two orders, documents, returns, series, categories, manufacturers or products with one id.
    #[error("two {what} have the id {id}")]
    Twice {
        /// The key in the file, such as `orders`.
        what: &'static str,
        /// The id.
        id: u64,
    },
    /// A product without an id.
    #[error("a product has no id")]
    NoProductId,
}

#[derive(Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct WorldFile {
    now: Option<i64>,
    seed: u64,
    tokens: Vec<String>,
    statuses: Vec<Status>,
    sources: Sources,
    inventories: Vec<Inventory>,
    warehouses: Vec<Warehouse>,
    price_groups: Vec<PriceGroup>,
    series: Vec<Series>,
    categories: Vec<Category>,
    manufacturers: Vec<Manufacturer>,
    products: Vec<Product>,
    orders: Vec<Order>,
    invoices: Vec<Invoice>,
    receipts: Vec<Receipt>,
    returns: Vec<OrderReturn>,
    payments: BTreeMap<u64, Vec<Payment>>,
    journal: Option<Vec<JournalEntry>>,
    firmino: FirminoFile,
    unknowns: Unknowns,
    quirks: Option<u64>,
    limit: Option<RateLimit>,
    account_blocked: bool,
    faults: Vec<FaultRule>,
}

impl Default for WorldFile {
    fn default() -> Self {
        Self::of(&World::new(0, 0))
    }
}

impl WorldFile {
    fn of(world: &World) -> Self {
        Self {
            now: None,
            seed: world.seed,
            tokens: world.tokens.clone(),
            statuses: world.statuses.clone(),
            sources: world.sources.clone(),
            inventories: world.inventories.clone(),
            warehouses: world.warehouses.clone(),
            price_groups: world.price_groups.clone(),
            series: world.series.clone(),
            categories: world.categories().cloned().collect(),
            manufacturers: world.manufacturers().cloned().collect(),
            products: world.products.values().cloned().collect(),
            orders: world.orders().cloned().collect(),
            invoices: world.invoices().cloned().collect(),
            receipts: world.receipts().cloned().collect(),
            returns: world.returns().cloned().collect(),
            payments: world.payment_changes().clone(),
            journal: world
                .journal_is_on()
                .then(|| world.journal().cloned().collect()),
            firmino: FirminoFile::of(&world.firmino),
            unknowns: world.unknowns(),
            quirks: world.quirks,
            limit: world.limit,
            account_blocked: world.account_blocked,
            faults: world.fault_rules(),
        }
    }
}

impl World {
    /// Reads a world from JSON (`docs/sandbox.md` has the format). `now`, in Unix seconds, is the time of a
    /// file that names none. Reserved pieces in the file are those of its orders and are counted anew.
    ///
    /// # Errors
    /// The text is no world.
    pub fn from_json(text: &str, now: i64) -> Result<Self, BadWorld> {
        let file: WorldFile = serde_json::from_str(text)?;
        once("orders", file.orders.iter().map(|order| order.order_id))?;
        once(
            "invoices",
            file.invoices.iter().map(|invoice| invoice.invoice_id),
        )?;
        once("receipts", file.receipts.iter().map(|one| one.receipt_id))?;
        once("returns", file.returns.iter().map(|one| one.return_id))?;
        once("series", file.series.iter().map(|series| series.id))?;
        once(
            "categories",
            file.categories.iter().map(|one| one.category_id),
        )?;
        once(
            "manufacturers",
            file.manufacturers.iter().map(|one| one.manufacturer_id),
        )?;
        once("products", file.products.iter().map(|product| product.id))?;
        if file.products.iter().any(|product| product.id == 0) {
            return Err(BadWorld::NoProductId);
        }
        file.firmino.check()?;
        let mut world = Self::new(file.seed, file.now.unwrap_or(now));
        world.tokens = file.tokens;
        world.statuses = file.statuses;
        world.sources = file.sources;
        world.inventories = file.inventories;
        world.warehouses = file.warehouses;
        world.price_groups = file.price_groups;
        world.series = file.series;
        world.quirks = file.quirks;
        world.limit = file.limit;
        world.account_blocked = file.account_blocked;
        for mut product in file.products {
            product.reservations.clear();
            world.put_product(product);
        }
        for category in known_first(file.categories, |one| one.category_id) {
            world.put_category(category);
        }
        for manufacturer in known_first(file.manufacturers, |one| one.manufacturer_id) {
            world.put_manufacturer(manufacturer);
        }
        world.set_unknowns(file.unknowns);
        for order in known_first(file.orders, |order| order.order_id) {
            world.put_order(order);
        }
        for invoice in known_first(file.invoices, |invoice| invoice.invoice_id) {
            world.put_invoice(invoice);
        }
        for receipt in known_first(file.receipts, |receipt| receipt.receipt_id) {
            world.put_receipt(receipt);
        }
        for order_return in known_first(file.returns, |one| one.return_id) {
            world.put_return(order_return);
        }
        world.take_payment_changes(file.payments);
        if let Some(entries) = file.journal {
            world.begin_journal(entries);
        }
        world.firmino = file.firmino.account(world.now());
        for rule in file.faults {
            world.plan_fault(rule);
        }
        Ok(world)
    }

    /// Writes the world as JSON that [`World::from_json`] reads back; clock, calls and blocks are left out.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(&WorldFile::of(self))
            .expect("every key of a world is a text or a number")
    }
}

/// Those with ids first, so that none of these is given to another one.
pub(crate) fn known_first<T>(mut all: Vec<T>, id: fn(&T) -> u64) -> Vec<T> {
    all.sort_by_key(|one| id(one) == 0);
    all
}

pub(crate) fn once(what: &'static str, ids: impl Iterator<Item = u64>) -> Result<(), BadWorld> {
    let mut seen = BTreeSet::new();
    for id in ids.filter(|id| *id > 0) {
        if !seen.insert(id) {
            return Err(BadWorld::Twice { what, id });
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
