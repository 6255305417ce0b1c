use std::collections::HashSet;

use super::format::Format;
use super::piece::Piece;

/// The first and the last character that may stand at one place of a rendered number.
type Glyph = (char, char);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Times {
    Once,
    AtMostOnce,
    Repeated,
}

type Shape = Vec<(Glyph, Times)>;

/// Whether some text could be a number of either format: two series that share numbers would be two
/// documents of one number. Numbers begin at 1; days are not checked against their month.
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
    a.0 <= b.1 && b.0 <= a.1
}

fn shape(format: &Format) -> Shape {
    use Times::{AtMostOnce, Once, Repeated};
    let digit = (('0', '9'), Once);
    let mut shape = Shape::new();
    for piece in format.pieces() {
        match piece {
            Piece::Text(text) => shape.extend(text.chars().map(|char| ((char, char), Once))),
            Piece::Number => shape.extend([(('1', '9'), Once), (('0', '9'), Repeated)]),
            Piece::ShortMonth => shape.extend([(('1', '9'), Once), (('0', '2'), AtMostOnce)]),
            Piece::Day => shape.extend([(('0', '3'), Once), digit]),
            Piece::Month => shape.extend([(('0', '1'), Once), digit]),
            Piece::ShortYear => shape.extend([digit; 2]),
            Piece::Year => shape.extend([digit; 4]),
        }
    }
    shape
}
