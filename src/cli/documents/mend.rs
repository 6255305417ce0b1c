//! `documents void` and `documents corrected`: what became of a document.

use clap::Args;
use jiff::civil::Date;
use serde_json::json;

use super::confirm::number;
use super::row_json;
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::show;
use crate::domain::money::Amount;
use crate::domain::state::State;
use crate::mirror::Mirror;
use crate::net::SystemClock;
use crate::report::{Exit, Failure, visible};
use crate::sync::documents::correct::{Correction, correct};
use crate::sync::documents::refusal;
use crate::sync::documents::void::{InFirmino, Left, void};
use crate::texts::{Lang, orders as texts};

/// Characters of a number that FA(3) takes (P_2).
const NUMBER: usize = 256;

/// Characters of a reason.
const REASON: usize = 500;

/// What is made void.
#[derive(Debug, Args)]
pub(in crate::cli) struct VoidArgs {
    /// The document's number
    number: String,
    /// Why, for the accountant
    #[arg(long, value_name = "T")]
    reason: String,
    /// It was sent to Firmino, and cancelled there: the next push looks
    #[arg(long)]
    cancelled_there: bool,
}

/// What was corrected.
#[derive(Debug, Args)]
pub(in crate::cli) struct CorrectedArgs {
    /// The document's number
    number: String,
    /// The correction's number
    #[arg(long, value_name = "NR")]
    by: String,
    /// The correction's day (YYYY-MM-DD)
    #[arg(long, value_name = "D")]
    date: Date,
    /// Its gross sum by difference, as -12,50
    #[arg(long, value_name = "X", allow_hyphen_values = true)]
    gross: String,
}

pub(super) fn void_one(global: &Global, desk: &Desk, args: &VoidArgs) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let reason = args.reason.trim();
    if reason.is_empty() || reason.chars().count() > REASON {
        return Err(Failure::new(
            Exit::Usage,
            "document.reason",
            lang.pick(
                format!("unieważnienie wymaga powodu (do {REASON} znaków)"),
                format!("what makes a document void has a reason (up to {REASON} characters)"),
            ),
            lang.pick("podaj --reason POWÓD", "give --reason WHY"),
        ));
    }
    let mut mirror = desk.mirror()?;
    let there = match args.cancelled_there {
        true => InFirmino::Cancelled,
        false => InFirmino::Unsaid,
    };
    let left = void(
        &mut mirror,
        &SystemClock,
        (args.number.trim(), reason),
        there,
    )
    .map_err(|refused| refusal::failure(lang, &refused))?;
    let shown = visible(args.number.trim());
    let head = lang.pick(
        format!("Dokument {shown} jest unieważniony; jego numer zostaje opisany, nie będzie nadany ponownie."),
        format!("The document {shown} is void; its number stays explained and is not given again."),
    );
    let next = left.map(|left| next(lang, left)).unwrap_or_default();
    told(
        global,
        desk,
        &mirror,
        args.number.trim(),
        &format!("{head}{next}"),
    )
}

/// What comes next for the order.
fn next(lang: Lang, left: Left) -> String {
    let Left {
        order,
        state,
        flags,
    } = left;
    let standing = texts::state(lang, state, flags);
    let next = match (state, flags.cancelled, flags.changed) {
        (State::Ready, false, false) => format!("firmino-link orders issue {order}"),
        (State::Ready, false, true) => format!(
            "firmino-link sync orders --order {order}, {} firmino-link orders issue {order}",
            lang.pick("potem", "then")
        ),
        _ => String::new(),
    };
    let arrow = if next.is_empty() { "" } else { "\n  → " };
    lang.pick(
        format!("\nZamówienie {order}: {standing}.{arrow}{next}"),
        format!("\nOrder {order}: {standing}.{arrow}{next}"),
    )
}

pub(super) fn corrected(
    global: &Global,
    desk: &Desk,
    args: &CorrectedArgs,
) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let by = number(lang, &args.by, NUMBER)?;
    let correction = Correction {
        by,
        day: args.date,
        gross: difference(lang, &args.gross)?,
    };
    let mut mirror = desk.mirror()?;
    let left = correct(&mut mirror, &SystemClock, args.number.trim(), &correction)
        .map_err(|refused| refusal::failure(lang, &refused))?;
    let (shown, by) = (visible(args.number.trim()), visible(by));
    let text = lang.pick(
        format!("Do {shown} zapisano korektę {by}; po korektach brutto {}. Towar przyjmuje się osobno: firmino-link orders return.", left.polish()),
        format!("The correction {by} of {shown} is noted; gross after corrections {left}. Pieces go back into stock by their own command: firmino-link orders return."),
    );
    told(global, desk, &mirror, args.number.trim(), &text)
}

/// A sum with a dot or a comma, spaces between thousands left out.
fn difference(lang: Lang, text: &str) -> Result<Amount, Failure> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.replace(',', ".").replace('\u{2212}', "-");
    // Two places are money; more would be rounded, and a person's word is not.
    let places = plain.split_once('.').map_or(0, |(_, places)| places.len());
    let found = plain.parse::<Amount>().ok().filter(|_| places <= 2);
    found.ok_or_else(|| {
        Failure::new(
            Exit::Usage,
            "document.gross",
            lang.pick(
                format!("„{text}” nie jest kwotą"),
                format!("\"{text}\" is no sum of money"),
            ),
            lang.pick(
                "podaj różnicę brutto, na przykład --gross -12,50",
                "give the gross difference, for example --gross -12.50",
            ),
        )
    })
}

/// The document as it stands now, or the text.
fn told(
    global: &Global,
    desk: &Desk,
    mirror: &Mirror,
    number: &str,
    text: &str,
) -> Result<Exit, Failure> {
    if global.json {
        let row = mirror
            .document(number)
            .map_err(|error| Failure::of_mirror(desk.lang, &error))?;
        let rows: Vec<_> = row.iter().map(|row| row_json(desk.lang, row)).collect();
        show::out(&json!({"schema": 1, "documents": rows}).to_string());
    } else {
        show::out(text);
    }
    Ok(Exit::Done)
}
