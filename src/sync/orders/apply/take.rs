//! Taking a planned order: number, contractor, cards, movements, document.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Apply;
use crate::domain::card_match::FoundBy;
use crate::domain::contractor;
use crate::domain::document::SeriesNumber;
use crate::domain::edits::Corrected;
use crate::domain::kind::DocumentKind;
use crate::domain::money::Amount;
use crate::domain::names;
use crate::domain::order::Order;
use crate::domain::plan::{Asked, Plan, Source, Verdict, plan};
use crate::domain::rules::LinkContractors;
use crate::domain::state::State;
use crate::domain::vat::Rate;
use crate::mirror::cards::NewCard;
use crate::mirror::decisions::Decision;
use crate::mirror::documents::Role;
use crate::mirror::orders::{LineRow, OrderRow};
use crate::mirror::outbox::Effect;
use crate::mirror::stock::Lowered;
use crate::mirror::{Mirror, MirrorError, Result};
use crate::sync::orders::context::{Found, Seen, Surroundings, Twins, surroundings};
use crate::sync::orders::statuses::Named;
use crate::sync::orders::tally::{Notice, Tally};
use crate::sync::settings::{LinkProducts, Series};

/// A planned order on its way into the book.
#[derive(Debug)]
pub struct Taking {
    /// As BaseLinker says it.
    pub order: Order,
    /// Its row, where it is known.
    pub row: Option<OrderRow>,
    /// As corrected.
    pub corrected: Corrected,
    /// What surrounds it.
    pub around: Surroundings,
    /// What was decided.
    pub planned: Plan,
}

impl Apply<'_> {
    /// Writes a planned order: number, contractor, cards, movements, document.
    ///
    /// # Errors
    /// Those of the book.
    pub fn take(&self, mirror: &Mirror, taking: Taking, tally: &mut Tally) -> Result<()> {
        let Taking {
            order,
            row,
            corrected,
            around,
            planned,
        } = taking;
        let before = row.clone();
        let (state, reasons) = match &planned.verdict {
            Verdict::Issue => (State::Documented, Vec::new()),
            Verdict::Ready(reasons) => (State::Ready, reasons.clone()),
            Verdict::NeedsEditing(reasons) => (State::NeedsEditing, reasons.clone()),
            Verdict::Elsewhere(reason) => (State::Documented, vec![reason.clone()]),
        };
        let taken = !matches!(state, State::NeedsEditing);
        let number = match before.as_ref().and_then(|row| row.number.clone()) {
            Some(number) => number,
            None => {
                self.number(mirror, &self.settings.numbering.order, self.now.server_day)?
                    .text
            }
        };
        let mut new = OrderRow {
            number: Some(number),
            kind: planned.kind.as_ref().map(|(kind, _)| kind.to_string()),
            kind_reason: planned.kind.as_ref().map(|(_, reason)| reason.clone()),
            reasons,
            gross: planned.gross.map(Amount::grosze),
            ..self.fresh(order, row, state)
        };
        if matches!(planned.verdict, Verdict::Elsewhere(_)) {
            new.flags.elsewhere = true;
            tally.elsewhere();
        }
        if taken {
            self.notice_payment(mirror, &new.seen, tally)?;
            new.contractor = self.contractor(
                mirror,
                &new,
                &around,
                planned.kind.as_ref().map(|(kind, _)| *kind),
                tally,
            )?;
        }
        tally.became(before.as_ref(), &new);
        let key = mirror.save_order(&new)?;
        new.key = key;
        let cards = self.cards(mirror, &corrected.order, &around.cards, taken, tally)?;
        let links = links(&new.seen, &cards, &around.context.sources);
        mirror.save_lines(key, &new.seen, &links)?;
        let lowered = lowered(&new.seen, &links, &mirror.taken_back(key)?);
        let unlinked: Vec<i64> = links
            .iter()
            .filter(|link| link.card.is_none() || link.warehouse.is_none())
            .map(|link| link.line)
            .collect();
        tally.lowered(mirror.lower(key, &lowered, &unlinked, self.now.second)?);
        if let (Verdict::Issue, Some(draft)) = (&planned.verdict, &planned.draft) {
            let number = self.document_number(mirror, draft.kind)?;
            let card = |line: i64| {
                links
                    .iter()
                    .find(|link| link.line == line)
                    .and_then(|link| link.card)
            };
            let document =
                mirror.add_document(&new, Role::Sale, draft, &number, card, self.now.second)?;
            self.promise_printout(mirror, document, draft.kind)?;
            tally.issued(&new, draft, &number);
        }
        let was = before.as_ref().map(|row| row.state);
        let after = &self.settings.statuses;
        match state {
            State::Documented if planned.verdict == Verdict::Issue => {
                self.promise_status(mirror, &new, after.documented.as_ref())
            }
            State::NeedsEditing if was != Some(State::NeedsEditing) => {
                self.promise_status(mirror, &new, after.held.as_ref())
            }
            _ => Ok(()),
        }
    }

    /// Promises the status that the profile wants after this step (`orders.status_after`), unless the order is there.
    ///
    /// # Errors
    /// Those of the book.
    pub fn promise_status(
        &self,
        mirror: &Mirror,
        order: &OrderRow,
        wanted: Option<&Named>,
    ) -> Result<()> {
        let status = match wanted {
            None => None,
            Some(Named::Id(id)) => Some(*id),
            Some(Named::Name(name)) => mirror.id_of("status", name)?,
        };
        match status.filter(|status| *status != order.status) {
            Some(status) => {
                let target = status.to_string();
                mirror.promise(order.key, Effect::Status, &target, self.now.second)
            }
            None => Ok(()),
        }
    }

    /// Promises that BaseLinker gets the printout of an invoice, where they are sent. A receipt's does not go there:
    /// BaseLinker keeps files at invoices and receipts only, an invoice beside the receipt would be a second document of
    /// the sale, and a receipt there rings up a turnover on a fiscal printer (legal.md 9).
    ///
    /// # Errors
    /// Those of the book.
    pub fn promise_printout(
        &self,
        mirror: &Mirror,
        document: i64,
        kind: DocumentKind,
    ) -> Result<()> {
        if self.settings.series.is_some() && kind != DocumentKind::Receipt {
            mirror.promise_printout(document, self.now.second)?;
        }
        Ok(())
    }

    /// Tells a payment method that the profile does not know, once.
    fn notice_payment(&self, mirror: &Mirror, order: &Order, tally: &mut Tally) -> Result<()> {
        let method = order.payment_method.as_str();
        let known = method.is_empty() || self.settings.rules.payments.contains_key(method);
        if known || mirror.decision(Decision::PaymentTold, method)?.is_some() {
            return Ok(());
        }
        mirror.decide(Decision::PaymentTold, method, 1, self.now.second)?;
        let form = if order.cash_on_delivery {
            "cash-on-delivery"
        } else {
            "transfer"
        };
        tally.notices.push(Notice::PaymentUnmapped {
            method: method.to_owned(),
            form,
        });
        Ok(())
    }

    /// Takes the next number of the kind's series. Only ever called in the transaction that uses it.
    ///
    /// # Errors
    /// Those of the book.
    pub fn document_number(&self, mirror: &Mirror, kind: DocumentKind) -> Result<SeriesNumber> {
        let numbering = &self.settings.numbering;
        let series = match kind {
            DocumentKind::Receipt => &numbering.receipt,
            DocumentKind::Invoice
            | DocumentKind::InvoiceWdt
            | DocumentKind::InvoiceExport
            | DocumentKind::InvoiceOss => &numbering.invoice,
        };
        self.number(mirror, series, self.now.today)
    }

    fn number(&self, mirror: &Mirror, series: &Series, day: Date) -> Result<SeriesNumber> {
        let (format, period) = (series.format.as_str().to_owned(), series.format.period(day));
        let next = mirror.next_number(&format, &period, series.start)?;
        let n = u32::try_from(next.n)
            .map_err(|_| MirrorError::Content(format!("counters.next {}: {format}", next.n)))?;
        mirror.take_number(&format, &period, next.n, &day.to_string())?;
        Ok(SeriesNumber {
            text: series.format.render(n, day),
            format,
            period,
            n: next.n,
            day,
        })
    }

    pub(super) fn contractor(
        &self,
        mirror: &Mirror,
        order: &OrderRow,
        around: &Surroundings,
        kind: Option<DocumentKind>,
        tally: &mut Tally,
    ) -> Result<Option<i64>> {
        let wanted = match self.settings.rules.contractors {
            LinkContractors::Off => false,
            LinkContractors::All => true,
            LinkContractors::Invoices => kind.is_some_and(|kind| kind != DocumentKind::Receipt),
        };
        let buyer = &around.buyer;
        match &around.contractor {
            _ if !wanted => Ok(None),
            contractor::Match::Linked { card, .. } => {
                if order.contractor != Some(*card) {
                    tally.contractor_linked();
                }
                Ok(Some(*card))
            }
            // Firmino wants a name and a city on a card; a receipt can do without either.
            contractor::Match::New if buyer.name.is_empty() || buyer.city.is_empty() => Ok(None),
            contractor::Match::New => {
                let (email, phone) = (&order.seen.email, &order.seen.phone);
                let card = mirror.add_contractor(
                    buyer,
                    &around.buyer_key,
                    email,
                    phone,
                    self.now.second,
                )?;
                tally.contractor_created();
                Ok(Some(card))
            }
            contractor::Match::Ambiguous(_) => Ok(None),
        }
    }

    /// Cards of the lines. New ones are made only for an order that needs no editing: a card is not born of a mistake.
    pub(super) fn cards(
        &self,
        mirror: &Mirror,
        order: &Order,
        found: &[Found],
        taken: bool,
        tally: &mut Tally,
    ) -> Result<Vec<Option<i64>>> {
        let mut cards: Vec<Option<i64>> = Vec::with_capacity(found.len());
        if self.settings.products == LinkProducts::Off {
            return Ok(vec![None; order.lines.len()]);
        }
        for (line, found) in order.lines.iter().zip(found) {
            let card = match found {
                Found::Off | Found::Conflict => None,
                Found::Card(card, by) => {
                    if let Some(product) = line.product.filter(|_| *by != FoundBy::Link) {
                        mirror.link_card(*card, product, *by, self.now.second)?;
                        tally.product_linked(*by);
                    }
                    Some(*card)
                }
                Found::SameAs(maker) => cards.get(*maker).copied().flatten(),
                Found::New(_) if !taken => None,
                Found::New(sought) => {
                    let name = names::folded(&line.name);
                    let card = NewCard {
                        sku: sought.sku.clone(),
                        name_key: sought.name.clone().unwrap_or_default(),
                        name,
                        ean: sought.ean.clone(),
                        rate: line.rate.and_then(|rate| Rate::from_api(rate).ok()),
                        // A card's price is in PLN.
                        price: line
                            .price
                            .filter(|_| order.currency == "PLN")
                            .and_then(|price| Amount::rounded(price).ok()),
                        product: sought.product,
                    };
                    tally.product_created();
                    Some(mirror.add_card(&card, self.now.second)?)
                }
            };
            cards.push(card);
        }
        Ok(cards)
    }
}

pub(super) fn links(order: &Order, cards: &[Option<i64>], sources: &[Source]) -> Vec<LineRow> {
    let warehouse = |source: Option<&Source>| match source {
        Some(Source::Warehouse { id, .. }) => Some(*id),
        Some(Source::NotKept | Source::Unlinked(_)) | None => None,
    };
    let rows = order.lines.iter().enumerate();
    rows.map(|(index, line)| LineRow {
        line: line.id,
        card: cards.get(index).copied().flatten(),
        warehouse: warehouse(sources.get(index)),
    })
    .collect()
}

/// What the order takes from stock: lines with card and warehouse, once each, less what a person took back.
pub(super) fn lowered(order: &Order, links: &[LineRow], back: &BTreeMap<i64, i64>) -> Vec<Lowered> {
    let lines = order.lines.iter().zip(links);
    lines
        .filter_map(|(line, link)| {
            let back = back.get(&line.id).copied().unwrap_or(0);
            let pieces = line.quantity?.saturating_sub(back);
            let pieces = Some(pieces).filter(|pieces| *pieces > 0)?;
            Some(Lowered {
                line: line.id,
                card: link.card?,
                warehouse: link.warehouse?,
                pieces,
            })
        })
        .collect()
}

/// An order planned on a person's word. One that is held only because it may be another's sale is not held for that any
/// more.
///
/// # Errors
/// Those of the book.
pub fn by_word(apply: &Apply<'_>, mirror: &Mirror, mut row: OrderRow) -> Result<Taking> {
    // A later reading may have told another status than the planned one.
    row.seen.status = row.status;
    let corrected = row.edits.apply(&row.seen);
    let known_twin = row.state == State::NeedsEditing;
    let seen = Seen {
        corrected: &corrected,
        row: Some(&row),
        twins: if known_twin {
            Twins::Overruled
        } else {
            Twins::Hold
        },
    };
    let clock = apply.now.clock.as_deref();
    let around = surroundings(mirror, apply.settings, seen, apply.now.today, clock)?;
    let rules = &apply.settings.rules;
    let planned = plan(&corrected.order, rules, &around.context, Asked::ByPerson);
    Ok(Taking {
        order: row.seen.clone(),
        row: Some(row),
        corrected,
        around,
        planned,
    })
}
