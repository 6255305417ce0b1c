//! `documents corrected`: a correction was issued elsewhere (art. 106j), and is noted beside its document.

use jiff::civil::Date;

use super::Refused;
use crate::domain::money::Amount;
use crate::domain::warsaw;
use crate::mirror::Mirror;
use crate::mirror::marks::{Mark, Marked};
use crate::net::Clock;

/// A correction as told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction<'a> {
    /// Its number.
    pub by: &'a str,
    /// Its day.
    pub day: Date,
    /// Gross sum by difference.
    pub gross: Amount,
}

/// Notes a correction; answers what document and corrections come to now.
///
/// # Errors
/// See [`Refused`]; nothing is written then.
pub fn correct(
    mirror: &mut Mirror,
    clock: &dyn Clock,
    number: &str,
    correction: &Correction<'_>,
) -> Result<Amount, Refused> {
    mirror.write(|mirror| {
        let now = clock.wall().as_second();
        let document = mirror.document(number)?;
        let document = document.ok_or_else(|| Refused::UnknownDocument(number.to_owned()))?;
        if document.void().is_some() {
            return Err(Refused::Void(document.number));
        }
        if document.corrections().any(|(by, ..)| by == correction.by) {
            return Err(Refused::Corrected {
                number: document.number,
                by: correction.by.to_owned(),
            });
        }
        if let Some(other) = mirror.document(correction.by)? {
            return Err(Refused::NumberTaken {
                number: other.number,
                order: other.order,
            });
        }
        let last = warsaw::day(now);
        let first = document.issued_on.parse().unwrap_or(last);
        if correction.day < first || correction.day > last {
            return Err(Refused::Day {
                day: correction.day,
                first,
                last,
            });
        }
        let all = document.corrections().map(|(.., gross)| *gross);
        let all = all.chain([document.sums.2, correction.gross]);
        let left = Amount::sum(all).ok().filter(|left| *left >= Amount::ZERO);
        let Some(left) = left else {
            let left = document.sums.2.plus(correction.gross);
            return Err(Refused::BelowZero {
                number: document.number,
                left: left.unwrap_or(correction.gross),
            });
        };
        let mark = Mark {
            what: Marked::Corrected,
            reason: String::new(),
            correction: Some((correction.by.to_owned(), correction.day, correction.gross)),
        };
        mirror.add_mark(document.id, &mark, now)?;
        Ok(left)
    })
}
