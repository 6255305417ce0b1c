//! The buyer as a customer there: by its link, else found, else made.

use super::tally::Done;
use super::{Halt, Run, TRIES, Way, crash};
use crate::domain::handover::{
    CustomerThere, Hit, Look, Making, Move, Name, Owner, Party, Refusal, customer, found, holder,
    next_of,
};
use crate::firmino::{Customer, Find, FirminoError, NewCustomer};
use crate::mirror::Mirror;
use crate::mirror::firmino::{Known, List};
use crate::mirror::handovers::Made;
use crate::net::Outcome;

/// Characters of a name that a search is given.
const SEARCHED: usize = 100;

/// Whose buyer is looked for.
#[derive(Clone, Copy)]
pub(super) struct Cause<'a> {
    /// What a refusal is kept with.
    pub(super) way: Way<'a>,
    /// The buyer.
    pub(super) party: &'a Party,
    /// Our card of the buyer.
    pub(super) contractor: Option<i64>,
}

impl Run<'_> {
    /// Firmino's id of the buyer.
    pub(super) fn customer(&mut self, mirror: &mut Mirror, cause: Cause<'_>) -> Done<i64> {
        let party = cause.party;
        if let Some(card) = cause.contractor
            && let Some(id) = mirror.firmino_id(List::Customers, card)?
        {
            return Ok(id);
        }
        let owner = match cause.contractor {
            Some(card) => Owner::Contractor(card),
            None => Owner::Order(cause.way.order()),
        };
        let sign = holder(&party.name, owner, mirror.made_at()?);
        let (making, tries) = mirror.making(Made::Customer, &sign)?;
        match next_of(making, self.now(), self.push.window) {
            Move::Done(id) => return Ok(id),
            Move::Wait => return Err(Halt::Left),
            Move::Look | Move::Make => {}
        }
        let seen = self.find_customer(party, &sign, making)?;
        let look = match seen.0 {
            Hit::None => Look::Absent,
            Hit::One(id) => Look::One(id),
            Hit::Several => Look::Several,
        };
        match found(look, Refusal::Customers) {
            Ok(Move::Done(id)) => {
                let row = seen.1.into_iter().find(|one| one.id == id);
                self.take_customer(mirror, cause, &sign, row.unwrap_or_default())?;
                match making {
                    Making::Sent(_) => self.done.customers.made += 1,
                    Making::Pending | Making::There(_) => self.done.customers.found += 1,
                }
                Ok(id)
            }
            Ok(_) if tries >= TRIES => self.refuse(mirror, cause.way, Refusal::Lost, &sign),
            Ok(_) => self.make_customer(mirror, cause, &sign),
            Err(refusal) => self.refuse(mirror, cause.way, refusal, &party.name),
        }
    }

    /// Customers whom searches by number, name and (after a lost answer) our own short name show, and who of them it is.
    fn find_customer(
        &self,
        party: &Party,
        sign: &str,
        making: Making,
    ) -> Result<(Hit, Vec<Customer>), FirminoError> {
        let mut texts = Vec::new();
        if matches!(making, Making::Sent(_)) {
            texts.push(sign.to_owned());
        }
        if !party.tin.is_empty() {
            texts.push(party.tin.clone());
        }
        texts.push(party.name.chars().take(SEARCHED).collect());
        let name = Name {
            holder: sign,
            full: &party.name,
            tin: &party.tin,
            postcode: &party.postcode,
            city: &party.city,
        };
        let mut rows: Vec<Customer> = Vec::new();
        for text in texts {
            let find = Find {
                text: Some(text),
                size: Some(100),
                ..Find::default()
            };
            rows.extend(self.push.client.find_customers(&find)?.rows);
            let there: Vec<CustomerThere> = rows.iter().map(told).collect();
            let hit = customer(&there, name);
            if hit != Hit::None {
                return Ok((hit, rows));
            }
        }
        Ok((Hit::None, rows))
    }

    fn make_customer(&mut self, mirror: &mut Mirror, cause: Cause<'_>, sign: &str) -> Done<i64> {
        let new = new_customer(cause.party, sign);
        let now = self.now();
        mirror.write(|mirror| mirror.send_making(Made::Customer, sign, now))?;
        crash::point();
        let outcome = self.push.client.add_customer(&new);
        crash::point();
        match outcome {
            Outcome::Applied(id) => {
                self.take_customer(mirror, cause, sign, made(id, &new))?;
                self.done.customers.made += 1;
                Ok(id)
            }
            Outcome::NotApplied(error) => {
                mirror.write(|mirror| mirror.end_making(Made::Customer, sign))?;
                self.said_no(mirror, cause.way, error)
            }
            Outcome::InDoubt(error) => unheard(error),
        }
    }

    /// Keeps whose customer it is, unless another card has it already; nothing of the making is in doubt any more.
    fn take_customer(
        &self,
        mirror: &mut Mirror,
        cause: Cause<'_>,
        sign: &str,
        row: Customer,
    ) -> Done<()> {
        let (card, now) = (cause.contractor, self.now());
        let seen = serde_json::to_string(&row).map_err(crate::mirror::MirrorError::from)?;
        mirror.write(|mirror| {
            mirror.end_making(Made::Customer, sign)?;
            let free = !mirror.is_firmino_taken(List::Customers, row.id)?;
            if let Some(card) = card.filter(|_| free) {
                let known = Known {
                    id: row.id,
                    own: Some(card),
                    seen,
                    open: None,
                };
                mirror.keep_firmino(List::Customers, &known, now)?;
            }
            Ok::<_, crate::mirror::MirrorError>(())
        })?;
        crash::point();
        Ok(())
    }

    /// Firmino certainly did not do it: by name, which is about this order, or because of the account or the line.
    pub(super) fn said_no<'w, T>(
        &mut self,
        mirror: &mut Mirror,
        way: impl Into<Way<'w>>,
        error: FirminoError,
    ) -> Done<T> {
        match error {
            FirminoError::Refused { message, .. } => {
                self.refuse(mirror, way, Refusal::Refused, &message)
            }
            other => Err(Halt::Firmino(other)),
        }
    }
}

/// It may still take effect: later pushes look. Words that nobody knows are about this order; a broken line would fail the
/// others, too.
pub(super) fn unheard<T>(error: FirminoError) -> Done<T> {
    match error {
        FirminoError::Refused { .. } => Err(Halt::Left),
        other => Err(Halt::Firmino(other)),
    }
}

fn told(row: &Customer) -> CustomerThere {
    CustomerThere {
        id: row.id,
        short_name: row.short_name.clone(),
        full_name: row.full_name.clone(),
        tin: row.tin.clone(),
        postcode: row.post_code.clone(),
        city: row.locality.clone(),
    }
}

fn new_customer(party: &Party, sign: &str) -> NewCustomer {
    let party = party.clone();
    NewCustomer {
        full_name: party.name,
        short_name: sign.to_owned(),
        locality: party.city,
        country_code: party.country,
        tin: party.tin,
        street: party.street,
        house_no: party.house,
        flat_no: party.flat,
        post_code: party.postcode,
        email: party.email,
        phone: party.phone,
    }
}

fn made(id: i64, new: &NewCustomer) -> Customer {
    let new = new.clone();
    Customer {
        id,
        full_name: new.full_name,
        short_name: new.short_name,
        tin: new.tin,
        country_code: new.country_code,
        street: new.street,
        house_no: new.house_no,
        flat_no: new.flat_no,
        post_code: new.post_code,
        locality: new.locality,
        email: new.email,
        phone: new.phone,
    }
}
