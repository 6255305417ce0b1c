//! Profiles as people write them: right ones, wrong ones, and what they are told.

mod example;
mod loading;
mod logins;
mod refused;
mod tokens;

use jiff::civil::{Date, date};

use super::{Problem, Profile};
use crate::texts::Lang;

/// The day on which the tests' profiles are read.
const TODAY: Date = date(2026, 11, 24);

/// As little as a profile with all modules needs.
const LEAST: &str = r#"
[company]
name = "Próbna Hurtownia sp. z o.o."
nip = "1234563218"
street = "ul. Krótka 3"
postcode = "65-001"
city = "Zielona Góra"

[orders]
from = 2026-11-23
statuses = ["Opłacone"]
invoice_series = "Faktury BL"
"#;

fn parse(text: &str) -> Result<Profile, Vec<Problem>> {
    Profile::parse(text, TODAY)
}

fn told(text: &str) -> String {
    match parse(text) {
        Ok(_) => String::new(),
        Err(problems) => problems.iter().map(in_both).collect(),
    }
}

/// The problem in English, one line. In Polish everything is said otherwise, but for the command to write.
fn in_both(problem: &Problem) -> String {
    let (pl, en) = (problem.told(Lang::Pl), format!("{problem}\n"));
    let (what, fix) = (&problem.what, &problem.fix);
    assert_ne!(what.told(Lang::Pl), what.told(Lang::En), "{pl}");
    assert_ne!(fix.told(Lang::Pl), fix.told(Lang::En), "{pl}");
    // What is not TOML is told in the words of the library that reads it.
    if !problem.key.is_empty() {
        for english in [" is ", " the ", "expected", "write ", "line "] {
            assert!(!pl.contains(english), "{english:?} in {pl}");
        }
    }
    en
}
