//! `[orders]`: which orders are taken, and what becomes of them.

use jiff::civil::Date;

use super::day;
use super::name_or_id::NameOrId;
use super::numbering::Numbering;
use super::reading::Section;
use crate::domain::kind::DefaultDocument;
use crate::domain::rules::{Issue, IssueWhen};
use crate::texts::Said;

/// The module `Zamówienia` (requirements.md, rows 16–31).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orders {
    /// Orders confirmed from this day's Warsaw midnight on are taken.
    pub from: Date,
    /// Statuses an order must have to be taken; one at least.
    pub statuses: Vec<NameOrId>,
    /// Statuses that mean *cancelled*; none of them is in `statuses`.
    pub cancelled_statuses: Vec<NameOrId>,
    /// Statuses in which an order holds no stock; one that is in `statuses` too counts as allowed.
    pub finished_statuses: Vec<NameOrId>,
    /// The document where nothing speaks for another.
    pub default_document: DefaultDocument,
    /// Whether the kind is chosen by buyer and country (row 22).
    pub auto_document_type: bool,
    /// Whether, and into which series, our invoices are sent to BaseLinker (row 23).
    pub send_invoices: SendInvoices,
    /// Whether lines are joined with cards (row 24).
    pub link_products: bool,
    /// Whether buyers are joined with contractors (row 25).
    pub link_contractors: bool,
    /// Whose buyers become contractors.
    pub contractors: ContractorScope,
    /// Firmino's own rule: a contractor's name alone is enough.
    pub match_by_name_only: bool,
    /// Whether a card may be found by EAN.
    pub match_by_ean: bool,
    /// Who gives number and document.
    pub issue: Issue,
    /// Which orders are ripe for a document.
    pub issue_when: IssueWhen,
    /// Days after which an order that was not taken holds no stock any more.
    pub hold_days: u32,
    /// Statuses set in BaseLinker after a step; unset: none.
    pub status_after: StatusAfter,
    /// The formats of our numbers.
    pub numbering: Numbering,
}

/// Sending of invoices to BaseLinker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendInvoices {
    /// Nothing is sent.
    Off,
    /// Sent to the series of type INVOICE that is used for nothing else.
    To(NameOrId),
}

/// Whose buyers become contractors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContractorScope {
    /// Those of every order.
    All,
    /// Those of orders that end in an invoice.
    Invoices,
}

/// Statuses set in BaseLinker after a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusAfter {
    /// After the document.
    pub documented: Option<NameOrId>,
    /// When the order needs editing.
    pub needs_editing: Option<NameOrId>,
}

impl Orders {
    /// Reads the table; what must be there is asked for only if the module is chosen.
    pub(super) fn read(section: &Section<'_>, chosen: bool, today: Date) -> Option<Self> {
        let from_entry = section.entry("from");
        let from = day::read(&from_entry);
        if chosen && !from_entry.is_present() {
            let why = Said::new(
                "zamówienia są pobierane od jakiegoś dnia",
                "orders are taken from a day on",
            );
            from_entry.missing(&why, &today.to_string());
        }
        if from.is_some_and(|from| from > today) {
            let what = Said::of(|lang| {
                let shown = from_entry.shown(lang);
                lang.pick(
                    format!("jest {shown}, później niż dziś, {today}"),
                    format!("is {shown}, which lies ahead of today, {today}"),
                )
            });
            let fix = Said::of(|lang| {
                lang.pick(
                    format!("napisz `from = {today}` albo wcześniejszy dzień"),
                    format!("write `from = {today}` or an earlier day"),
                )
            });
            from_entry.refuse(&what, fix);
        }

        let example = r#"["Opłacone", 51003]"#;
        let list = |key: &str| NameOrId::read_list(&section.entry(key), example);
        let statuses = list("statuses");
        let statuses_entry = section.entry("statuses");
        if chosen && !statuses_entry.is_present() {
            let why = Said::new(
                "pobierane są tylko zamówienia w podanych statusach",
                "only orders in named statuses are taken",
            );
            statuses_entry.missing(&why, example);
        } else if chosen && statuses_entry.is_empty_list() {
            let what = Said::new(
                "jest pusty: żadne zamówienie nie zostałoby pobrane",
                "is empty: no order would ever be taken",
            );
            let fix = Said::of(|lang| {
                let name = lang.pick("podaj choć jeden status", "name one status at least");
                format!("{name}: `statuses = {example}`")
            });
            statuses_entry.refuse(&what, fix);
        }
        let cancelled_statuses = list("cancelled_statuses");
        for status in statuses
            .iter()
            .filter(|status| cancelled_statuses.contains(status))
        {
            let what = Said::of(|lang| {
                lang.pick(
                    format!("ma {status}, który jest też w `orders.statuses`"),
                    format!("holds {status}, which is in `orders.statuses` too"),
                )
            });
            let fix = Said::new(
                "zostaw go na jednej z tych dwóch list",
                "leave it in one of the two lists",
            );
            section.entry("cancelled_statuses").refuse(&what, fix);
        }
        let finished_statuses = list("finished_statuses");

        let sending = section.entry("send_invoices").flag(true);
        let series = section.entry("invoice_series");
        let send_invoices = match (sending, NameOrId::read(&series, "\"Faktury BL\"")) {
            (false, _) => SendInvoices::Off,
            (true, Some(name)) => SendInvoices::To(name),
            (true, None) => {
                if chosen && series.is_unset() {
                    let why = Said::new(
                        "`send_invoices` (włączone, jeśli nie jest false) potrzebuje w BaseLinker serii typu INVOICE, nieużywanej do niczego innego",
                        "`send_invoices` (on unless set to false) needs a series of type INVOICE in BaseLinker, used for nothing else",
                    );
                    series.absent(&why, "\"Faktury BL\"");
                }
                SendInvoices::Off
            }
        };
        let numbering = Numbering::read(&section.section("numbering"), sending && chosen);
        let after = section.section("status_after");
        let status_after = StatusAfter {
            documented: NameOrId::read(&after.entry("documented"), "\"Faktura wystawiona\""),
            needs_editing: NameOrId::read(&after.entry("needs_editing"), "\"Do poprawy\""),
        };
        let flag = |key: &str, default| section.entry(key).flag(default);
        let default_document = section
            .entry("default_document")
            .choice(&[
                ("receipt", DefaultDocument::Receipt),
                ("invoice", DefaultDocument::Invoice),
            ])
            .unwrap_or(DefaultDocument::Receipt);
        let contractors = section
            .entry("contractors")
            .choice(&[
                ("all", ContractorScope::All),
                ("invoices", ContractorScope::Invoices),
            ])
            .unwrap_or(ContractorScope::All);
        let issue = section
            .entry("issue")
            .choice(&[
                ("manually", Issue::Manually),
                ("automatically", Issue::Automatically),
            ])
            .unwrap_or(Issue::Manually);
        let issue_when = section
            .entry("issue_when")
            .choice(&[("paid", IssueWhen::Paid), ("any", IssueWhen::Any)])
            .unwrap_or(IssueWhen::Paid);
        let orders = Self {
            from: from.unwrap_or(today),
            statuses,
            cancelled_statuses,
            finished_statuses,
            default_document,
            auto_document_type: flag("auto_document_type", true),
            send_invoices,
            link_products: flag("link_products", true),
            link_contractors: flag("link_contractors", true),
            contractors,
            match_by_name_only: flag("match_by_name_only", false),
            match_by_ean: flag("match_by_ean", false),
            issue,
            issue_when,
            hold_days: section.entry("hold_days").whole(30, 0..=u32::MAX),
            status_after,
            numbering,
        };
        chosen.then_some(orders)
    }
}
