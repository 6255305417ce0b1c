//! `orders edit` on a terminal: the reasons, and a line for each that a correction mends.

use super::super::of_mirror;
use super::wrong_text;
use crate::cli::show;
use crate::domain::edits::{Key, mended_by};
use crate::domain::reason::Reason;
use crate::mirror::Mirror;
use crate::mirror::orders::OrderRow;
use crate::report::{Exit, Failure, visible};
use crate::sync::edit::{Change, Wish, rehearsed, wrong_with};
use crate::sync::settings::Settings;
use crate::texts::{Lang, edits as texts, reasons};
use crate::wizard::ask;

/// What a person answers; empty where nothing is to be changed.
///
/// # Errors
/// The terminal went away; those of the book.
pub(super) fn wish(
    lang: Lang,
    mirror: &Mirror,
    settings: &Settings,
    row: &OrderRow,
) -> Result<Wish, Failure> {
    let left = rehearsed(settings, mirror, row).map_err(of_mirror(lang))?;
    let mut asked: Vec<Key> = Vec::new();
    let mut wish = Wish::default();
    if left.is_empty() {
        show::err(lang.pick(
            "Nic nie trzyma tego zamówienia; inne pola: --set KLUCZ=WARTOŚĆ.",
            "Nothing holds this order; other fields: --set KEY=VALUE.",
        ));
    }
    for reason in &left {
        show::err(&format!("! {}", visible(&reasons::message(lang, reason))));
        let key = mended_by(reason, &row.seen).filter(|key| !asked.contains(key));
        let Some(key) = key else {
            let fix = reasons::fix(lang, reason, row.seen.id);
            show::err(&format!("  → {}", visible(&fix)));
            continue;
        };
        asked.push(key);
        let typed = ask(lang, mirror, row, reason, key)?;
        wish.0.extend(typed.map(Change::Set));
    }
    Ok(wish)
}

/// One line: `KEY=VALUE`; `None` where it was left as it is.
fn ask(
    lang: Lang,
    mirror: &Mirror,
    row: &OrderRow,
    reason: &Reason,
    key: Key,
) -> Result<Option<String>, Failure> {
    let head = texts::key(lang, key, &row.seen);
    let prompt = lang.pick(
        format!("{head} (puste: bez zmian)"),
        format!("{head} (empty: as it is)"),
    );
    let seen = match key {
        Key::Nip | Key::Vat(_) => visible(&reason.value).into_owned(),
        _ => String::new(),
    };
    let refusal = |value: &str| {
        let pair = Wish(vec![Change::Set(format!("{key}={value}"))]);
        let wrong = wrong_with(mirror, row, &pair).unwrap_or_default();
        wrong
            .first()
            .map(|wrong| visible(&wrong_text(lang, &row.seen, wrong)).into_owned())
    };
    let typed = ask::line(lang, &prompt, &seen, &refusal)
        .map_err(|error| Failure::new(Exit::Failed, "terminal", error.to_string(), "--set"))?;
    Ok(typed
        .filter(|typed| *typed != seen)
        .map(|typed| format!("{key}={typed}")))
}
