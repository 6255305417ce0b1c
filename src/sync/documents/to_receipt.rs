//! `orders issue ID --kind invoice --to-receipt NR`: a consumer's invoice to a receipt (art. 106b ust. 3, legal.md 8).

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{Refused, by_person, card, not_open, stale};
use crate::domain::country::Country;
use crate::domain::document::{Buyer, Draft};
use crate::domain::kind::{DocumentKind, Standing};
use crate::domain::note::Note;
use crate::domain::plan::{Asked, There, Verdict, plan};
use crate::domain::reason::{Code, Reason};
use crate::domain::state::{Flags, State};
use crate::domain::tax_id;
use crate::mirror::documents::{DocumentRow, Role};
use crate::mirror::orders::OrderRow;
use crate::mirror::{Mirror, MirrorError};
use crate::net::Clock;
use crate::sync::handover;
use crate::sync::orders::apply::{Apply, Taking, by_word};
use crate::sync::orders::prepare;
use crate::sync::orders::statuses::Statuses;
use crate::sync::orders::tally::Tally;
use crate::sync::settings::Settings;

/// Why the document is an invoice.
const TO_RECEIPT: &str = "kind.to-receipt";

/// A buyer may ask for the invoice so many months from the end of the month of the sale.
const MONTHS: i64 = 3;

/// The issued invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invoiced {
    /// Its number.
    pub number: String,
    /// The last day on which the buyer could ask for it, where that is over.
    pub late: Option<Date>,
}

/// Issues an invoice to the receipt of an order. It is no sale of its own: no pieces are lowered, and the receipt stays
/// the sale's document, here or elsewhere.
///
/// # Errors
/// See [`Refused`]; nothing is written then.
pub fn to_receipt(
    settings: &Settings,
    mirror: &mut Mirror,
    clock: &dyn Clock,
    order: i64,
    receipt: &str,
) -> Result<Invoiced, Refused> {
    mirror.write(|mirror| {
        let row = mirror.order(order)?.ok_or(Refused::UnknownOrder(order))?;
        stale(&row)?;
        let sale = sale(mirror, &row, receipt)?;
        let now = prepare::now(clock, None, mirror)?;
        let statuses = Statuses::default();
        let apply = by_person(settings, &statuses, &now);
        let open = row.state != State::Documented;
        let taking = by_word(&apply, mirror, row)?;
        let (mut taking, mut draft) = invoice(&apply, taking, sale.as_ref(), receipt)?;
        if let Some(sale) = &sale {
            as_on(sale, &mut draft)?;
        }
        let row = if open {
            taking.planned.verdict = Verdict::Ready(Vec::new());
            apply.take(mirror, taking, &mut Tally::default())?;
            elsewhere(&apply, mirror, order, receipt)?
        } else {
            mirror.order(order)?.ok_or(Refused::UnknownOrder(order))?
        };
        let number = apply.document_number(mirror, draft.kind)?;
        let links = mirror.lines(row.key)?;
        draft.notes.push(Note::ToReceipt(receipt.to_owned()));
        let document = mirror.add_to_receipt(&row, &draft, &number, card(&links), now.second)?;
        apply.promise_printout(mirror, document, draft.kind)?;
        let month = draft.sold_on.saturating_add(MONTHS.months());
        let last = month.last_of_month();
        Ok(Invoiced {
            number: number.text,
            late: Some(last).filter(|last| now.today > *last),
        })
    })
}

/// The sale's receipt, where it was issued here or confirmed; `None` where it is elsewhere.
fn sale(mirror: &Mirror, row: &OrderRow, receipt: &str) -> Result<Option<DocumentRow>, Refused> {
    let order = row.seen.id;
    let there = |code: Code| row.reasons.iter().find(move |reason| reason.code == code);
    let only_receipt = row.reasons.iter().all(|r| r.code == Code::ReceiptFirst);
    let fits = match row.state {
        State::Documented | State::Ready => true,
        State::NeedsEditing if only_receipt => true,
        State::NeedsEditing => {
            return Err(Refused::Held {
                order,
                reasons: row.reasons.clone(),
            });
        }
        State::Waiting | State::Missed | State::Skipped | State::Quarantined => false,
    };
    if !fits || row.flags.cancelled {
        return Err(not_open(row, mirror.document_numbers(row)?));
    }
    if row.state != State::Documented
        && let Some(reason) = handover::holds(mirror, row.key)?
    {
        let reasons = vec![reason];
        return Err(Refused::Held { order, reasons });
    }
    let invoice_there = |invoice: &str| Refused::InvoiceThere {
        order,
        invoice: invoice.to_owned(),
    };
    if let Some(done) = mirror.document_of(row, Role::ToReceipt)? {
        return Err(invoice_there(&done.number));
    }
    if let Some(reason) = there(Code::InvoiceElsewhere) {
        return Err(invoice_there(&reason.value));
    }
    match mirror.document_of(row, Role::Sale)? {
        Some(sale) if sale.kind != DocumentKind::Receipt.as_str() => {
            Err(invoice_there(&sale.number))
        }
        Some(sale) if sale.number != receipt => Err(Refused::OtherReceipt {
            order,
            receipt: sale.number,
        }),
        Some(sale) => Ok(Some(sale)),
        None => match mirror.document(receipt)? {
            None => Ok(None),
            Some(other) => Err(Refused::NumberTaken {
                number: other.number,
                order: other.order,
            }),
        },
    }
}

/// The invoice as planned: first as the rules have it, which says whether the sale is one with a receipt at all, then as
/// an invoice. Neither the receipt nor a likeness to other orders stands in its way.
fn invoice(
    apply: &Apply<'_>,
    taking: Taking,
    sale: Option<&DocumentRow>,
    receipt: &str,
) -> Result<(Taking, Draft), Refused> {
    let mut taking = taking;
    let id = taking.order.id;
    let held = |reasons: &[Reason]| Refused::Held {
        order: id,
        reasons: reasons.to_vec(),
    };
    let there = std::mem::take(&mut taking.around.context.there);
    taking.around.context.duplicate = None;
    let rules = &apply.settings.rules;
    let order = &taking.corrected.order;
    if let Some(reason) = business(&taking, sale, &there, receipt)? {
        return Err(held(&[reason]));
    }
    let by_rules = plan(order, rules, &taking.around.context, Asked::ByPerson);
    match (by_rules.kind, by_rules.verdict) {
        (Some((DocumentKind::Receipt | DocumentKind::Invoice, _)), _) => {}
        (Some((kind, _)), _) => return Err(Refused::OtherKind { order: id, kind }),
        (None, Verdict::NeedsEditing(reasons)) => return Err(held(&reasons)),
        (None, _) => return Err(held(&[])),
    }
    taking.around.context.said.kind = Some(DocumentKind::Invoice);
    let planned = plan(order, rules, &taking.around.context, Asked::ByPerson);
    let mut draft = match (&planned.verdict, &planned.draft) {
        (Verdict::Issue, Some(draft)) => draft.clone(),
        (Verdict::NeedsEditing(reasons) | Verdict::Ready(reasons), _) => return Err(held(reasons)),
        (Verdict::Elsewhere(reason), _) => return Err(held(std::slice::from_ref(reason))),
        (Verdict::Issue, None) => return Err(held(&[])),
    };
    draft.kind_reason = TO_RECEIPT.to_owned();
    taking.planned = planned;
    taking.planned.kind = Some((DocumentKind::Invoice, TO_RECEIPT.to_owned()));
    Ok((taking, draft))
}

/// Why a business gets none here: a receipt without its number bars it, and one with it goes through KSeF.
fn business(
    taking: &Taking,
    sale: Option<&DocumentRow>,
    there: &There,
    receipt: &str,
) -> Result<Option<Reason>, Refused> {
    let order = &taking.corrected.order;
    let country = Country::parse(&taking.around.buyer.country);
    let number = tax_id::classify(&order.tax_id, country);
    match Standing::of(&number, &order.buyer_place().company, country) {
        Standing::Consumer => return Ok(None),
        Standing::Business => {}
    }
    let on_receipt = match (sale, there) {
        (Some(sale), _) => {
            let buyer: Buyer = serde_json::from_str(&sale.buyer).map_err(MirrorError::from)?;
            Some(buyer.tax_id)
        }
        (None, There::Receipt { tax_id, .. }) => Some(tax_id.clone()),
        (None, There::Nothing | There::Invoice(_)) => None,
    };
    let key = |text: &str| tax_id::classify(text, country).key();
    let bars = on_receipt.is_some_and(|text| key(&text) != number.key());
    Ok(Some(if bars {
        Reason::new(Code::ReceiptBars, "receipt", receipt)
    } else {
        Reason::new(Code::KsefRequired, "invoice_nip", &order.tax_id)
    }))
}

/// The invoice shows the receipt's sale: its day and its sums.
fn as_on(sale: &DocumentRow, draft: &mut Draft) -> Result<(), Refused> {
    let rates = draft
        .rates
        .iter()
        .map(|sum| (sum.rate.to_string(), sum.net, sum.vat, sum.gross));
    let same = sale.currency == draft.currency && rates.eq(sale.rates.iter().cloned());
    if !same {
        return Err(Refused::SumsDiffer {
            receipt: sale.number.clone(),
            was: sale.sums.2,
            now: draft.gross,
        });
    }
    if let Ok(day) = sale.sold_on.parse() {
        draft.sold_on = day;
    }
    Ok(())
}

/// The order as one whose sale has its receipt elsewhere.
fn elsewhere(
    apply: &Apply<'_>,
    mirror: &Mirror,
    order: i64,
    receipt: &str,
) -> Result<OrderRow, Refused> {
    let row = mirror.order(order)?.ok_or(Refused::UnknownOrder(order))?;
    let row = OrderRow {
        state: State::Documented,
        flags: Flags {
            elsewhere: true,
            ..row.flags
        },
        reasons: vec![Reason::new(Code::MarkedIssued, "receipt", receipt)],
        ..row
    };
    mirror.save_order(&row)?;
    let after = apply.settings.statuses.documented.as_ref();
    apply.promise_status(mirror, &row, after)?;
    Ok(row)
}
