//! Which document an order ends in, with the reason, and whether KSeF must carry it.

mod decide;
#[cfg(test)]
pub(crate) mod golden;
mod ksef;
mod reason;
#[cfg(test)]
mod tests;

pub use decide::{Choice, KindDecision, KindInput, Oss, decide};
pub use ksef::{Standing, ksef_required};
pub use reason::{HoldReason, KindReason};

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Kind of a sale document; text and serde as in the profile and in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum DocumentKind {
    /// Paragon, not fiscal: `receipt`.
    Receipt,
    /// Faktura: `invoice`.
    Invoice,
    /// Supply of goods to a business in another EU state at 0 %: `invoice-wdt`.
    InvoiceWdt,
    /// Export at 0 %: `invoice-export`.
    InvoiceExport,
    /// Sale to a consumer in another EU state at that state's rate: `invoice-oss`.
    InvoiceOss,
}

/// A text that names no kind.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "`{0}` is not a kind of document: receipt, invoice, invoice-wdt, invoice-export, invoice-oss"
)]
pub struct UnknownKind(pub String);

impl DocumentKind {
    /// Every kind, in the order of reports.
    pub const ALL: [DocumentKind; 5] = [
        DocumentKind::Receipt,
        DocumentKind::Invoice,
        DocumentKind::InvoiceWdt,
        DocumentKind::InvoiceExport,
        DocumentKind::InvoiceOss,
    ];

    /// The stable text.
    pub const fn as_str(self) -> &'static str {
        match self {
            DocumentKind::Receipt => "receipt",
            DocumentKind::Invoice => "invoice",
            DocumentKind::InvoiceWdt => "invoice-wdt",
            DocumentKind::InvoiceExport => "invoice-export",
            DocumentKind::InvoiceOss => "invoice-oss",
        }
    }
}

impl fmt::Display for DocumentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for DocumentKind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<DocumentKind, UnknownKind> {
        DocumentKind::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| UnknownKind(text.to_owned()))
    }
}

impl TryFrom<String> for DocumentKind {
    type Error = UnknownKind;

    fn try_from(text: String) -> Result<DocumentKind, UnknownKind> {
        text.parse()
    }
}

impl From<DocumentKind> for String {
    fn from(kind: DocumentKind) -> String {
        kind.to_string()
    }
}

/// The two kinds that can be the default (`orders.default_document`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DefaultDocument {
    /// Paragon.
    Receipt,
    /// Faktura.
    Invoice,
}

impl From<DefaultDocument> for DocumentKind {
    fn from(default: DefaultDocument) -> DocumentKind {
        match default {
            DefaultDocument::Receipt => DocumentKind::Receipt,
            DefaultDocument::Invoice => DocumentKind::Invoice,
        }
    }
}
