//! The report of a pass: one value for the table, for `--json` and for the row in `runs` (design.md §6).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Exit, Failure};

/// How a pass ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// All done.
    Done,
    /// Done, with something new for a person.
    Partial,
    /// Stopped by an error.
    Failed,
    /// Stopped by a brake.
    Brake,
    /// To be tried later.
    Later,
}

impl Outcome {
    /// The outcome that goes with an exit code.
    pub fn of(exit: Exit) -> Outcome {
        match exit {
            Exit::Done => Outcome::Done,
            Exit::Person => Outcome::Partial,
            Exit::Later => Outcome::Later,
            Exit::Brake => Outcome::Brake,
            Exit::Failed | Exit::Token | Exit::Config | Exit::Usage | Exit::Interrupted => {
                Outcome::Failed
            }
        }
    }

    /// The word as in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Done => "done",
            Outcome::Partial => "partial",
            Outcome::Failed => "failed",
            Outcome::Brake => "brake",
            Outcome::Later => "later",
        }
    }
}

/// Calls to BaseLinker, tries included.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Api {
    /// All of them.
    pub calls: u64,
    /// Seconds waited for the limit, a block or before another try.
    pub waited_s: f64,
    /// Calls of each method.
    pub by_method: BTreeMap<String, u64>,
}

/// Counts of orders. `seen` = `taken` + `known` + `waiting` + `missed` + `quarantined` + those left out for good.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Orders {
    /// Read in this pass, each once.
    pub seen: u64,
    /// Taken into the book by this pass: documented, ready, or needing editing.
    pub taken: u64,
    /// Were in the book already.
    pub known: u64,
    /// In a status that is not allowed yet.
    pub waiting: u64,
    /// Became ready in this pass: decided and computed, without a number.
    pub ready: u64,
    /// Became such as need editing in this pass.
    pub needs_editing: u64,
    /// Left the path in this pass.
    pub missed: u64,
    /// Found changed since their document.
    pub changed: u64,
    /// Found cancelled in this pass.
    pub cancelled: u64,
    /// Put into quarantine in this pass.
    pub quarantined: u64,
}

/// Counts of documents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Documents {
    /// Issued by this pass, by kind.
    pub issued: Issued,
    /// Printouts sent.
    pub sent: u64,
    /// Printouts still to send.
    pub pending: u64,
    /// Remote effects in doubt.
    pub in_doubt: u64,
    /// Found to have their document elsewhere.
    pub elsewhere: u64,
}

/// Issued documents by kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
#[allow(missing_docs, reason = "named for the kinds")]
pub struct Issued {
    pub receipt: u64,
    pub invoice: u64,
    pub invoice_wdt: u64,
    pub invoice_export: u64,
    pub invoice_oss: u64,
}

impl Issued {
    /// All kinds together.
    pub fn all(&self) -> u64 {
        self.receipt + self.invoice + self.invoice_wdt + self.invoice_export + self.invoice_oss
    }
}

/// Counts of contractors.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contractors {
    /// Orders linked to a card that was there.
    pub linked: u64,
    /// New cards.
    pub created: u64,
}

/// Counts of products.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "named for what design.md §6 counts")]
pub struct Products {
    pub linked_by_sku: u64,
    pub linked_by_name: u64,
    pub created_here: u64,
    pub created_there: u64,
    pub updated_here: u64,
    pub updated_there: u64,
    pub unchanged: u64,
    pub conflicts: u64,
}

/// Counts of stock.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "named for what design.md §6 counts")]
pub struct Stock {
    pub lines_lowered: u64,
    pub sent: u64,
    pub unchanged: u64,
    pub held: u64,
    pub unknown: u64,
    pub drift: u64,
    pub warnings: u64,
    pub in_doubt: u64,
}

/// Statuses set in BaseLinker after a step (`orders.status_after`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StatusesSet {
    /// Set by this pass.
    pub set: u64,
    /// Still to set.
    pub pending: u64,
}

/// A brake that stopped the pass.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Brake {
    /// `old_orders`, `documents_per_run`, `products_gone`, `prices`, `first_sending`, `zero_products`.
    pub reason: String,
    /// What `--force` wants to be told.
    pub hash: String,
    /// What it counted.
    pub counts: BTreeMap<String, u64>,
}

/// Something for a person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Problem {
    /// Stable code.
    pub code: String,
    /// BaseLinker's order id, or `null` where it is about none.
    pub subject: Option<i64>,
    /// What is wrong.
    pub message: String,
    /// What mends it.
    pub fix: String,
}

/// A document that a dry run would have issued.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Planned {
    /// BaseLinker's order id.
    pub order: i64,
    /// Kind.
    pub kind: String,
    /// The number that it would get now.
    pub number: String,
    /// Sum, decimal text.
    pub gross: String,
    /// Currency.
    pub currency: String,
}

/// A change of product data that a dry run would have made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlannedChange {
    /// BaseLinker's product; `null` for one that is to be made.
    pub product: Option<i64>,
    /// The card; `null` for one that is to be made.
    pub card: Option<i64>,
    /// Name of the goods.
    pub name: String,
    /// Each part with its values: `price: 39.99 → 41.00`.
    pub parts: Vec<String>,
}

/// A level that a stopped sending or a dry run would have sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlannedStock {
    /// The card's SKU.
    pub sku: Option<String>,
    /// BaseLinker's product.
    pub baselinker_id: i64,
    /// Key of its warehouse.
    pub place: String,
    /// The mirror's pieces.
    pub level: i64,
    /// What can be sold there now; `null`: it could not be read.
    pub remote: Option<i64>,
    /// What would be there.
    pub to_send: i64,
}

/// Warehouses of a pass.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Warehouses {
    /// Names of those that were made and linked.
    pub created: Vec<String>,
}

/// The report. One that was stored reads back also where an earlier version wrote fewer keys, or a later one more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PassReport {
    /// 1.
    pub schema: u32,
    /// `orders`.
    pub pass: String,
    /// Name of the profile.
    pub profile: String,
    /// Number of the run; `null` in a dry run, which leaves no row.
    #[serde(default)]
    pub run: Option<i64>,
    /// Nothing was changed.
    #[serde(default)]
    pub dry_run: bool,
    /// How it ended.
    pub outcome: Outcome,
    /// Warsaw time with offset.
    pub started_at: String,
    /// Warsaw time with offset.
    #[serde(default)]
    pub finished_at: String,
    /// Calls.
    #[serde(default)]
    pub api: Api,
    /// Orders.
    #[serde(default)]
    pub orders: Orders,
    /// Documents.
    #[serde(default)]
    pub documents: Documents,
    /// Contractors.
    #[serde(default)]
    pub contractors: Contractors,
    /// Products.
    #[serde(default)]
    pub products: Products,
    /// Stock.
    #[serde(default)]
    pub stock: Stock,
    /// The brake, if one stopped it.
    #[serde(default)]
    pub brake: Option<Brake>,
    /// What a person has to look at.
    #[serde(default)]
    pub problems: Vec<Problem>,
    /// Worth knowing, for nobody to mend at once; does not change the exit code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Problem>,
    /// Statuses set in BaseLinker.
    #[serde(default)]
    pub statuses: StatusesSet,
    /// Documents that would be issued; only in a dry run.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub planned: Vec<Planned>,
    /// Changes of product data that would be made; only in a dry run.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<PlannedChange>,
    /// Levels that would be sent, the first thousand; only of a stopped sending and in a dry run.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<PlannedStock>,
    /// Warehouses.
    #[serde(default)]
    pub warehouses: Warehouses,
    /// Why orders that became ready got no number: code and how many.
    #[serde(default)]
    pub ready_reasons: BTreeMap<String, u64>,
    /// What ended the pass before its end; `null` otherwise.
    #[serde(default)]
    pub error: Option<Failure>,
    /// How the command ends. It stands beside the report in `runs`, not in it.
    #[serde(skip, default = "super::exit::not_stored")]
    pub exit: Exit,
}

impl PassReport {
    /// An empty report of a pass that begins.
    pub fn begin(pass: &str, profile: &str) -> PassReport {
        PassReport {
            schema: 1,
            pass: pass.to_owned(),
            profile: profile.to_owned(),
            run: None,
            dry_run: false,
            outcome: Outcome::Done,
            started_at: String::new(),
            finished_at: String::new(),
            api: Api::default(),
            orders: Orders::default(),
            documents: Documents::default(),
            contractors: Contractors::default(),
            products: Products::default(),
            stock: Stock::default(),
            brake: None,
            problems: Vec::new(),
            notices: Vec::new(),
            statuses: StatusesSet::default(),
            planned: Vec::new(),
            changes: Vec::new(),
            levels: Vec::new(),
            warehouses: Warehouses::default(),
            ready_reasons: BTreeMap::new(),
            error: None,
            exit: Exit::Done,
        }
    }

    /// Raises the exit code (never lowers it) and sets the outcome that goes with it.
    pub fn raise(&mut self, exit: Exit) {
        self.exit = self.exit.max(exit);
        self.outcome = Outcome::of(self.exit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &serde_json::Value) -> PassReport {
        serde_json::from_str(&json.to_string()).expect("a report")
    }

    #[test]
    fn a_stored_report_reads_back_whole() {
        let mut report = PassReport::begin("orders", "shop");
        report.run = Some(17);
        report.raise(Exit::Failed);
        report.orders.seen = 4;
        report.documents.issued.invoice_wdt = 2;
        report.api.by_method.insert("getOrders".to_owned(), 3);
        report.ready_reasons.insert("ksef.required".to_owned(), 1);
        report.brake = Some(Brake {
            reason: "old_orders".to_owned(),
            hash: "ab12".to_owned(),
            counts: BTreeMap::from([("limit".to_owned(), 0)]),
        });
        report.problems.push(Problem {
            code: "order.no-lines".to_owned(),
            subject: Some(1013),
            message: "no lines".to_owned(),
            fix: "add some".to_owned(),
        });
        report.error = Some(Failure::new(Exit::Failed, "api.refused", "why", "what"));
        let json = serde_json::to_string(&report).expect("JSON");
        let again: PassReport = serde_json::from_str(&json).expect("a report");
        assert_eq!(again, report);
    }

    /// Keys are only ever added: reports of other versions lack some, or have more.
    #[test]
    fn reports_of_other_versions_read_too() {
        let bare = serde_json::json!({
            "schema": 1, "pass": "orders", "profile": "shop", "outcome": "done", "started_at": "then",
        });
        let old = read(&bare);
        assert_eq!((old.orders.seen, old.error.clone()), (0, None));
        let mut new = bare.clone();
        new["returns"] = serde_json::json!({"seen": 1});
        new["orders"] = serde_json::json!({"seen": 5, "merged": 2});
        new["problems"] = serde_json::json!([{"code": "x", "message": "m", "weight": 3}]);
        let new = read(&new);
        assert_eq!((new.orders.seen, new.orders.taken), (5, 0));
        assert_eq!(
            (new.problems[0].subject, new.problems[0].message.as_str()),
            (None, "m")
        );
    }
}
