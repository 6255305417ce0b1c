//! `contractors …`: buyers' cards in the mirror.

use clap::Subcommand;
use serde_json::{Value, json};

use super::desk::Desk;
use super::global::Global;
use super::show;
use crate::report::table::{Column, table};
use crate::report::visible::short;
use crate::report::{Exit, Failure, visible};
use crate::texts::count;

/// Contractors.
#[derive(Debug, Subcommand)]
pub(super) enum Contractors {
    /// List buyers' cards, oldest first
    List {
        /// At most so many
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
    },
}

pub(super) fn run(global: &Global, command: &Contractors) -> Result<Exit, Failure> {
    let Contractors::List { limit } = command;
    let desk = Desk::open(global)?;
    let lang = desk.lang;
    let mut cards = desk
        .mirror()?
        .contractors()
        .map_err(|error| Failure::of_mirror(lang, &error))?;
    cards.truncate(limit.unwrap_or(usize::MAX));
    if global.json {
        let rows: Vec<Value> = cards
            .iter()
            .map(|card| {
                let country = Some(&card.country).filter(|country| !country.is_empty());
                json!({"card": card.card, "name": card.name, "nip": card.nip, "country": country})
            })
            .collect();
        show::out(&json!({"schema": 1, "contractors": rows}).to_string());
        return Ok(Exit::Done);
    }
    if cards.is_empty() {
        show::out(lang.pick("Brak kontrahentów.", "No contractors."));
        return Ok(Exit::Done);
    }
    let headings = [
        (lang.pick("kartoteka", "card"), Column::Right),
        (lang.pick("nazwa", "name"), Column::Left),
        ("NIP", Column::Left),
        (lang.pick("miejscowość", "city"), Column::Left),
        (lang.pick("kraj", "country"), Column::Left),
    ];
    let rows: Vec<Vec<String>> = cards
        .iter()
        .map(|card| {
            vec![
                card.card.to_string(),
                short(&card.name, 36),
                visible(card.nip.as_deref().unwrap_or_default()).into_owned(),
                short(&card.city, 20),
                visible(&card.country).into_owned(),
            ]
        })
        .collect();
    let shown = count(
        lang,
        rows.len(),
        ["kontrahent", "kontrahentów", "kontrahentów"],
        ["contractor", "contractors"],
    );
    show::out(&table(&headings, rows, show::width()));
    show::out(&format!("\n{shown}"));
    Ok(Exit::Done)
}
