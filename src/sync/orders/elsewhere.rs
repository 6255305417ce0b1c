//! Invoices and receipts of BaseLinker, read before anything is proposed (design.md §4.2 and §5): what the sale has there
//! is not issued again.

use super::PassError;
use super::statuses::{Lost, Named};
use crate::baselinker::wire::Text;
use crate::baselinker::{
    Account, INVOICES_PAGE, Invoice, InvoiceKind, InvoicesFilter, RECEIPTS_PAGE, Receipt,
    ReceiptsFilter, SeriesKind,
};
use crate::mirror::remote::{Made, RemoteDocument, RemoteKind};
use crate::mirror::{Mirror, MirrorError};
use crate::sync::crash;
use crate::sync::settings::Settings;

/// How long (seconds) before `orders.from` the first reading begins: a document may be older than its order's
/// confirmation.
const BEFORE: i64 = 7 * 24 * 3600;

/// Finds the series that our documents go into, where the profile names one by its name and the book does not know it.
///
/// # Errors
/// [`PassError::Names`] where it is gone or ambiguous; those of call and book.
pub fn series(
    account: &Account<'_>,
    settings: &Settings,
    mirror: &mut Mirror,
) -> Result<(), PassError> {
    let Some(Named::Name(name)) = &settings.series else {
        return Ok(());
    };
    if mirror.id_of("series", name)?.is_some() {
        return Ok(());
    }
    let all: Vec<(String, i64)> = account
        .get_series()?
        .into_iter()
        .filter(|series| series.kind == SeriesKind::Invoice)
        .map(|series| (series.name, series.id))
        .collect();
    let key = "orders.invoice_series";
    let ids: Vec<i64> = all
        .iter()
        .filter(|(known, _)| known == name)
        .map(|(_, id)| *id)
        .collect();
    let lost = match ids.as_slice() {
        [_] => {
            return mirror.write(|mirror| Ok(mirror.keep_names("series", &all)?));
        }
        [] => Lost::Gone {
            key,
            name: name.clone(),
            known: all.into_iter().map(|(known, _)| known).collect(),
        },
        _ => Lost::Several {
            key,
            name: name.clone(),
            ids,
        },
    };
    Err(PassError::Names(vec![lost]))
}

/// Id of the series that our documents go into; `None` where nothing is sent.
///
/// # Errors
/// Those of the book.
pub fn ours(settings: &Settings, mirror: &Mirror) -> Result<Option<i64>, MirrorError> {
    match &settings.series {
        None => Ok(None),
        Some(Named::Id(id)) => Ok(Some(*id)),
        Some(Named::Name(name)) => mirror.id_of("series", name),
    }
}

/// What is read, and when.
pub struct Elsewhere<'a> {
    /// The account.
    pub account: &'a Account<'a>,
    /// `orders.from` as a second.
    pub from: i64,
    /// Id of the series that our documents go into.
    pub ours: Option<i64>,
    /// Now.
    pub now: i64,
}

impl Elsewhere<'_> {
    /// Reads what was added since the last reading, by one kept cursor each. Both lists are read to their end or not at
    /// all: half of them would let a document be issued twice.
    ///
    /// # Errors
    /// Those of calls and book.
    pub fn read(&self, mirror: &mut Mirror) -> Result<(), PassError> {
        let kind = RemoteKind::Invoice;
        let begin = mirror.remote_cursor(kind)?;
        let mut invoices = Vec::new();
        let mut filter = InvoicesFilter {
            date_from: self.first(begin),
            id_from: Some(after(begin)),
            ..InvoicesFilter::default()
        };
        loop {
            crash::point();
            let page = self.account.get_invoices(&filter)?;
            let whole = page.len() >= INVOICES_PAGE;
            let last = page.iter().map(|invoice| invoice.id).max();
            invoices.extend(page);
            match last.filter(|last| whole && Some(*last) >= filter.id_from) {
                Some(last) => filter.id_from = Some(last + 1),
                None => break,
            }
        }
        let bare = self.without_file(&invoices)?;
        self.keep(
            mirror,
            kind,
            invoices.iter().map(|invoice| invoice.id),
            || {
                let kept = invoices.iter().filter(|invoice| counts(invoice));
                kept.filter_map(|invoice| self.of_invoice(invoice, &bare))
                    .collect()
            },
        )?;

        let kind = RemoteKind::Receipt;
        let begin = mirror.remote_cursor(kind)?;
        let mut receipts: Vec<Receipt> = Vec::new();
        let mut filter = ReceiptsFilter {
            date_from: self.first(begin),
            id_from: Some(after(begin)),
            ..ReceiptsFilter::default()
        };
        loop {
            crash::point();
            let page = self.account.get_receipts(&filter)?;
            let whole = page.len() >= RECEIPTS_PAGE;
            let last = page.iter().map(|receipt| receipt.id).max();
            receipts.extend(page);
            match last.filter(|last| whole && Some(*last) >= filter.id_from) {
                Some(last) => filter.id_from = Some(last + 1),
                None => break,
            }
        }
        self.keep(
            mirror,
            kind,
            receipts.iter().map(|receipt| receipt.id),
            || receipts.iter().filter_map(of_receipt).collect(),
        )
    }

    /// Reads the invoices of one order anew: one that was deleted there is forgotten here.
    ///
    /// # Errors
    /// Those of call and book.
    pub fn read_of(&self, mirror: &mut Mirror, order: i64) -> Result<(), PassError> {
        crash::point();
        let invoices = self.account.get_invoices(&InvoicesFilter {
            order_id: Some(order),
            ..InvoicesFilter::default()
        })?;
        let bare = self.without_file(&invoices)?;
        let kept: Vec<RemoteDocument> = invoices
            .iter()
            .filter(|invoice| counts(invoice))
            .filter_map(|invoice| self.of_invoice(invoice, &bare))
            .collect();
        mirror.write(|mirror| {
            mirror.forget_remote(RemoteKind::Invoice, order)?;
            for document in &kept {
                mirror.keep_remote(document, self.now)?;
            }
            Ok(())
        })
    }

    fn first(&self, cursor: Option<i64>) -> Option<i64> {
        cursor.is_none().then_some((self.from - BEFORE).max(0))
    }

    /// Of the invoices that could carry our document, those that have no file: getInvoices tells it only by leaving the
    /// others out.
    fn without_file(&self, invoices: &[Invoice]) -> Result<Vec<i64>, PassError> {
        let could = |invoice: &&Invoice| {
            self.ours.is_some()
                && invoice.series_id == self.ours
                && blank(&invoice.external_invoice_number)
                && blank(&invoice.gov_id)
        };
        let Some(first) = invoices.iter().filter(could).map(|one| one.id).min() else {
            return Ok(Vec::new());
        };
        let mut bare = Vec::new();
        let mut filter = InvoicesFilter {
            series_id: self.ours,
            id_from: Some(first),
            with_file_too: false,
            ..InvoicesFilter::default()
        };
        loop {
            crash::point();
            let page = self.account.get_invoices(&filter)?;
            let whole = page.len() >= INVOICES_PAGE;
            let last = page.iter().map(|invoice| invoice.id).max();
            bare.extend(page.iter().filter(could).map(|invoice| invoice.id));
            match last.filter(|last| whole && Some(*last) >= filter.id_from) {
                Some(last) => filter.id_from = Some(last + 1),
                None => return Ok(bare),
            }
        }
    }

    fn keep(
        &self,
        mirror: &mut Mirror,
        kind: RemoteKind,
        ids: impl Iterator<Item = i64>,
        documents: impl FnOnce() -> Vec<RemoteDocument>,
    ) -> Result<(), PassError> {
        let Some(last) = ids.max() else {
            // Nothing stands there yet: the next reading need not begin with a date.
            return match mirror.remote_cursor(kind)? {
                Some(_) => Ok(()),
                None => mirror.write(|mirror| Ok(mirror.set_remote_cursor(kind, 0)?)),
            };
        };
        let documents = documents();
        mirror.write(|mirror| {
            for document in &documents {
                mirror.keep_remote(document, self.now)?;
            }
            Ok(mirror.set_remote_cursor(kind, last)?)
        })
    }

    fn of_invoice(&self, invoice: &Invoice, bare: &[i64]) -> Option<RemoteDocument> {
        Some(RemoteDocument {
            kind: RemoteKind::Invoice,
            id: invoice.id,
            order: invoice.order_id?,
            series: invoice.series_id,
            number: invoice.number.text().to_owned(),
            tax_id: invoice.invoice_nip.text().to_owned(),
            made: if bare.contains(&invoice.id) {
                Made::Plain
            } else {
                Made::Finished
            },
        })
    }
}

/// Whether there is nothing; what cannot be read is something.
fn blank(text: &Text) -> bool {
    match text {
        Text::Known(text) => text.trim().is_empty(),
        Text::Absent => true,
        Text::Odd(_) => false,
    }
}

/// A correction stands for no sale; its invoice does.
fn counts(invoice: &Invoice) -> bool {
    invoice.kind != InvoiceKind::Correcting
}

fn of_receipt(receipt: &Receipt) -> Option<RemoteDocument> {
    Some(RemoteDocument {
        kind: RemoteKind::Receipt,
        id: receipt.id,
        order: receipt.order_id?,
        series: receipt.series_id,
        number: receipt.number.text().to_owned(),
        tax_id: receipt.nip.text().trim().to_owned(),
        made: Made::Finished,
    })
}

/// From this id on; asked for also at first, since without it the order of the rows is not told.
fn after(cursor: Option<i64>) -> i64 {
    cursor.map_or(1, |id| id + 1)
}
