//! Firmino's one quantity of a product as a count of the level that it stands for (`reference/firmino.md` §2.1). Pure.
//!
//! It is a count as of its reading: what was sold here and Firmino does not know of is on top. Whether Firmino knows of an
//! order without a document here cannot be told – a person may have issued it there a minute ago –, so a level that is
//! right either way is right.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

/// No level is further from zero.
const MOST: i64 = 999_999_999;

/// Whole pieces of a quantity; `None` where it has a part of one, or is no level that anything has.
pub fn pieces(quantity: Decimal) -> Option<i64> {
    let whole = quantity.is_integer().then(|| quantity.to_i64()).flatten();
    whole.filter(|pieces| pieces.abs() <= MOST)
}

/// Movements that may be on top of Firmino's quantity, in pieces: below zero where pieces were sold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OnTop {
    /// Firmino does not know of them.
    pub unknown: i64,
    /// Firmino may know of them.
    pub open: i64,
    /// What another warehouse gave away, above zero, if Firmino knows of it: it may.
    pub elsewhere: i64,
}

/// What is known of a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beside {
    /// The level; `None`: never counted, which is not zero.
    pub level: Option<i64>,
    /// Whether Firmino's quantity has ever counted: until then 0 or less is what an article has that nobody has counted.
    pub counts: bool,
    /// Movements that may be on top.
    pub on_top: OnTop,
}

/// What a quantity says of a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// Nothing: nobody has counted the article there.
    Nothing,
    /// The level, which nobody has counted here.
    First(i64),
    /// What is known.
    Same,
    /// Another level: this one.
    Other(i64),
}

impl OnTop {
    /// The level that a quantity stands for where Firmino knows of no open order.
    pub fn expected(self, pieces: i64) -> i64 {
        pieces
            .saturating_add(self.unknown)
            .saturating_add(self.open)
    }
}

/// Compares Firmino's quantity (pieces) with a level.
pub fn compare(pieces: i64, beside: Beside) -> Says {
    let Beside {
        level,
        counts,
        on_top,
    } = beside;
    if !counts && pieces <= 0 {
        return Says::Nothing;
    }
    let expected = on_top.expected(pieces);
    let known = pieces.saturating_add(on_top.unknown);
    let either = [on_top.open, on_top.elsewhere];
    let (fewest, most) = either.iter().fold((known, known), |(fewest, most), may| {
        (
            fewest.saturating_add(*may.min(&0)),
            most.saturating_add(*may.max(&0)),
        )
    });
    match level {
        None => Says::First(expected),
        Some(level) if (fewest..=most).contains(&level) => Says::Same,
        Some(_) => Says::Other(expected),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beside(level: Option<i64>, unknown: i64, open: i64) -> Beside {
        Beside {
            level,
            counts: true,
            on_top: OnTop {
                unknown,
                open,
                elsewhere: 0,
            },
        }
    }

    #[test]
    fn a_quantity_is_a_count_with_what_firmino_does_not_know_on_top() {
        for (pieces, level, unknown, open, says) in [
            (10, None, 0, 0, Says::First(10)),
            (10, None, -3, 0, Says::First(7)),
            (10, None, -3, -2, Says::First(5)),
            (10, Some(10), 0, 0, Says::Same),
            (10, Some(7), -3, 0, Says::Same),
            (10, Some(10), -3, 0, Says::Other(7)),
            // An order that is ready: Firmino may have its document by now.
            (10, Some(7), 0, -3, Says::Same),
            (7, Some(7), 0, -3, Says::Same),
            (10, Some(6), 0, -3, Says::Other(7)),
            (60, Some(7), 0, -3, Says::Other(57)),
            // Returned here, and not corrected there.
            (7, Some(10), 3, 0, Says::Same),
            (0, Some(0), 0, 0, Says::Same),
            (-2, Some(1), 0, 0, Says::Other(-2)),
        ] {
            assert_eq!(
                compare(pieces, beside(level, unknown, open)),
                says,
                "{pieces} {level:?} {unknown} {open}"
            );
        }
    }

    #[test]
    fn what_another_warehouse_gave_away_may_have_lowered_the_one_quantity() {
        for (pieces, level, says) in [
            (10, 10, Says::Same),
            (8, 10, Says::Same),
            (7, 10, Says::Other(7)),
            (11, 10, Says::Other(11)),
        ] {
            let mut beside = beside(Some(level), 0, 0);
            beside.on_top.elsewhere = 2;
            assert_eq!(compare(pieces, beside), says, "{pieces}");
        }
    }

    #[test]
    fn what_nobody_has_counted_there_says_nothing() {
        for pieces in [0, -5] {
            for level in [None, Some(4)] {
                let new = Beside {
                    counts: false,
                    ..beside(level, -5, 0)
                };
                assert_eq!(compare(pieces, new), Says::Nothing);
            }
        }
        let new = Beside {
            counts: false,
            ..beside(None, 0, 0)
        };
        assert_eq!(compare(1, new), Says::First(1));
    }

    #[test]
    fn parts_of_pieces_are_no_pieces() {
        let read = |text: &str| pieces(text.parse().expect("a number"));
        assert_eq!(read("12.0000"), Some(12));
        assert_eq!(read("-3"), Some(-3));
        assert_eq!(read("0.5"), None);
        assert_eq!(read("1000000000"), None);
        assert_eq!(read("79228162514264337593543950335"), None);
    }
}
