//! A stock pass from its row in `runs` to its report.

use super::{Mode, begin, close, end, fill as fill_orders};
use crate::domain::stock::Lowers;
use crate::mirror::{Mirror, MirrorError};
use crate::report::pass::PlannedStock;
use crate::report::{Exit, PassReport, Problem, visible};
use crate::sync::stock::{Ended, Notice, Pass, Tally, Trouble};
use crate::texts::{Lang, sending as texts};

/// Runs a stock pass on `mirror`, which in a dry run is a copy in memory, and reports.
///
/// # Errors
/// Only if the run's own row cannot be written before it begins.
pub fn stock(
    pass: &Pass<'_>,
    mirror: &mut Mirror,
    mode: Mode,
    lang: Lang,
) -> Result<PassReport, MirrorError> {
    let clock = pass.line.clock;
    let mut report = begin("stock", &pass.settings.profile, mirror, mode, clock)?;
    if let Some(run) = report.run {
        pass.progress.begun(run);
    }
    let mut ended = Ended::default();
    let result = pass.run(mirror, &mut ended);
    let of_orders = std::mem::take(&mut ended.orders);
    fill_orders(&mut report, of_orders, lang);
    fill(&mut report, ended, lang);
    end(&mut report, result, pass.account, lang);
    close(&mut report, mirror, clock);
    Ok(report)
}

/// What a sending did, into the report of a pass.
pub(super) fn fill(report: &mut PassReport, ended: Ended, lang: Lang) {
    let Tally {
        stock,
        warehouses,
        troubles,
        notices,
        planned,
        reserved,
        ..
    } = ended.tally;
    let lowered = report.stock.lines_lowered;
    report.stock = stock;
    report.stock.lines_lowered = lowered;
    report.warehouses.created = warehouses;
    report.levels = planned
        .into_iter()
        .map(|level| PlannedStock {
            sku: level.sku,
            baselinker_id: level.at.product,
            place: level.at.place,
            level: level.level,
            remote: level.remote,
            to_send: level.to_send,
        })
        .collect();
    if !troubles.is_empty() {
        report.raise(Exit::Person);
    }
    let troubles = troubles.iter().map(|trouble| problem(lang, trouble));
    report.problems.extend(troubles);
    let notices = notices.iter().map(|one| notice(lang, one));
    report.notices.extend(notices);
    if reserved > 0 {
        report.notices.push(told(
            "stock.reserved",
            None,
            texts::reserved(lang, reserved),
            "baselinker_lowers = \"reservation\"",
        ));
    }
    if let Some(brake) = ended.brake {
        report.raise(Exit::Brake);
        report.brake = Some(brake);
    }
}

fn told(code: &str, subject: Option<i64>, message: impl AsRef<str>, fix: &str) -> Problem {
    Problem {
        code: code.to_owned(),
        subject,
        message: visible(message.as_ref()).into_owned(),
        fix: visible(fix).into_owned(),
    }
}

/// A trouble as a problem of the report; the subject is BaseLinker's product.
fn problem(lang: Lang, trouble: &Trouble) -> Problem {
    match trouble {
        Trouble::Drift {
            named,
            at,
            target,
            remote,
        } => told(
            "stock.drift",
            Some(at.product),
            texts::drift(lang, named, &at.place, *target, *remote),
            &texts::drift_fix(lang, named),
        ),
        Trouble::Refused {
            named,
            at,
            value,
            said,
        } => told(
            "stock.refused",
            Some(at.product),
            texts::refused(lang, named, &at.place, *value, said),
            texts::refused_fix(lang, said),
        ),
        Trouble::LowersOtherwise { said, seen } => otherwise(lang, *said, *seen),
    }
}

/// BaseLinker lowers at another moment than the profile says.
fn otherwise(lang: Lang, said: Lowers, seen: Lowers) -> Problem {
    told(
        "stock.lowers",
        None,
        texts::lowers_otherwise(lang, said, seen),
        &format!("[warehouses] baselinker_lowers = \"{}\"", seen.word()),
    )
}

fn notice(lang: Lang, notice: &Notice) -> Problem {
    match notice {
        Notice::NoOrders => told(
            "stock.no-orders",
            None,
            texts::no_orders(lang),
            "modules = [\"orders\", \"products\", \"warehouses\"]",
        ),
        Notice::LowersUnknown => told(
            "stock.lowers-unknown",
            None,
            texts::lowers_unknown(lang),
            "[warehouses] baselinker_lowers = \"confirmed\"",
        ),
        Notice::LowersEvident(seen) => told(
            "stock.lowers-evident",
            None,
            texts::lowers_evident(lang, *seen),
            &format!("[warehouses] baselinker_lowers = \"{}\"", seen.word()),
        ),
        Notice::LowersOtherwise { said, seen } => otherwise(lang, *said, *seen),
        Notice::Shared { symbol, places } => told(
            "stock.shared-warehouse",
            None,
            texts::shared(lang, symbol, places),
            "firmino-link warehouses list",
        ),
        Notice::NotAttached { place } => told(
            "stock.not-attached",
            None,
            texts::not_attached(lang, place),
            "firmino-link warehouses list",
        ),
        Notice::LeftOut(levels) => told(
            "stock.left-out",
            None,
            texts::left_out(lang, *levels),
            "firmino-link sync stock",
        ),
        Notice::Left(levels) => told(
            "stock.left",
            None,
            texts::left(lang, *levels),
            "firmino-link sync stock",
        ),
        Notice::LeftToStock => told(
            "stock.zero",
            None,
            texts::left_to_stock(lang),
            "firmino-link sync stock",
        ),
        Notice::TakenOff { named, pieces } => told(
            "stock.taken-off",
            None,
            texts::taken_off(lang, named, *pieces),
            &format!("firmino-link stock show --sku {named}"),
        ),
    }
}
