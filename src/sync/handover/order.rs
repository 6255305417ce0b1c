//! One order's way, as far as it goes in this push.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::article::Lot;
use super::customer::{Cause, unheard};
use super::looking::Shelf;
use super::tally::Done;
use super::{Load, Run, TRIES, Way, Word, crash};
use crate::domain::handover::{
    self, EndKind, Look, Refusal, Stage, Step, Then, document_looked, next, order_looked,
};
use crate::domain::money::Amount;
use crate::domain::warsaw;
use crate::firmino::{DocumentKind, FirminoError, Item, NewDocument, Payment, Procedure};
use crate::mirror::Mirror;
use crate::mirror::handovers::Handover;
use crate::net::Outcome;

impl Run<'_> {
    pub(super) fn order(
        &mut self,
        mirror: &mut Mirror,
        load: &Load,
        mut way: Handover,
        mut word: Option<Word>,
    ) -> Done<()> {
        // Nobody issued anything for an order that was made just now.
        let mut fresh = false;
        // One that a person knows to be there is not sent once more.
        if let (Some(Word::There(id)), Stage::Pending) = (word, way.stage) {
            let _ = self.named_order(mirror, load, &way, id)?;
            self.is_there(mirror, load, &mut way, (id, None))?;
            word = None;
        }
        // One that was there may have been removed since: as far as Firmino says so, too, it is sent again.
        if let (Some(Word::Absent), Stage::There(order) | Stage::Ending { order, .. }) =
            (word, way.stage)
            && next(way.stage, self.now(), self.push.window) != Step::Wait
            && self.is_removed(order)?.is_some()
            && !matches!(self.look_for_document(&way)?, Look::One(_) | Look::Several)
        {
            self.at(mirror, &mut way, Stage::Pending)?;
            word = None;
        }
        loop {
            match next(way.stage, self.now(), self.push.window) {
                Step::Wait | Step::Nothing => return Ok(()),
                Step::Add if way.tries >= TRIES => {
                    return self.refuse(mirror, &way, Refusal::Lost, way.marker.as_str());
                }
                Step::Add if way.tries == 0 && self.recognise(mirror, load, &mut way)? => {}
                Step::Add => {
                    self.add(mirror, load, &mut way, word)?;
                    fresh = true;
                }
                Step::LookForOrder => {
                    let look = match (word.take(), way.stage) {
                        (Some(Word::There(id)), _) => self.named_order(mirror, load, &way, id)?,
                        (Some(Word::Absent), _) => Look::Absent,
                        (None, Stage::Sent(at)) => self.look_for(Shelf::Orders, &way, at)?,
                        (None, _) => Look::Unproved,
                    };
                    match order_looked(look) {
                        Ok(stage) => {
                            self.at(mirror, &mut way, stage)?;
                            if matches!(stage, Stage::There(_)) {
                                self.done.orders.pushed += 1;
                            }
                        }
                        Err(refusal) => {
                            return self.refuse(mirror, &way, refusal, way.marker.as_str());
                        }
                    }
                }
                Step::LookForDocument(_) => {
                    if way.content.as_ref() != Some(&load.parcel.content()) {
                        return self.refuse(mirror, &way, Refusal::Changed, way.marker.as_str());
                    }
                    let look = match word.take() {
                        Some(Word::There(id)) => self.named_document(mirror, &way, id)?,
                        Some(Word::Absent) => Look::Absent,
                        None if fresh => Look::Absent,
                        None => self.look_for_document(&way)?,
                    };
                    fresh = false;
                    match document_looked(way.stage, self.push.issuing, look) {
                        Ok(Then::At(stage)) => self.at(mirror, &mut way, stage)?,
                        Ok(Then::Leave) => return self.still_there(mirror, &way),
                        Ok(Then::End(order)) => self.end(mirror, load, &mut way, order)?,
                        Err(refusal) => {
                            return self.refuse(mirror, &way, refusal, way.marker.as_str());
                        }
                    }
                }
                Step::Fetch { order, document } => {
                    return self.fetch(mirror, load, &mut way, order, document);
                }
            }
        }
    }

    /// Whether the order stands there already, and this mirror has forgotten it.
    fn recognise(&mut self, mirror: &mut Mirror, load: &Load, way: &mut Handover) -> Done<bool> {
        let (seen, customer) = self.stands_there(way)?;
        let order = match seen {
            Look::One(order) => order,
            Look::Several => {
                return self.refuse(mirror, &*way, Refusal::Several, way.marker.as_str());
            }
            // Nothing was sent as far as the mirror knows.
            Look::Absent | Look::Unproved => return Ok(false),
        };
        self.is_there(mirror, load, way, (order, customer))?;
        Ok(true)
    }

    /// Notes that the order stands there, with its customer where that is known.
    fn is_there(
        &mut self,
        mirror: &mut Mirror,
        load: &Load,
        way: &mut Handover,
        (order, customer): (i64, Option<i64>),
    ) -> Done<()> {
        let content = load.parcel.content();
        mirror.write(|mirror| {
            mirror.pack_handover(way.order_key, customer, &content)?;
            mirror.set_handover(way.order_key, Stage::There(order))
        })?;
        crash::point();
        (way.stage, way.customer) = (Stage::There(order), customer);
        way.content = Some(content);
        self.done.orders.known += 1;
        Ok(())
    }

    fn look_for_document(&self, way: &Handover) -> Done<Look> {
        let since = match way.stage {
            // When it was asked for, none was there.
            Stage::Ending { at, .. } => at,
            _ => way.begun_at,
        };
        self.look_for(Shelf::Documents, way, since)
    }

    /// Makes the order: noted before it is sent, so that no kill makes a second one.
    fn add(
        &mut self,
        mirror: &mut Mirror,
        load: &Load,
        way: &mut Handover,
        word: Option<Word>,
    ) -> Done<()> {
        let cause = Cause {
            way: Way::Order(way),
            party: &load.parcel.buyer,
            contractor: load.row.contractor,
        };
        let customer = self.customer(mirror, cause)?;
        let articles = self.articles(mirror, load, way, word)?;
        let now = self.now();
        let order = sheet(load, now, customer, &articles);
        let content = load.parcel.content();
        let stage = Stage::Sent(now);
        mirror.write(|mirror| {
            mirror.pack_handover(way.order_key, Some(customer), &content)?;
            mirror.set_handover(way.order_key, stage)
        })?;
        crash::point();
        (way.stage, way.customer, way.content) = (stage, Some(customer), Some(content));
        let outcome = self.push.client.add_order(&order);
        crash::point();
        match outcome {
            Outcome::Applied(order) => {
                self.at(mirror, way, Stage::There(order))?;
                self.done.orders.pushed += 1;
                Ok(())
            }
            Outcome::NotApplied(error) => {
                self.at(mirror, way, Stage::Pending)?;
                self.said_no(mirror, &*way, error)
            }
            Outcome::InDoubt(error) => unheard(error),
        }
    }

    fn articles(
        &mut self,
        mirror: &mut Mirror,
        load: &Load,
        way: &Handover,
        word: Option<Word>,
    ) -> Done<Vec<Option<i64>>> {
        let mut articles = Vec::with_capacity(load.parcel.items.len());
        for item in &load.parcel.items {
            let lot = Lot {
                way: Way::Order(way),
                item,
                card: load.card(item.line),
                currency: &load.parcel.currency,
            };
            articles.push(self.article(mirror, lot, word)?);
        }
        Ok(articles)
    }

    /// Asks for the document, where Firmino comes to our sum: a document cannot be taken back.
    fn end(
        &mut self,
        mirror: &mut Mirror,
        load: &Load,
        way: &mut Handover,
        order: i64,
    ) -> Done<()> {
        if way.tries >= TRIES {
            return self.refuse(mirror, &*way, Refusal::Lost, way.marker.as_str());
        }
        let there = match self.push.client.get_order(order) {
            Err(FirminoError::Refused { message, .. }) => {
                return self.gone(mirror, way, order, &message);
            }
            there => there?,
        };
        if there.is_cancelled() {
            return self.gone(mirror, way, order, "cancelled");
        }
        self.agree(mirror, load, way, there.total)?;
        let customer = way.customer.or(there.customer).unwrap_or_default();
        let articles = self.articles(mirror, load, way, None)?;
        let now = self.now();
        let document = sheet(load, now, customer, &articles);
        self.at(mirror, way, Stage::Ending { order, at: now })?;
        let outcome = self.push.client.end_order(order, &document);
        crash::point();
        match outcome {
            Outcome::Applied(document) => {
                self.at(mirror, way, Stage::Issued { order, document })?;
                self.done.orders.issued += 1;
                Ok(())
            }
            Outcome::NotApplied(error) => {
                self.at(mirror, way, Stage::There(order))?;
                self.said_no(mirror, &*way, error)
            }
            Outcome::InDoubt(error) => unheard(error),
        }
    }

    /// Goes on only where Firmino comes to our sum, to the grosz.
    pub(super) fn agree(
        &mut self,
        mirror: &mut Mirror,
        load: &Load,
        way: &Handover,
        total: Option<Decimal>,
    ) -> Done<()> {
        let ours = load.parcel.gross;
        let theirs = total.and_then(|total| Amount::from_decimal(total).ok());
        if theirs == Some(ours) {
            return Ok(());
        }
        let theirs = theirs.map_or_else(|| "?".to_owned(), |theirs| theirs.to_string());
        let currency = &load.parcel.currency;
        let said = format!("Firmino: {theirs} {currency}, BaseLinker: {ours} {currency}");
        self.refuse(mirror, way, Refusal::Sums, &said)
    }
}

/// What a person's word is as a look.
pub(super) fn told(word: Word) -> Look {
    match word {
        Word::There(id) => Look::One(id),
        Word::Absent => Look::Absent,
    }
}

/// The order, or the document that ends it, as of this second.
fn sheet(load: &Load, now: i64, customer: i64, articles: &[Option<i64>]) -> NewDocument {
    let parcel = &load.parcel;
    let today = warsaw::day(now);
    NewDocument {
        name: None,
        procedure: Procedure::Polish,
        issued_on: today,
        sold_on: parcel.sold_on,
        kind: kind(parcel.kind),
        customer: Some(customer),
        items: items(&parcel.items, articles),
        payment: payment(parcel.due.max(today)),
        print_notes: parcel.notes.clone(),
        currency: parcel.currency.clone(),
    }
}

pub(super) fn items(items: &[handover::Item], articles: &[Option<i64>]) -> Vec<Item> {
    let items = items.iter().zip(articles).map(|(item, article)| Item {
        id_article: *article,
        name: item.name.clone(),
        unit: item.unit.clone(),
        vat_rate: item.rate.clone(),
        price: item.price,
        quantity: Decimal::from(item.quantity),
    });
    items.collect()
}

pub(super) fn payment(term_date: Date) -> Payment {
    Payment {
        // The only word that Firmino's page shows; how it was paid stands in BaseLinker.
        method: "transfer".to_owned(),
        term_date,
    }
}

pub(super) fn kind(kind: EndKind) -> DocumentKind {
    match kind {
        EndKind::Invoice => DocumentKind::Invoice,
        EndKind::Bill => DocumentKind::Bill,
        EndKind::Receipt => DocumentKind::Receipt,
        EndKind::PlainReceipt => DocumentKind::PlainReceipt,
        EndKind::IntraCommunity => DocumentKind::IntraCommunity,
        EndKind::Export => DocumentKind::Export,
    }
}
