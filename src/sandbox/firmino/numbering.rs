//! Numbers of documents: a series a month for orders and for each type of sale document.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::account::Firmino;
use super::answer::Refusal;
use super::document::{DocumentType, Sheet};
use crate::sandbox::unknowns::TakenNumber;

/// What is numbered together, beside the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Series {
    /// Orders.
    Orders,
    /// Sale documents of a type.
    Sales(DocumentType),
}

impl Firmino {
    /// The number of a document of a day: the one that is wanted, else the lowest free one. A number that was deleted
    /// is free. `own` is the id of the document itself, 0 if it is new.
    pub(super) fn number(
        &self,
        series: Series,
        day: Date,
        wanted: Option<u32>,
        own: u64,
        rule: TakenNumber,
    ) -> Result<u32, Refusal> {
        let taken = self.taken(series, day, own);
        let lowest = || (1..).find(|number| !taken.contains(number)).unwrap_or(0);
        match wanted {
            None => Ok(lowest()),
            Some(0) => Err(Refusal::wrong("Numer musi być większy od zera".into())),
            Some(number) if !taken.contains(&number) => Ok(number),
            Some(number) => match rule {
                TakenNumber::Shifted => Ok(lowest()),
                TakenNumber::Refused => {
                    Err(Refusal::conflict(format!("Numer {number} jest już zajęty")))
                }
            },
        }
    }

    fn taken(&self, series: Series, day: Date, own: u64) -> BTreeSet<u32> {
        let within = |sheet: &&Sheet| {
            let date = sheet.document_date;
            sheet.id != own && (date.year(), date.month()) == (day.year(), day.month())
        };
        let orders = self.orders().map(|order| &order.sheet);
        match series {
            Series::Orders => orders
                .filter(within)
                .map(|one| one.ordinal_number)
                .collect(),
            Series::Sales(kind) => self
                .sale_documents()
                .filter(|document| document.document_type == kind)
                .map(|document| &document.sheet)
                .filter(within)
                .map(|one| one.ordinal_number)
                .collect(),
        }
    }
}
