//! A pull in words and in JSON.

use serde_json::{Value, json};

use super::is_asked_for;
use crate::mirror::firmino::List;
use crate::report::table::{Column, table};
use crate::report::{Failure, visible};
use crate::sync::firmino::{Notice, Pulled, Tally};
use crate::texts::{self, Lang, count};

/// Most notices that are listed to a person; JSON has all.
const LISTED: usize = 50;

/// The list's name.
pub(super) fn list(lang: Lang, list: List) -> &'static str {
    match list {
        List::Articles => lang.pick("towary", "articles"),
        List::Customers => lang.pick("kontrahenci", "customers"),
    }
}

/// How many requests it will take, before the first is sent.
pub(super) fn forecast(lang: Lang, requests: Option<u32>, used: u32, limit: u32) -> String {
    let left = limit.saturating_sub(used);
    match requests {
        None => lang.pick(
            format!("pierwszy odczyt: liczba żądań nie jest znana; na dziś zostało {left} z {limit}"),
            format!("a first reading: how many requests it takes is not known; {left} of {limit} are left today"),
        ),
        Some(requests) if requests > left => lang.pick(
            format!("potrzeba około {requests} żądań, na dziś zostało {left} z {limit}: reszta następnym razem"),
            format!("about {requests} requests, {left} of {limit} are left today: the rest comes another time"),
        ),
        Some(requests) => lang.pick(
            format!("potrzeba około {requests} żądań; na dziś zostało {left} z {limit}"),
            format!("about {requests} requests; {left} of {limit} are left today"),
        ),
    }
}

/// The one JSON object.
pub(super) fn value(
    lang: Lang,
    pulled: &Pulled,
    dry_run: bool,
    failure: Option<&Failure>,
) -> Value {
    let problems: Vec<Value> = pulled
        .notices
        .iter()
        .map(|notice| {
            json!({
                "code": notice.code,
                "list": notice.list,
                "subject": notice.id,
                "name": notice.name,
                "new": notice.is_new,
                "message": texts::firmino::message(lang, &notice.code),
                "fix": texts::firmino::fix(lang, &notice.code),
            })
        })
        .collect();
    json!({
        "schema": 1,
        "pull": {
            "dry_run": dry_run,
            "articles": pulled.articles,
            "customers": pulled.customers,
            "requests": pulled.requests,
            "complete": pulled.is_complete(),
            "problems": problems,
        },
        "error": failure,
    })
}

/// A table, then what is left to a person.
pub(super) fn text(lang: Lang, pulled: &Pulled, dry_run: bool) -> String {
    let mut lines = vec![
        lang.pick("Odczyt z Firmino", "Reading from Firmino")
            .to_owned(),
    ];
    if dry_run {
        let line = lang.pick(
            "Próba: niczego nie zapisano.",
            "A rehearsal: nothing was written.",
        );
        lines.push(line.to_owned());
    }
    let lists = [
        (List::Articles, &pulled.articles),
        (List::Customers, &pulled.customers),
    ];
    let rows: Vec<Vec<String>> = lists
        .iter()
        .filter_map(|(of, tally)| tally.as_ref().map(|tally| row(list(lang, *of), tally)))
        .collect();
    if !rows.is_empty() {
        let head = lang.pick(
            [
                "",
                "odczytane",
                "nowe",
                "zmienione",
                "połączone",
                "bez zmian",
                "do decyzji",
                "usługi",
            ],
            [
                "",
                "seen",
                "created",
                "updated",
                "linked",
                "unchanged",
                "conflicts",
                "services",
            ],
        );
        let columns: Vec<(&str, Column)> = head
            .iter()
            .enumerate()
            .map(|(at, head)| (*head, if at == 0 { Column::Left } else { Column::Right }))
            .collect();
        lines.push(table(&columns, rows, None));
    }
    for (of, tally) in lists {
        if tally.as_ref().is_some_and(|tally| !tally.complete) {
            let name = list(lang, of);
            lines.push(lang.pick(
                format!("{name}: lista może być niepełna; czego nie odczytano, zostaje bez zmian"),
                format!("{name}: the list may not be whole; what was not read stays as it is"),
            ));
        }
    }
    if pulled.stopped.as_ref().is_some_and(is_asked_for) {
        let line = lang.pick(
            "Więcej żądań nie miało być; następny odczyt pójdzie dalej.",
            "No more requests were to be sent; the next reading goes on.",
        );
        lines.push(line.to_owned());
    }
    lines.extend(
        pulled
            .notices
            .iter()
            .take(LISTED)
            .map(|notice| line(lang, notice)),
    );
    let more = pulled.notices.len().saturating_sub(LISTED);
    if more > 0 {
        lines.push(lang.pick(
            format!("  … i jeszcze {more} (--json pokazuje wszystkie)"),
            format!("  … and {more} more (--json has all)"),
        ));
    }
    let requests = &pulled.requests;
    let now = count(
        lang,
        requests.used_now as usize,
        ["żądanie", "żądania", "żądań"],
        ["request", "requests"],
    );
    lines.push(lang.pick(
        format!(
            "{now}, dziś razem {} z {}",
            requests.used_today, requests.limit
        ),
        format!("{now}, today {} of {}", requests.used_today, requests.limit),
    ));
    lines.join("\n")
}

fn row(name: &str, tally: &Tally) -> Vec<String> {
    let counts = [
        tally.seen,
        tally.created,
        tally.updated,
        tally.linked,
        tally.unchanged,
        tally.conflicts,
        tally.services,
    ];
    let counts = counts.iter().map(ToString::to_string);
    std::iter::once(name.to_owned()).chain(counts).collect()
}

fn line(lang: Lang, notice: &Notice) -> String {
    let name = visible(&notice.name);
    let message = texts::firmino::message(lang, &notice.code);
    let fix = texts::firmino::fix(lang, &notice.code);
    format!("  {} {name}: {message} → {fix}", notice.id)
}
