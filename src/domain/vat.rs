//! VAT rates, the gross method, and the rates of goods in Poland and in other EU states by date.

mod foreign;
mod rate;
mod split;
#[cfg(test)]
mod tests;

pub use foreign::{FOREIGN_KNOWN_ON, StateRates, foreign_rates};
pub use rate::{Rate, RateError};
pub use split::{Split, split_gross};

use jiff::civil::{Date, date};

/// Rates in force in Poland, by the day since which they are: art. 41 with 146a–146ef of the VAT act.
const POLISH: &[(Date, [Rate; 4])] = &[(
    date(2011, 1, 1),
    [
        Rate::Percent(2300),
        Rate::Percent(800),
        Rate::Percent(500),
        Rate::Percent(0),
    ],
)];

/// Percentages legal for goods sold within Poland on that day, highest first; none before the first
/// day that the table knows. `zw`, `np` and `oo` are not percentages and need their own ground.
pub fn polish_rates(day: Date) -> &'static [Rate] {
    POLISH
        .iter()
        .rev()
        .find(|(from, _)| *from <= day)
        .map_or(&[], |(_, rates)| rates)
}
