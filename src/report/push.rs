//! The report of a push: one value for the table, for `--json` and for the row in `runs`.

use serde::{Deserialize, Serialize};

use super::pull::Requests;
use super::{Exit, Failure, Problem};
use crate::texts::Lang;

/// Problems that are listed to a person; JSON has all.
const LISTED: usize = 50;

/// Orders of a push.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Orders {
    /// Made there now.
    pub pushed: u64,
    /// There before, or perhaps.
    pub known: u64,
    /// Documents that were issued there because we asked.
    pub issued: u64,
    /// Documents that were noted here.
    pub confirmed: u64,
    /// Sent, and not known whether they had an effect.
    pub in_doubt: u64,
    /// Left to a person now.
    pub refused: u64,
    /// There without a document.
    pub waiting: u64,
    /// Not come to, because Firmino or the number of requests stopped the push.
    pub left: u64,
}

/// Documents issued here, on their way to Firmino.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Documents {
    /// Those issued from this day on go by themselves; `None`: they do not (`firmino.send_own`).
    pub since: Option<String>,
    /// Made there now.
    pub pushed: u64,
    /// There before, and the same.
    pub known: u64,
    /// Sent, and not known whether they had an effect.
    pub in_doubt: u64,
    /// Left to a person now.
    pub refused: u64,
    /// Not come to, because Firmino, the number of requests, or an earlier document stopped the push.
    pub left: u64,
}

/// Customers or articles of a push.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// Made there.
    pub made: u64,
    /// Found there.
    pub found: u64,
}

/// What a push did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Push {
    /// Always false: a dry run leaves no report of this shape.
    pub dry_run: bool,
    /// Orders.
    pub orders: Orders,
    /// Documents issued here.
    pub documents: Documents,
    /// Customers.
    pub customers: Counts,
    /// Articles.
    pub articles: Counts,
    /// Requests.
    pub requests: Requests,
    /// Invoices noted here whose number in KSeF the API does not tell: BaseLinker's orders.
    pub without_ksef: Vec<i64>,
}

/// The report. One that was stored by another version reads back, too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushReport {
    /// 1.
    pub schema: u32,
    /// Number of the run.
    #[serde(default)]
    pub run: Option<i64>,
    /// What it did.
    #[serde(default)]
    pub push: Push,
    /// What is left to a person.
    #[serde(default)]
    pub problems: Vec<Problem>,
    /// What ended it before its end.
    #[serde(default)]
    pub error: Option<Failure>,
    /// How the command ends; it stands beside the report in `runs`.
    #[serde(skip, default = "super::exit::not_stored")]
    pub exit: Exit,
}

impl PushReport {
    /// One that has done nothing yet.
    pub fn begin(run: Option<i64>) -> PushReport {
        PushReport {
            schema: 1,
            run,
            push: Push::default(),
            problems: Vec::new(),
            error: None,
            exit: Exit::Done,
        }
    }

    /// For people: what happened, then what is left to them.
    pub fn text(&self, lang: Lang) -> String {
        let Push {
            orders,
            documents,
            customers,
            articles,
            requests,
            without_ksef,
            ..
        } = &self.push;
        let mut lines = vec![
            lang.pick(
                format!(
                    "Zamówienia do Firmino: nowe {}, były tam {}, wystawione dokumenty {}, dokumenty zapisane tutaj {}.",
                    orders.pushed, orders.known, orders.issued, orders.confirmed
                ),
                format!(
                    "Orders to Firmino: new {}, there before {}, documents issued {}, documents noted here {}.",
                    orders.pushed, orders.known, orders.issued, orders.confirmed
                ),
            ),
            lang.pick(
                format!(
                    "Kontrahenci: nowi {}, odnalezieni {}. Towary: nowe {}, odnalezione {}. Żądania: {}, dziś {} z {}.",
                    customers.made, customers.found, articles.made, articles.found,
                    requests.used_now, requests.used_today, requests.limit
                ),
                format!(
                    "Customers: new {}, found {}. Articles: new {}, found {}. Requests: {}, {} of {} today.",
                    customers.made, customers.found, articles.made, articles.found,
                    requests.used_now, requests.used_today, requests.limit
                ),
            ),
        ];
        if orders.in_doubt > 0 {
            lines.push(lang.pick(
                format!(
                    "Niepewne (odpowiedź nie dotarła): {}; rozstrzygnie je następne uruchomienie.",
                    orders.in_doubt
                ),
                format!(
                    "In doubt (no answer came): {}; the next push settles them.",
                    orders.in_doubt
                ),
            ));
        }
        if orders.waiting > 0 {
            lines.push(lang.pick(
                format!("Czekają w Firmino na dokument: {}.", orders.waiting),
                format!("Waiting in Firmino for their document: {}.", orders.waiting),
            ));
        }
        if orders.left > 0 {
            lines.push(lang.pick(
                format!("Zostało na następny raz: {}.", orders.left),
                format!("Left for another time: {}.", orders.left),
            ));
        }
        lines.extend(own(lang, documents));
        if !without_ksef.is_empty() {
            let ids: Vec<String> = without_ksef.iter().map(i64::to_string).collect();
            let ids = ids.join(", ");
            lines.push(lang.pick(
                format!("Numeru KSeF API Firmino nie podaje; w zestawieniu miesiąca będzie „?” (zamówienia {ids})."),
                format!("Firmino's API does not tell the number in KSeF; the month's export shows \"?\" (orders {ids})."),
            ));
        }
        lines.extend(listed(lang, &self.problems));
        lines.join("\n")
    }
}

/// What became of documents issued here, where they go to Firmino.
fn own(lang: Lang, documents: &Documents) -> Vec<String> {
    let Documents {
        since: Some(since),
        pushed,
        known,
        in_doubt,
        refused,
        left,
    } = documents
    else {
        return Vec::new();
    };
    let mut lines = vec![lang.pick(
        format!(
            "Dokumenty wystawione tutaj (od {since}) do Firmino: nowe {pushed}, były tam {known}, odrzucone {refused}."
        ),
        format!(
            "Documents issued here (from {since} on) to Firmino: new {pushed}, there before {known}, refused {refused}."
        ),
    )];
    if *in_doubt > 0 {
        lines.push(lang.pick(
            format!("Niepewne dokumenty: {in_doubt}; rozstrzygnie je następne uruchomienie."),
            format!("Documents in doubt: {in_doubt}; the next push settles them."),
        ));
    }
    if *left > 0 {
        lines.push(lang.pick(
            format!("Dokumentów na następny raz: {left}."),
            format!("Documents left for another time: {left}."),
        ));
    }
    lines
}

/// Problems, a paragraph each.
pub fn listed(lang: Lang, problems: &[Problem]) -> Vec<String> {
    let told = problems.iter().take(LISTED).map(|problem| {
        let order = problem.subject.unwrap_or_default();
        format!("! {order}: {}\n   → {}", problem.message, problem.fix)
    });
    let mut lines: Vec<String> = told.collect();
    if problems.len() > LISTED {
        let more = problems.len() - LISTED;
        lines.push(lang.pick(
            format!("… i jeszcze {more} (wszystkie: --json)"),
            format!("… and {more} more (all of them: --json)"),
        ));
    }
    lines
}
