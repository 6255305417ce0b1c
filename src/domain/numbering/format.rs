use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::piece::Piece;

/// How numbers of a series are written. Placeholders: `{n}` (once), `{dd}`, `{mm}`, `{m}`, `{yyyy}`,
/// `{yy}`. Two different numbers or periods never give the same text. Serde: the text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Format {
    source: String,
    pieces: Vec<Piece>,
}

/// Why a text is no format.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FormatError {
    /// There is no `{n}`: every document would have one number.
    #[error("`{{n}}` is missing")]
    NoNumber,
    /// `{n}` stands there twice.
    #[error("`{{n}}` stands there more than once")]
    TwoNumbers,
    /// A name in braces that means nothing.
    #[error("`{{{}}}` is not known: use {{n}} {{dd}} {{mm}} {{m}} {{yyyy}} {{yy}}", .0.escape_debug())]
    UnknownPlaceholder(String),
    /// A brace without its partner.
    #[error("a brace is not closed or not opened")]
    Brace,
    /// A month without a year: numbers would repeat after a year.
    #[error("a month needs a year beside it, or numbers repeat")]
    MonthWithoutYear,
    /// A day without month and year: numbers would repeat.
    #[error("a day needs a month and a year beside it, or numbers repeat")]
    DayWithoutMonth,
    /// `{n}{m}`: 1 of November and 11 of January would be the same number.
    #[error("`{{n}}` and `{{m}}` need something other than digits between them")]
    RunTogether,
    /// A line break or another control character.
    #[error("a number cannot hold a control character")]
    Control,
}

impl Format {
    /// The largest number that lengths are reckoned with.
    pub const LARGEST: u32 = 999_999;

    /// Reads a format.
    ///
    /// # Errors
    /// See [`FormatError`].
    pub fn parse(source: &str) -> Result<Format, FormatError> {
        if source.chars().any(char::is_control) {
            return Err(FormatError::Control);
        }
        let format = Format {
            source: source.to_owned(),
            pieces: pieces(source)?,
        };
        match format
            .pieces
            .iter()
            .filter(|piece| **piece == Piece::Number)
            .count()
        {
            0 => return Err(FormatError::NoNumber),
            1 => {}
            _ => return Err(FormatError::TwoNumbers),
        }
        if format.has_day() && !(format.has_month() && format.has_year()) {
            return Err(FormatError::DayWithoutMonth);
        }
        if format.has_month() && !format.has_year() {
            return Err(FormatError::MonthWithoutYear);
        }
        if format.runs_together() {
            return Err(FormatError::RunTogether);
        }
        Ok(format)
    }

    /// The number `n` of a document issued on that day.
    pub fn render(&self, n: u32, day: Date) -> String {
        self.pieces
            .iter()
            .map(|piece| piece.render(n, day))
            .collect()
    }

    /// The period within which numbers are counted from 1: the date parts that the format shows, as
    /// `2026-11-23`, `2026-11`, `2026`, or an empty text for a counter that never restarts.
    pub fn period(&self, day: Date) -> String {
        if self.has_day() {
            day.to_string()
        } else if self.has_month() {
            format!("{:04}-{:02}", day.year(), day.month())
        } else if self.has_year() {
            format!("{:04}", day.year())
        } else {
            String::new()
        }
    }

    /// Characters of the longest number up to `LARGEST`. BaseLinker takes 30 for an invoice and 20 for a
    /// receipt (pains.md, trap 15).
    pub fn longest(&self) -> usize {
        self.render(Self::LARGEST, date(2026, 12, 31))
            .chars()
            .count()
    }

    /// The format as it was written.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    pub(super) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    fn has(&self, wanted: &[Piece]) -> bool {
        self.pieces.iter().any(|piece| wanted.contains(piece))
    }

    fn has_day(&self) -> bool {
        self.has(&[Piece::Day])
    }

    fn has_month(&self) -> bool {
        self.has(&[Piece::Month, Piece::ShortMonth])
    }

    fn has_year(&self) -> bool {
        self.has(&[Piece::Year, Piece::ShortYear])
    }

    /// Whether two placeholders of any width have nothing but digits between them.
    fn runs_together(&self) -> bool {
        let mut open = false;
        for piece in &self.pieces {
            if piece.is_of_any_width() {
                if open {
                    return true;
                }
                open = true;
            } else if !piece.is_only_digits() {
                open = false;
            }
        }
        false
    }
}

fn pieces(source: &str) -> Result<Vec<Piece>, FormatError> {
    let mut pieces = Vec::new();
    let mut rest = source;
    while let Some(brace) = rest.find(['{', '}']) {
        let (before, from_brace) = rest.split_at(brace);
        let inside = from_brace.strip_prefix('{').ok_or(FormatError::Brace)?;
        let (name, after) = inside.split_once('}').ok_or(FormatError::Brace)?;
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        let piece = Piece::placeholder(name);
        pieces.push(piece.ok_or_else(|| FormatError::UnknownPlaceholder(name.to_owned()))?);
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Ok(pieces)
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.source)
    }
}

impl FromStr for Format {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Format, FormatError> {
        Format::parse(text)
    }
}

impl TryFrom<String> for Format {
    type Error = FormatError;

    fn try_from(text: String) -> Result<Format, FormatError> {
        Format::parse(&text)
    }
}

impl From<Format> for String {
    fn from(format: Format) -> String {
        format.source
    }
}
