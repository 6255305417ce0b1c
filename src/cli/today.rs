//! `today`: a shop's day on one screen. Without token and network.

use clap::Args;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::desk::Desk;
use super::global::Global;
use super::show;
use crate::domain::day::Day;
use crate::domain::kind::DocumentKind;
use crate::report::visible::short;
use crate::report::{Exit, Failure};
use crate::sync::today;
use crate::texts::Lang;
use crate::texts::today::{self as texts, Row};

/// Nothing but the options of every command.
#[derive(Debug, Args)]
pub(super) struct Today {}

/// Columns of a screen.
const COLUMNS: usize = 100;

pub(super) fn run(global: &Global, _: &Today) -> Result<Exit, Failure> {
    let desk = Desk::open(global)?;
    let now = Timestamp::now().as_second();
    let day = today::day(&desk.mirror()?, &desk.profile, now)
        .map_err(|error| Failure::of_mirror(desk.lang, &error))?;
    if global.json {
        show::out(&object(&day).to_string());
    } else {
        show::out(&screen(desk.lang, &day, desk.location.name().as_str()));
    }
    Ok(Exit::Done)
}

fn screen(lang: Lang, day: &Day, shop: &str) -> String {
    let (happened, open) = (texts::happened(lang, day), texts::open(lang, day));
    let rows = || happened.iter().chain(&open);
    let width = |text: &str| text.chars().count();
    let label = rows().map(|row| width(&row.label)).max().unwrap_or(0);
    // A sum of money is no count: it may be longer, and stands alone in its row.
    let counted = rows().filter(|row| row.value.parse::<u64>().is_ok());
    let value = counted.map(|row| width(&row.value)).max().unwrap_or(0);
    let mut lines = vec![texts::title(lang, day, shop)];
    let line = |row: &Row| {
        let Row {
            label: what,
            value: n,
            command,
        } = row;
        let told = match *command {
            "" => format!("{what:<label$}  {n:>value$}"),
            command => format!("{what:<label$}  {n:>value$}  → {command}"),
        };
        short(&told, COLUMNS)
    };
    lines.extend(happened.iter().map(line));
    lines.extend(open.iter().map(line));
    if day.nothing_to_do() {
        lines.push(texts::nothing(lang).to_owned());
    }
    lines.join("\n")
}

fn object(day: &Day) -> Value {
    let counts = day.by_kind();
    let issued: Map<String, Value> = DocumentKind::ALL
        .iter()
        .map(|kind| {
            let found = counts.iter().find(|(one, _)| one == kind);
            (kind.to_string(), found.map_or(0, |(_, n)| *n).into())
        })
        .collect();
    let gross: Vec<Value> = day
        .sums()
        .iter()
        .map(|(currency, sum)| json!({"currency": currency, "gross": sum.to_string()}))
        .collect();
    let (open, ready) = (&day.open, &day.open.ready);
    json!({
        "schema": 1,
        "day": day.day.to_string(),
        "new_orders": day.new_orders,
        "documents": {"issued": issued, "gross": gross},
        "ready": {
            "total": ready.total(),
            "by_hand": ready.by_hand,
            "ksef": ready.ksef,
            "there": ready.there,
            "payment": ready.payment,
            "other": ready.other,
        },
        "needs_editing": open.needs_editing,
        "unpaid": day.unpaid,
        "missed": open.missed,
        "quarantined": open.quarantined,
        "changed_after_document": open.after_document,
        "returns": open.returns,
        "unsent": day.unsent,
        "drift": day.drift,
        "conflicts": day.conflicts,
    })
}
