//! Fonts of a PDF: of each weight only the glyphs that its texts use, numbered as they come.

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish as _, Name, Pdf, Rect, Ref, Str};
use sha2::{Digest as _, Sha256};
use subsetter::GlyphRemapper;

use super::PrintoutError;
use super::compress::compressed;
use super::face::Face;

const SYSTEM: SystemInfo = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// A font while texts are written in it.
pub(super) struct Font<'f> {
    face: &'f Face,
    /// Numbers of the glyphs in the face and here.
    numbers: GlyphRemapper,
    /// Character and width in ems of each glyph here, from 1; 0 is the box for none, which no text uses.
    glyphs: Vec<(char, f32)>,
}

impl<'f> Font<'f> {
    pub(super) fn new(face: &'f Face) -> Self {
        Font {
            face,
            numbers: GlyphRemapper::new(),
            glyphs: Vec::new(),
        }
    }

    /// A printable text as the PDF holds it: two bytes a glyph.
    pub(super) fn encode(&mut self, text: &str) -> Vec<u8> {
        let mut encoded = Vec::with_capacity(2 * text.len());
        for c in text.chars() {
            let (glyph, width) = self.face.glyph(c);
            let number = self.numbers.remap(glyph);
            if usize::from(number) > self.glyphs.len() {
                self.glyphs.push((c, width));
            }
            encoded.extend(number.to_be_bytes());
        }
        encoded
    }

    /// Writes the font as the object `id`, and its parts as objects of the numbers that `next` gives.
    pub(super) fn write(
        self,
        pdf: &mut Pdf,
        id: Ref,
        mut next: impl FnMut() -> Ref,
    ) -> Result<(), PrintoutError> {
        let (outlines, descriptor, file, texts) = (next(), next(), next(), next());
        let part = subsetter::subset(self.face.bytes, 0, &self.numbers).map_err(|error| {
            PrintoutError::Font {
                name: self.face.name,
                cause: error.to_string(),
            }
        })?;
        let name = format!("{}+{}", tag(&part), self.face.name);
        let name = Name(name.as_bytes());
        let encoding = Name(b"Identity-H");
        pdf.type0_font(id)
            .base_font(name)
            .encoding_predefined(encoding)
            .descendant_font(outlines)
            .to_unicode(texts);

        let mut font = pdf.cid_font(outlines);
        font.subtype(CidFontType::Type2)
            .base_font(name)
            .system_info(SYSTEM)
            .font_descriptor(descriptor)
            .default_width(0.0)
            .cid_to_gid_map_predefined(Name(b"Identity"));
        font.widths()
            .consecutive(1, self.glyphs.iter().map(|(_, width)| width * 1000.0));
        font.finish();

        let metrics = &self.face.metrics;
        let [left, lower, right, upper] = metrics.edges;
        pdf.font_descriptor(descriptor)
            .name(name)
            .flags(FontFlags::SYMBOLIC)
            .bbox(Rect::new(left, lower, right, upper))
            .italic_angle(0.0)
            .ascent(metrics.ascent)
            .descent(metrics.descent)
            .cap_height(metrics.capitals)
            .stem_v(metrics.stem)
            .font_file2(file);

        let packed = compressed(&part)?;
        pdf.stream(file, &packed).filter(Filter::FlateDecode).pair(
            Name(b"Length1"),
            i32::try_from(part.len()).unwrap_or(i32::MAX),
        );

        let mut read = UnicodeCmap::new(Name(b"Custom"), SYSTEM);
        for (number, (c, _)) in (1_u16..).zip(&self.glyphs) {
            read.pair(number, *c);
        }
        let packed = compressed(read.finish().as_slice())?;
        pdf.stream(texts, &packed).filter(Filter::FlateDecode);
        Ok(())
    }
}

/// Six letters that tell this part of a font from others: PDF asks for them before the name.
fn tag(part: &[u8]) -> String {
    let digest = Sha256::digest(part);
    let letters = digest.iter().take(6).map(|byte| b'A' + byte % 26);
    letters.map(char::from).collect()
}
