//! What a PDF tells about itself: title, author, language; never when or where it was made.

use pdf_writer::writers::Catalog;
use pdf_writer::{Finish as _, Pdf, Ref, TextStr};
use sha2::{Digest as _, Sha256};
use xmp_writer::{LangId, XmpWriter};

const LANGUAGE: &str = "pl";

/// A PDF about itself.
pub(super) struct About<'t> {
    /// Kind and number of the document.
    pub(super) title: &'t str,
    /// The seller.
    pub(super) author: &'t str,
    pub(super) pages: usize,
}

impl About<'_> {
    /// Writes it for programs of both generations: as the dictionary `info` and as the XMP stream `xmp`.
    pub(super) fn write(&self, pdf: &mut Pdf, info: Ref, xmp: Ref) {
        let mut dictionary = pdf.document_info(info);
        dictionary.title(TextStr(self.title));
        if !self.author.is_empty() {
            dictionary.author(TextStr(self.author));
        }
        dictionary.finish();

        let mut writer = XmpWriter::new();
        writer.title([(None, self.title)]);
        if !self.author.is_empty() {
            writer.creator([self.author]);
        }
        writer
            .language([LangId(LANGUAGE)])
            .num_pages(u32::try_from(self.pages).unwrap_or(u32::MAX))
            .format("application/pdf")
            .pdf_version("1.7");
        pdf.metadata(xmp, writer.finish(None).as_bytes());
    }

    /// Tells the language and where the XMP stream is.
    pub(super) fn point(catalog: &mut Catalog<'_>, xmp: Ref) {
        catalog.metadata(xmp).lang(TextStr(LANGUAGE));
    }
}

/// Names the file by what is in it: the same document gives the same name.
pub(super) fn name(pdf: &mut Pdf) {
    let digest = Sha256::digest(pdf.as_bytes());
    let id = digest.iter().take(16).copied().collect::<Vec<u8>>();
    pdf.set_file_id((id.clone(), id));
}
