//! The typeface, Noto Sans: glyphs, widths, lines.

use std::collections::HashMap;
use std::sync::LazyLock;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};
use unicode_normalization::UnicodeNormalization as _;

use super::style::{Style, Weight};

/// Printed for a character that the typeface has no glyph for.
const UNKNOWN: char = '\u{fffd}';

/// Both weights.
pub(super) struct Faces {
    regular: Face,
    bold: Face,
}

/// One weight.
pub(super) struct Face {
    pub(super) font: Font,
    /// Glyph and width in ems of each character. No two characters share a glyph, so text can be read out as it was
    /// drawn.
    glyphs: HashMap<char, (u32, f32)>,
}

static FACES: LazyLock<Option<Faces>> = LazyLock::new(|| {
    Some(Faces {
        regular: face(notosans::REGULAR_TTF)?,
        bold: face(notosans::BOLD_TTF)?,
    })
});

/// The typeface that is built in; it is read once a process.
pub(super) fn faces() -> Option<&'static Faces> {
    FACES.as_ref()
}

fn face(bytes: &'static [u8]) -> Option<Face> {
    let font = Font::new(bytes.into(), 0)?;
    let read = FontRef::new(bytes).ok()?;
    let em = font.units_per_em();
    let widths = read.glyph_metrics(Size::unscaled(), LocationRef::default());
    let glyphs: HashMap<char, (u32, f32)> = read
        .charmap()
        .mappings()
        .filter_map(|(code, glyph)| {
            let width = widths.advance_width(glyph)? / em;
            Some((char::from_u32(code)?, (glyph.to_u32(), width)))
        })
        .collect();
    glyphs
        .contains_key(&UNKNOWN)
        .then_some(Face { font, glyphs })
}

impl Faces {
    pub(super) fn of(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    /// Width of a text in points.
    pub(super) fn width(&self, text: &str, style: Style) -> f32 {
        let face = self.of(style.weight);
        text.chars().map(|c| face.glyph(c).1).sum::<f32>() * style.size
    }

    /// A text as it can be printed: composed (NFC), spaces and line ends as one space, without what is invisible and
    /// only steers (directions, joiners, selectors), U+FFFD for control characters and for what has no glyph.
    pub(super) fn printable(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.nfc() {
            match c {
                c if is_space(c) => {
                    if !out.is_empty() && !out.ends_with(' ') {
                        out.push(' ');
                    }
                }
                c if is_steering(c) => {}
                c if self.regular.glyphs.contains_key(&c) && !c.is_control() => out.push(c),
                _ => out.push(UNKNOWN),
            }
        }
        out.truncate(out.trim_end_matches(' ').len());
        out
    }

    /// The lines of a text in a column of this width, each printable. Words that are wider are broken; nothing is left
    /// out but the spaces at the ends. An empty text has no line.
    pub(super) fn lines(&self, text: &str, style: Style, width: f32) -> Vec<String> {
        let face = self.of(style.weight);
        let room = width / style.size;
        let space = face.glyph(' ').1;
        let mut lines = Vec::new();
        let (mut line, mut used) = (String::new(), 0.0);
        for word in self
            .printable(text)
            .split(' ')
            .filter(|word| !word.is_empty())
        {
            let wide: f32 = word.chars().map(|c| face.glyph(c).1).sum();
            if !line.is_empty() && used + space + wide <= room {
                line.push(' ');
                line.push_str(word);
                used += space + wide;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            used = 0.0;
            for c in word.chars() {
                let wide = face.glyph(c).1;
                // A mark without a width of its own stays with its letter.
                if used + wide > room && wide > 0.0 && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                line.push(c);
                used += wide;
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}

impl Face {
    /// Glyph and width in ems; U+FFFD's where there is none.
    fn glyph(&self, c: char) -> (u32, f32) {
        let found = self.glyphs.get(&c).or_else(|| self.glyphs.get(&UNKNOWN));
        found.copied().unwrap_or_default()
    }

    /// The glyphs of a printable text.
    pub(super) fn run(&self, text: &str) -> Vec<KrillaGlyph> {
        let glyph = |(at, c): (usize, char)| {
            let (id, width) = self.glyph(c);
            KrillaGlyph::new(
                GlyphId::new(id),
                width,
                0.0,
                0.0,
                0.0,
                at..at + c.len_utf8(),
                None,
            )
        };
        text.char_indices().map(glyph).collect()
    }
}

/// Spaces at which a line may be broken, and what ends lines. NO-BREAK SPACE is none.
fn is_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

/// Characters that print nothing and change how others are shown.
fn is_steering(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::super::style::TEXT;
    use super::*;

    #[test]
    fn polish_letters_have_glyphs_and_no_two_characters_share_one() {
        let faces = faces().unwrap();
        for weight in [Weight::Regular, Weight::Bold] {
            let face = faces.of(weight);
            for c in "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ€„”–×%\u{a0}ЖїΩñößřőşč".chars()
            {
                assert!(face.glyphs.contains_key(&c), "{c:?} {weight:?}");
            }
            let glyphs: std::collections::HashSet<u32> =
                face.glyphs.values().map(|(id, _)| *id).collect();
            assert_eq!(glyphs.len(), face.glyphs.len());
        }
        assert_eq!(faces.regular.glyphs.len(), faces.bold.glyphs.len());
    }

    #[test]
    fn odd_texts_become_printable() {
        let faces = faces().unwrap();
        for (text, printed) in [
            ("Zażółć gęślą jaźń", "Zażółć gęślą jaźń"),
            ("Z\u{307}o\u{301}", "Żó"),
            ("  a \t\n b\u{2028}c ", "a b c"),
            ("a\u{1b}[31mb\0", "a\u{fffd}[31mb\u{fffd}"),
            ("\u{202e}abc\u{202c}\u{200b}", "abc"),
            (
                "kot 🐈\u{fe0f} 漢 שלום",
                "kot \u{fffd} \u{fffd} \u{fffd}\u{fffd}\u{fffd}\u{fffd}",
            ),
            ("1\u{a0}234,56", "1\u{a0}234,56"),
            ("", ""),
            (" \u{200d} ", ""),
        ] {
            assert_eq!(faces.printable(text), printed, "{text:?}");
        }
    }

    #[test]
    fn lines_fit_and_lose_nothing() {
        let faces = faces().unwrap();
        let long = format!(
            "{} krótkie słowa {}",
            "Ź".repeat(300),
            "i dłuższe ".repeat(20)
        );
        for width in [20.0, 80.0, 215.0] {
            let lines = faces.lines(&long, TEXT, width);
            for line in &lines {
                assert!(faces.width(line, TEXT) <= width + 0.01, "{line}");
            }
            let plain = |text: &str| text.replace(' ', "");
            assert_eq!(plain(&lines.concat()), plain(&long));
        }
        assert_eq!(faces.lines("a b", TEXT, 200.0), ["a b"]);
        // Narrower than a letter: a letter a line.
        assert_eq!(faces.lines("abc", TEXT, 0.5), ["a", "b", "c"]);
        assert!(faces.lines(" ", TEXT, 10.0).is_empty());
    }
}
