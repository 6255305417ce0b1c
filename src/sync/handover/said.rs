//! What a person names in Firmino is looked at before it is believed: by a slip of the pen another order would get this
//! one's document.

use super::looking::notes;
use super::tally::Done;
use super::{Load, Run};
use crate::domain::handover::{Look, Refusal};
use crate::domain::money::Amount;
use crate::firmino::{Document, FirminoError};
use crate::mirror::Mirror;
use crate::mirror::handovers::Handover;

impl Run<'_> {
    /// The order that a person names: it carries our marker, or none and comes to our sum.
    pub(super) fn named_order(
        &mut self,
        mirror: &mut Mirror,
        load: &Load,
        way: &Handover,
        id: i64,
    ) -> Done<Look> {
        if let Some(other) = mirror.order_handed_over_as(id, way.order_key)? {
            return self.not_ours(mirror, way, id, &format!("BL {other}"));
        }
        let there = self.push.client.get_order(id);
        let there = self.seen(mirror, way, id, there)?;
        let marked = notes(&there).is_some_and(|notes| way.marker.stands_in(&notes));
        let total = there.total.and_then(|one| Amount::from_decimal(one).ok());
        if !marked && total != Some(load.parcel.gross) {
            let theirs = total.map_or_else(|| "?".to_owned(), |total| total.to_string());
            let said = format!("{theirs} ≠ {} {}", load.parcel.gross, load.parcel.currency);
            return self.not_ours(mirror, way, id, &said);
        }
        Ok(Look::One(id))
    }

    /// The document that a person names; its sum and kind are compared when it is fetched.
    pub(super) fn named_document(
        &mut self,
        mirror: &mut Mirror,
        way: &Handover,
        id: i64,
    ) -> Done<Look> {
        if let Some(other) = mirror.order_documented_as(id, way.order_key)? {
            return self.not_ours(mirror, way, id, &format!("BL {other}"));
        }
        let there = self.push.client.get_sale(id);
        self.seen(mirror, way, id, there)?;
        Ok(Look::One(id))
    }

    /// It is there, and its notes do not say that it is another order's.
    fn seen(
        &mut self,
        mirror: &mut Mirror,
        way: &Handover,
        id: i64,
        there: Result<Document, FirminoError>,
    ) -> Done<Document> {
        match there {
            Err(FirminoError::Refused { message, .. }) => self.not_ours(mirror, way, id, &message),
            Err(error) => Err(error.into()),
            Ok(there) => match notes(&there) {
                Some(notes) if way.marker.is_belied_by(&notes) => {
                    self.not_ours(mirror, way, id, notes.trim())
                }
                _ => Ok(there),
            },
        }
    }

    fn not_ours<T>(&mut self, mirror: &mut Mirror, way: &Handover, id: i64, said: &str) -> Done<T> {
        self.refuse(mirror, way, Refusal::NotOurs, &format!("{id}: {said}"))
    }
}
