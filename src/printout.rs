//! Printouts: a sale document's snapshot becomes a PDF of A4 pages. Pure: no clock, no chance, no file; the same
//! document gives the same bytes.
//!
//! What is seen is what can be read out: every glyph of the typeface stands for one character, a line of text is drawn
//! as one run, and what the typeface lacks is printed, and read out, as U+FFFD. `docs/documents.md` says what is on it.

#![allow(
    clippy::float_arithmetic,
    reason = "places on a page, in points; money is never counted here"
)]

mod about;
mod block;
mod columns;
mod compress;
mod draw;
mod face;
mod flow;
mod font;
mod goods;
mod head;
mod style;
mod sums;
#[cfg(test)]
mod tests;
mod words;

use jiff::civil::Date;

use crate::domain::document::Draft;

/// A document as it is printed. Everything on the printout stands here; nothing is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The document as it was issued; its `notes` are not read, see [`Sheet::notes`].
    pub draft: Draft,
    /// Number.
    pub number: String,
    /// Day of issue, in Warsaw.
    pub issued_on: Date,
    /// BaseLinker's order id.
    pub order: i64,
    /// Our own number of the order, where it has one.
    pub order_number: Option<String>,
    /// Legal notes in their Polish words, in the order of the document.
    pub notes: Vec<String>,
    /// Why it is void, if it is: it is printed with a mark on every page.
    pub void: Option<String>,
}

/// A finished printout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printout {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// Pages, from 1.
    pub pages: usize,
}

/// Why there is no printout. No document causes it: it is a fault of the program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrintoutError {
    /// The typeface that is built in cannot be read.
    #[error("the typeface cannot be read")]
    Face,
    /// The typeface cannot be put into the file.
    #[error("the typeface {name} cannot be put into the PDF: {cause}")]
    Font {
        /// Its name.
        name: &'static str,
        /// What is wrong.
        cause: String,
    },
    /// A part cannot be compressed.
    #[error("the PDF cannot be compressed: {0}")]
    Compress(String),
    /// More pages than a file can have.
    #[error("too many pages")]
    TooManyPages,
}

/// Draws a document.
///
/// # Errors
/// A fault of the program, never of the document.
pub fn print(sheet: &Sheet) -> Result<Printout, PrintoutError> {
    let faces = face::faces().ok_or(PrintoutError::Face)?;
    let (goods_head, goods) = goods::table(faces, sheet);
    let mut opening = head::opening(faces, sheet);
    let (last, rest) = match goods.split_last() {
        Some((last, rest)) => (Some(last.clone()), rest),
        None => (None, &[][..]),
    };
    opening.extend(rest.iter().cloned());
    opening.extend(sums::closing(faces, sheet, last));
    let pages = flow::pages(opening, &goods_head);
    let count = pages.len();
    let bytes = draw::pdf(faces, sheet, &pages)?;
    Ok(Printout {
        bytes,
        pages: count,
    })
}
