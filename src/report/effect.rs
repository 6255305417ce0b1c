//! What the rules would make of real orders, for the wizard: counts, and a table of them.

use super::table::{Column, table};
use super::time;
use crate::domain::kind::DocumentKind;
use crate::texts::{Lang, count};

/// What would become of the orders of a sample, each counted once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effect {
    /// Orders of the sample.
    pub orders: u64,
    /// Unix second from which the sample holds every confirmed order.
    pub since: i64,
    /// Paragon.
    pub receipt: u64,
    /// Faktura.
    pub invoice: u64,
    /// Faktura WDT.
    pub invoice_wdt: u64,
    /// Faktura eksportowa.
    pub invoice_export: u64,
    /// Faktura OSS.
    pub invoice_oss: u64,
    /// Invoices of any kind that KSeF must carry: issued in Firmino.
    pub ksef: u64,
    /// Wymaga edycji.
    pub needs_editing: u64,
    /// Not in an allowed status (yet).
    pub waiting: u64,
    /// In a finished status, never in an allowed one.
    pub missed: u64,
    /// Cancelled.
    pub cancelled: u64,
    /// From returns, or held apart.
    pub left_out: u64,
}

impl Effect {
    /// Counts a document that the rules choose.
    pub fn count(&mut self, kind: DocumentKind) {
        *match kind {
            DocumentKind::Receipt => &mut self.receipt,
            DocumentKind::Invoice => &mut self.invoice,
            DocumentKind::InvoiceWdt => &mut self.invoice_wdt,
            DocumentKind::InvoiceExport => &mut self.invoice_export,
            DocumentKind::InvoiceOss => &mut self.invoice_oss,
        } += 1;
    }

    /// The counts with their names, those that are not zero; the four that every shop looks for always.
    pub fn rows(&self, lang: Lang) -> Vec<(&'static str, u64)> {
        let always = [
            ("Paragon", self.receipt),
            ("Faktura", self.invoice),
            (
                lang.pick("do KSeF (w Firmino)", "for KSeF (in Firmino)"),
                self.ksef,
            ),
            (
                lang.pick("Wymaga edycji", "needs editing"),
                self.needs_editing,
            ),
        ];
        let if_any = [
            (lang.pick("Faktura WDT", "WDT invoice"), self.invoice_wdt),
            (
                lang.pick("Faktura eksportowa", "export invoice"),
                self.invoice_export,
            ),
            (lang.pick("Faktura OSS", "OSS invoice"), self.invoice_oss),
            (
                lang.pick("nie w dozwolonym statusie", "not in an allowed status"),
                self.waiting,
            ),
            (
                lang.pick("ominęły dozwolone statusy", "missed the allowed statuses"),
                self.missed,
            ),
            (lang.pick("anulowane", "cancelled"), self.cancelled),
            (
                lang.pick("zwroty i inne pominięte", "returns and others left out"),
                self.left_out,
            ),
        ];
        let if_any = if_any.into_iter().filter(|(_, n)| *n > 0);
        always.into_iter().chain(if_any).collect()
    }

    /// One sentence and a small table.
    pub fn table(&self, lang: Lang) -> String {
        if self.orders == 0 {
            return lang
                .pick(
                    "Skutek: w ostatnich 30 dniach nie było potwierdzonych zamówień, nie ma na czym go pokazać.",
                    "Effect: there were no confirmed orders in the last 30 days to show it on.",
                )
                .to_owned();
        }
        let since = time::short(self.since);
        let since = since.split(' ').next().unwrap_or_default();
        let n = usize::try_from(self.orders).unwrap_or(usize::MAX);
        let orders = count(
            lang,
            n,
            [
                "ostatniego zamówienia",
                "ostatnich zamówień",
                "ostatnich zamówień",
            ],
            ["order", "orders"],
        );
        let title = lang.pick(
            format!("Skutek: z {orders} (od {since}) byłoby"),
            format!("Effect: the last {orders} (since {since}) would be"),
        );
        let rows = self.rows(lang).into_iter();
        let rows = rows
            .map(|(what, n)| vec![format!("  {what}"), n.to_string()])
            .collect();
        let columns = [("", Column::Left), ("", Column::Right)];
        let shown = table(&columns, rows, None);
        format!("{title}\n{}", shown.trim_start_matches('\n'))
    }
}
