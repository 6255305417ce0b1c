//! What is wrong with a value, said by what was expected instead of how it was read.

use std::error::Error as _;
use std::num::{IntErrorKind, ParseIntError};

use crate::domain::month::NotAMonth;

/// The same in both languages.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) pl: String,
    pub(super) en: String,
}

/// Words for the reason why a value was refused; `None` where its reader's own are all there is.
pub(super) fn words(error: &clap::Error) -> Option<Words> {
    let source = error.source()?;
    let said = |pl: &str, en: &str| {
        let (pl, en) = (pl.to_owned(), en.to_owned());
        Some(Words { pl, en })
    };
    if let Some(wrong) = source.downcast_ref::<ParseIntError>() {
        return match wrong.kind() {
            IntErrorKind::PosOverflow => said("to za duża liczba", "the number is too large"),
            IntErrorKind::NegOverflow => said("to za mała liczba", "the number is too small"),
            _ => said("to nie jest liczba całkowita", "not a whole number"),
        };
    }
    if source.is::<jiff::Error>() {
        return said(
            "to nie jest dzień jak 2026-11-30",
            "not a day such as 2026-11-30",
        );
    }
    if source.is::<NotAMonth>() {
        return said(
            "to nie jest miesiąc jak 2026-11",
            "not a month such as 2026-11",
        );
    }
    let text = source.to_string();
    let (_, range) = text.split_once(" is not in ")?;
    let (from, to) = range.split_once("..")?;
    let to = to.trim_start_matches('=');
    // The largest number of its type is no bound that anyone set.
    let unbounded = ["", &u32::MAX.to_string(), &i64::MAX.to_string()].contains(&to);
    Some(match unbounded {
        true => Words {
            pl: format!("musi być co najmniej {from}"),
            en: format!("must be {from} at least"),
        },
        false => Words {
            pl: format!("musi być od {from} do {to}"),
            en: format!("must be from {from} to {to}"),
        },
    })
}
