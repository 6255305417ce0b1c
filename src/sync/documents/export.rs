//! `documents export`: one month for the accountant.

mod gaps;
mod sums;

pub use gaps::Given;
pub use sums::Sum;

use jiff::civil::Date;

use crate::domain::country::Country;
use crate::domain::document::{Buyer, Conversion};
use crate::domain::kind::{DocumentKind, Standing, ksef_required};
use crate::domain::money::Amount;
use crate::domain::month::Month;
use crate::domain::state::State;
use crate::domain::tax_id;
use crate::domain::warsaw;
use crate::mirror::documents::{DocumentRow, Role};
use crate::mirror::orders::OrderRow;
use crate::mirror::{Mirror, Result};

/// How JPK_V7 marks a document since February 2026 (firmino.md §4.8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marker {
    /// Its number in KSeF.
    Ksef(String),
    /// An invoice outside KSeF.
    Bfk,
    /// No invoice.
    Di,
    /// KSeF must carry it, and its number there was not told.
    Missing,
    /// Void: it is not declared.
    None,
}

/// Whether a document counts in the sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turnover {
    /// It does.
    Counts,
    /// It is an invoice to a receipt (FP): the receipt counts.
    OfReceipt,
    /// It is void.
    Void,
}

/// Sums of one rate of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateRow {
    /// Rate.
    pub rate: String,
    /// Net.
    pub net: Amount,
    /// VAT.
    pub vat: Amount,
    /// Gross.
    pub gross: Amount,
    /// VAT in PLN; `None` where the rate of exchange is not known.
    pub vat_pln: Option<Amount>,
}

/// A document of the month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The document.
    pub row: DocumentRow,
    /// Its buyer.
    pub buyer: Buyer,
    /// Conversion; `None` in PLN.
    pub conversion: Option<Conversion>,
    /// Sums per rate; nothing on a void one.
    pub rates: Vec<RateRow>,
    /// How JPK marks it.
    pub marker: Marker,
    /// Whether it counts.
    pub turnover: Turnover,
}

/// A correction of the month, whenever its document was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Its number.
    pub number: String,
    /// Its day.
    pub day: Date,
    /// Gross by difference.
    pub gross: Amount,
    /// Currency.
    pub currency: String,
    /// The corrected document.
    pub document: String,
    /// Its day of issue.
    pub issued_on: String,
}

/// A month.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    /// Documents issued in it, oldest first.
    pub documents: Vec<Entry>,
    /// Sums of what counts.
    pub sums: Vec<Sum>,
    /// Numbers given in our own series.
    pub series: Vec<Given>,
    /// Corrections dated in it.
    pub corrections: Vec<Correction>,
    /// Orders confirmed in it that still lack a document; not those that are cancelled, or wait for a status.
    pub open: Vec<OrderRow>,
}

/// Gathers a month: documents by day of issue, orders by Warsaw day of confirmation. `ksef_from` is the first day of
/// `[ksef] from`.
///
/// # Errors
/// Those of the book.
pub fn month(mirror: &mut Mirror, month: Month, ksef_from: Option<Date>) -> Result<Book> {
    // One state of the book, whoever writes meanwhile.
    mirror.write(|mirror| {
        let all = mirror.documents()?;
        let mut documents = Vec::new();
        let mut corrections = Vec::new();
        for row in &all {
            let noted = row.corrections().filter(|(_, day, _)| month.holds(*day));
            corrections.extend(noted.map(|(number, day, gross)| Correction {
                number: number.clone(),
                day: *day,
                gross: *gross,
                currency: row.currency.clone(),
                document: row.number.clone(),
                issued_on: row.issued_on.clone(),
            }));
            if is_in(row, month) {
                documents.push(entry(row.clone(), ksef_from)?);
            }
        }
        let mut open = mirror.orders(None)?;
        open.retain(|order| lacks(order, month));
        Ok(Book {
            sums: sums::of(&documents)?,
            series: gaps::of(&all, month),
            documents,
            corrections,
            open,
        })
    })
}

fn is_in(row: &DocumentRow, month: Month) -> bool {
    row.issued_on.parse().is_ok_and(|day| month.holds(day))
}

fn lacks(order: &OrderRow, month: Month) -> bool {
    let open = match order.state {
        State::Ready | State::NeedsEditing | State::Missed | State::Quarantined => true,
        State::Waiting | State::Documented | State::Skipped => false,
    };
    let confirmed = order.seen.confirmed_at.map(warsaw::day);
    open && !order.flags.cancelled && confirmed.is_some_and(|day| month.holds(day))
}

fn entry(row: DocumentRow, ksef_from: Option<Date>) -> Result<Entry> {
    let buyer: Buyer = serde_json::from_str(&row.buyer)?;
    let conversion = row.conversion.as_deref();
    let conversion: Option<Conversion> = conversion.map(serde_json::from_str).transpose()?;
    let turnover = match row.void() {
        Some(_) => Turnover::Void,
        None if row.role == Role::ToReceipt.text() => Turnover::OfReceipt,
        None => Turnover::Counts,
    };
    let in_pln = |rate: &str, vat: Amount| match &conversion {
        None if row.currency == "PLN" => Some(vat),
        None => None,
        Some(conversion) => {
            let mut sums = conversion.vat_pln.iter();
            sums.find(|(of, _)| of.to_string() == rate)
                .map(|(_, pln)| *pln)
        }
    };
    let rates = row.rates.iter().map(|(rate, net, vat, gross)| {
        let void = turnover == Turnover::Void;
        let counted = |sum: Amount| if void { Amount::ZERO } else { sum };
        RateRow {
            rate: rate.clone(),
            net: counted(*net),
            vat: counted(*vat),
            gross: counted(*gross),
            vat_pln: in_pln(rate, *vat).map(counted),
        }
    });
    let rates = rates.collect();
    Ok(Entry {
        marker: marker(&row, &buyer, turnover, ksef_from),
        rates,
        buyer,
        conversion,
        turnover,
        row,
    })
}

fn marker(row: &DocumentRow, buyer: &Buyer, turnover: Turnover, ksef_from: Option<Date>) -> Marker {
    if turnover == Turnover::Void {
        return Marker::None;
    }
    if let Some(number) = &row.ksef {
        return Marker::Ksef(number.clone());
    }
    let kind: Option<DocumentKind> = row.kind.parse().ok();
    let country = Country::parse(&buyer.country);
    // A person beside the name makes that a firm's.
    let company = match buyer.person.as_str() {
        "" => "",
        _ => buyer.name.as_str(),
    };
    let standing = Standing::of(&tax_id::classify(&buyer.tax_id, country), company, country);
    let day: Option<Date> = row.issued_on.parse().ok();
    let required = kind
        .zip(day)
        .zip(ksef_from)
        .is_some_and(|((kind, day), from)| ksef_required(kind, standing, day, from));
    match kind {
        // What was issued here in spite of KSeF is outside it; of what was issued in Firmino nobody knows.
        _ if required && !row.is_ours() => Marker::Missing,
        Some(DocumentKind::Receipt) => Marker::Di,
        _ => Marker::Bfk,
    }
}
