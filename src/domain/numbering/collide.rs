use std::collections::HashSet;

use super::format::Format;
use super::piece::Piece;

/// What may stand at one place of a rendered number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Glyph {
    Char(char),
    Digit,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Times {
    Once,
    AtMostOnce,
    Repeated,
}

type Shape = Vec<(Glyph, Times)>;

/// Whether some text could be a number of either format: two series that share numbers would be two
/// documents of one number. Formats are compared by shape, whatever day or count it would take.
pub fn can_collide(a: &Format, b: &Format) -> bool {
    let (a, b) = (shape(a), shape(b));
    let mut seen = HashSet::new();
    let mut open = vec![(0, 0)];
    // Both shapes walked at once: each pair of places is visited once.
    while let Some((i, j)) = open.pop() {
        if !seen.insert((i, j)) {
            continue;
        }
        match (a.get(i), b.get(j)) {
            (None, None) => return true,
            (left, right) => {
                open.extend(skip(left).map(|()| (i + 1, j)));
                open.extend(skip(right).map(|()| (i, j + 1)));
                if let (Some(left), Some(right)) = (left, right)
                    && share_a_char(left.0, right.0)
                {
                    open.push((i + step(left.1), j + step(right.1)));
                }
            }
        }
    }
    false
}

fn skip(place: Option<&(Glyph, Times)>) -> Option<()> {
    place.filter(|(_, times)| *times != Times::Once).map(|_| ())
}

/// Places to go on after one character.
fn step(times: Times) -> usize {
    match times {
        Times::Once | Times::AtMostOnce => 1,
        Times::Repeated => 0,
    }
}

fn share_a_char(a: Glyph, b: Glyph) -> bool {
    match (a, b) {
        (Glyph::Char(a), Glyph::Char(b)) => a == b,
        (Glyph::Char(char), Glyph::Digit) | (Glyph::Digit, Glyph::Char(char)) => {
            char.is_ascii_digit()
        }
        (Glyph::Digit, Glyph::Digit) => true,
    }
}

fn shape(format: &Format) -> Shape {
    use Times::{AtMostOnce, Once, Repeated};
    let mut shape = Shape::new();
    for piece in format.pieces() {
        let times: &[Times] = match piece {
            Piece::Text(text) => {
                shape.extend(text.chars().map(|char| (Glyph::Char(char), Once)));
                &[]
            }
            Piece::Number => &[Once, Repeated],
            Piece::ShortMonth => &[Once, AtMostOnce],
            Piece::Day | Piece::Month | Piece::ShortYear => &[Once, Once],
            Piece::Year => &[Once, Once, Once, Once],
        };
        shape.extend(times.iter().map(|times| (Glyph::Digit, *times)));
    }
    shape
}
