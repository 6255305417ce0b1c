//! Whether two formats could ever give the same number.

use std::collections::BTreeSet;

use super::format::{NumberFormat, Part};

/// One step of a number: a character of a range, and how often it may stand.
#[derive(Clone, Copy)]
struct Step {
    low: char,
    high: char,
    often: Often,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Often {
    Once,
    AtMostOnce,
    Any,
}

/// Whether some counter and day give one number in both formats.
pub(super) fn possible(one: &NumberFormat, other: &NumberFormat) -> bool {
    let (one, other) = (steps(one), steps(other));
    let mut seen = BTreeSet::new();
    let mut open = vec![(0, 0)];
    while let Some((left, right)) = open.pop() {
        if !seen.insert((left, right)) {
            continue;
        }
        match (one.get(left), other.get(right)) {
            (None, None) => return true,
            (a, b) => {
                if a.is_some_and(|step| step.often != Often::Once) {
                    open.push((left + 1, right));
                }
                if b.is_some_and(|step| step.often != Often::Once) {
                    open.push((left, right + 1));
                }
                if let (Some(a), Some(b)) = (a, b)
                    && a.low <= b.high
                    && b.low <= a.high
                {
                    let next = |at: usize, step: &Step| at + usize::from(step.often != Often::Any);
                    open.push((next(left, a), next(right, b)));
                }
            }
        }
    }
    false
}

fn steps(format: &NumberFormat) -> Vec<Step> {
    let step = |low, high, often| Step { low, high, often };
    let digits = |count| vec![step('0', '9', Often::Once); count];
    format
        .parts()
        .iter()
        .flat_map(|part| match part {
            Part::Letter(letter) => vec![step(*letter, *letter, Often::Once)],
            Part::Counter => vec![step('1', '9', Often::Once), step('0', '9', Often::Any)],
            Part::Year => digits(4),
            Part::ShortYear => digits(2),
            Part::Month => vec![step('0', '1', Often::Once), step('0', '9', Often::Once)],
            Part::ShortMonth => vec![
                step('1', '9', Often::Once),
                step('0', '2', Often::AtMostOnce),
            ],
            Part::Day => vec![step('0', '3', Often::Once), step('0', '9', Often::Once)],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_formats_with_a_common_number_clash() {
        for (one, other, expected) in [
            ("BL/{n}", "BL/{n}", true),
            ("{n}/{mm}/{yyyy}", "{n}/{m}/{yyyy}", true), // 1/11/2026
            ("{n}/{mm}/{yyyy}", "{mm}/{n}/{yyyy}", true), // 11/11/2026
            ("{yyyy}/{n}", "2026/{n}", true),
            ("F1{n}", "F{n}", true), // F11
            ("BL/{n}/{mm}/{yyyy}", "PA-BL/{n}/{mm}/{yyyy}", false),
            ("FV1/{n}", "FV2/{n}", false),
            ("BL/{n}/{yyyy}", "BL/{n}/{yy}", false),
            ("{n}/F", "{n}/P", false),
        ] {
            let parse = |text| NumberFormat::parse(text).expect(text);
            assert_eq!(
                possible(&parse(one), &parse(other)),
                expected,
                "{one} {other}"
            );
            assert_eq!(
                possible(&parse(other), &parse(one)),
                expected,
                "{other} {one}"
            );
        }
    }
}
