//! A products pass from its row in `runs` to its report.

use super::{Mode, begin, close, end};
use crate::domain::card_match::Notice;
use crate::mirror::{Mirror, MirrorError};
use crate::report::{Exit, PassReport, Problem, visible};
use crate::sync::products::{Ended, Linking, Pass, Trouble, Way};
use crate::texts::{Lang, products as texts};

/// Runs a products pass on `mirror`, which in a dry run is a copy in memory, and reports.
///
/// # Errors
/// Only if the run's own row cannot be written before it begins.
pub fn products(
    pass: &Pass<'_>,
    mirror: &mut Mirror,
    mode: Mode,
    lang: Lang,
) -> Result<PassReport, MirrorError> {
    let clock = pass.line.clock;
    let mut report = begin("products", &pass.settings.profile, mirror, mode, clock)?;
    if let Some(run) = report.run {
        pass.progress.begun(run);
    }
    let mut ended = Ended::default();
    let result = pass.run(mirror, &mut ended);
    fill(&mut report, ended, pass.ask.way, lang);
    end(&mut report, result, pass.account, lang);
    close(&mut report, mirror, clock);
    Ok(report)
}

fn fill(report: &mut PassReport, ended: Ended, way: Way, lang: Lang) {
    let tally = ended.tally;
    report.products = tally.products;
    report.changes = tally.changes;
    report.problems = tally
        .troubles
        .iter()
        .map(|trouble| problem(lang, trouble))
        .collect();
    if !report.problems.is_empty() {
        report.raise(Exit::Person);
    }
    let linkings = tally.linkings.iter();
    report
        .notices
        .extend(linkings.map(|linking| linked(lang, linking)));
    if way == Way::Push && tally.unmatched > 0 {
        report.notices.push(notice(
            "products.unmatched",
            &texts::unmatched(lang, tally.unmatched),
            "firmino-link products link CARD BL_ID",
        ));
    }
    if tally.left > 0 {
        report.notices.push(notice(
            "products.left",
            &texts::left(lang, tally.left),
            "firmino-link sync products",
        ));
    }
    if let Some(brake) = ended.brake {
        report.raise(Exit::Brake);
        report.brake = Some(brake);
    }
    let is_unknown = |trouble: &Trouble| matches!(trouble, Trouble::UnknownSku { .. });
    if tally.troubles.iter().any(is_unknown) {
        // The call was wrong, not the pass: its outcome stays.
        report.exit = report.exit.max(Exit::Usage);
    }
}

fn notice(code: &str, message: &str, fix: &str) -> Problem {
    Problem {
        code: code.to_owned(),
        subject: None,
        message: message.to_owned(),
        fix: fix.to_owned(),
    }
}

/// A link to look at twice.
fn linked(lang: Lang, linking: &Linking) -> Problem {
    let (product, card) = (linking.product, linking.card);
    let (code, message) = match &linking.notice {
        Notice::SkuDiffers => (
            "product.sku-differs",
            texts::sku_differs(lang, product, card),
        ),
        Notice::NameOfOthers(others) => (
            "product.name-of-others",
            texts::name_of_others(lang, product, card, others),
        ),
    };
    Problem {
        subject: Some(product),
        ..notice(
            code,
            &message,
            &format!("firmino-link products unlink {card}"),
        )
    }
}

/// A trouble as a problem of the report; the subject is BaseLinker's product, or none where there is only a card.
fn problem(lang: Lang, trouble: &Trouble) -> Problem {
    let (code, subject, message, fix) = match trouble {
        Trouble::Conflict {
            product,
            code,
            between,
        } => (
            code.clone(),
            Some(*product).filter(|id| *id > 0),
            texts::conflict(lang, code, *product, between),
            texts::settle(lang, *product, between),
        ),
        Trouble::Both {
            product,
            card,
            part,
            last,
            here,
            there,
        } => (
            "product.both-changed".to_owned(),
            Some(*product),
            texts::both(
                lang,
                (*product, *card, part),
                last.as_deref(),
                here.as_deref(),
                there.as_deref(),
            ),
            texts::both_fix(lang, *product),
        ),
        Trouble::Gone { product, card } => (
            "product.gone".to_owned(),
            Some(*product),
            texts::gone(lang, *product, *card),
            texts::gone_fix(lang, *card),
        ),
        Trouble::Odd { product, seen } => (
            "product.odd".to_owned(),
            Some(*product),
            texts::odd(lang, *product, seen),
            texts::in_panel(lang),
        ),
        Trouble::Refused { card, said } => (
            "product.refused".to_owned(),
            None,
            texts::refused(lang, *card, said),
            texts::in_panel(lang),
        ),
        Trouble::UnknownSku { sku } => (
            "product.unknown-sku".to_owned(),
            None,
            texts::unknown_sku(lang, sku),
            "firmino-link products list".to_owned(),
        ),
        Trouble::InDoubt { card } => (
            "product.in-doubt".to_owned(),
            None,
            texts::in_doubt(lang, *card),
            "firmino-link sync products".to_owned(),
        ),
    };
    Problem {
        code,
        subject,
        message: visible(&message).into_owned(),
        fix: visible(&fix).into_owned(),
    }
}
