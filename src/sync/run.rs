//! A pass from its row in `runs` to its report.

mod products;
mod pull;
mod push;
mod stock;

pub use products::products;
pub use pull::{Pulling, pull, unknown_account};
pub use push::{exit as push_exit, problems as push_problems, push};
pub use stock::stock;

use std::time::Duration;

use super::notices;
use super::orders::statuses::Lost;
use super::orders::tally::Issued;
use super::orders::{Ended, Pass, PassError};
use crate::baselinker::{Account, Counts};
use crate::domain::reason::{Code, Reason};
use crate::mirror::{Mirror, MirrorError, OtherAccount};
use crate::net::Clock;
use crate::report::pass::{Api, Planned};
use crate::report::{Exit, Failure, Outcome, PassReport, Problem, time, visible};
use crate::sync::printouts::Unsent;
use crate::texts::{Lang, printouts, reasons, sending};

/// Whether anything is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The plan is applied.
    Apply,
    /// The plan is applied to a copy in memory, which is thrown away, and told.
    DryRun,
}

/// Runs an orders pass on `mirror`, which in a dry run is a copy in memory, and reports.
///
/// # Errors
/// Only if the run's own row cannot be written before it begins.
pub fn orders(
    pass: &Pass<'_>,
    mirror: &mut Mirror,
    mode: Mode,
    lang: Lang,
) -> Result<PassReport, MirrorError> {
    let clock = pass.line.clock;
    let mut report = begin("orders", &pass.settings.profile, mirror, mode, clock)?;
    if let Some(run) = report.run {
        pass.progress.begun(run);
    }
    let mut ended = Ended::default();
    let result = pass.run(mirror, &mut ended);
    fill(&mut report, ended, lang);
    end(&mut report, result, pass.account, lang);
    close(&mut report, mirror, clock);
    Ok(report)
}

/// Keeps a pass that could not begin as a run, so that `runs` and `status` know of it.
///
/// # Errors
/// Those of the book.
pub fn not_begun(
    mirror: &mut Mirror,
    pass: &str,
    profile: &str,
    failure: &Failure,
    now: i64,
) -> Result<(), MirrorError> {
    let mut report = PassReport::begin(pass, profile);
    report.started_at = time::warsaw(now);
    report.finished_at.clone_from(&report.started_at);
    report.raise(failure.exit);
    report.error = Some(failure.clone());
    mirror.write(|mirror| {
        let run = mirror.begin_run(pass, now)?;
        report.run = Some(run);
        let text = serde_json::to_string(&report).unwrap_or_default();
        let (outcome, exit) = (report.outcome.word(), report.exit.code());
        mirror.end_run(run, now, outcome, exit, &text)
    })
}

/// A report whose run has begun.
fn begin(
    name: &str,
    profile: &str,
    mirror: &mut Mirror,
    mode: Mode,
    clock: &dyn Clock,
) -> Result<PassReport, MirrorError> {
    let mut report = PassReport::begin(name, profile);
    report.dry_run = mode == Mode::DryRun;
    let begun = clock.wall().as_second();
    report.started_at = time::warsaw(begun);
    if mode == Mode::Apply {
        report.run = Some(mirror.write(|mirror| mirror.begin_run(name, begun))?);
        super::crash::point();
    }
    Ok(report)
}

fn fill(report: &mut PassReport, ended: Ended, lang: Lang) {
    let tally = ended.tally;
    report.orders = tally.orders;
    report.documents = tally.documents;
    report.contractors = tally.contractors;
    report.products = tally.products;
    report.stock = tally.stock;
    if report.dry_run {
        report.planned = tally.issued.iter().map(planned).collect();
    }
    report.ready_reasons = tally
        .ready
        .into_iter()
        .map(|(code, n)| (code.text(), n))
        .collect();
    report.problems = tally
        .troubles
        .iter()
        .map(|trouble| problem(lang, &trouble.reason, trouble.order))
        .collect();
    report.products.conflicts = tally
        .troubles
        .iter()
        .filter(|trouble| trouble.reason.code == Code::LineCardConflict)
        .count() as u64;
    if !report.problems.is_empty() {
        report.raise(Exit::Person);
    }
    report.statuses = tally.statuses;
    let printouts = ended.printouts;
    report.documents.sent = printouts.sent;
    report.documents.pending = printouts.pending;
    report.documents.in_doubt = printouts.in_doubt;
    if !printouts.unsent.is_empty() {
        report.raise(Exit::Person);
    }
    let unsent = printouts.unsent.iter();
    report
        .problems
        .extend(unsent.map(|one| unsent_problem(lang, one)));
    report.notices = tally
        .notices
        .iter()
        .map(|notice| notices::told(lang, notice))
        .collect();
    let below = ended.below_zero.iter();
    report
        .notices
        .extend(below.map(|(named, symbol, level)| Problem {
            code: "stock.below-zero".to_owned(),
            subject: None,
            message: visible(&sending::below_zero(lang, named, symbol, *level)).into_owned(),
            fix: visible(&format!("firmino-link stock set {named} {symbol} QTY")).into_owned(),
        }));
    if let Some(second) = ended.stuck {
        report.raise(Exit::Person);
        report.problems.push(stuck(lang, second));
    }
    if let Some(brake) = ended.brake {
        report.raise(Exit::Brake);
        report.brake = Some(brake);
    }
    if let Some(sent) = ended.stock {
        stock::fill(report, *sent, lang);
    }
}

/// How it ended: an error, or a person's wish, which may have left something to the next pass.
fn end(report: &mut PassReport, result: Result<(), PassError>, account: &Account<'_>, lang: Lang) {
    if let Err(error) = result {
        let failure = failure(lang, &error);
        report.raise(failure.exit);
        report.error = Some(failure);
    }
    if account.stopping() {
        report.raise(Exit::Interrupted);
    }
    count(report, &account.counts());
}

fn count(report: &mut PassReport, counts: &Counts) {
    report.api = Api {
        calls: counts.calls,
        waited_s: tenths(counts.waited),
        by_method: counts
            .by_method
            .iter()
            .map(|(method, n)| ((*method).to_owned(), *n))
            .collect(),
    };
}

/// Seconds to the tenth: more would only look exact.
fn tenths(waited: Duration) -> f64 {
    let tenths = u64::try_from(waited.as_millis() / 100).unwrap_or(u64::MAX);
    Duration::from_millis(tenths.saturating_mul(100)).as_secs_f64()
}

/// The end of the row. A full disk may refuse it: the report is told all the same.
fn close(report: &mut PassReport, mirror: &mut Mirror, clock: &dyn Clock) {
    let ended = clock.wall().as_second();
    report.finished_at = time::warsaw(ended);
    let Some(run) = report.run else { return };
    let (outcome, exit) = (report.outcome.word(), report.exit.code());
    let text = serde_json::to_string(report).unwrap_or_default();
    if mirror
        .write(|mirror| mirror.end_run(run, ended, outcome, exit, &text))
        .is_err()
    {
        report.raise(Exit::Failed);
    }
}

/// The end of the row of a run with a report of its own shape. A full disk may refuse it: the report is told all the
/// same, and the row stays open.
fn ended_as(mirror: &mut Mirror, run: i64, clock: &dyn Clock, exit: Exit, text: &str) {
    let ended = clock.wall().as_second();
    let outcome = Outcome::of(exit).word();
    let _ = mirror.write(|mirror| mirror.end_run(run, ended, outcome, exit.code(), text));
}

fn planned(issued: &Issued) -> Planned {
    Planned {
        order: issued.order,
        kind: issued.kind.to_string(),
        number: issued.number.clone(),
        gross: issued.gross.to_string(),
        currency: issued.currency.clone(),
    }
}

/// A reason as a problem of the report.
pub fn problem(lang: Lang, reason: &Reason, order: i64) -> Problem {
    Problem {
        code: reason.code.text(),
        subject: Some(order),
        message: visible(&reasons::message(lang, reason)).into_owned(),
        fix: visible(&reasons::fix(lang, reason, order)).into_owned(),
    }
}

/// A printout that BaseLinker does not get.
pub fn unsent_problem(lang: Lang, unsent: &Unsent) -> Problem {
    let Unsent {
        order,
        number,
        refusal,
        said,
    } = unsent;
    Problem {
        code: format!("document.{}", refusal.code()),
        subject: Some(*order),
        message: visible(&printouts::why(lang, number, *refusal, said)).into_owned(),
        fix: visible(&printouts::fix(lang, number, *refusal)).into_owned(),
    }
}

fn stuck(lang: Lang, second: i64) -> Problem {
    let at = time::warsaw(second);
    Problem {
        code: "orders.one-second".to_owned(),
        subject: None,
        message: lang.pick(
            format!("w jednej sekundzie ({at}) potwierdzono więcej zamówień, niż BaseLinker pozwala odczytać; dalej nie czytano"),
            format!("more orders were confirmed in one second ({at}) than BaseLinker lets one read; nothing after it was read"),
        ),
        fix: lang.pick(
            "pobierz je po numerach: firmino-link sync orders --order NUMER",
            "take them by their ids: firmino-link sync orders --order ID",
        )
        .to_owned(),
    }
}

/// A pass's error in words.
pub fn failure(lang: Lang, error: &PassError) -> Failure {
    match error {
        PassError::Api(error) => Failure::of_api(lang, error),
        PassError::Mirror(error) => Failure::of_mirror(lang, error),
        PassError::Disk(error) => Failure::of_mirror(lang, &MirrorError::Full(error.to_string())),
        PassError::OtherAccount(order) => Failure::of_mirror(
            lang,
            &MirrorError::OtherAccount(OtherAccount::Order(*order)),
        ),
        PassError::Restless => Failure::new(
            Exit::Later,
            "api.restless",
            lang.pick(
                "BaseLinker kazał czekać po każdym z kilku odczytów, a zamówienia mogły się w tym czasie zmienić",
                "BaseLinker made the pass wait after each of several readings, and orders may have changed meanwhile",
            ),
            lang.pick(
                "następny przebieg spróbuje ponownie; sprawdź, które programy używają tego tokena",
                "the next pass tries again; see which other programs use this token",
            ),
        ),
        PassError::Stopped => Failure::new(
            Exit::Interrupted,
            "pass.interrupted",
            lang.pick(
                "przerwano; to, co zaczęte, jest dokończone, a reszta czeka",
                "interrupted; what was under way is finished, the rest waits",
            ),
            lang.pick(
                "następny przebieg zacznie w tym miejscu",
                "the next pass goes on from here",
            ),
        ),
        PassError::UnknownPlan(hash) => Failure::new(
            Exit::Usage,
            "brake.unknown-plan",
            lang.pick(
                format!("żaden zatrzymany plan nie ma skrótu {hash} (plany czekają 24 godziny)"),
                format!("no stopped plan has the hash {hash} (plans are kept for 24 hours)"),
            ),
            lang.pick(
                "uruchom bez --force: pokaże aktualny plan",
                "run without --force: it shows the present plan",
            ),
        ),
        PassError::Names(lost) => names(lang, lost),
    }
}

fn names(lang: Lang, lost: &[Lost]) -> Failure {
    let said: Vec<String> = lost
        .iter()
        .map(|lost| match lost {
            Lost::Gone { key, name, known } => {
                let known = known.join(", ");
                lang.pick(
                    format!("{key}: w BaseLinker nie ma „{name}” (jest: {known})"),
                    format!("{key}: BaseLinker has no \"{name}\" (there is: {known})"),
                )
            }
            Lost::Several { key, name, ids } => {
                let ids = ids
                    .iter()
                    .map(i64::to_string)
                    .collect::<Vec<_>>()
                    .join(", ");
                lang.pick(
                    format!("{key}: w BaseLinker jest kilka o nazwie „{name}” ({ids})"),
                    format!("{key}: BaseLinker has several called \"{name}\" ({ids})"),
                )
            }
        })
        .collect();
    Failure::new(
        Exit::Config,
        "profile.status",
        said.join("\n"),
        lang.pick(
            "popraw ten klucz w profilu (nazwa albo ID)",
            "mend this key in the profile (name or id)",
        ),
    )
}
