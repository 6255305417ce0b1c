//! `runs show`: what a pass told when it ended, told again.

use serde_json::json;

use super::row_json;
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::show as stream;
use crate::mirror::runs::{REPORT_DAYS, Run};
use crate::report::{Exit, Failure, PassReport, PullReport, PushReport, summary, time, visible};
use crate::texts::Lang;

/// Shows the report of a run, or of the newest one: on stdout and stderr what its own command showed there. Messages
/// in it stay in the language of their pass.
///
/// # Errors
/// Exit 2 where there is no such run.
pub(super) fn show(global: &Global, desk: &Desk, run: Option<i64>) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let mirror = desk.mirror()?;
    let of_mirror = |error| Failure::of_mirror(lang, &error);
    let Some(found) = &mirror.one_run(run).map_err(of_mirror)? else {
        let numbers = mirror.run_numbers().map_err(of_mirror)?;
        return Err(unknown(lang, run.zip(numbers)));
    };
    let Some(json) = mirror.run_report(found.run).map_err(of_mirror)? else {
        stream::out(&without_report(global, lang, found));
        return Ok(Exit::Done);
    };
    if global.json {
        stream::out(&json);
        return Ok(Exit::Done);
    }
    let (text, error) =
        told(desk, found, &json).map_err(|error| unreadable(lang, found.run, &error))?;
    stream::out(&text);
    if let Some(failure) = &error {
        stream::err(&failure.text(lang));
    }
    Ok(Exit::Done)
}

/// A stored report in words, by the shape that its pass has.
fn told(desk: &Desk, run: &Run, json: &str) -> serde_json::Result<(String, Option<Failure>)> {
    let lang = desk.lang;
    Ok(match run.pass.as_str() {
        "pull" => {
            let report: PullReport = serde_json::from_str(json)?;
            let text = format!("{}\n{}", head(desk, run), report.text(lang));
            (text, report.error)
        }
        "push" => {
            let report: PushReport = serde_json::from_str(json)?;
            let text = format!("{}\n{}", head(desk, run), report.text(lang));
            (text, report.error)
        }
        _ => {
            let report: PassReport = serde_json::from_str(json)?;
            (summary::text(lang, &report, stream::width()), report.error)
        }
    })
}

/// What the report of a pass on Firmino's side does not say itself: whose it is, when it ran, how it ended.
fn head(desk: &Desk, run: &Run) -> String {
    let lang = desk.lang;
    let profile = visible(desk.location.name().as_str());
    let (number, pass, began) = (run.run, &run.pass, time::short(run.started_at));
    let outcome = super::outcome(lang, run);
    let title = lang.pick(
        format!("Firmino ({profile}), przebieg {number}: {pass}, {began}, {outcome}"),
        format!("Firmino ({profile}), run {number}: {pass}, {began}, {outcome}"),
    );
    console::style(title).bold().to_string()
}

/// No run at all, or none of this number among those from the first to the newest.
fn unknown(lang: Lang, run: Option<(i64, (i64, i64))>) -> Failure {
    let (message, fix) = match run {
        Some((run, (first, last))) => (
            lang.pick(
                format!("nie ma przebiegu {run} (są od {first} do {last})"),
                format!("there is no run {run} (there are {first} to {last})"),
            ),
            "firmino-link runs list",
        ),
        _ => (
            lang.pick("nie było jeszcze żadnego przebiegu", "no pass has run yet")
                .to_owned(),
            "firmino-link sync orders",
        ),
    };
    Failure::new(Exit::Usage, "run.unknown", message, fix)
}

/// A run without a report: it has not ended, as far as the mirror knows, or ended well long ago.
fn without_report(global: &Global, lang: Lang, run: &Run) -> String {
    if global.json {
        let mut row = row_json(run);
        row["schema"] = json!(1);
        return row.to_string();
    }
    let (number, pass, began) = (run.run, &run.pass, time::short(run.started_at));
    if run.finished_at.is_some() {
        let days = REPORT_DAYS;
        return lang.pick(
            format!("Przebieg {number} ({pass}), początek {began}: bez uwag. Raport takiego przebiegu trzyma się {days} dni."),
            format!("Run {number} ({pass}), begun {began}: nothing to look at. The report of such a run is kept for {days} days."),
        );
    }
    let area = match pass.as_str() {
        "pull" | "push" => "mirror",
        _ => "sync",
    };
    lang.pick(
        format!(
            "Przebieg {number} ({pass}), początek {began}: brak raportu.\n\
             Jeszcze trwa albo został przerwany. Każde zamówienie jest zapisane w całości albo wcale; następny przebieg pójdzie dalej:\n\
             firmino-link {area} {pass}"
        ),
        format!(
            "Run {number} ({pass}), begun {began}: no report.\n\
             It still runs, or was cut short. Every order is written wholly or not at all; the next pass goes on from there:\n\
             firmino-link {area} {pass}"
        ),
    )
}

fn unreadable(lang: Lang, run: i64, error: &serde_json::Error) -> Failure {
    Failure::new(
        Exit::Failed,
        "run.unreadable",
        lang.pick(
            format!("ta wersja nie umie odczytać raportu przebiegu {run}: {error}"),
            format!("this version cannot read the report of run {run}: {error}"),
        ),
        format!("firmino-link runs show {run} --json"),
    )
}
