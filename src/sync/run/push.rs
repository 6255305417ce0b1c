//! A push from its row in `runs` to its report.

use super::pull::requests;
use super::{ended_as, problem as held};
use crate::domain::handover::Refusal;
use crate::firmino::FirminoError;
use crate::mirror::{Mirror, MirrorError};
use crate::report::{Exit, Failure, Problem, PushReport, visible};
use crate::sync::crash;
use crate::sync::documents::refusal;
use crate::sync::firmino::MirrorBudget;
use crate::sync::handover::{Pushed, Pushing, Trouble, Which};
use crate::texts::{Lang, handover, orders, own_documents};

/// Runs a push on `mirror`, and reports.
///
/// # Errors
/// Only if the run's own row cannot be written before it begins.
pub fn push(
    by: &Pushing<'_>,
    budget: &MirrorBudget<'_>,
    mirror: &mut Mirror,
    which: &Which,
    lang: Lang,
) -> Result<PushReport, MirrorError> {
    let now = by.clock.wall().as_second();
    let run = mirror.write(|mirror| mirror.begin_run("push", now))?;
    crash::point();
    by.progress.begun(run);
    let mut report = PushReport::begin(Some(run));
    match by.run(mirror, which) {
        Ok(pushed) => {
            let went = pushed.orders.pushed + pushed.orders.confirmed + pushed.documents.pushed;
            report.exit = match is_told_again(&pushed, which) {
                true => Exit::Done,
                false => exit(&pushed.troubles, went),
            };
            if pushed.orders.in_doubt + pushed.documents.in_doubt > 0 {
                report.exit = report.exit.max(Exit::Person);
            }
            report.problems = problems(lang, &pushed.troubles);
            let push = &mut report.push;
            push.orders = pushed.orders;
            push.documents = pushed.documents;
            push.customers = pushed.customers;
            push.articles = pushed.articles;
            push.without_ksef = pushed.without_ksef;
            let stopped = pushed.stopped.as_ref();
            let stopped = stopped.filter(|error| !matches!(error, FirminoError::RunSpent { .. }));
            report.error = stopped.map(|error| Failure::of_firmino(lang, error));
        }
        Err(error) => report.error = Some(Failure::of_mirror(lang, &error)),
    }
    if let Some(failure) = &report.error {
        report.exit = report.exit.max(failure.exit);
    }
    report.push.requests = requests(by.client, budget);
    let text = serde_json::to_string(&report).unwrap_or_default();
    ended_as(mirror, run, by.clock, report.exit, &text);
    Ok(report)
}

/// Whether all that is left to a person was so before: the document that stops ours is told while others wait for it, and
/// nothing of it is new.
fn is_told_again(pushed: &Pushed, which: &Which) -> bool {
    let mut troubles = pushed.troubles.iter();
    *which == Which::Due
        && pushed.documents.refused == 0
        && troubles.all(|trouble| matches!(trouble, Trouble::Own { .. }))
}

/// How troubles end a push: an id that the mirror does not know is a slip of the pen, unless others went along with it.
pub fn exit(troubles: &[Trouble], went: u64) -> Exit {
    let unknown = |trouble: &Trouble| matches!(trouble, Trouble::NotReady { state: None, .. });
    match troubles {
        [] => Exit::Done,
        some if went == 0 && some.iter().all(unknown) => Exit::Usage,
        _ => Exit::Person,
    }
}

/// Troubles as problems of a report.
pub fn problems(lang: Lang, troubles: &[Trouble]) -> Vec<Problem> {
    troubles.iter().map(|one| problem(lang, one)).collect()
}

fn problem(lang: Lang, trouble: &Trouble) -> Problem {
    let shown = |text: String| visible(&text).into_owned();
    match trouble {
        Trouble::Misfit { order, reason } => held(lang, reason, *order),
        Trouble::Refused {
            order,
            refusal,
            said,
        } => Problem {
            code: format!("push.{}", refusal.code()),
            subject: Some(*order),
            message: shown(handover::why(lang, *refusal, said)),
            fix: shown(handover::fix(lang, *order, *refusal, said)),
        },
        Trouble::Own {
            order,
            number,
            refusal,
            said,
        } => Problem {
            code: format!("push.{}", refusal.code()),
            subject: Some(*order),
            message: shown(format!(
                "{number}: {}",
                own_documents::why(lang, *refusal, said)
            )),
            fix: shown(own_documents::fix(lang, *order, number, *refusal)),
        },
        Trouble::OwnMisfit {
            order,
            number,
            reason,
        } => {
            let held = held(lang, reason, *order);
            Problem {
                message: format!("{}: {}", shown(number.clone()), held.message),
                fix: shown(own_documents::fix(lang, *order, number, Refusal::Misfit)),
                ..held
            }
        }
        Trouble::Unconfirmed {
            order,
            number,
            refused,
        } => {
            let why = refusal::failure(lang, refused);
            Problem {
                code: why.code,
                subject: Some(*order),
                message: shown(format!("{number}: {}", why.message)),
                fix: match why.fix.as_str() {
                    "" => handover::fix(lang, *order, Refusal::Unconfirmed, ""),
                    fix => shown(fix.to_owned()),
                },
            }
        }
        Trouble::NotReady { order, state } => Problem {
            code: match state {
                None => "order.unknown".to_owned(),
                Some(_) => "order.not-ready".to_owned(),
            },
            subject: Some(*order),
            message: orders::refused(lang, *state),
            fix: match state {
                None => format!("firmino-link sync orders --order {order}"),
                Some(_) => format!("firmino-link orders why {order}"),
            },
        },
    }
}
