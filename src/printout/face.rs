//! The typeface, Noto Sans: glyphs, widths, lines.

use std::collections::HashMap;
use std::sync::LazyLock;

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
    /// Its PostScript name.
    pub(super) name: &'static str,
    /// The font file.
    pub(super) bytes: &'static [u8],
    pub(super) metrics: Metrics,
    /// Number of a glyph and its width in ems for each character. No two characters share a glyph, so text can be read
    /// out as it was drawn.
    glyphs: HashMap<char, (u16, f32)>,
}

/// What a PDF tells of a font, in thousandths of an em.
pub(super) struct Metrics {
    pub(super) ascent: f32,
    pub(super) descent: f32,
    pub(super) capitals: f32,
    /// Left, lower, right and upper edge of all glyphs put on one another.
    pub(super) edges: [f32; 4],
    /// Width of the stem of a letter, reckoned from the weight.
    pub(super) stem: f32,
}

static FACES: LazyLock<Option<Faces>> = LazyLock::new(|| {
    Some(Faces {
        regular: face("NotoSans-Regular", notosans::REGULAR_TTF)?,
        bold: face("NotoSans-Bold", notosans::BOLD_TTF)?,
    })
});

/// The typeface that is built in; it is read once a process.
pub(super) fn faces() -> Option<&'static Faces> {
    FACES.as_ref()
}

fn face(name: &'static str, bytes: &'static [u8]) -> Option<Face> {
    let read = ttf_parser::Face::parse(bytes, 0).ok()?;
    let em = f32::from(read.units_per_em());
    let thousandths = |units: i16| f32::from(units) * 1000.0 / em;
    let edges = read.global_bounding_box();
    let mut glyphs = HashMap::new();
    for table in read.tables().cmap?.subtables {
        if !table.is_unicode() {
            continue;
        }
        table.codepoints(|code| {
            let found = char::from_u32(code).zip(table.glyph_index(code));
            if let Some((c, glyph)) = found
                && glyph.0 != 0
                && let Some(width) = read.glyph_hor_advance(glyph)
            {
                glyphs.insert(c, (glyph.0, f32::from(width) / em));
            }
        });
    }
    glyphs.contains_key(&UNKNOWN).then_some(Face {
        name,
        bytes,
        metrics: Metrics {
            ascent: thousandths(read.ascender()),
            descent: thousandths(read.descender()),
            capitals: thousandths(read.capital_height().unwrap_or(read.ascender())),
            edges: [edges.x_min, edges.y_min, edges.x_max, edges.y_max].map(thousandths),
            stem: 10.0 + 0.244 * (f32::from(read.weight().to_number()) - 50.0),
        },
        glyphs,
    })
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
    /// Number of the glyph and width in ems; U+FFFD's where there is none.
    pub(super) fn glyph(&self, c: char) -> (u16, f32) {
        let found = self.glyphs.get(&c).or_else(|| self.glyphs.get(&UNKNOWN));
        found.copied().unwrap_or_default()
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
            let glyphs: std::collections::HashSet<u16> =
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
