use jiff::civil::{Date, date};

use super::Rate;
use crate::domain::country::Country;

/// VAT rates of goods in an EU state from a day on. The state is told by its ISO code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateRates {
    state: &'static str,
    /// First day.
    pub from: Date,
    /// The standard rate.
    pub standard: Rate,
    /// Reduced rates, highest first. Which goods bear them is the state's law: it is not checked here.
    pub reduced: &'static [Rate],
}

impl StateRates {
    /// Whether a line may bear this rate.
    pub fn has(&self, rate: Rate) -> bool {
        self.all().any(|one| one == rate)
    }

    /// All rates, the standard one first.
    pub fn all(&self) -> impl Iterator<Item = Rate> {
        std::iter::once(self.standard).chain(self.reduced.iter().copied())
    }
}

/// The day on which the table was last looked through: general knowledge of the states' rates, compared with
/// eurofiscalis.com/en/vat-rates-in-ue (of 2026-02-02) and, for Finland, Romania, Lithuania, Estonia and Slovakia, with
/// firmino.md §4.5; Austria's 4.9 % on basic food: essentiaglobalservices.com/?p=10006. No law was opened.
pub const FOREIGN_KNOWN_ON: Date = date(2026, 11, 25);

/// The first day that the table knows. Its rates were in force then, most of them since long before.
const FIRST: Date = date(2024, 1, 1);

const fn rates(
    state: &'static str,
    from: Date,
    standard: u32,
    reduced: &'static [Rate],
) -> StateRates {
    StateRates {
        state,
        from,
        standard: Rate::Percent(standard),
        reduced,
    }
}

/// Rate of so many hundredths of a per cent.
const fn at(hundredths: u32) -> Rate {
    Rate::Percent(hundredths)
}

/// Rates by state and day, in the order of days within a state. Left out: rates of 0 % (a 0 is BaseLinker's word for a
/// card without a rate, so it needs a person), rates of services only, and those of regions that share their state's
/// code (Azores, Madeira, Greek islands). A rate that is missing or outdated holds the order, it never lets a wrong one
/// through; a profile may override the table later.
const FOREIGN: &[StateRates] = &[
    rates("AT", FIRST, 2000, &[at(1300), at(1000)]),
    rates("AT", date(2026, 7, 1), 2000, &[at(1300), at(1000), at(490)]),
    rates("BE", FIRST, 2100, &[at(1200), at(600)]),
    rates("BG", FIRST, 2000, &[at(900)]),
    rates("CY", FIRST, 1900, &[at(900), at(500), at(300)]),
    rates("CZ", FIRST, 2100, &[at(1200)]),
    rates("DE", FIRST, 1900, &[at(700)]),
    rates("DK", FIRST, 2500, &[]),
    rates("EE", FIRST, 2200, &[at(900), at(500)]),
    rates("EE", date(2025, 1, 1), 2200, &[at(900)]),
    rates("EE", date(2025, 7, 1), 2400, &[at(900)]),
    rates("ES", FIRST, 2100, &[at(1000), at(400)]),
    rates("FI", FIRST, 2400, &[at(1400), at(1000)]),
    rates("FI", date(2024, 9, 1), 2550, &[at(1400), at(1000)]),
    rates("FI", date(2026, 1, 1), 2550, &[at(1350), at(1000)]),
    rates("FR", FIRST, 2000, &[at(1000), at(550), at(210)]),
    rates("GR", FIRST, 2400, &[at(1300), at(600)]),
    rates("HR", FIRST, 2500, &[at(1300), at(500)]),
    rates("HU", FIRST, 2700, &[at(1800), at(500)]),
    rates("IE", FIRST, 2300, &[at(1350), at(900), at(480)]),
    rates("IT", FIRST, 2200, &[at(1000), at(500), at(400)]),
    rates("LT", FIRST, 2100, &[at(900), at(500)]),
    rates("LT", date(2026, 1, 1), 2100, &[at(1200), at(500)]),
    rates("LU", FIRST, 1700, &[at(1400), at(800), at(300)]),
    rates("LV", FIRST, 2100, &[at(1200), at(500)]),
    rates("MT", FIRST, 1800, &[at(1200), at(700), at(500)]),
    rates("NL", FIRST, 2100, &[at(900)]),
    rates("PT", FIRST, 2300, &[at(1300), at(600)]),
    rates("RO", FIRST, 1900, &[at(900), at(500)]),
    rates("RO", date(2025, 8, 1), 2100, &[at(1100)]),
    rates("SE", FIRST, 2500, &[at(1200), at(600)]),
    rates("SI", FIRST, 2200, &[at(950), at(500)]),
    rates("SK", FIRST, 2000, &[at(1000), at(500)]),
    rates("SK", date(2025, 1, 1), 2300, &[at(1900), at(500)]),
];

/// Rates of another EU state on that day; none for Poland (see [`super::polish_rates`]), for a country outside the EU
/// and for a day before the table's first.
pub fn foreign_rates(country: Country, day: Date) -> Option<&'static StateRates> {
    FOREIGN
        .iter()
        .rev()
        .find(|rates| rates.state == country.as_str() && rates.from <= day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::eu_vat::{Prefix, is_eu};

    /// Rates as text, the standard one first; empty where none are known.
    fn on(country: &str, day: Date) -> String {
        let country = Country::parse(country).unwrap();
        let known = foreign_rates(country, day).map(|rates| rates.all().map(|r| r.to_string()));
        known.map_or(String::new(), |all| all.collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn rates_change_on_their_days() {
        for (country, day, expected) in [
            ("FI", date(2024, 8, 31), "24 14 10"),
            ("FI", date(2024, 9, 1), "25.5 14 10"),
            ("FI", date(2025, 12, 31), "25.5 14 10"),
            ("FI", date(2026, 1, 1), "25.5 13.5 10"),
            ("RO", date(2025, 7, 31), "19 9 5"),
            ("RO", date(2025, 8, 1), "21 11"),
            ("LT", date(2025, 12, 31), "21 9 5"),
            ("LT", date(2026, 1, 1), "21 12 5"),
            ("EE", date(2025, 6, 30), "22 9"),
            ("EE", date(2025, 7, 1), "24 9"),
            ("SK", date(2024, 12, 31), "20 10 5"),
            ("SK", date(2025, 1, 1), "23 19 5"),
            ("AT", date(2026, 6, 30), "20 13 10"),
            ("AT", date(2026, 7, 1), "20 13 10 4.9"),
            ("DE", date(2026, 11, 25), "19 7"),
            ("FR", date(2026, 11, 25), "20 10 5.5 2.1"),
            ("DK", date(2026, 11, 25), "25"),
            ("DE", date(2023, 12, 31), ""),
            ("PL", date(2026, 11, 25), ""),
            ("CH", date(2026, 11, 25), ""),
            ("XI", date(2026, 11, 25), ""),
        ] {
            assert_eq!(on(country, day), expected, "{country} {day}");
        }
    }

    #[test]
    fn every_other_state_has_its_rates_in_order() {
        let mut states: Vec<&str> = FOREIGN.iter().map(|rates| rates.state).collect();
        states.dedup();
        assert_eq!(states.len(), 26);
        for state in states {
            let country = Country::parse(state).unwrap();
            assert!(is_eu(country, FOREIGN_KNOWN_ON) && Prefix::of(country).is_some());
        }
        for pair in FOREIGN.windows(2) {
            assert!((pair[0].state, pair[0].from) < (pair[1].state, pair[1].from));
        }
        for rates in FOREIGN {
            assert!(rates.from >= FIRST && rates.from <= FOREIGN_KNOWN_ON);
            // The directive's bounds (art. 97), and nothing at 0.
            assert!(rates.standard.charged() >= 1500 && rates.standard.charged() <= 2700);
            let all: Vec<Rate> = rates.all().collect();
            assert!(
                all.is_sorted_by(|a, b| a.charged() > b.charged()),
                "{rates:?}"
            );
            assert!(!rates.has(Rate::Percent(0)) && !rates.has(Rate::Exempt));
        }
    }
}
