//! Variants of a shop, and what a user sees of it afterwards.

use serde_json::Value;

use super::{Desk, Out, Profile, Shop};

impl Desk {
    /// The order as `orders show --json` tells it.
    pub(crate) fn order(&self, id: u64) -> Value {
        let out = self.run(["orders", "show", &id.to_string(), "--json"]);
        out.exits(0).json()["orders"][0].take()
    }

    /// State and flags of an order.
    pub(crate) fn standing(&self, id: u64) -> (String, Vec<String>) {
        let order = self.order(id);
        let words = |value: &Value| value.as_str().expect("a text").to_owned();
        let flags = order["flags"].as_array().expect("a list");
        (words(&order["state"]), flags.iter().map(words).collect())
    }

    /// Pieces moved in each warehouse, by its symbol.
    pub(crate) fn moved(&self) -> Vec<(String, i64)> {
        let db = rusqlite::Connection::open(self.mirror()).expect("opened");
        let mut sums = db
            .prepare("SELECT w.symbol, sum(m.pieces) FROM movements m JOIN warehouses w ON w.id = m.warehouse GROUP BY w.symbol ORDER BY w.symbol")
            .expect("a query");
        let rows = sums.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        rows.expect("rows").map(|row| row.expect("a row")).collect()
    }
}

impl Profile {
    /// Orders end as `ready`; a person issues.
    pub(crate) fn manual(mut self) -> Profile {
        self.orders = self.orders.replace("\"automatically\"", "\"manually\"");
        self
    }

    /// Levels are kept.
    pub(crate) fn with_warehouses(mut self) -> Profile {
        self.head = self
            .head
            .replace("[\"orders\"]", "[\"orders\", \"warehouses\"]");
        self
    }
}

impl Shop {
    /// The same shop with another profile, and a mirror of its own.
    pub(crate) fn with(mut self, change: impl FnOnce(Profile) -> Profile) -> Shop {
        self.desk = Desk::new(&change(self.profile()));
        self
    }
}

impl Out {
    /// Codes of the problems in a pass's report.
    pub(crate) fn problems(&self) -> Vec<String> {
        let json = self.json();
        let problems = json["problems"].as_array().expect("a list");
        let codes = problems.iter().map(|problem| problem["code"].as_str());
        codes.map(|code| code.expect("a code").to_owned()).collect()
    }

    /// Code and fix of the error that ended the command, as told in JSON and on stderr.
    pub(crate) fn error(&self) -> (String, String) {
        let json = self.json();
        let text = |key: &str| json["error"][key].as_str().expect("a text").to_owned();
        let (message, fix) = (text("message"), text("fix"));
        assert!(self.stderr.contains(&message), "{self:?}");
        assert!(!fix.is_empty() && self.stderr.contains(&fix), "{self:?}");
        (text("code"), fix)
    }
}
