//! `orders skip` and `orders retry`.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{known, of_mirror, row_json};
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::show;
use crate::domain::names;
use crate::domain::state::Flags;
use crate::report::{Exit, Failure, visible};
use crate::sync::set_aside::{self, Retried, Skipped};
use crate::texts::{Lang, count, orders as texts};

/// Most characters of a reason.
const LONGEST: usize = 200;

pub(super) fn skip(global: &Global, desk: &Desk, id: i64, reason: &str) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let reason = names::folded(reason);
    if reason.is_empty() || reason.chars().count() > LONGEST {
        return Err(no_reason(lang, id));
    }
    let mut mirror = desk.mirror()?;
    known(desk, &mirror, id)?;
    let now = Timestamp::now().as_second();
    let done = set_aside::skip(&mut mirror, id, &reason, now).map_err(of_mirror(lang))?;
    let (row, back) = match done {
        Skipped::Unknown => return known(desk, &mirror, id).map(|_| Exit::Done),
        Skipped::Documented => return Err(documented(lang, id)),
        Skipped::Done { row, back } => (row, back),
    };
    if global.json {
        let row = row_json(lang, &mirror, &row).map_err(of_mirror(lang))?;
        show::out(&json!({"schema": 1, "orders": [row]}).to_string());
        return Ok(Exit::Done);
    }
    show::out(&lang.pick(
        format!(
            "Zamówienie {id} pominięto: {}. Cofnij: firmino-link orders retry {id}",
            visible(&reason)
        ),
        format!(
            "Order {id} is skipped: {}. Take it back: firmino-link orders retry {id}",
            visible(&reason)
        ),
    ));
    if back > 0 {
        let lines = count(
            lang,
            back,
            ["pozycja", "pozycje", "pozycji"],
            ["line", "lines"],
        );
        show::out(&lang.pick(
            format!("Wróciło na stan: {lines}."),
            format!("Back in stock: {lines}."),
        ));
    }
    Ok(Exit::Done)
}

fn no_reason(lang: Lang, id: i64) -> Failure {
    Failure::new(
        Exit::Usage,
        "skip.reason",
        lang.pick(
            format!("podaj powód: od 1 do {LONGEST} znaków"),
            format!("give a reason of 1 to {LONGEST} characters"),
        ),
        lang.pick(
            format!("firmino-link orders skip {id} --reason \"duplikat\""),
            format!("firmino-link orders skip {id} --reason \"duplicate\""),
        ),
    )
}

fn documented(lang: Lang, id: i64) -> Failure {
    Failure::new(
        Exit::Person,
        "order.documented",
        lang.pick(
            format!("zamówienie {id} ma już dokument: nie ma czego pominąć"),
            format!("order {id} has its document: there is nothing to skip"),
        ),
        lang.pick(
            format!("towar na stan: firmino-link orders return {id}; szczegóły: firmino-link orders show {id}"),
            format!("pieces into stock: firmino-link orders return {id}; details: firmino-link orders show {id}"),
        ),
    )
}

pub(super) fn retry(global: &Global, desk: &Desk, ids: &[i64]) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let mut mirror = desk.mirror()?;
    let done = set_aside::retry(&mut mirror, ids).map_err(of_mirror(lang))?;
    if global.json {
        let rows: Vec<Value> = done
            .iter()
            .map(|(id, one)| one_json(lang, *id, one))
            .collect();
        show::out(&json!({"schema": 1, "retried": rows}).to_string());
    } else {
        for (id, one) in &done {
            show::out(&one_text(lang, *id, one));
        }
    }
    let any = |fits: fn(&Retried) -> bool| done.iter().any(|(_, one)| fits(one));
    let again = any(|one| matches!(one, Retried::Again(_)));
    // An id that the mirror does not know is a slip of the pen, unless others were taken back along with it.
    Ok(if any(|one| *one == Retried::Unknown) && !again {
        Exit::Usage
    } else if any(|one| !matches!(one, Retried::Again(_))) {
        Exit::Person
    } else {
        Exit::Done
    })
}

/// Code, message and fix of one that was refused.
fn refusal(lang: Lang, id: i64, one: &Retried) -> Option<(&'static str, String, String)> {
    match one {
        Retried::Again(_) => None,
        Retried::Unknown => Some((
            "order.unknown",
            lang.pick("kopia danych go nie zna", "the mirror does not know it")
                .to_owned(),
            format!("firmino-link sync orders --order {id}"),
        )),
        Retried::Documented => Some((
            "order.documented",
            lang.pick(
                "ma już dokument: nie ma czego powtarzać",
                "it has its document: there is nothing to retry",
            )
            .to_owned(),
            format!("firmino-link orders show {id}"),
        )),
        Retried::Return => Some((
            "order.return-source",
            lang.pick(
                "pochodzi ze zwrotu: nie jest sprzedażą",
                "it comes from a return: it is no sale",
            )
            .to_owned(),
            format!("firmino-link orders show {id}"),
        )),
    }
}

fn one_json(lang: Lang, id: i64, one: &Retried) -> Value {
    let state = match one {
        Retried::Again(state) => Some(state.text()),
        Retried::Unknown | Retried::Documented | Retried::Return => None,
    };
    let problems: Vec<Value> = refusal(lang, id, one)
        .into_iter()
        .map(|(code, message, fix)| json!({"code": code, "subject": id, "message": message, "fix": fix}))
        .collect();
    json!({"order": id, "state": state, "problems": problems})
}

fn one_text(lang: Lang, id: i64, one: &Retried) -> String {
    match (one, refusal(lang, id, one)) {
        (_, Some((_, message, fix))) => format!("{id}: {message}\n  → {fix}"),
        (Retried::Again(found), None) => {
            let word = texts::state(lang, *found, Flags::default());
            lang.pick(
                format!("{id}: {word}; następna synchronizacja przyjrzy mu się od nowa"),
                format!("{id}: {word}; the next pass looks at it anew"),
            )
        }
        (Retried::Unknown | Retried::Documented | Retried::Return, None) => id.to_string(),
    }
}
