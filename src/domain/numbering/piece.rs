use jiff::civil::Date;

/// One part of a format, as written between braces.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Piece {
    Text(String),
    /// `{n}`
    Number,
    /// `{dd}`
    Day,
    /// `{mm}`
    Month,
    /// `{m}`: without a leading zero
    ShortMonth,
    /// `{yyyy}`
    Year,
    /// `{yy}`
    ShortYear,
}

impl Piece {
    pub(super) fn placeholder(name: &str) -> Option<Piece> {
        match name {
            "n" => Some(Piece::Number),
            "dd" => Some(Piece::Day),
            "mm" => Some(Piece::Month),
            "m" => Some(Piece::ShortMonth),
            "yyyy" => Some(Piece::Year),
            "yy" => Some(Piece::ShortYear),
            _ => None,
        }
    }

    pub(super) fn render(&self, n: u32, day: Date) -> String {
        match self {
            Piece::Text(text) => text.clone(),
            Piece::Number => n.to_string(),
            Piece::Day => format!("{:02}", day.day()),
            Piece::Month => format!("{:02}", day.month()),
            Piece::ShortMonth => day.month().to_string(),
            Piece::Year => format!("{:04}", day.year()),
            Piece::ShortYear => format!("{:02}", day.year().rem_euclid(100)),
        }
    }

    /// Whether its digits may be few or many, so that a neighbour's digits could be taken for its own.
    pub(super) fn is_of_any_width(&self) -> bool {
        match self {
            Piece::Number | Piece::ShortMonth => true,
            Piece::Text(_) | Piece::Day | Piece::Month | Piece::Year | Piece::ShortYear => false,
        }
    }

    pub(super) fn is_only_digits(&self) -> bool {
        match self {
            Piece::Text(text) => text.bytes().all(|byte| byte.is_ascii_digit()),
            Piece::Number
            | Piece::Day
            | Piece::Month
            | Piece::ShortMonth
            | Piece::Year
            | Piece::ShortYear => true,
        }
    }
}
