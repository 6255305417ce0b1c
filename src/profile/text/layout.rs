//! Lines of a profile's text, and which comments belong to what.

use std::ops::Range;

use super::tree::{Section, Tree};

/// The first byte of the line in which `at` lies.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// The first byte after the line in which `at` lies.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text[at..]
        .find('\n')
        .map_or(text.len(), |newline| at + newline + 1)
}

fn line(text: &str, start: usize) -> &str {
    text[start..line_end(text, start)].trim()
}

/// The blank lines from `start` on are passed.
fn past_blank(text: &str, mut start: usize) -> usize {
    while start < text.len() && line(text, start).is_empty() {
        start = line_end(text, start);
    }
    start
}

/// Where the section begins: at the comment lines right above its header, which stand for themselves after a blank line.
pub(super) fn lead(text: &str, tree: &Tree, header: &Range<usize>) -> usize {
    let own = line_start(text, header.start);
    let floor = tree
        .lines()
        .iter()
        .filter(|line| line.end <= own)
        .map(|line| line_end(text, line.end))
        .max()
        .unwrap_or(0);
    let mut start = own;
    while start > floor {
        let above = line_start(text, start - 1);
        match line(text, above) {
            "" => return start,
            comment if comment.starts_with('#') => start = above,
            _ => break,
        }
    }
    own
}

/// From the comment above the header of `sections[index]` to the blank lines after its last key.
pub(super) fn extent(text: &str, tree: &Tree, sections: &[Section], index: usize) -> Range<usize> {
    let header = &sections[index].header;
    let until = sections
        .get(index + 1)
        .map_or(text.len(), |next| lead(text, tree, &next.header));
    let last = tree
        .lines()
        .into_iter()
        .filter(|line| line.start >= header.end && line.end <= until)
        .map(|line| line.end)
        .max()
        .unwrap_or(header.end);
    let mut end = line_end(text, last);
    while end < until && line(text, end).starts_with('#') {
        end = line_end(text, end);
    }
    let mut start = lead(text, tree, header);
    end = past_blank(text, end);
    if end == text.len() {
        start = text[..start].trim_end().len();
        start = if start == 0 {
            0
        } else {
            line_end(text, start - 1)
        };
    }
    start..end
}

/// Where a new section after `sections[index]` begins; after the root's own keys without one.
pub(super) fn end_of(text: &str, tree: &Tree, sections: &[Section], index: Option<usize>) -> usize {
    sections
        .get(index.map_or(0, |index| index + 1))
        .map_or(text.len(), |next| lead(text, tree, &next.header))
}

/// Past the comma that follows an item of a list or inline table; none if the bracket comes first.
pub(super) fn past_comma(text: &str, mut at: usize) -> Option<usize> {
    loop {
        let rest = &text[at..];
        at += rest.len() - rest.trim_start().len();
        match text[at..].chars().next()? {
            '#' => at = line_end(text, at),
            ',' => return Some(at + 1),
            _ => return None,
        }
    }
}
