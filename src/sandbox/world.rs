//! The account as a pure world: no I/O, its own clock, everything drawn from one seed.

mod clock;
mod invoices;
mod journal;
mod merge;
mod numbering;
mod orders;
mod payments;
mod products;
mod receipts;
mod receive;
mod returns;
mod spoil;
mod stock;

use std::collections::BTreeMap;

pub use receive::Call;

use self::{orders::OrderBook, stock::Holding};
use super::catalog::{Category, Inventory, Manufacturer, PriceGroup, Sources, Status, Warehouse};
use super::fault::FaultRule;
use super::fault_plan::FaultPlan;
use super::firmino::Firmino;
use super::invoice::{Invoice, Series};
use super::journal::Journal;
use super::limit::{Limiter, RateLimit};
use super::log::CallLog;
use super::order::Order;
use super::order_return::OrderReturn;
use super::payment::Payment;
use super::product::Product;
use super::receipt::Receipt;
use super::unknowns::Unknowns;

/// A BaseLinker account. Public fields may be changed at any time; orders, documents, returns, categories,
/// manufacturers, the journal and faults have methods.
#[derive(Clone, Debug)]
pub struct World {
    /// Tokens that the account accepts.
    pub tokens: Vec<String>,
    /// Order statuses in the panel's order; the first is the primary one.
    pub statuses: Vec<Status>,
    /// Order sources.
    pub sources: Sources,
    /// Catalogues.
    pub inventories: Vec<Inventory>,
    /// Warehouses.
    pub warehouses: Vec<Warehouse>,
    /// Price groups.
    pub price_groups: Vec<PriceGroup>,
    /// Series of document numbers.
    pub series: Vec<Series>,
    /// Products and variants by id.
    pub products: BTreeMap<u64, Product>,
    /// The company's account in Firmino.
    pub firmino: Firmino,
    /// Seed of the encoding quirks; `None` = live shapes.
    pub quirks: Option<u64>,
    /// Rate limit; `None` = none.
    pub limit: Option<RateLimit>,
    /// Whether the whole account is blocked (`ERROR_USER_ACCOUNT_BLOCKED` for every call).
    pub account_blocked: bool,
    pub(crate) seed: u64,
    pub(crate) unknowns: Unknowns,
    now_ms: i64,
    skew_ms: i64,
    orders: OrderBook,
    invoices: BTreeMap<u64, Invoice>,
    receipts: BTreeMap<u64, Receipt>,
    returns: BTreeMap<u64, OrderReturn>,
    payments: BTreeMap<u64, Vec<Payment>>,
    categories: BTreeMap<u64, Category>,
    manufacturers: BTreeMap<u64, Manufacturer>,
    spent_product: u64,
    journal: Journal,
    holdings: BTreeMap<u64, Holding>,
    limiter: Limiter,
    faults: FaultPlan,
    log: CallLog,
    late: Vec<receive::LateCall>,
}

/// The token of scenarios and of world files that name none.
pub const DEFAULT_TOKEN: &str = "sandbox-token";

impl World {
    /// An account with one catalogue, two own warehouses, one shop's, statuses, sources and series, but
    /// neither products nor orders nor documents. `now` is in Unix seconds.
    pub fn new(seed: u64, now: i64) -> Self {
        Self {
            tokens: vec![DEFAULT_TOKEN.to_owned()],
            statuses: super::scenario::statuses(),
            sources: super::scenario::sources(),
            inventories: vec![Inventory::default()],
            warehouses: super::scenario::warehouses(),
            price_groups: super::scenario::price_groups(),
            series: super::scenario::series(),
            products: BTreeMap::new(),
            firmino: Firmino::default(),
            quirks: None,
            limit: Some(RateLimit::default()),
            account_blocked: false,
            seed,
            unknowns: Unknowns::default(),
            now_ms: now.saturating_mul(1000),
            skew_ms: 0,
            orders: OrderBook::default(),
            invoices: BTreeMap::new(),
            receipts: BTreeMap::new(),
            returns: BTreeMap::new(),
            payments: BTreeMap::new(),
            categories: BTreeMap::new(),
            manufacturers: BTreeMap::new(),
            spent_product: 0,
            journal: Journal::default(),
            holdings: BTreeMap::new(),
            limiter: Limiter::default(),
            faults: FaultPlan::new(seed),
            log: CallLog::default(),
            late: Vec::new(),
        }
    }

    /// The seed of the world.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The present setting of the undocumented behaviours.
    pub fn unknowns(&self) -> Unknowns {
        self.unknowns
    }

    /// Changes undocumented behaviours. Orders already there count as having taken or reserved their
    /// pieces in the new way all along: stock stays, reservations are counted anew.
    pub fn set_unknowns(&mut self, unknowns: Unknowns) {
        self.unknowns = unknowns;
        self.recount_holdings();
    }

    /// Every call that arrived.
    pub fn log(&self) -> &CallLog {
        &self.log
    }

    /// Forgets the calls logged so far.
    pub fn clear_log(&mut self) {
        self.log.clear();
    }

    /// Plans a fault; its n-th call is counted from now.
    pub fn plan_fault(&mut self, rule: FaultRule) {
        self.faults.add(rule);
    }

    /// Plans a fault from its text, e.g. `getOrders:2=reset-after`.
    ///
    /// # Errors
    /// The text is no rule.
    pub fn plan(&mut self, rule: &str) -> Result<(), super::fault::BadFault> {
        self.plan_fault(rule.parse()?);
        Ok(())
    }

    /// Drops all planned faults; effects that are on their way still come.
    pub fn clear_faults(&mut self) {
        self.faults.clear();
    }

    /// Rules not yet spent.
    pub fn fault_rules(&self) -> Vec<FaultRule> {
        self.faults.rules()
    }

    /// Blocks a token until a Unix second, as if another program had exceeded the limit.
    pub fn block_token(&mut self, token: &str, until: i64) {
        let key = self.limit_key(token);
        self.limiter.block(&key, until);
    }

    /// Removes a status from the list; orders keep its id, as after `deleteOrderStatus` gone wrong.
    pub fn delete_status(&mut self, status_id: u64) {
        self.statuses.retain(|status| status.id != status_id);
    }

    /// An order by id.
    pub fn order(&self, order_id: u64) -> Option<&Order> {
        self.orders.get(order_id)
    }

    /// All orders by ascending id.
    pub fn orders(&self) -> impl Iterator<Item = &Order> {
        self.orders.by_id(0)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
