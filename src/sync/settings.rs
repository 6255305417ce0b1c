//! What a pass needs of the profile, in the words of the domain.

mod from_profile;

pub(in crate::sync) use from_profile::stock;

use jiff::civil::Date;

use super::orders::statuses::{Named, Wanted};
use crate::domain::numbering::Format;
use crate::domain::rules::Rules;
use crate::domain::stock::Lowers;

/// Whether lines are linked to cards (`orders.link_products`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkProducts {
    /// They are; missing cards are made.
    On,
    /// No card, no movement.
    Off,
}

/// Whether levels are kept (module `warehouses`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeepStock {
    /// Orders lower levels.
    Yes {
        /// Symbol of the warehouse of lines whose own one is not linked; `None`: such lines need editing.
        default: Option<String>,
        /// Links of the profile: BaseLinker's warehouse to our symbol.
        links: Vec<(WarehouseThere, String)>,
        /// Unknown `bl_` warehouses are made and linked.
        import: ImportWarehouses,
        /// When BaseLinker itself lowers a level; `None`: as its levels show.
        lowers: Option<Lowers>,
    },
    /// No stock is touched.
    No,
}

/// A warehouse of BaseLinker as a profile says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WarehouseThere {
    /// By the key of stock maps and order lines: `bl_8801`.
    Key(String),
    /// By its name, which only BaseLinker's list can turn into a key.
    Name(String),
}

/// `warehouses.import_new`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportWarehouses {
    /// New ones are made and linked.
    New,
    /// Links are made by hand.
    ByHand,
}

/// Series of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Format.
    pub format: Format,
    /// First number that is free, where another program used the series before.
    pub start: i64,
}

/// `[orders.numbering]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbering {
    /// Invoices of all kinds.
    pub invoice: Series,
    /// Receipts.
    pub receipt: Series,
    /// Orders.
    pub order: Series,
}

/// `[brakes]` of an orders pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brakes {
    /// Documents for orders confirmed before the day on which the mirror was made.
    pub old_orders: u64,
    /// Documents of one run.
    pub documents_per_run: u64,
}

/// Settings of an orders pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Name of the profile.
    pub profile: String,
    /// `orders.from`.
    pub from: Date,
    /// Statuses as named.
    pub statuses: Wanted,
    /// Rules of documents.
    pub rules: Rules,
    /// Links of lines.
    pub products: LinkProducts,
    /// Stock.
    pub stock: KeepStock,
    /// Days after which an order that was not taken holds no stock any more.
    pub hold_days: u32,
    /// Numbers.
    pub numbering: Numbering,
    /// Brakes.
    pub brakes: Brakes,
    /// Base address of NBP's API.
    pub nbp_url: String,
    /// Series of the invoices that may carry our documents (`orders.invoice_series`); `None` where nothing is sent.
    pub series: Option<Named>,
    /// From sending a create until its read-back can be believed (seconds).
    pub settle_window: i64,
}
