//! Sums of a document per VAT rate, the gate against the order's sum, and the delivery's rates.

mod delivery;
#[cfg(test)]
mod tests;

pub use delivery::{DeliveryVat, SpreadError, spread_delivery};

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use thiserror::Error;

use super::money::{Amount, MoneyError, UnitPrice, text};
use super::vat::{Rate, Split, split_gross};

/// What a document's line adds to its sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Its VAT rate.
    pub rate: Rate,
    /// Pieces.
    pub quantity: i64,
    /// Gross price of one piece; negative for a discount.
    pub unit_price: UnitPrice,
}

impl Line {
    /// Gross value of the line.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn gross(&self) -> Result<Amount, MoneyError> {
        self.unit_price.times(self.quantity)
    }
}

/// Sums of one rate; in JSON `{"rate":"23","net":"161.79","vat":"37.21","gross":"199.00"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RateSum {
    /// The rate.
    pub rate: Rate,
    /// Gross less VAT.
    #[serde(with = "text")]
    pub net: Amount,
    /// Tax of the rate's gross, not of its lines.
    #[serde(with = "text")]
    pub vat: Amount,
    /// Sum of the lines.
    #[serde(with = "text")]
    pub gross: Amount,
}

/// Sums of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Per rate, as they stand on the document.
    pub rates: Vec<RateSum>,
    /// Sum of the rates' net.
    #[serde(with = "text")]
    pub net: Amount,
    /// Sum of the rates' VAT.
    #[serde(with = "text")]
    pub vat: Amount,
    /// Sum of all lines.
    #[serde(with = "text")]
    pub gross: Amount,
}

/// Why a document has no sums.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TotalsError {
    /// Discounts of a rate are more than its goods: no sale has a negative tax base.
    #[error("the lines at rate {rate} come to {gross}, less than zero")]
    NegativeRate {
        /// The rate.
        rate: Rate,
        /// Its sum.
        gross: Amount,
    },
    /// A sum is out of bounds.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// Sums of the lines: VAT of each rate's gross total, half-up (art. 106e; requirements.md 64).
///
/// # Errors
/// A rate below zero, overflow.
pub fn totals(lines: &[Line]) -> Result<Totals, TotalsError> {
    let mut gross_by_rate = BTreeMap::<Rate, Amount>::new();
    for line in lines {
        let sum = gross_by_rate.entry(line.rate).or_default();
        *sum = sum.plus(line.gross()?)?;
    }
    let mut totals = Totals {
        rates: Vec::new(),
        net: Amount::ZERO,
        vat: Amount::ZERO,
        gross: Amount::ZERO,
    };
    for (rate, gross) in gross_by_rate {
        if gross < Amount::ZERO {
            return Err(TotalsError::NegativeRate { rate, gross });
        }
        let Split { net, vat } = split_gross(gross, rate);
        totals.net = totals.net.plus(net)?;
        totals.vat = totals.vat.plus(vat)?;
        totals.gross = totals.gross.plus(gross)?;
        totals.rates.push(RateSum {
            rate,
            net,
            vat,
            gross,
        });
    }
    Ok(totals)
}

/// A document that does not come to the order's sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub struct Difference {
    /// Gross of the document as computed.
    pub document: Amount,
    /// Gross of the order as BaseLinker states it.
    pub order: Amount,
    /// Document less order, held at the bounds of an amount.
    pub rest: Amount,
}

impl fmt::Display for Difference {
    /// `499.99 - 510.48 = -10.49`: document, order, rest.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} - {} = {}", self.document, self.order, self.rest)
    }
}

/// Lets a document pass only if it comes to the order's sum to the grosz.
///
/// # Errors
/// The difference.
pub fn gate(document: Amount, order: Amount) -> Result<(), Difference> {
    if document == order {
        return Ok(());
    }
    let rest = Amount::from_grosze(document.grosze().saturating_sub(order.grosze()));
    Err(Difference {
        document,
        order,
        rest,
    })
}

/// How the lines come to their sum, for the person who has to mend it:
/// `3 × 39.99 + 1 × 14.99 - 1 × 10.00 = 124.96`.
///
/// # Errors
/// `Overflow`.
pub fn arithmetic(lines: &[Line]) -> Result<String, MoneyError> {
    let mut sum = Amount::ZERO;
    let mut text = String::new();
    for line in lines {
        sum = sum.plus(line.gross()?)?;
        let price = line.unit_price.to_string();
        let (sign, size) = match price.strip_prefix('-') {
            Some(size) => ("-", size),
            None => ("+", price.as_str()),
        };
        match (text.is_empty(), sign) {
            (true, "+") => {}
            (true, _) => text.push('-'),
            (false, sign) => text.push_str(&format!(" {sign} ")),
        }
        text.push_str(&format!("{} × {size}", line.quantity));
    }
    let nothing = if text.is_empty() { "0" } else { "" };
    Ok(format!("{text}{nothing} = {sum}"))
}
