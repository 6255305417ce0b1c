//! `documents confirm`: the document of an order was issued elsewhere (in Firmino), and this is its number.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{Refused, by_person, card, not_open, stale};
use crate::domain::document::Draft;
use crate::domain::kind::DocumentKind;
use crate::domain::ksef_number::KsefNumber;
use crate::domain::plan::Verdict;
use crate::domain::reason::{Code, Reason};
use crate::domain::state::{Flags, State};
use crate::domain::warsaw;
use crate::mirror::documents::Confirmed;
use crate::mirror::orders::OrderRow;
use crate::mirror::{Mirror, Result};
use crate::net::Clock;
use crate::sync::handover;
use crate::sync::orders::apply::{Now, Taking, by_word};
use crate::sync::orders::prepare;
use crate::sync::orders::statuses::Statuses;
use crate::sync::orders::tally::Tally;
use crate::sync::settings::{Series, Settings};

/// An invoice may be issued so many days before the sale (art. 106i ust. 7 pkt 1).
const EARLY: i64 = 60;

/// What a person says of the document.
#[derive(Debug)]
pub struct Word<'a> {
    /// BaseLinker's order id.
    pub order: i64,
    /// Number as printed there.
    pub number: &'a str,
    /// Day of issue; `None`: today.
    pub day: Option<Date>,
    /// Number in KSeF.
    pub ksef: Option<&'a KsefNumber>,
    /// Its print.
    pub pdf: Option<&'a [u8]>,
}

/// What was noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// Kind, as decided here.
    pub kind: DocumentKind,
    /// Day of issue.
    pub day: Date,
    /// It must be in KSeF, and its number there was not told.
    pub ksef_missing: bool,
}

/// Closes an order by the document that it got elsewhere, with the sums computed here. Pieces are lowered once, at
/// taking.
///
/// # Errors
/// See [`Refused`]; nothing is written then.
pub fn confirm(
    settings: &Settings,
    mirror: &mut Mirror,
    clock: &dyn Clock,
    word: &Word<'_>,
) -> std::result::Result<Noted, Refused> {
    mirror.write(|mirror| {
        let row = mirror.order(word.order)?;
        let row = row.ok_or(Refused::UnknownOrder(word.order))?;
        let open = matches!(row.state, State::Ready | State::NeedsEditing);
        if !open || row.flags.cancelled {
            return Err(not_open(&row, mirror.document_numbers(&row)?));
        }
        stale(&row)?;
        if let Some(reason) = handover::bars(mirror, row.key, word.number)? {
            let (order, reasons) = (word.order, vec![reason]);
            return Err(Refused::Held { order, reasons });
        }
        let now = prepare::now(clock, None, mirror)?;
        let day = day(&row, word, now.today)?;
        is_free(settings, mirror, word, day)?;
        // Planned as of that day, or of the order's where that is later; the clock does not matter, since the number is
        // none of ours.
        let then = Now {
            today: day.max(ordered(&row, day)),
            clock: None,
            ..now.clone()
        };
        let statuses = Statuses::default();
        let apply = by_person(settings, &statuses, &then);
        let mut taking = by_word(&apply, mirror, row)?;
        let (draft, said) = draft(&taking)?;
        if word.ksef.is_some() && draft.kind == DocumentKind::Receipt {
            return Err(Refused::KsefReceipt(word.order));
        }
        taking.planned.verdict = Verdict::Ready(Vec::new());
        apply.take(mirror, taking, &mut Tally::default())?;
        let row = mirror.order(word.order)?;
        let row = row.ok_or(Refused::UnknownOrder(word.order))?;
        let confirmed = Confirmed {
            number: word.number,
            day,
            ksef: word.ksef.map(KsefNumber::as_str),
        };
        let links = mirror.lines(row.key)?;
        let document = mirror.add_confirmed(&row, &draft, &confirmed, card(&links), now.second)?;
        if let Some(pdf) = word.pdf {
            mirror.keep_file(document, pdf, now.second)?;
            apply.promise_printout(mirror, document, draft.kind)?;
        }
        let row = OrderRow {
            state: State::Documented,
            flags: Flags {
                elsewhere: true,
                ..row.flags
            },
            reasons: vec![Reason::new(Code::Confirmed, "document", word.number)],
            ..row
        };
        mirror.save_order(&row)?;
        apply.promise_status(mirror, &row, settings.statuses.documented.as_ref())?;
        Ok(Noted {
            kind: draft.kind,
            day,
            ksef_missing: word.ksef.is_none()
                && said.iter().any(|reason| reason.code == Code::KsefRequired),
        })
    })
}

/// The day of issue: not ahead, not long before the order, not after KSeF took it.
fn day(row: &OrderRow, word: &Word<'_>, today: Date) -> std::result::Result<Date, Refused> {
    let day = word.day.unwrap_or(today);
    let ordered = ordered(row, today);
    // The rate of exchange is that of the day before the issue, if that comes first (art. 31a ust. 2): it was not asked for.
    let first = match row.seen.currency.as_str() {
        "PLN" => ordered.saturating_sub(EARLY.days()),
        _ => ordered,
    };
    let last = today;
    let ksef = word.ksef.map(KsefNumber::day);
    for day in [Some(day), ksef].into_iter().flatten() {
        if day < first || day > last {
            return Err(Refused::Day { day, first, last });
        }
    }
    match ksef {
        Some(ksef) if day > ksef => Err(Refused::AfterKsef { day, ksef }),
        _ => Ok(day),
    }
}

/// Warsaw day of the order's confirmation.
fn ordered(row: &OrderRow, unknown: Date) -> Date {
    row.seen.confirmed_at.map_or(unknown, warsaw::day)
}

/// Refuses numbers that other documents have, or that our own series would give later (legal.md 5).
fn is_free(
    settings: &Settings,
    mirror: &Mirror,
    word: &Word<'_>,
    day: Date,
) -> std::result::Result<(), Refused> {
    if let Some(other) = mirror.document(word.number)? {
        return Err(Refused::NumberTaken {
            number: other.number,
            order: other.order,
        });
    }
    if let Some(ksef) = word.ksef
        && let Some(document) = mirror.number_in_ksef(ksef.as_str())?
    {
        return Err(Refused::KsefTaken {
            ksef: ksef.as_str().to_owned(),
            document,
        });
    }
    for series in [&settings.numbering.invoice, &settings.numbering.receipt] {
        if is_to_come(mirror, series, word.number, day)? {
            return Err(Refused::OwnSeries {
                number: word.number.to_owned(),
                format: series.format.as_str().to_owned(),
            });
        }
    }
    Ok(())
}

/// Whether the series gives this very number later in the period of `day`. Numbers before its next one are another
/// program's, by `orders.numbering.start`.
fn is_to_come(mirror: &Mirror, series: &Series, number: &str, day: Date) -> Result<bool> {
    let (format, period) = (series.format.as_str(), series.format.period(day));
    let next = mirror.next_number(format, &period, series.start)?.n;
    let digits = number.split(|c: char| !c.is_ascii_digit());
    let mut found = digits.filter_map(|run| run.parse::<u32>().ok());
    Ok(found.any(|n| i64::from(n) >= next && series.format.render(n, day) == number))
}

/// The document as computed here, and why it has no number here; only where nothing holds the order.
pub(in crate::sync) fn draft(
    taking: &Taking,
) -> std::result::Result<(Draft, Vec<Reason>), Refused> {
    let held = |reasons: &[Reason]| Refused::Held {
        order: taking.order.id,
        reasons: reasons.to_vec(),
    };
    let said = match &taking.planned.verdict {
        Verdict::NeedsEditing(reasons) => return Err(held(reasons)),
        Verdict::Elsewhere(reason) => return Err(held(std::slice::from_ref(reason))),
        Verdict::Issue => &[][..],
        Verdict::Ready(reasons) => reasons,
    };
    // Sums of a seller of whom nobody knows whether VAT is due would be a guess.
    let guess = |reason: &&Reason| reason.code == Code::CompanyVatUnknown;
    if let Some(reason) = said.iter().find(guess) {
        return Err(held(std::slice::from_ref(reason)));
    }
    match &taking.planned.draft {
        Some(draft) => Ok((draft.clone(), said.to_vec())),
        None => Err(held(said)),
    }
}
