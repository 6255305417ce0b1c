//! `orders …`: what the mirror knows of orders; documents by a person's word.

mod after;
mod edit;
mod issue;
mod set_aside;
mod take_back;
pub(in crate::cli) mod there;
mod to_receipt;
mod why;

use clap::{ArgGroup, Args, Subcommand};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::desk::Desk;
use super::global::Global;
use super::show;
use crate::domain::kind::DocumentKind;
use crate::domain::money::Amount;
use crate::domain::state::State;
use crate::mirror::orders::OrderRow;
use crate::mirror::{Mirror, MirrorError};
use crate::report::table::{Column, table};
use crate::report::visible::short;
use crate::report::{Exit, Failure, time, visible};
use crate::texts::{Lang, count, edits, orders as texts, reasons};

/// Orders.
#[derive(Debug, Subcommand)]
pub(super) enum Orders {
    /// List orders, oldest first
    List(ListArgs),
    /// Show one order
    Show {
        /// BaseLinker's order id
        id: i64,
    },
    /// Walk the gates that stand between an order and its document
    Why {
        /// BaseLinker's order id
        id: i64,
    },
    /// Correct an order that has no document yet, beside what BaseLinker says
    Edit(EditArgs),
    /// Leave an order out: nothing is issued for it, and pieces that it lowered come back
    Skip {
        /// BaseLinker's order id
        id: i64,
        /// Why, in a few words
        #[arg(long, value_name = "T")]
        reason: String,
    },
    /// Take a skip, a miss or a leaving out back; the next pass looks at these orders
    Retry {
        /// BaseLinker's order ids
        #[arg(required = true)]
        ids: Vec<i64>,
    },
    /// Take pieces of an order back into stock: one that has its document, or was skipped or cancelled
    Return {
        /// BaseLinker's order id
        id: i64,
        /// Lines with pieces (default: all that are out): the line's place from 1, or BaseLinker's id
        #[arg(long, value_name = "LINE[=PIECES]", value_delimiter = ',')]
        lines: Vec<String>,
    },
    /// Give number and document to ready orders
    Issue(IssueArgs),
    /// Note that orders have their document from elsewhere: nothing is issued for them
    MarkIssued(MarkArgs),
}

#[derive(Debug, Args)]
pub(super) struct ListArgs {
    /// Only orders in this state
    #[arg(long, value_parser = State::ALL.map(State::text))]
    state: Option<String>,
    /// Only orders that need a person
    #[arg(long)]
    needs_me: bool,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("which").required(true)))]
pub(super) struct IssueArgs {
    /// BaseLinker's order ids
    #[arg(group = "which")]
    ids: Vec<i64>,
    /// All orders that are ready and have no reason to wait (KSeF, open payment)
    #[arg(long, group = "which")]
    all: bool,
    /// Only if the order ends in this kind: receipt, invoice, …
    #[arg(long, value_name = "KIND", conflicts_with = "all")]
    kind: Option<DocumentKind>,
    /// A consumer's invoice to this receipt (with one order and --kind invoice)
    #[arg(long, value_name = "NR", requires = "kind", conflicts_with = "all")]
    to_receipt: Option<String>,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(super) struct MarkArgs {
    /// BaseLinker's order ids
    ids: Vec<i64>,
    /// All orders without a document that were confirmed before this day (YYYY-MM-DD)
    #[arg(long, value_name = "DAY")]
    before: Option<Date>,
}

#[derive(Debug, Args)]
pub(super) struct EditArgs {
    /// BaseLinker's order id
    id: i64,
    /// A correction (can be repeated): name company nip street postcode city country kind currency_rate contractor
    /// vat:LINE card:LINE warehouse:LINE; LINE is the line's place from 1, or BaseLinker's id
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Take the correction of this key back (can be repeated)
    #[arg(long, value_name = "KEY")]
    unset: Vec<String>,
}

pub(super) fn run(global: &Global, command: &Orders) -> Result<Exit, Failure> {
    let desk = Desk::open(global)?;
    match command {
        Orders::List(args) => list(global, &desk, args),
        Orders::Show { id } => show_one(global, &desk, *id),
        Orders::Why { id } => why::why(global, &desk, *id),
        Orders::Edit(args) => edit::edit(global, &desk, args),
        Orders::Skip { id, reason } => set_aside::skip(global, &desk, *id, reason),
        Orders::Retry { ids } => set_aside::retry(global, &desk, ids),
        Orders::Return { id, lines } => take_back::run(global, &desk, *id, lines),
        Orders::Issue(args) if args.to_receipt.is_some() => to_receipt::issue(global, &desk, args),
        Orders::Issue(args) => issue::issue(global, &desk, args),
        Orders::MarkIssued(args) => issue::mark_issued(global, &desk, args),
    }
}

fn of_mirror(lang: Lang) -> impl Fn(MirrorError) -> Failure {
    move |error| Failure::of_mirror(lang, &error)
}

fn list(global: &Global, desk: &Desk, args: &ListArgs) -> Result<Exit, Failure> {
    let mirror = desk.mirror()?;
    let state = args.state.as_deref().and_then(State::parse);
    let mut orders = mirror.orders(state).map_err(of_mirror(desk.lang))?;
    if args.needs_me {
        let mine = mirror.orders_for_a_person().map_err(of_mirror(desk.lang))?;
        orders.retain(|order| mine.contains_key(&order.key));
    }
    orders.truncate(args.limit.unwrap_or(usize::MAX));
    if global.json {
        let rows: Result<Vec<Value>, MirrorError> = orders
            .iter()
            .map(|order| row_json(desk.lang, &mirror, order))
            .collect();
        show::out(&json!({"schema": 1, "orders": rows.map_err(of_mirror(desk.lang))?}).to_string());
        return Ok(Exit::Done);
    }
    let lang = desk.lang;
    let headings = [
        (lang.pick("zamówienie", "order"), Column::Right),
        (lang.pick("potwierdzone", "confirmed"), Column::Left),
        (lang.pick("nabywca", "buyer"), Column::Left),
        (lang.pick("suma", "sum"), Column::Right),
        (lang.pick("stan", "state"), Column::Left),
        (lang.pick("dokument", "document"), Column::Left),
    ];
    let mut rows = Vec::with_capacity(orders.len());
    for order in &orders {
        let documents = mirror.document_numbers(order).map_err(of_mirror(lang))?;
        rows.push(vec![
            order.seen.id.to_string(),
            time::short(order.seen.confirmed_at.unwrap_or(0)),
            short(texts::buyer(&order.seen), 28),
            visible(&texts::sum(lang, order.gross, &order.seen.currency)).into_owned(),
            texts::state(lang, order.state, order.flags),
            documents.join(", "),
        ]);
    }
    if rows.is_empty() {
        show::out(lang.pick("Brak takich zamówień.", "No such orders."));
        return Ok(Exit::Done);
    }
    let shown = count(
        lang,
        rows.len(),
        ["zamówienie", "zamówienia", "zamówień"],
        ["order", "orders"],
    );
    show::out(&table(&headings, rows, show::width()));
    show::out(&format!("\n{shown}"));
    Ok(Exit::Done)
}

fn row_json(lang: Lang, mirror: &Mirror, order: &OrderRow) -> Result<Value, MirrorError> {
    let reasons: Vec<Value> = order
        .reasons
        .iter()
        .map(|reason| {
            json!({
                "code": reason.code.text(),
                "field": reason.field,
                "value": visible(&reason.value),
                "message": visible(&reasons::message(lang, reason)),
                "fix": visible(&reasons::fix(lang, reason, order.seen.id)),
            })
        })
        .collect();
    let mut row = json!({
        "id": order.seen.id,
        "number": order.number,
        "state": order.state.text(),
        "flags": order.flags.words(),
        "kind": order.kind,
        "kind_reason": order.kind_reason,
        "reasons": reasons,
        "gross": order.gross.map(|gross| Amount::from_grosze(gross).to_string()),
        "currency": Some(&order.seen.currency).filter(|currency| !currency.is_empty()),
        "documents": mirror.document_numbers(order)?,
        "edits": edits_json(order),
    });
    for (key, value) in after::json(mirror, order)? {
        row[key] = value;
    }
    row["firmino"] = there::json(lang, mirror, order)?;
    Ok(row)
}

/// What a person corrected, with BaseLinker's value beside each.
fn edits_json(order: &OrderRow) -> Value {
    let rows = order.edits.0.iter().map(|(key, edit)| {
        let was = edits::was(*key, edit);
        (key.to_string(), json!({"value": edit.value, "was": was}))
    });
    Value::Object(rows.collect())
}

fn known(desk: &Desk, mirror: &Mirror, id: i64) -> Result<OrderRow, Failure> {
    let lang = desk.lang;
    mirror.order(id).map_err(of_mirror(lang))?.ok_or_else(|| {
        Failure::new(
            Exit::Usage,
            "order.unknown",
            lang.pick(
                format!("w kopii danych nie ma zamówienia {id}"),
                format!("the mirror has no order {id}"),
            ),
            format!("firmino-link sync orders --order {id}"),
        )
    })
}

fn show_one(global: &Global, desk: &Desk, id: i64) -> Result<Exit, Failure> {
    let mirror = desk.mirror()?;
    let order = known(desk, &mirror, id)?;
    if global.json {
        let row = row_json(desk.lang, &mirror, &order).map_err(of_mirror(desk.lang))?;
        show::out(&json!({"schema": 1, "orders": [row]}).to_string());
        return Ok(Exit::Done);
    }
    let documents = mirror
        .document_numbers(&order)
        .map_err(of_mirror(desk.lang))?;
    let status = mirror
        .name_of("status", order.status)
        .map_err(of_mirror(desk.lang))?;
    show::out(&details(desk.lang, &order, status.as_deref(), &documents));
    let there = there::text(desk.lang, &mirror, &order).map_err(of_mirror(desk.lang))?;
    let after = after::text(desk.lang, &mirror, &order).map_err(of_mirror(desk.lang))?;
    for text in [there, after].iter().filter(|text| !text.is_empty()) {
        show::out(&format!("\n{text}"));
    }
    Ok(Exit::Done)
}

fn details(lang: Lang, order: &OrderRow, status: Option<&str>, documents: &[String]) -> String {
    let seen = &order.seen;
    let place = seen.buyer_place();
    let address = [
        place.street.as_str(),
        place.postcode.as_str(),
        place.city.as_str(),
        place.country.as_str(),
    ];
    let address: Vec<&str> = address
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let kind = order.kind.as_deref().map(|kind| {
        let why = order.kind_reason.as_deref().unwrap_or_default();
        format!(
            "{} – {}",
            texts::kind(lang, kind),
            texts::kind_reason(lang, why)
        )
    });
    let rows = [
        (lang.pick("zamówienie", "order"), seen.id.to_string()),
        (
            lang.pick("numer", "number"),
            order.number.clone().unwrap_or_default(),
        ),
        (
            lang.pick("stan", "state"),
            texts::state(lang, order.state, order.flags),
        ),
        (
            lang.pick("status w BaseLinker", "status in BaseLinker"),
            status.map_or_else(|| order.status.to_string(), str::to_owned),
        ),
        (
            lang.pick("źródło", "source"),
            format!("{} {}", seen.identity.source, seen.identity.external)
                .trim()
                .to_owned(),
        ),
        (
            lang.pick("potwierdzone", "confirmed"),
            time::short(seen.confirmed_at.unwrap_or(0)),
        ),
        (lang.pick("nabywca", "buyer"), texts::buyer(seen).to_owned()),
        (lang.pick("adres", "address"), address.join(", ")),
        ("NIP", seen.tax_id.clone()),
        (
            lang.pick("suma", "sum"),
            texts::sum(lang, order.gross, &seen.currency),
        ),
        (
            lang.pick("rodzaj dokumentu", "kind of document"),
            kind.unwrap_or_default(),
        ),
        (lang.pick("dokumenty", "documents"), documents.join(", ")),
    ];
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
    let rows = rows
        .map(|(label, value)| vec![label.to_owned(), visible(&value).into_owned()])
        .collect();
    let mut text = table(
        &[("", Column::Left), ("", Column::Left)],
        rows,
        show::width(),
    )
    .trim_matches('\n')
    .to_owned();
    let headings = [
        (lang.pick("pozycja", "line"), Column::Left),
        ("SKU", Column::Left),
        (lang.pick("szt.", "pcs"), Column::Right),
        (lang.pick("cena", "price"), Column::Right),
        ("VAT", Column::Right),
    ];
    let unknown = || "?".to_owned();
    let lines = seen.lines.iter().map(|line| {
        vec![
            short(&line.name, 40),
            short(&line.sku, 20),
            line.quantity
                .map_or_else(unknown, |pieces| pieces.to_string()),
            line.price.map_or_else(unknown, |price| price.to_string()),
            line.rate.map_or_else(unknown, |rate| rate.to_string()),
        ]
    });
    if !seen.lines.is_empty() {
        text += "\n\n";
        text += &table(&headings, lines.collect(), show::width());
    }
    if let Some(delivery) = seen.delivery_price {
        text += &format!("\n{}: {delivery}", lang.pick("dostawa", "delivery"));
    }
    let corrected = edits::lines(lang, &order.edits, seen);
    if !corrected.is_empty() {
        text += &format!(
            "\n\n{}:",
            lang.pick("poprawione ręcznie", "corrected by hand")
        );
        for line in &corrected {
            text += &format!("\n{}", visible(line));
        }
    }
    if !order.reasons.is_empty() {
        text += "\n";
        text += &texts::reason_lines(lang, &order.reasons, seen.id)
            .lines()
            .map(visible)
            .collect::<Vec<_>>()
            .join("\n");
    }
    text
}
