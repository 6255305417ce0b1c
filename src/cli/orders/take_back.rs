//! `orders return`: pieces of an order back into stock.

use serde_json::{Value, json};

use super::{known, of_mirror};
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::show;
use crate::domain::order::Order;
use crate::domain::state::{Flags, State};
use crate::net::{Clock as _, SystemClock};
use crate::report::{Exit, Failure, visible};
use crate::sync::settings::KeepStock;
use crate::sync::take_back::{self, Back, Part, Returned, Wrong};
use crate::texts::{Lang, orders as texts};

pub(super) fn run(
    global: &Global,
    desk: &Desk,
    id: i64,
    lines: &[String],
) -> Result<Exit, Failure> {
    let lang = desk.lang;
    if desk.settings()?.stock == KeepStock::No {
        return Err(no_stock(lang));
    }
    let mut mirror = desk.mirror()?;
    known(desk, &mirror, id)?;
    let parts = parts(lang, lines)?;
    let now = SystemClock.wall().as_second();
    let done = take_back::take_back(&mut mirror, id, &parts, now).map_err(of_mirror(lang))?;
    let (row, back) = match done {
        Returned::Unknown => return known(desk, &mirror, id).map(|_| Exit::Done),
        Returned::Sold(state) => return Err(sold(lang, id, state)),
        Returned::Wrong(wrong) => return Err(refused(lang, id, &wrong)),
        Returned::Done(row, back) => (row, back),
    };
    if global.json {
        let rows: Vec<Value> = back
            .iter()
            .map(|one| json!({"line": one.line, "pieces": one.pieces, "out": one.out}))
            .collect();
        show::out(&json!({"schema": 1, "order": id, "returned": rows}).to_string());
    } else if back.is_empty() {
        show::out(&lang.pick(
            format!("Zamówienie {id}: nic nie jest poza stanem, nie ma czego zwracać."),
            format!("Order {id}: no pieces are out, there is nothing to take back."),
        ));
    } else {
        for one in &back {
            show::out(&one_text(lang, &row.seen, one));
        }
    }
    Ok(Exit::Done)
}

/// `LINE[=PIECES]`, each.
fn parts(lang: Lang, lines: &[String]) -> Result<Vec<Part>, Failure> {
    let mut parts = Vec::with_capacity(lines.len());
    let mut wrong = Vec::new();
    for text in lines {
        let (line, pieces) = match text.split_once('=') {
            None => (text.as_str(), None),
            Some((line, pieces)) => (line, Some(pieces)),
        };
        let count = pieces.map(|pieces| pieces.trim().parse::<i64>().ok().filter(|n| *n > 0));
        match count {
            Some(None) => wrong.push(lang.pick(
                format!("„{text}”: liczba sztuk musi być całkowita i większa od zera"),
                format!("\"{text}\": pieces must be a whole number above zero"),
            )),
            Some(pieces) => parts.push(Part {
                line: line.trim().to_owned(),
                pieces,
            }),
            None => parts.push(Part {
                line: line.trim().to_owned(),
                pieces: None,
            }),
        }
    }
    match wrong.is_empty() {
        true => Ok(parts),
        false => Err(Failure::new(
            Exit::Usage,
            "return.wrong",
            wrong.join("\n"),
            "--lines 1=2,3",
        )),
    }
}

fn no_stock(lang: Lang) -> Failure {
    Failure::new(
        Exit::Config,
        "profile.module",
        lang.pick(
            "moduł magazynów (warehouses) nie jest wybrany w profilu, więc zamówienia nie zmieniają stanów i nie ma czego zwracać",
            "the module `warehouses` is not chosen in the profile, so orders move no stock and there is nothing to take back",
        ),
        lang.pick(
            "dopisz \"warehouses\" do modules w profilu",
            "add \"warehouses\" to modules in the profile",
        ),
    )
}

fn sold(lang: Lang, id: i64, state: State) -> Failure {
    let word = texts::state(lang, state, Flags::default());
    Failure::new(
        Exit::Person,
        "return.no-document",
        lang.pick(
            format!("zamówienie {id} nie ma jeszcze dokumentu ({word}), więc jego towar nadal jest sprzedawany"),
            format!("order {id} has no document yet ({word}), so its pieces are still being sold"),
        ),
        lang.pick(
            format!("firmino-link orders skip {id} --reason POWÓD (towar wraca wtedy na stan)"),
            format!("firmino-link orders skip {id} --reason WHY (its pieces come back then)"),
        ),
    )
}

fn refused(lang: Lang, id: i64, wrong: &[Wrong]) -> Failure {
    let lines: Vec<String> = wrong.iter().map(|one| wrong_text(lang, one)).collect();
    Failure::new(
        Exit::Usage,
        "return.wrong",
        lines.join("\n"),
        lang.pick(
            format!("niczego nie zapisano; pozycje: firmino-link orders show {id}"),
            format!("nothing was written; the lines: firmino-link orders show {id}"),
        ),
    )
}

fn wrong_text(lang: Lang, wrong: &Wrong) -> String {
    match wrong {
        Wrong::NoLine(line) => lang.pick(
            format!("zamówienie nie ma pozycji „{line}”"),
            format!("the order has no line \"{line}\""),
        ),
        Wrong::Twice(line) => lang.pick(
            format!("pozycja {line}: podano dwa razy"),
            format!("line {line}: given twice"),
        ),
        Wrong::TooMany { line, asked, out } => lang.pick(
            format!("pozycja {line}: podano {asked} szt., a poza stanem jest {out} szt."),
            format!("line {line}: {asked} pieces asked, but {out} are out"),
        ),
    }
}

fn one_text(lang: Lang, order: &Order, back: &Back) -> String {
    let place = order.lines.iter().position(|line| line.id == back.line);
    let name = place
        .and_then(|index| order.lines.get(index))
        .map(|line| line.name.as_str())
        .unwrap_or_default();
    let place = place.map_or_else(|| back.line.to_string(), |index| (index + 1).to_string());
    let name = visible(name);
    let (pieces, out) = (back.pieces, back.out);
    lang.pick(
        format!("pozycja {place} ({name}): wróciło {pieces} szt., poza stanem zostało {out}"),
        format!("line {place} ({name}): {pieces} came back, {out} still out"),
    )
}
