//! Rates and rounding.

use rust_decimal::{Decimal, RoundingStrategy};

/// The rates that the API names.
pub(super) const RATES: [&str; 10] = ["23", "8", "7", "5", "0", "zw", "np", "oo", "npue", "0pp"];

/// To the grosz, half up.
pub(super) fn grosz(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// Per cent of a rate; rates that are words have none, i.e. 0.
pub(super) fn percent(rate: &str) -> Decimal {
    rate.parse().unwrap_or(Decimal::ZERO)
}

/// Tax within a gross sum.
pub(super) fn tax_within(gross: Decimal, rate: &str) -> Decimal {
    let percent = percent(rate);
    grosz(gross * percent / (Decimal::ONE_HUNDRED + percent))
}

/// Tax on top of a net sum.
pub(super) fn tax_on(net: Decimal, rate: &str) -> Decimal {
    grosz(net * percent(rate) / Decimal::ONE_HUNDRED)
}
