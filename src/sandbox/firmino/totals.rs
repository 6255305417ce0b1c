//! Sums of a document, as Firmino reckons them.

use rust_decimal::Decimal;

use super::document::PriceType;
use super::line::Line;
use super::money::{tax_on, tax_within};
use crate::sandbox::unknowns::{FirminoUnknowns, TaxFrom};

/// The sums of one rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateSum {
    /// The rate, as the API writes it.
    pub rate: String,
    /// Net sum.
    pub net: Decimal,
    /// Tax.
    pub tax: Decimal,
    /// Gross sum.
    pub gross: Decimal,
}

/// The sums of a document in its currency, to the grosz.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// By rate, in the order of the lines.
    pub rates: Vec<RateSum>,
    /// Net sum of all rates.
    pub net: Decimal,
    /// Tax of all rates.
    pub tax: Decimal,
    /// What is to be paid.
    pub gross: Decimal,
}

impl Totals {
    /// Adds lines up.
    pub(super) fn of(lines: &[Line], price_type: PriceType, unknowns: FirminoUnknowns) -> Self {
        let tax_of = |value, rate: &str| match price_type {
            PriceType::Gross => tax_within(value, rate),
            PriceType::Net => tax_on(value, rate),
        };
        // Per rate: the sum of the lines, and the sum of their own taxes.
        let mut sums: Vec<(&str, Decimal, Decimal)> = Vec::new();
        for line in lines {
            let value = line.value(unknowns);
            let tax = tax_of(value, &line.vat_rate);
            match sums.iter_mut().find(|(rate, ..)| *rate == line.vat_rate) {
                Some((_, values, taxes)) => {
                    *values += value;
                    *taxes += tax;
                }
                None => sums.push((&line.vat_rate, value, tax)),
            }
        }
        let mut totals = Self::default();
        for (rate, value, line_taxes) in sums {
            let tax = match unknowns.tax_from {
                TaxFrom::RateSums => tax_of(value, rate),
                TaxFrom::Lines => line_taxes,
            };
            let (net, gross) = match price_type {
                PriceType::Gross => (value - tax, value),
                PriceType::Net => (value, value + tax),
            };
            totals.net += net;
            totals.tax += tax;
            totals.gross += gross;
            totals.rates.push(RateSum {
                rate: rate.to_owned(),
                net,
                tax,
                gross,
            });
        }
        totals
    }
}
