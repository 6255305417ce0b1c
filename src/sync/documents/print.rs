//! `documents pdf`: the printout of a document. One of ours is drawn from its snapshot whenever it is asked for; one
//! from Firmino has the print that was kept with it, and no other.

use crate::domain::note::Note;
use crate::mirror::documents::DocumentRow;
use crate::mirror::{self, Mirror, MirrorError};
use crate::printout::{self, PrintoutError, Sheet};
use crate::texts::{Lang, notes};

/// The bytes of a printout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Print {
    /// The document's number.
    pub number: String,
    /// The PDF.
    pub bytes: Vec<u8>,
    /// Pages; `None` for a print from Firmino, which is not read.
    pub pages: Option<usize>,
}

/// Why there is no printout.
#[derive(Debug)]
pub enum NotPrinted {
    /// Those of the book.
    Book(MirrorError),
    /// No such document. What KSeF holds back is none: it has no number.
    Unknown(String),
    /// It was issued in Firmino, and no print of it was kept.
    NoPrint(String),
    /// A fault of the program.
    Failed {
        /// The document.
        number: String,
        /// What failed.
        why: PrintoutError,
    },
}

impl From<MirrorError> for NotPrinted {
    fn from(error: MirrorError) -> NotPrinted {
        NotPrinted::Book(error)
    }
}

/// The printout of the document with this number.
///
/// # Errors
/// See [`NotPrinted`].
pub fn print(mirror: &Mirror, number: &str) -> Result<Print, NotPrinted> {
    let row = mirror.document(number)?;
    let row = row.ok_or_else(|| NotPrinted::Unknown(number.to_owned()))?;
    if !row.is_ours() {
        let Some(bytes) = mirror.file_of(row.id)? else {
            return Err(NotPrinted::NoPrint(row.number));
        };
        return Ok(Print {
            number: row.number,
            bytes,
            pages: None,
        });
    }
    let drawn = printout::print(&sheet(mirror, &row)?);
    let drawn = drawn.map_err(|why| NotPrinted::Failed {
        number: row.number.clone(),
        why,
    })?;
    Ok(Print {
        number: row.number,
        bytes: drawn.bytes,
        pages: Some(drawn.pages),
    })
}

/// What is printed of a document of ours.
fn sheet(mirror: &Mirror, row: &DocumentRow) -> mirror::Result<Sheet> {
    let snapshot = mirror.snapshot(row)?;
    // A receipt says by its head and foot that it is not fiscal.
    let beside = |note: &&Note| **note != Note::NotFiscal;
    let notes = snapshot.draft.notes.iter().filter(beside);
    Ok(Sheet {
        number: row.number.clone(),
        issued_on: snapshot.issued_on,
        order: row.order,
        order_number: snapshot.order_number,
        notes: notes.map(|note| notes::text(Lang::Pl, note)).collect(),
        void: row.void().map(str::to_owned),
        draft: snapshot.draft,
    })
}
