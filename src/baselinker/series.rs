//! getSeries: the account's series of document numbers.

use super::reply::{Reply, Shape};
use super::wire::{Int, List, Text, record};
use super::{Account, ApiError, Method, id_of};
use crate::net::retry::Read;

/// A series of document numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceSeries {
    /// BaseLinker's id.
    pub id: i64,
    /// What it numbers.
    pub kind: SeriesKind,
    /// Name in the panel, up to 20 characters; `""` when the reply does not say.
    pub name: String,
    /// `%N` number, `%M` month, `%Y` year; `""` when the reply does not say.
    pub format: String,
}

/// What a series numbers (`type` of getSeries).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeriesKind {
    /// `INVOICE`.
    Invoice,
    /// `CORRECTION`.
    Correction,
    /// `RECEIPT`.
    Receipt,
    /// Any other word, as sent; `""` when the reply does not say.
    Other(String),
}

impl SeriesKind {
    fn of(word: &str) -> Self {
        match word {
            "INVOICE" => Self::Invoice,
            "CORRECTION" => Self::Correction,
            "RECEIPT" => Self::Receipt,
            other => Self::Other(other.to_owned()),
        }
    }
}

record! {
    struct Row {
        id: Int,
        kind as "type": Text,
        name: Text,
        format: Text,
    }
}

/// getSeries; a read.
struct GetSeries;

impl Method for GetSeries {
    const NAME: &'static str = "getSeries";
    type Class = Read;
    type Reply = Vec<InvoiceSeries>;

    fn parameters(&self) -> String {
        "{}".to_owned()
    }

    fn read(&self, reply: &Reply<'_>) -> Result<Vec<InvoiceSeries>, Shape> {
        let rows: List<Row> = reply.own("series")?;
        rows.0
            .into_iter()
            .map(|row| {
                Ok(InvoiceSeries {
                    id: id_of(&row.id, "series", "id")?,
                    kind: SeriesKind::of(row.kind.text()),
                    name: row.name.into_known().unwrap_or_default(),
                    format: row.format.into_known().unwrap_or_default(),
                })
            })
            .collect()
    }
}

impl Account<'_> {
    /// getSeries, a read: every series of every kind.
    ///
    /// # Errors
    /// See [`ApiError`].
    pub fn get_series(&self) -> Result<Vec<InvoiceSeries>, ApiError> {
        self.read(&GetSeries)
    }
}
