use super::Rate;
use crate::domain::money::Amount;

/// A gross sum parted into what the seller keeps and what is tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split {
    /// Gross less tax.
    pub net: Amount,
    /// The tax.
    pub vat: Amount,
}

/// Gross method on the total of one rate: VAT = gross × rate ÷ (100 + rate), half-up and negatives
/// away from zero; net = gross − VAT (art. 106e ust. 7–8 of the VAT act).
pub fn split_gross(gross: Amount, rate: Rate) -> Split {
    let charged = i128::from(rate.charged());
    let parts = 10_000 + charged;
    let tax = i128::from(gross.grosze().unsigned_abs()) * charged;
    // Half-up of tax ÷ parts without leaving the integers.
    let vat =
        i64::try_from((2 * tax + parts) / (2 * parts)).expect("tax is less than a 64-bit gross");
    let vat = vat * gross.grosze().signum();
    Split {
        net: Amount::from_grosze(gross.grosze() - vat),
        vat: Amount::from_grosze(vat),
    }
}
