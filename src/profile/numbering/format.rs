//! The format of a number: text with `{n}` and parts of the date.

use std::fmt;

/// The largest counter that lengths are reckoned with.
pub(super) const LARGEST: u32 = 999_999;

/// A format such as `BL/{n}/{mm}/{yyyy}`, which never gives one number twice.
#[derive(Clone, PartialEq, Eq)]
pub struct NumberFormat {
    text: String,
    parts: Vec<Part>,
}

impl fmt::Debug for NumberFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "NumberFormat({:?})", self.text)
    }
}

/// When the counter of a format begins anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restart {
    /// Never.
    Never,
    /// On the first of January.
    Yearly,
    /// On the first of each month.
    Monthly,
    /// Each day.
    Daily,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Letter(char),
    /// `{n}`
    Counter,
    /// `{yyyy}`
    Year,
    /// `{yy}`
    ShortYear,
    /// `{mm}`
    Month,
    /// `{m}`
    ShortMonth,
    /// `{dd}`
    Day,
}

const PLACEHOLDERS: [(&str, Part); 6] = [
    ("n", Part::Counter),
    ("yyyy", Part::Year),
    ("yy", Part::ShortYear),
    ("mm", Part::Month),
    ("m", Part::ShortMonth),
    ("dd", Part::Day),
];

/// Why a text is no format; reads on from "`key` is …, ".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Brace,
    Blank,
    Counters(usize),
    Placeholder(String),
    MonthWithoutYear,
    DayWithoutMonth,
    RunTogether,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Brace => formatter.write_str("where `{` and `}` do not pair"),
            Self::Blank => formatter.write_str("which is empty"),
            Self::Counters(0) => formatter.write_str("which lacks the counter `{n}`"),
            Self::Counters(count) => write!(formatter, "which has `{{n}}` {count} times instead of once"),
            Self::Placeholder(word) => write!(
                formatter,
                "where `{{{}}}` is unknown; known: {{n}} {{dd}} {{mm}} {{m}} {{yyyy}} {{yy}}",
                word.escape_debug()
            ),
            Self::MonthWithoutYear => formatter.write_str(
                "which restarts monthly without a year in it, so numbers would come back after a year",
            ),
            Self::DayWithoutMonth => formatter.write_str(
                "which restarts daily without a month in it, so numbers would come back after a month",
            ),
            Self::RunTogether => formatter.write_str(
                "where `{n}` and `{m}` run together, so two numbers could look the same",
            ),
        }
    }
}

impl NumberFormat {
    /// Reads a format and refuses one that could give a number twice.
    pub(super) fn parse(text: &str) -> Result<Self, Fault> {
        if text.trim().is_empty() {
            return Err(Fault::Blank);
        }
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            rest = &rest[letter.len_utf8()..];
            match letter {
                '{' => {
                    let (word, after) = rest.split_once('}').ok_or(Fault::Brace)?;
                    let known = PLACEHOLDERS.iter().find(|(name, _)| *name == word);
                    let (_, part) = known.ok_or_else(|| Fault::Placeholder(word.to_owned()))?;
                    parts.push(*part);
                    rest = after;
                }
                '}' => return Err(Fault::Brace),
                letter => parts.push(Part::Letter(letter)),
            }
        }
        let format = Self {
            text: text.to_owned(),
            parts,
        };
        format.fault().map_or(Ok(format), Err)
    }

    fn fault(&self) -> Option<Fault> {
        let counters = self
            .parts
            .iter()
            .filter(|part| **part == Part::Counter)
            .count();
        if counters != 1 {
            return Some(Fault::Counters(counters));
        }
        let (year, month, day) = self.dates();
        if day && !month {
            return Some(Fault::DayWithoutMonth);
        }
        if month && !year {
            return Some(Fault::MonthWithoutYear);
        }
        let is_digits =
            |part: &Part| !matches!(part, Part::Letter(letter) if !letter.is_ascii_digit());
        self.parts
            .split(|part| !is_digits(part))
            .any(|run| run.contains(&Part::Counter) && run.contains(&Part::ShortMonth))
            .then_some(Fault::RunTogether)
    }

    fn dates(&self) -> (bool, bool, bool) {
        let has = |wanted: &[Part]| self.parts.iter().any(|part| wanted.contains(part));
        (
            has(&[Part::Year, Part::ShortYear]),
            has(&[Part::Month, Part::ShortMonth]),
            has(&[Part::Day]),
        )
    }

    /// The format as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// When its counter begins anew: with the finest of its date parts.
    pub fn restart(&self) -> Restart {
        match self.dates() {
            (_, _, true) => Restart::Daily,
            (_, true, _) => Restart::Monthly,
            (true, _, _) => Restart::Yearly,
            _ => Restart::Never,
        }
    }

    /// Characters of its longest number, with a counter of 999999.
    pub fn longest(&self) -> usize {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Letter(_) => 1,
                Part::Counter => 6,
                Part::Year => 4,
                Part::ShortYear | Part::Month | Part::ShortMonth | Part::Day => 2,
            })
            .sum()
    }

    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> Option<Fault> {
        NumberFormat::parse(text).err()
    }

    #[test]
    fn a_counter_restarts_with_the_finest_date_part() {
        for (text, restart) in [
            ("BL/{n}", Restart::Never),
            ("BL/{n}/{yy}", Restart::Yearly),
            ("BL/{n}/{mm}/{yyyy}", Restart::Monthly),
            ("{yyyy}{mm}{dd}-{n}", Restart::Daily),
        ] {
            assert_eq!(
                NumberFormat::parse(text).expect(text).restart(),
                restart,
                "{text}"
            );
        }
    }

    #[test]
    fn formats_that_could_give_a_number_twice_are_refused() {
        assert_eq!(fault("BL/{yyyy}"), Some(Fault::Counters(0)));
        assert_eq!(fault("{n}/{n}/{yyyy}"), Some(Fault::Counters(2)));
        assert_eq!(fault("BL/{n}/{mm}"), Some(Fault::MonthWithoutYear));
        assert_eq!(fault("BL/{n}/{dd}/{yyyy}"), Some(Fault::DayWithoutMonth));
        assert_eq!(fault("BL{n}{m}/{yyyy}"), Some(Fault::RunTogether));
        assert_eq!(fault("BL{n}{yyyy}{m}"), Some(Fault::RunTogether));
        assert_eq!(fault("{yyyy}{mm}{n}"), None);
        assert_eq!(fault("BL/{nr}"), Some(Fault::Placeholder("nr".to_owned())));
        assert_eq!(fault("BL/{n"), Some(Fault::Brace));
        assert_eq!(fault("BL/n}"), Some(Fault::Brace));
    }

    #[test]
    fn the_longest_number_counts_characters() {
        let format = NumberFormat::parse("Łódź/{n}/{m}/{yyyy}").expect("a format");
        assert_eq!(format.longest(), "Łódź/999999/12/2026".chars().count());
    }
}
