//! One order into the book, inside the page's transaction: what was decided becomes rows, and nothing else does.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::context::{Found, Surroundings, surroundings};
use super::decide::{Known, Step, decide};
use super::statuses::Statuses;
use super::tally::Tally;
use crate::domain::card_match::FoundBy;
use crate::domain::contractor;
use crate::domain::document::SeriesNumber;
use crate::domain::kind::DocumentKind;
use crate::domain::money::Amount;
use crate::domain::order::Order;
use crate::domain::plan::{Asked, Plan, Source, Verdict, plan};
use crate::domain::reason::{Code, Reason};
use crate::domain::rules::LinkContractors;
use crate::domain::state::{Flags, State};
use crate::domain::vat::Rate;
use crate::domain::{names, plan as planning};
use crate::mirror::cards::NewCard;
use crate::mirror::orders::{LineRow, OrderRow};
use crate::mirror::stock::Lowered;
use crate::mirror::{Mirror, MirrorError, Result};
use crate::sync::settings::{LinkProducts, Series, Settings};

/// The time of a pass, and whether it may date documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Now {
    /// Unix seconds.
    pub second: i64,
    /// Warsaw day.
    pub today: Date,
    /// Why no document may be dated now.
    pub clock: Option<String>,
}

/// What is the same for every order of a pass.
#[derive(Debug)]
pub struct Apply<'a> {
    /// Settings.
    pub settings: &'a Settings,
    /// Meaning of statuses.
    pub statuses: &'a Statuses,
    /// `orders.from` as a second.
    pub from: i64,
    /// Time.
    pub now: &'a Now,
    /// Orders confirmed before this second have their documents from elsewhere.
    pub issued_before: i64,
    /// Members of a plan that a person let go, with their content then: a changed one gets no document.
    pub released: Option<&'a BTreeMap<i64, String>>,
}

impl Apply<'_> {
    /// Puts one seen order into the book. `seen` is its JSON.
    ///
    /// # Errors
    /// Those of the book; the caller takes the whole order back then.
    pub fn order(&self, mirror: &Mirror, order: Order, tally: &mut Tally) -> Result<()> {
        let row = mirror.order(order.id)?;
        let known = row.as_ref().map(|row| Known {
            identity: row.seen.identity.clone(),
            state: row.state,
            content: row.content.clone(),
            cancelled: row.flags.cancelled,
        });
        let step = decide(
            &order,
            known.as_ref(),
            self.statuses,
            self.from,
            self.issued_before,
        );
        tally.seen(step, row.as_ref());
        match step {
            Step::LeaveOut => Ok(()),
            Step::Quarantine => self.quarantine(mirror, order, row, tally),
            Step::Return => self.rest(
                mirror,
                order,
                row,
                State::Skipped,
                vec![Reason::bare(Code::ReturnSource)],
                tally,
            ),
            Step::Elsewhere => {
                let reasons = vec![Reason::bare(Code::MarkedIssued)];
                self.rest(mirror, order, row, State::Documented, reasons, tally)
            }
            Step::Wait => self.rest(mirror, order, row, State::Waiting, Vec::new(), tally),
            Step::WaitCancelled => self.rest(mirror, order, row, State::Waiting, Vec::new(), tally),
            Step::Miss => {
                let reason = Reason::new(
                    Code::Missed,
                    "order_status_id",
                    self.statuses.name(order.status),
                );
                self.rest(mirror, order, row, State::Missed, vec![reason], tally)
            }
            Step::Cancel => self.cancel(mirror, order, row, tally),
            Step::Note { changed, cancelled } => {
                self.note(mirror, &order, row, changed, cancelled, tally)
            }
            Step::Plan => self.plan(mirror, order, row, tally),
        }
    }

    /// Holds an order that the book refused, so that neither it nor the others are lost.
    ///
    /// # Errors
    /// Those of the book.
    pub fn hold(
        &self,
        mirror: &Mirror,
        order: Order,
        why: &MirrorError,
        tally: &mut Tally,
    ) -> Result<()> {
        let row = mirror.order(order.id)?;
        let reason = Reason::new(Code::OddValue, "order", why.to_string());
        self.rest(mirror, order, row, State::NeedsEditing, vec![reason], tally)
    }

    fn fresh(&self, order: Order, row: Option<OrderRow>, state: State) -> OrderRow {
        let content = order.content_hash();
        let status = order.status;
        let cancelled = self.statuses.stage(status) == super::statuses::Stage::Cancelled;
        let before = row.unwrap_or_else(|| OrderRow {
            key: 0,
            seen: order.clone(),
            content: String::new(),
            number: None,
            status,
            state,
            flags: Flags::default(),
            kind: None,
            kind_reason: None,
            reasons: Vec::new(),
            gross: None,
            contractor: None,
            first_seen_at: self.now.second,
            read_at: self.now.second,
            gone_reads: 0,
        });
        OrderRow {
            seen: order,
            content,
            status,
            state,
            flags: Flags {
                cancelled,
                ..before.flags
            },
            read_at: self.now.second,
            gone_reads: 0,
            ..before
        }
    }

    /// An order that is not planned: it waits, was missed, is skipped or held.
    fn rest(
        &self,
        mirror: &Mirror,
        order: Order,
        row: Option<OrderRow>,
        state: State,
        reasons: Vec<Reason>,
        tally: &mut Tally,
    ) -> Result<()> {
        let before = row.clone();
        let gross = planning::order_gross(&order).map(Amount::grosze);
        let mut new = OrderRow {
            reasons,
            gross,
            ..self.fresh(order, row, state)
        };
        // Only what has its document elsewhere is documented without having been planned.
        new.flags.elsewhere |= state == State::Documented;
        tally.became(before.as_ref(), &new);
        let key = mirror.save_order(&new)?;
        let links = if before.is_some() {
            mirror.lines(key)?
        } else {
            Vec::new()
        };
        mirror.save_lines(key, &new.seen, &links)
    }

    /// The newcomer is kept beside the known order, which stays as it is.
    fn quarantine(
        &self,
        mirror: &Mirror,
        order: Order,
        row: Option<OrderRow>,
        tally: &mut Tally,
    ) -> Result<()> {
        if mirror.is_quarantined(order.id, &order.identity)? {
            return Ok(());
        }
        let differs = row.map(|row| difference(&row, &order)).unwrap_or_default();
        let reason = Reason::new(Code::OtherIdentity, differs.0, differs.1);
        let new = OrderRow {
            reasons: vec![reason],
            ..self.fresh(order, None, State::Quarantined)
        };
        tally.became(None, &new);
        mirror.save_order(&new).map(|_| ())
    }

    fn note(
        &self,
        mirror: &Mirror,
        order: &Order,
        row: Option<OrderRow>,
        changed: bool,
        cancelled: bool,
        tally: &mut Tally,
    ) -> Result<()> {
        let Some(before) = row else { return Ok(()) };
        let documented = before.state == State::Documented;
        let new = OrderRow {
            status: order.status,
            flags: Flags {
                changed: documented && changed,
                cancelled,
                ..before.flags
            },
            read_at: self.now.second,
            gone_reads: 0,
            ..before.clone()
        };
        tally.became(Some(&before), &new);
        mirror.save_order(&new).map(|_| ())
    }

    /// Cancelled before it had a document: its pieces come back.
    fn cancel(
        &self,
        mirror: &Mirror,
        order: Order,
        row: Option<OrderRow>,
        tally: &mut Tally,
    ) -> Result<()> {
        let state = row.as_ref().map_or(State::Waiting, |row| row.state);
        let reasons = row
            .as_ref()
            .map(|row| row.reasons.clone())
            .unwrap_or_default();
        let key = row.as_ref().map(|row| row.key);
        self.rest(mirror, order, row, state, reasons, tally)?;
        if let Some(key) = key {
            mirror.lower(key, &[], self.now.second)?;
        }
        Ok(())
    }

    fn plan(
        &self,
        mirror: &Mirror,
        order: Order,
        row: Option<OrderRow>,
        tally: &mut Tally,
    ) -> Result<()> {
        let around = surroundings(
            mirror,
            self.settings,
            &order,
            self.now.today,
            self.now.clock.as_deref(),
        )?;
        let mut planned = plan(&order, &self.settings.rules, &around.context, Asked::ByPass);
        if planned.verdict == Verdict::Issue
            && let Some(members) = self.released
            && members
                .get(&order.id)
                .is_some_and(|content| *content != order.content_hash())
        {
            planned.verdict = Verdict::Ready(vec![Reason::bare(Code::LeftOut)]);
        }
        self.take(mirror, order, row, around, planned, tally)
    }

    /// Writes a planned order: number, contractor, cards, movements, document.
    ///
    /// # Errors
    /// Those of the book.
    pub fn take(
        &self,
        mirror: &Mirror,
        order: Order,
        row: Option<OrderRow>,
        around: Surroundings,
        planned: Plan,
        tally: &mut Tally,
    ) -> Result<()> {
        let before = row.clone();
        let (state, reasons) = match &planned.verdict {
            Verdict::Issue => (State::Documented, Vec::new()),
            Verdict::Ready(reasons) => (State::Ready, reasons.clone()),
            Verdict::NeedsEditing(reasons) => (State::NeedsEditing, reasons.clone()),
        };
        let taken = !matches!(state, State::NeedsEditing);
        let number = match before.as_ref().and_then(|row| row.number.clone()) {
            Some(number) => number,
            None => self.number(mirror, &self.settings.numbering.order)?.text,
        };
        let mut new = OrderRow {
            number: Some(number),
            kind: planned.kind.as_ref().map(|(kind, _)| kind.to_string()),
            kind_reason: planned.kind.as_ref().map(|(_, reason)| reason.clone()),
            reasons,
            gross: planned.gross.map(Amount::grosze),
            ..self.fresh(order, row, state)
        };
        if taken {
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
        let cards = self.cards(mirror, &new.seen, &around.cards, taken, tally)?;
        let links = links(&new.seen, &cards, &around.context.sources);
        mirror.save_lines(key, &new.seen, &links)?;
        let lowered = lowered(&new.seen, &links);
        tally.lowered(mirror.lower(key, &lowered, self.now.second)?);
        if let (Verdict::Issue, Some(draft)) = (&planned.verdict, &planned.draft) {
            let number = self.document_number(mirror, draft.kind)?;
            let card = |line: i64| {
                links
                    .iter()
                    .find(|link| link.line == line)
                    .and_then(|link| link.card)
            };
            mirror.add_document(key, new.seen.id, draft, &number, card, self.now.second)?;
            tally.issued(&new, draft);
        }
        Ok(())
    }

    fn document_number(&self, mirror: &Mirror, kind: DocumentKind) -> Result<SeriesNumber> {
        let numbering = &self.settings.numbering;
        let series = match kind {
            DocumentKind::Receipt => &numbering.receipt,
            DocumentKind::Invoice
            | DocumentKind::InvoiceWdt
            | DocumentKind::InvoiceExport
            | DocumentKind::InvoiceOss => &numbering.invoice,
        };
        self.number(mirror, series)
    }

    fn number(&self, mirror: &Mirror, series: &Series) -> Result<SeriesNumber> {
        let day = self.now.today;
        let (format, period) = (series.format.as_str().to_owned(), series.format.period(day));
        let next = mirror.next_number(&format, &period, series.start)?;
        let n = u32::try_from(next.n)
            .map_err(|_| MirrorError::Content(format!("number {} of {format}", next.n)))?;
        mirror.take_number(&format, &period, next.n, &day.to_string())?;
        Ok(SeriesNumber {
            text: series.format.render(n, day),
            format,
            period,
            n: next.n,
            day,
        })
    }

    fn contractor(
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
                tally.contractor_linked();
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
    fn cards(
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
                        price: line.price.and_then(|price| Amount::rounded(price).ok()),
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

fn links(order: &Order, cards: &[Option<i64>], sources: &[Source]) -> Vec<LineRow> {
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

/// What the order takes from stock: lines with card and warehouse, once each.
fn lowered(order: &Order, links: &[LineRow]) -> Vec<Lowered> {
    let lines = order.lines.iter().zip(links);
    lines
        .filter_map(|(line, link)| {
            let pieces = line.quantity.filter(|pieces| *pieces > 0)?;
            Some(Lowered {
                line: line.id,
                card: link.card?,
                warehouse: link.warehouse?,
                pieces,
            })
        })
        .collect()
}

fn difference(row: &OrderRow, order: &Order) -> (&'static str, String) {
    let (known, seen) = (&row.seen.identity, &order.identity);
    if known.date_add != seen.date_add {
        ("date_add", seen.date_add.to_string())
    } else if (&known.source, known.source_id) != (&seen.source, seen.source_id) {
        (
            "order_source",
            format!("{} {}", seen.source, seen.source_id),
        )
    } else {
        ("external_order_id", seen.external.clone())
    }
}

/// A person's word that exactly this order gets its document now.
///
/// # Errors
/// Those of the book.
pub fn issue_now(
    apply: &Apply<'_>,
    mirror: &Mirror,
    row: OrderRow,
    tally: &mut Tally,
) -> Result<Verdict> {
    let order = row.seen.clone();
    let around = surroundings(
        mirror,
        apply.settings,
        &order,
        apply.now.today,
        apply.now.clock.as_deref(),
    )?;
    let planned = plan(
        &order,
        &apply.settings.rules,
        &around.context,
        Asked::ByPerson,
    );
    let verdict = planned.verdict.clone();
    apply.take(mirror, order, Some(row), around, planned, tally)?;
    Ok(verdict)
}
