//! `stock …`: levels of cards, and what BaseLinker has of them. None of it needs token or network, but `stock push`.

mod accept;
mod drift;
mod rebuild;
mod set;
mod show;

use clap::Subcommand;
use serde_json::{Value, json};

use super::desk::Desk;
use super::global::Global;
use super::products::unclear;
use super::sync::{self, PushArgs};
use crate::mirror::Mirror;
use crate::mirror::overview::StockRow;
use crate::report::visible::short;
use crate::report::{Exit, Failure};
use crate::sync::links::{self, Meant};

/// Levels.
#[derive(Debug, Subcommand)]
pub(super) enum Stock {
    /// Show levels beside what orders hold and what BaseLinker has
    Show {
        /// Only of this card: its SKU or its id (id:7 and sku:7 say which)
        #[arg(long)]
        sku: Option<String>,
        /// At most so many
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
    },
    /// Say how many pieces of a card there are in a warehouse now
    Set {
        /// The card: its SKU or its id (id:7 and sku:7 say which)
        #[arg(value_name = "SKU")]
        card: String,
        /// Symbol of the warehouse
        warehouse: String,
        /// Whole pieces; may be below zero
        #[arg(value_name = "QTY", allow_hyphen_values = true)]
        quantity: String,
    },
    /// List levels of BaseLinker and quantities of Firmino that are not explained here, and what settles them
    Drift {
        /// At most so many
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
    },
    /// Say that BaseLinker's levels of these cards are the right ones
    Accept {
        /// The cards: SKUs or ids (id:7 and sku:7 say which)
        #[arg(required = true, value_name = "SKU")]
        cards: Vec<String>,
    },
    /// Send our levels of these cards, whatever BaseLinker has
    Push(PushArgs),
    /// Compute all levels anew from counts, movements and orders, and correct those that differ
    Rebuild,
}

pub(super) fn run(global: &Global, command: &Stock) -> Result<Exit, Failure> {
    let desk = Desk::open(global)?;
    match command {
        Stock::Show { sku, limit } => show::run(global, &desk, sku.as_deref(), *limit),
        Stock::Set {
            card,
            warehouse,
            quantity,
        } => set::run(global, &desk, card, warehouse, quantity),
        Stock::Drift { limit } => drift::run(global, &desk, *limit),
        Stock::Accept { cards } => accept::run(global, &desk, cards),
        Stock::Push(args) => sync::push(global, &desk, args),
        Stock::Rebuild => rebuild::run(global, &desk),
    }
}

/// Ids of the cards that a text means; of several with one SKU all.
fn cards(desk: &Desk, mirror: &Mirror, text: &str) -> Result<Vec<i64>, Failure> {
    let lang = desk.lang;
    match links::meant(mirror, text).map_err(|error| Failure::of_mirror(lang, &error))? {
        Meant::One(card) => Ok(vec![card.card]),
        Meant::Several(cards) => Ok(cards.iter().map(|card| card.card).collect()),
        Meant::None => Err(unclear(lang, text, &Meant::None)),
    }
}

/// A row as lists have it in JSON.
fn value(row: &StockRow) -> Value {
    json!({
        "card": row.card,
        "sku": row.sku,
        "baselinker_id": row.product,
        "warehouse": row.symbol,
        "place": row.place,
        "level": row.level.pieces,
        "held": row.level.held,
        "target": row.shelf.target,
        "remote": row.shelf.remote,
        "drift": row.drift(),
    })
}

fn values(rows: &[StockRow]) -> Vec<Value> {
    rows.iter().map(value).collect()
}

/// What a person calls the card: its SKU, else its id.
fn named(row: &StockRow) -> String {
    named_by(row.sku.as_deref(), row.card)
}

fn named_by(sku: Option<&str>, card: i64) -> String {
    match sku {
        Some(sku) => short(sku, 24),
        None => format!("id:{card}"),
    }
}
