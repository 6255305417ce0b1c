//! Counts of a pass, and what is new in it for a person.

use std::collections::BTreeMap;

use super::decide::Step;
use crate::domain::card_match::FoundBy;
use crate::domain::difference;
use crate::domain::document::{Draft, SeriesNumber};
use crate::domain::edits::Overtaken;
use crate::domain::eu_sales::EuYear;
use crate::domain::kind::DocumentKind;
use crate::domain::money::Amount;
use crate::domain::reason::{Code, Reason};
use crate::domain::state::State;
use crate::mirror::orders::OrderRow;
use crate::report::pass::{Contractors, Documents, Orders, Products, StatusesSet, Stock};

/// Something new for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// BaseLinker's order id.
    pub order: i64,
    /// What it is.
    pub reason: Reason,
}

/// Worth knowing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A payment method that `[payments]` does not name: its form is not on the documents.
    PaymentUnmapped {
        /// The method, as BaseLinker names it.
        method: String,
        /// The form that the order itself tells.
        form: &'static str,
    },
    /// The year's sales to consumers in other EU states come near the limit, or pass it.
    EuSales(EuYear),
}

/// A document that was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// BaseLinker's order id.
    pub order: i64,
    /// Second of its confirmation.
    pub confirmed_at: i64,
    /// Hash of its content.
    pub content: String,
    /// Its kind.
    pub kind: DocumentKind,
    /// Its number.
    pub number: String,
    /// Its sum.
    pub gross: Amount,
    /// Its currency.
    pub currency: String,
}

/// The counts.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Orders.
    pub orders: Orders,
    /// Documents.
    pub documents: Documents,
    /// Contractors.
    pub contractors: Contractors,
    /// Products.
    pub products: Products,
    /// Stock.
    pub stock: Stock,
    /// Statuses set in BaseLinker.
    pub statuses: StatusesSet,
    /// Worth knowing, for nobody to mend at once.
    pub notices: Vec<Notice>,
    /// What is new for a person.
    pub troubles: Vec<Trouble>,
    /// Why orders that became ready got no number, with how many.
    pub ready: BTreeMap<Code, u64>,
    /// What was issued.
    pub issued: Vec<Issued>,
}

/// That an order has changed since its document: by how much its sum, and what else.
fn changed(row: &OrderRow) -> Reason {
    const TOLD: usize = 3;
    let Some(later) = &row.later else {
        return Reason::bare(Code::Changed);
    };
    let changes = difference::changes(&row.seen, later);
    let mut told: Vec<String> = changes
        .iter()
        .take(TOLD)
        .map(|change| format!("{}: {} → {}", change.field, change.was, change.is))
        .collect();
    if changes.len() > TOLD {
        told.push("…".to_owned());
    }
    if let Some(gross) = difference::gross(&row.seen, later).filter(|gross| *gross != Amount::ZERO)
    {
        told.insert(0, format!("{gross} {}", row.seen.currency));
    }
    Reason::new(Code::Changed, "order", told.join("; "))
}

impl Tally {
    /// Counts a seen order by what is done with it.
    pub fn seen(&mut self, step: Step, row: Option<&OrderRow>) {
        let untaken = row.is_none_or(|row| row.number.is_none());
        self.orders.seen += 1;
        match step {
            Step::Plan if untaken => self.orders.taken += 1,
            Step::Plan | Step::Cancel | Step::Note { .. } => self.orders.known += 1,
            Step::Wait | Step::WaitCancelled => self.orders.waiting += 1,
            // Counted where they newly become such.
            Step::LeaveOut | Step::Return | Step::Quarantine | Step::Miss => {}
            Step::Elsewhere => self.documents.elsewhere += 1,
        }
    }

    /// Counts what an order became, if that is new.
    pub fn became(&mut self, before: Option<&OrderRow>, new: &OrderRow) {
        let order = new.seen.id;
        let was = before.map(|row| row.state);
        let reasons_before = before.map(|row| row.reasons.as_slice()).unwrap_or_default();
        let fresh: Vec<&Reason> = new
            .reasons
            .iter()
            .filter(|reason| !reasons_before.contains(reason))
            .collect();
        let told = was == Some(new.state) && fresh.is_empty();
        match new.state {
            _ if told => {}
            State::Ready => {
                self.orders.ready += u64::from(was != Some(State::Ready));
                for reason in fresh {
                    *self.ready.entry(reason.code).or_default() += 1;
                    if matches!(reason.code, Code::LeftOut | Code::ClockBehind) {
                        self.troubles.push(Trouble {
                            order,
                            reason: reason.clone(),
                        });
                    }
                }
            }
            State::NeedsEditing => {
                self.orders.needs_editing += 1;
                self.trouble(order, new);
            }
            State::Missed => {
                self.orders.missed += 1;
                self.trouble(order, new);
            }
            State::Quarantined => {
                self.orders.quarantined += 1;
                self.trouble(order, new);
            }
            State::Skipped if new.reasons.iter().any(|reason| reason.code == Code::Gone) => {
                self.trouble(order, new)
            }
            State::Waiting | State::Documented | State::Skipped => {}
        }
        let documented = new.state == State::Documented && was == Some(State::Documented);
        let flags = before.map(|row| row.flags).unwrap_or_default();
        let later = before.and_then(|row| row.later.as_ref());
        let differs = new.later.is_some() && new.later.as_ref() != later;
        if new.flags.changed && (!flags.changed || differs && documented) {
            self.orders.changed += 1;
            self.troubles.push(Trouble {
                order,
                reason: changed(new),
            });
        }
        if new.flags.cancelled && !flags.cancelled {
            self.orders.cancelled += 1;
            if documented {
                self.troubles.push(Trouble {
                    order,
                    reason: Reason::bare(Code::CancelledAfter),
                });
            }
        }
    }

    fn trouble(&mut self, order: i64, new: &OrderRow) {
        self.troubles
            .extend(new.reasons.iter().map(|reason| Trouble {
                order,
                reason: reason.clone(),
            }));
    }

    /// Counts an issued document.
    pub fn issued(&mut self, order: &OrderRow, draft: &Draft, number: &SeriesNumber) {
        let issued = &mut self.documents.issued;
        *match draft.kind {
            DocumentKind::Receipt => &mut issued.receipt,
            DocumentKind::Invoice => &mut issued.invoice,
            DocumentKind::InvoiceWdt => &mut issued.invoice_wdt,
            DocumentKind::InvoiceExport => &mut issued.invoice_export,
            DocumentKind::InvoiceOss => &mut issued.invoice_oss,
        } += 1;
        self.issued.push(Issued {
            order: order.seen.id,
            confirmed_at: order.seen.confirmed_at.unwrap_or(0),
            content: order.content.clone(),
            kind: draft.kind,
            number: number.text.clone(),
            gross: draft.gross,
            currency: draft.currency.clone(),
        });
    }

    /// Counts an order that has its document elsewhere.
    pub fn elsewhere(&mut self) {
        self.documents.elsewhere += 1;
    }

    /// Tells corrections that BaseLinker has overtaken.
    pub fn overtaken(&mut self, order: i64, overtaken: &[Overtaken]) {
        self.troubles
            .extend(overtaken.iter().map(|overtaken| Trouble {
                order,
                reason: Reason::new(
                    Code::EditOvertaken,
                    overtaken.key.to_string(),
                    &overtaken.now,
                ),
            }));
    }

    /// Counts an order linked to a contractor's card.
    pub fn contractor_linked(&mut self) {
        self.contractors.linked += 1;
    }

    /// Counts a new contractor's card.
    pub fn contractor_created(&mut self) {
        self.contractors.created += 1;
    }

    /// Counts a product newly linked to a card.
    pub fn product_linked(&mut self, by: FoundBy) {
        match by {
            FoundBy::Sku => self.products.linked_by_sku += 1,
            FoundBy::Name => self.products.linked_by_name += 1,
            FoundBy::Link | FoundBy::Ean | FoundBy::Person => {}
        }
    }

    /// Counts a new card.
    pub fn product_created(&mut self) {
        self.products.created_here += 1;
    }

    /// Counts movements.
    pub fn lowered(&mut self, lines: usize) {
        self.stock.lines_lowered += lines as u64;
    }

    /// Adds another tally.
    pub fn add(&mut self, other: Tally) {
        let Tally {
            orders,
            documents,
            contractors,
            products,
            stock,
            statuses,
            notices,
            troubles,
            ready,
            issued,
        } = other;
        let all = &mut self.orders;
        for (sum, part) in [
            (&mut all.seen, orders.seen),
            (&mut all.taken, orders.taken),
            (&mut all.known, orders.known),
            (&mut all.waiting, orders.waiting),
            (&mut all.ready, orders.ready),
            (&mut all.needs_editing, orders.needs_editing),
            (&mut all.missed, orders.missed),
            (&mut all.changed, orders.changed),
            (&mut all.cancelled, orders.cancelled),
            (&mut all.quarantined, orders.quarantined),
            (&mut self.statuses.set, statuses.set),
            (&mut self.statuses.pending, statuses.pending),
            (&mut self.documents.elsewhere, documents.elsewhere),
            (&mut self.documents.issued.receipt, documents.issued.receipt),
            (&mut self.documents.issued.invoice, documents.issued.invoice),
            (
                &mut self.documents.issued.invoice_wdt,
                documents.issued.invoice_wdt,
            ),
            (
                &mut self.documents.issued.invoice_export,
                documents.issued.invoice_export,
            ),
            (
                &mut self.documents.issued.invoice_oss,
                documents.issued.invoice_oss,
            ),
            (&mut self.contractors.linked, contractors.linked),
            (&mut self.contractors.created, contractors.created),
            (&mut self.products.linked_by_sku, products.linked_by_sku),
            (&mut self.products.linked_by_name, products.linked_by_name),
            (&mut self.products.created_here, products.created_here),
            (&mut self.stock.lines_lowered, stock.lines_lowered),
        ] {
            *sum += part;
        }
        self.notices.extend(notices);
        self.troubles.extend(troubles);
        self.issued.extend(issued);
        for (code, part) in ready {
            *self.ready.entry(code).or_default() += part;
        }
    }
}
