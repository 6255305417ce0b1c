//! `orders issue` and `orders mark-issued`: documents by a person's word.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use serde_json::{Value, json};

use super::{IssueArgs, MarkArgs, known, of_mirror};
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::show;
use crate::domain::state::State;
use crate::domain::warsaw;
use crate::net::SystemClock;
use crate::report::{Exit, Failure, visible};
use crate::sync::issue::{self, Issued, One};
use crate::sync::run;
use crate::texts::{Lang, count, orders as texts};
use crate::wizard::ask;

pub(super) fn issue(global: &Global, desk: &Desk, args: &IssueArgs) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let settings = desk.settings()?;
    let mut mirror = desk.mirror()?;
    let mut left_out = 0;
    let ids = match args.all {
        false => args.ids.clone(),
        true => {
            let ready = mirror.orders(Some(State::Ready)).map_err(of_mirror(lang))?;
            let ready = ready.into_iter().filter(|order| !order.flags.cancelled);
            // Whoever means an unpaid order names it; what KSeF holds back is not issued here at all.
            let (free, held): (Vec<_>, Vec<_>) = ready.partition(|order| order.reasons.is_empty());
            left_out = held.len();
            free.into_iter().map(|order| order.seen.id).collect()
        }
    };
    if args.all && !ids.is_empty() && !global.no_input && !global.json && ask::can_ask() {
        let documents = count(
            lang,
            ids.len(),
            ["zamówienia", "zamówień", "zamówień"],
            ["order", "orders"],
        );
        let question = lang.pick(
            format!("Wystawić dokumenty do {documents}? Numerów nie da się cofnąć."),
            format!("Issue documents for {documents}? Numbers cannot be taken back."),
        );
        if !ask::confirm(lang, &question) {
            return Ok(Exit::Interrupted);
        }
    }
    let done = issue::by_person(&settings, &mut mirror, &SystemClock, &ids, args.kind)
        .map_err(of_mirror(lang))?;
    let exit = exit(&done);
    if global.json {
        let rows: Vec<Value> = done
            .iter()
            .map(|one| issued_json(lang, one.order, &one.result))
            .collect();
        show::out(&json!({"schema": 1, "issued": rows}).to_string());
    } else if done.is_empty() {
        show::out(lang.pick("Nie ma zamówień do wystawienia.", "No orders are ready."));
    } else {
        for one in &done {
            show::out(&issued_text(lang, one.order, &one.result));
        }
    }
    if left_out > 0 && !global.json {
        show::out(&lang.pick(
            format!("Z powodem, by nie wystawiać (KSeF, wpłata), zostało: {left_out}. Lista: firmino-link orders list --state ready"),
            format!("Left with a reason not to issue (KSeF, payment): {left_out}. List: firmino-link orders list --state ready"),
        ));
    }
    Ok(exit)
}

/// An id that the mirror does not know is a slip of the pen, unless other orders got their documents along with it.
fn exit(done: &[One]) -> Exit {
    let any = |fits: fn(&Issued) -> bool| done.iter().any(|one| fits(&one.result));
    let issued = any(|result| matches!(result, Issued::Document(_)));
    if any(|result| matches!(result, Issued::Refused(None))) && !issued {
        Exit::Usage
    } else if any(|result| !matches!(result, Issued::Document(_))) {
        Exit::Person
    } else {
        Exit::Done
    }
}

fn issued_json(lang: Lang, order: i64, result: &Issued) -> Value {
    match result {
        Issued::Document(number) => json!({"order": order, "number": number, "problems": []}),
        Issued::Held(reasons) => {
            let problems: Vec<_> = reasons
                .iter()
                .map(|reason| run::problem(lang, reason, order))
                .collect();
            json!({"order": order, "number": null, "problems": problems})
        }
        Issued::Refused(state) => {
            let message = texts::refused(lang, *state);
            let code = match state {
                None => "order.unknown",
                Some(_) => "order.not-ready",
            };
            json!({"order": order, "number": null, "problems": [{"code": code, "subject": order, "message": message, "fix": ""}]})
        }
        Issued::OtherKind(_) | Issued::Stale => {
            let (code, message, fix) = held_otherwise(lang, order, result);
            json!({"order": order, "number": null, "problems": [{"code": code, "subject": order, "message": message, "fix": fix}]})
        }
    }
}

pub(super) fn mark_issued(global: &Global, desk: &Desk, args: &MarkArgs) -> Result<Exit, Failure> {
    let lang = desk.lang;
    if let Some(day) = args.before {
        refuse_far(lang, day, warsaw::day(Timestamp::now().as_second()))?;
    }
    let mut mirror = desk.mirror_or_new()?;
    let marked = match args.before {
        Some(day) => issue::mark_before(&mut mirror, warsaw::start_of(day)),
        None => {
            for id in &args.ids {
                known(desk, &mirror, *id)?;
            }
            issue::mark(&mut mirror, &args.ids)
        }
    }
    .map_err(of_mirror(lang))?;
    if global.json {
        show::out(&json!({"schema": 1, "marked": marked}).to_string());
        return Ok(Exit::Done);
    }
    let orders = count(
        lang,
        marked.len(),
        ["zamówienie", "zamówienia", "zamówień"],
        ["order", "orders"],
    );
    show::out(&lang.pick(
        format!("Oznaczono jako wystawione gdzie indziej: {orders}."),
        format!("Marked as issued elsewhere: {orders}."),
    ));
    let left: Vec<String> = args
        .ids
        .iter()
        .filter(|id| !marked.contains(id))
        .map(i64::to_string)
        .collect();
    if !left.is_empty() {
        let left = left.join(", ");
        show::out(&lang.pick(
            format!("Mają już swój dokument, więc zostają, jak są: {left}."),
            format!("These have their document already and stay as they are: {left}."),
        ));
    }
    if let Some(day) = args.before {
        show::out(&lang.pick(
            format!("Zamówienia potwierdzone przed {day}, których kopia jeszcze nie zna, też nie dostaną dokumentów."),
            format!("Orders confirmed before {day} that the mirror does not know yet get no documents either."),
        ));
    }
    Ok(Exit::Done)
}

/// Orders of days that have not begun cannot have their documents: tomorrow, the end of today, is the last day to name.
fn refuse_far(lang: Lang, day: Date, today: Date) -> Result<(), Failure> {
    let tomorrow = today.saturating_add(1.day());
    if day <= tomorrow {
        return Ok(());
    }
    Err(Failure::new(
        Exit::Usage,
        "orders.day-ahead",
        lang.pick(
            format!("{day} jest w przyszłości: zamówienia, których jeszcze nie ma, nie mają dokumentów gdzie indziej"),
            format!("{day} lies ahead: orders that are not there yet have no documents elsewhere"),
        ),
        lang.pick(
            format!("podaj dzień do {tomorrow}"),
            format!("name a day up to {tomorrow}"),
        ),
    ))
}

fn issued_text(lang: Lang, order: i64, result: &Issued) -> String {
    match result {
        Issued::Document(number) => format!("{order}: {number}"),
        Issued::Held(reasons) => {
            let lines = texts::reason_lines(lang, reasons, order);
            format!(
                "{order}:{}",
                lines.lines().map(visible).collect::<Vec<_>>().join("\n")
            )
        }
        Issued::Refused(state) => format!("{order}: {}", texts::refused(lang, *state)),
        Issued::OtherKind(_) | Issued::Stale => {
            let (_, message, fix) = held_otherwise(lang, order, result);
            format!("{order}:\n  ! {message}\n    → {fix}")
        }
    }
}

/// Code, message and fix of what holds an order beside its reasons.
fn held_otherwise(lang: Lang, order: i64, result: &Issued) -> (&'static str, String, String) {
    match result {
        Issued::OtherKind(kind) => {
            let word = texts::kind(lang, kind.as_str());
            (
                "order.other-kind",
                lang.pick(
                    format!("to zamówienie kończy się innym dokumentem: {word}"),
                    format!("this order ends in another document: {word}"),
                ),
                lang.pick(
                    format!("jeśli ma być inny: firmino-link orders edit {order} --set kind=RODZAJ, potem firmino-link orders issue {order}"),
                    format!("if it is to be another: firmino-link orders edit {order} --set kind=KIND, then firmino-link orders issue {order}"),
                ),
            )
        }
        _ => (
            "order.read-again",
            lang.pick(
                "zamówienie zmieniło się od ostatniego dokumentu i nie było jeszcze odczytane ponownie",
                "the order has changed since its last document and was not read again yet",
            )
            .to_owned(),
            format!("firmino-link sync orders --order {order}"),
        ),
    }
}
