//! A shop's day in words.

use super::{Lang, orders};
use crate::domain::day::Day;

/// A row: what, how many or how much, the next command (empty where there is none).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What.
    pub label: String,
    /// How many, or how much.
    pub value: String,
    /// What to type next.
    pub command: &'static str,
}

const READY: &str = "firmino-link orders list --state ready";

/// How many currencies are told at most: one screen is one screen.
const CURRENCIES: usize = 3;

/// What happened on the day.
pub fn happened(lang: Lang, day: &Day) -> Vec<Row> {
    let row = |label: &str, value: String| Row {
        label: label.to_owned(),
        value,
        command: "",
    };
    let kinds = day.by_kind();
    let total: u64 = kinds.iter().map(|(_, n)| n).sum();
    let mut rows = vec![
        row(
            lang.pick("nowe zamówienia", "new orders"),
            day.new_orders.to_string(),
        ),
        row(
            lang.pick("wystawione dokumenty", "documents issued"),
            total.to_string(),
        ),
    ];
    for (kind, n) in kinds {
        let label = format!("  {}", orders::kind(lang, &kind.to_string()));
        rows.push(row(&label, n.to_string()));
    }
    let sums = day.sums();
    if !sums.is_empty() {
        let told: Vec<String> = sums
            .iter()
            .take(CURRENCIES)
            .map(|(currency, sum)| orders::sum(lang, Some(sum.grosze()), currency))
            .collect();
        let mut value = told.join(" · ");
        if sums.len() > CURRENCIES {
            value += &format!(" · +{}", sums.len() - CURRENCIES);
        }
        rows.push(row(lang.pick("  razem brutto", "  gross"), value));
    }
    rows
}

/// What is open, with the next command of each; nothing where nothing is.
pub fn open(lang: Lang, day: &Day) -> Vec<Row> {
    let open = &day.open;
    let ready = &open.ready;
    let unpaid = if day.unpaid > day.unpaid_ready {
        "firmino-link orders list --state waiting"
    } else {
        READY
    };
    let push = match day.joined {
        true => "firmino-link mirror push",
        false => READY,
    };
    let rows = [
        (
            ready.total(),
            lang.pick("do wystawienia", "ready to issue"),
            "",
        ),
        (
            ready.by_hand,
            lang.pick("  od ręki", "  at your word"),
            "firmino-link orders issue --all",
        ),
        (
            ready.ksef,
            lang.pick("  w Firmino (KSeF)", "  in Firmino (KSeF)"),
            push,
        ),
        (
            ready.there,
            lang.pick(
                "  już w Firmino albo w drodze",
                "  in Firmino, or on the way",
            ),
            push,
        ),
        (
            ready.payment,
            lang.pick("  po wpłacie", "  once paid"),
            READY,
        ),
        (
            ready.other,
            lang.pick("  inne, każde z powodem", "  others, each with its reason"),
            READY,
        ),
        (
            open.needs_editing,
            lang.pick("Wymaga edycji", "needs editing"),
            "firmino-link orders list --state needs-editing",
        ),
        (day.unpaid, lang.pick("niezapłacone", "unpaid"), unpaid),
        (
            open.missed,
            lang.pick("ominęły statusy", "missed the statuses"),
            "firmino-link orders list --state missed",
        ),
        (
            open.quarantined,
            lang.pick("w kwarantannie", "in quarantine"),
            "firmino-link orders list --state quarantined",
        ),
        (
            open.after_document,
            lang.pick("zmienione po dokumencie", "changed since the document"),
            "firmino-link orders list --needs-me",
        ),
        (
            open.returns,
            lang.pick("zwroty bez korekty", "returns, not corrected"),
            "firmino-link orders list --needs-me",
        ),
        (
            day.unsent,
            lang.pick("niewysłane wydruki", "printouts not sent"),
            "firmino-link documents list --unsent",
        ),
        (
            day.drift,
            lang.pick("różnice stanów", "levels that differ"),
            "firmino-link stock drift",
        ),
        (
            day.conflicts,
            lang.pick("konflikty produktów", "product conflicts"),
            "firmino-link products conflicts",
        ),
    ];
    rows.into_iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(n, label, command)| Row {
            label: label.to_owned(),
            value: n.to_string(),
            command,
        })
        .collect()
}

/// What stands over the figures.
pub fn title(lang: Lang, day: &Day, shop: &str) -> String {
    let date = day.day;
    lang.pick(
        format!("Dziś, {date} ({shop})"),
        format!("Today, {date} ({shop})"),
    )
}

/// What is told where nothing is open.
pub fn nothing(lang: Lang) -> &'static str {
    lang.pick("Nic do zrobienia.", "Nothing to do.")
}
