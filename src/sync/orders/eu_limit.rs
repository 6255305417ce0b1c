//! The year's sales to consumers in other EU states come near their limit: told once a level and year.

use super::apply::Now;
use super::tally::{Notice, Tally};
use crate::domain::eu_sales::{Level, eu_year};
use crate::domain::kind::Oss;
use crate::mirror::decisions::Decision;
use crate::mirror::{Mirror, MirrorError};
use crate::sync::settings::Settings;

/// Weighs the year's sales, where this pass issued something and the seller sells at Polish rates below the limit.
///
/// # Errors
/// Those of the book.
pub(super) fn notice(
    settings: &Settings,
    mirror: &mut Mirror,
    now: &Now,
    tally: &mut Tally,
) -> Result<(), MirrorError> {
    if settings.rules.oss != Some(Oss::BelowThreshold) || tally.issued.is_empty() {
        return Ok(());
    }
    let year = now.today.year();
    let sales = mirror.eu_sales(&format!("{}-01-01", year - 1))?;
    let found =
        eu_year(&sales, year).map_err(|_| MirrorError::Content("sum(documents.net)".to_owned()))?;
    let Some(found) = found.filter(|found| found.level != Level::Fine) else {
        return Ok(());
    };
    let level = if found.level == Level::Over {
        "over"
    } else {
        "near"
    };
    let about = format!("{year} {level}");
    if mirror.decision(Decision::EuSalesTold, &about)?.is_some() {
        return Ok(());
    }
    tally.notices.push(Notice::EuSales(found));
    mirror.write(|mirror| mirror.decide(Decision::EuSalesTold, &about, 1, now.second))
}
