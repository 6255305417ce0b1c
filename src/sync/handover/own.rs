//! Documents issued here go to Firmino under their own numbers: looked for, noted, sent, read back, compared.

mod load;

pub(super) use load::{OwnLoad, own_load};

use self::load::sheet;
use super::article::Lot;
use super::customer::{Cause, unheard};
use super::looking::{Shelf, notes};
use super::order::told;
use super::tally::Done;
use super::{Halt, Run, TRIES, Trouble, Way, Which, Word, crash};
use crate::domain::handover::{
    Author, Look, OwnStage, OwnStep, OwnThere, Refusal, Sought, Taxed, kept_misfits, next_own,
    own_compared, own_looked, own_marker, same_number, wants_customer,
};
use crate::domain::money::Amount;
use crate::firmino::{Document, FirminoError, Procedure};
use crate::mirror::documents::DocumentRow;
use crate::mirror::firmino::List;
use crate::mirror::own_handovers::OwnHandover;
use crate::mirror::{Mirror, MirrorError};
use crate::net::Outcome;

impl Run<'_> {
    /// One document, as far as it goes in this push.
    pub(super) fn own(&mut self, mirror: &mut Mirror, number: &str, which: &Which) -> Done<()> {
        let Some(row) = mirror.document(number)? else {
            return Err(Halt::Left);
        };
        let mut way = self.begun(mirror, &row)?;
        if row.void().is_some() {
            return self.void_here(mirror, &row, way);
        }
        let due = matches!(which, Which::Due);
        if way.refusal.is_some() {
            if due {
                return Err(Halt::Left);
            }
            mirror.write(|mirror| mirror.refuse_own(way.document, None, ""))?;
            (way.refusal, way.tries) = (None, 0);
        }
        let load = own_load(self.push.settings, mirror, &row, &way)?;
        let mut word = which.word();
        if let Some(word) = word {
            self.said_of(mirror, &load, &mut way, word)?;
        }
        // Whether a list proved it just now; a person's word is looked after once more.
        let mut absent = false;
        loop {
            match next_own(way.stage, self.now(), self.push.window) {
                OwnStep::Wait => return Ok(()),
                OwnStep::Nothing => {
                    self.done.documents.known += 1;
                    return Ok(());
                }
                OwnStep::Add if way.tries >= TRIES => {
                    return self.refuse(mirror, &way, Refusal::Lost, way.marker.as_str());
                }
                OwnStep::Add => {
                    self.may_be_sent(mirror, &load, &way)?;
                    if due {
                        self.fits(mirror, &load, &way)?;
                    }
                    if !absent && self.recognise_own(mirror, &load, &mut way)? {
                        continue;
                    }
                    self.fits(mirror, &load, &way)?;
                    self.add_own(mirror, &load, &mut way, word)?;
                }
                OwnStep::Look => {
                    let by_list = word.is_none();
                    let look = match (word.take(), way.stage) {
                        (Some(word), _) => told(word),
                        (None, OwnStage::Sent(at)) => self.look_for_own(&row, &way, at)?,
                        (None, _) => Look::Unproved,
                    };
                    match own_looked(look) {
                        Ok(stage) => {
                            self.own_at(mirror, &mut way, stage)?;
                            match stage {
                                OwnStage::There(_) => self.done.documents.pushed += 1,
                                _ => absent = by_list,
                            }
                        }
                        Err(refusal) => {
                            return self.refuse(mirror, &way, refusal, way.marker.as_str());
                        }
                    }
                }
                OwnStep::Compare(id) => return self.compare(mirror, &load, &mut way, id),
            }
        }
    }

    fn begun(&self, mirror: &mut Mirror, row: &DocumentRow) -> Done<OwnHandover> {
        let text = own_marker(mirror.made_at()?, row.order, &row.number);
        let now = self.now();
        if let Some(way) = mirror.own_handover(row.id)? {
            return Ok(way);
        }
        mirror.write(|mirror| mirror.begin_own(row.id, &text, now))?;
        crash::point();
        let way = mirror.own_handover(row.id)?;
        way.ok_or_else(|| {
            let what = format!("own_handovers.document {}", row.id);
            Halt::Book(MirrorError::Content(what))
        })
    }

    fn own_at(&self, mirror: &mut Mirror, way: &mut OwnHandover, stage: OwnStage) -> Done<()> {
        mirror.write(|mirror| mirror.set_own(way.document, stage))?;
        crash::point();
        way.stage = stage;
        Ok(())
    }

    /// A document that is void here: where it is there, or may be, a person has to mend that.
    fn void_here(
        &mut self,
        mirror: &mut Mirror,
        row: &DocumentRow,
        mut way: OwnHandover,
    ) -> Done<()> {
        if let (OwnStep::Look, OwnStage::Sent(at)) =
            (next_own(way.stage, self.now(), self.push.window), way.stage)
        {
            match own_looked(self.look_for_own(row, &way, at)?) {
                Ok(stage) => self.own_at(mirror, &mut way, stage)?,
                Err(refusal) => return self.refuse(mirror, &way, refusal, way.marker.as_str()),
            }
        }
        let Some(id) = way.stage.id().filter(|_| way.may_be_there()) else {
            return Err(Halt::Left);
        };
        // One that Firmino numbered itself stops the others until `send_own` ends, also when it is cancelled there.
        if way.refusal == Some(Refusal::Renumbered) {
            tell_stop(&mut self.done.troubles, way);
            return Err(Halt::Left);
        }
        let gone = match self.push.client.get_sale(id) {
            Ok(document) => document.is_cancelled(),
            Err(FirminoError::Refused { .. }) => true,
            Err(error) => return Err(error.into()),
        };
        if !gone {
            return self.refuse(mirror, &way, Refusal::Voided, &id.to_string());
        }
        mirror.write(|mirror| mirror.refuse_own(way.document, None, ""))?;
        self.own_at(mirror, &mut way, OwnStage::Pending)
    }

    /// What a person says of it, as far as Firmino does not say otherwise.
    fn said_of(
        &mut self,
        mirror: &mut Mirror,
        load: &OwnLoad,
        way: &mut OwnHandover,
        word: Word,
    ) -> Done<()> {
        if next_own(way.stage, self.now(), self.push.window) == OwnStep::Wait {
            return Ok(());
        }
        match (word, way.stage) {
            (Word::There(id), OwnStage::Pending | OwnStage::Sent(_) | OwnStage::There(_)) => {
                let there = match self.push.client.get_sale(id) {
                    Err(FirminoError::Refused { message, .. }) => {
                        let said = format!("{id}: {message}");
                        return self.refuse(mirror, &*way, Refusal::NotOurs, &said);
                    }
                    there => there?,
                };
                let name = there.name.clone().unwrap_or_else(|| "?".to_owned());
                let ours = author(&there, way) == Author::We;
                if !ours && !same_number(&name, &load.parcel.number) {
                    return self.refuse(mirror, &*way, Refusal::Unlike, &format!("{id}: {name}"));
                }
                self.own_at(mirror, way, OwnStage::There(id))?;
                self.done.documents.known += 1;
                Ok(())
            }
            // It was there: it may have been removed since.
            (Word::Absent, OwnStage::There(id) | OwnStage::Agreed(id)) => {
                match self.push.client.get_sale(id) {
                    Err(FirminoError::Refused { .. }) => {
                        self.own_at(mirror, way, OwnStage::Pending)
                    }
                    Err(error) => Err(error.into()),
                    Ok(_) => Ok(()),
                }
            }
            (Word::There(_), OwnStage::Agreed(_))
            | (Word::Absent, OwnStage::Pending | OwnStage::Sent(_)) => Ok(()),
        }
    }

    /// Stops at what would happen to this document as it did to an earlier one that a person has not settled.
    fn may_be_sent(&mut self, mirror: &Mirror, load: &OwnLoad, way: &OwnHandover) -> Done<()> {
        let Some(stop) = stop(mirror, load, way)? else {
            return Ok(());
        };
        self.done.documents.left += 1;
        tell_stop(&mut self.done.troubles, stop);
        Err(Halt::Left)
    }

    /// Leaves what does not fit to a person: it is on paper, and no later push can send it.
    fn fits(&mut self, mirror: &mut Mirror, load: &OwnLoad, way: &OwnHandover) -> Done<()> {
        if load.misfits.is_empty() {
            return Ok(());
        }
        let said = kept_misfits(&load.misfits);
        let left = self.refuse(mirror, way, Refusal::Misfit, &said);
        // Each reason by its own name takes the place of the general word.
        self.done.troubles.pop();
        let troubles = load.misfits.iter().map(|reason| Trouble::OwnMisfit {
            order: way.order,
            number: way.number.clone(),
            reason: reason.clone(),
        });
        self.done.troubles.extend(troubles);
        left
    }

    /// Whether it stands there already: typed in by a person, or forgotten by this mirror.
    fn recognise_own(
        &mut self,
        mirror: &mut Mirror,
        load: &OwnLoad,
        way: &mut OwnHandover,
    ) -> Done<bool> {
        let sought = Sought {
            marker: &way.marker,
            number: Some(&load.parcel.number),
            since: load.parcel.issued_on,
            customer: None,
        };
        let id = match self.stands_numbered(sought)? {
            Look::One(id) => id,
            Look::Several => {
                return self.refuse(
                    mirror,
                    &*way,
                    Refusal::SeveralDocuments,
                    &load.parcel.number,
                );
            }
            Look::Absent | Look::Unproved => return Ok(false),
        };
        self.own_at(mirror, way, OwnStage::There(id))?;
        self.done.documents.known += 1;
        Ok(true)
    }

    fn look_for_own(&self, row: &DocumentRow, way: &OwnHandover, sent_at: i64) -> Done<Look> {
        let sought = Sought {
            marker: &way.marker,
            number: Some(&way.number),
            since: day(row)?,
            customer: None,
        };
        self.look_since(Shelf::Documents, sought, sent_at)
    }

    /// Makes it: noted before it is sent, so that no kill makes a second one.
    fn add_own(
        &mut self,
        mirror: &mut Mirror,
        load: &OwnLoad,
        way: &mut OwnHandover,
        word: Option<Word>,
    ) -> Done<()> {
        let parcel = &load.parcel;
        let customer = match &parcel.buyer {
            None => None,
            Some(party) => {
                let cause = Cause {
                    way: Way::Own(way),
                    party,
                    contractor: load.contractor,
                };
                Some(self.customer(mirror, cause)?)
            }
        };
        let mut articles = Vec::with_capacity(parcel.items.len());
        for item in &parcel.items {
            if parcel.taxed == Taxed::Oss {
                // A card there has a rate of Poland; none is made from a price with another one.
                articles.push(match load.card(item.line) {
                    Some(card) => mirror.firmino_id(List::Articles, card)?,
                    None => None,
                });
                continue;
            }
            let lot = Lot {
                way: Way::Own(way),
                item,
                card: load.card(item.line),
                currency: &parcel.currency,
            };
            articles.push(self.article(mirror, lot, word)?);
        }
        let sheet = sheet(parcel, customer, &articles);
        self.own_at(mirror, way, OwnStage::Sent(self.now()))?;
        way.tries += 1;
        let outcome = self.push.client.add_sale(&sheet);
        crash::point();
        match outcome {
            Outcome::Applied(id) => {
                self.own_at(mirror, way, OwnStage::There(id))?;
                self.done.documents.pushed += 1;
                Ok(())
            }
            Outcome::NotApplied(error) => {
                self.own_at(mirror, way, OwnStage::Pending)?;
                match error {
                    FirminoError::Refused { message, .. }
                        if customer.is_none() && wants_customer(&message) =>
                    {
                        self.refuse(mirror, &*way, Refusal::NoCustomer, &message)
                    }
                    error => self.said_no(mirror, &*way, error),
                }
            }
            Outcome::InDoubt(error) => unheard(error),
        }
    }

    /// Reads it back: what stands there has to be what was issued.
    fn compare(
        &mut self,
        mirror: &mut Mirror,
        load: &OwnLoad,
        way: &mut OwnHandover,
        id: i64,
    ) -> Done<()> {
        let document = match self.push.client.get_sale(id) {
            Err(FirminoError::Refused { message, .. }) => {
                let said = format!("{id}: {message}");
                return self.refuse(mirror, &*way, Refusal::Unproved, &said);
            }
            document => document?,
        };
        let author = author(&document, way);
        let there = OwnThere {
            author,
            name: document.name,
            issued_on: document.issued_on,
            kind: document.kind,
            state: document.state,
            total: document
                .total
                .and_then(|total| Amount::from_decimal(total).ok()),
            taxed: match document.procedure {
                Procedure::Polish => Taxed::Polish,
                Procedure::Oss => Taxed::Oss,
            },
            rates: document.rates,
            exchange: document.exchange,
        };
        match own_compared(&load.parcel, &there) {
            Ok(()) => self.own_at(mirror, way, OwnStage::Agreed(id)),
            Err((refusal, said)) => self.refuse(mirror, &*way, refusal, &said),
        }
    }
}

/// The earlier document that stops this one.
pub(super) fn stop(
    mirror: &Mirror,
    load: &OwnLoad,
    way: &OwnHandover,
) -> Result<Option<OwnHandover>, MirrorError> {
    if let Some(void) = mirror.own_void_there(load.order_key)? {
        return Ok(Some(void));
    }
    let mut stop = mirror.own_refused_as(Refusal::Renumbered)?;
    if stop.is_none() && load.parcel.buyer.is_none() {
        stop = mirror.own_refused_as(Refusal::NoCustomer)?;
    }
    Ok(stop.filter(|stop| stop.document != way.document))
}

/// Tells of it, once in a push.
pub(super) fn tell_stop(troubles: &mut Vec<Trouble>, stop: OwnHandover) {
    let told = troubles
        .iter()
        .any(|trouble| matches!(trouble, Trouble::Own { number, .. } if *number == stop.number));
    // A void one that was not looked at yet has no refusal of its own.
    let refusal = stop.refusal.unwrap_or(Refusal::Voided);
    let said = match (stop.said.as_str(), stop.stage.id()) {
        ("", Some(id)) => id.to_string(),
        ("", None) => "?".to_owned(),
        (said, _) => said.to_owned(),
    };
    if !told {
        troubles.push(Trouble::Own {
            order: stop.order,
            number: stop.number,
            refusal,
            said,
        });
    }
}

fn author(there: &Document, way: &OwnHandover) -> Author {
    match notes(there) {
        Some(notes) if way.marker.stands_in(&notes) => Author::We,
        Some(notes) if way.marker.is_belied_by(&notes) => Author::Elsewise,
        Some(_) | None => Author::Other,
    }
}

fn day(row: &DocumentRow) -> Result<jiff::civil::Date, MirrorError> {
    let day = &row.issued_on;
    day.parse()
        .map_err(|_| MirrorError::Content(format!("documents.issued_on {day}")))
}
