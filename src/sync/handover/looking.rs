//! Looking in Firmino for what was made there: the newest first, then by the marker's text.

use jiff::civil::Date;

use super::Run;
use super::tally::Done;
use crate::domain::handover::{Ask, Look, Sheet, Sought, look};
use crate::domain::warsaw;
use crate::firmino::{Document, Find, FirminoError, Found, Order};
use crate::mirror::handovers::Handover;

/// Rows that are asked for; servers may give fewer.
const SIZE: u32 = 100;

/// Rows of one look that are read one by one at most.
const READS: usize = 10;

/// The newest rows of a list, as read at a second.
pub(super) struct Newest {
    at: i64,
    rows: Vec<Sheet>,
}

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shelf {
    /// Orders.
    Orders,
    /// Sale documents.
    Documents,
}

impl Run<'_> {
    /// Looks for what carries the order's marker and was sent at a second (or later).
    pub(super) fn look_for(&self, shelf: Shelf, way: &Handover, sent_at: i64) -> Done<Look> {
        let sought = Sought {
            marker: &way.marker,
            number: None,
            since: warsaw::day(sent_at),
            customer: way.customer,
        };
        self.look_since(shelf, sought, sent_at)
    }

    /// Looks for what was sent at a second (or later): it is only believed to be absent on a list that was read after the
    /// window was over.
    pub(super) fn look_since(&self, shelf: Shelf, sought: Sought<'_>, sent_at: i64) -> Done<Look> {
        let settled = sent_at.saturating_add(self.push.window);
        let list = self.newest(shelf, settled)?;
        let mut seen = self.judge(shelf, &list, sought)?;
        let texts = [sought.number, Some(sought.marker.as_str())];
        for text in texts.into_iter().flatten() {
            if seen != Look::Unproved {
                break;
            }
            let found = self.search_sheets(shelf, text)?;
            seen = match self.judge(shelf, &found, sought)? {
                // A search that finds nothing proves nothing: nobody knows where the server looks.
                Look::Absent => Look::Unproved,
                seen => seen,
            };
        }
        Ok(seen)
    }

    fn search_sheets(&self, shelf: Shelf, text: &str) -> Done<Vec<Sheet>> {
        let find = Find {
            text: Some(text.to_owned()),
            size: Some(SIZE),
            ..Find::default()
        };
        Ok(sheets(self.find(shelf, &find)?))
    }

    /// A document of ours that stands there before it was sent: typed in by a person, or sent before this mirror's memory
    /// (a restored backup). Without one among the newest, where these reach back far enough, nothing more is asked.
    pub(super) fn stands_numbered(&self, sought: Sought<'_>) -> Done<Look> {
        let told = |list: &[Sheet]| match look(list, sought) {
            Ask::Look(seen) => seen,
            Ask::Read { otherwise, .. } => otherwise,
        };
        let mut seen = told(&self.newest(Shelf::Documents, i64::MIN)?);
        let texts = [sought.number, Some(sought.marker.as_str())];
        for text in texts.into_iter().flatten() {
            if seen != Look::Unproved {
                break;
            }
            seen = match told(&self.search_sheets(Shelf::Documents, text)?) {
                Look::Absent => Look::Unproved,
                seen => seen,
            };
        }
        Ok(seen)
    }

    /// The order among the newest rows, where it went there before this mirror's memory (a restored backup): its id and
    /// its customer's.
    ///
    /// # Errors
    /// Those of Firmino.
    pub(super) fn stands_there(&self, way: &Handover) -> Done<(Look, Option<i64>)> {
        let list = self.newest(Shelf::Orders, i64::MIN)?;
        let sought = Sought {
            marker: &way.marker,
            number: None,
            since: Date::MIN,
            customer: None,
        };
        let seen = match look(&list, sought) {
            Ask::Look(seen) => seen,
            Ask::Read { otherwise, .. } => otherwise,
        };
        let row = match seen {
            Look::One(id) => list.iter().find(|sheet| sheet.id == id),
            Look::Absent | Look::Several | Look::Unproved => None,
        };
        Ok((seen, row.and_then(|row| row.customer)))
    }

    fn judge(&self, shelf: Shelf, list: &[Sheet], sought: Sought<'_>) -> Done<Look> {
        let (ids, otherwise) = match look(list, sought) {
            Ask::Look(look) => return Ok(look),
            Ask::Read { ids, otherwise } => (ids, otherwise),
        };
        let mut hits = Vec::new();
        for id in ids.iter().take(READS) {
            let notes = notes(&self.get(shelf, *id)?);
            if notes.is_some_and(|notes| sought.marker.stands_in(&notes)) {
                hits.push(*id);
            }
        }
        Ok(match hits.as_slice() {
            [] if ids.len() > READS => Look::Unproved,
            [] => otherwise,
            [id] => Look::One(*id),
            _ => Look::Several,
        })
    }

    /// The newest rows, as read at this second or later.
    pub(super) fn newest(&self, shelf: Shelf, not_before: i64) -> Done<Vec<Sheet>> {
        let kept = match shelf {
            Shelf::Orders => &self.orders,
            Shelf::Documents => &self.documents,
        };
        if let Some(newest) = kept.borrow().as_ref().filter(|one| one.at >= not_before) {
            return Ok(newest.rows.clone());
        }
        let at = self.now();
        let find = Find {
            sort: Some(("documentDate", Order::Descending)),
            size: Some(SIZE),
            ..Find::default()
        };
        let found = match self.find(shelf, &find) {
            // It knows no such order of rows: then its own, which the look does not take on trust.
            Err(FirminoError::Refused { .. }) => {
                let size = find.size;
                self.find(
                    shelf,
                    &Find {
                        size,
                        ..Find::default()
                    },
                )?
            }
            found => found?,
        };
        let rows = sheets(found);
        let newest = Newest {
            at,
            rows: rows.clone(),
        };
        *kept.borrow_mut() = Some(newest);
        Ok(rows)
    }

    fn find(&self, shelf: Shelf, find: &Find) -> Result<Found<Document>, FirminoError> {
        match shelf {
            Shelf::Orders => self.push.client.find_orders(find),
            Shelf::Documents => self.push.client.find_sales(find),
        }
    }

    fn get(&self, shelf: Shelf, id: i64) -> Result<Document, FirminoError> {
        match shelf {
            Shelf::Orders => self.push.client.get_order(id),
            Shelf::Documents => self.push.client.get_sale(id),
        }
    }
}

/// Rows as far as they tell; one that cannot be read may be what is looked for, so that the list proves nothing.
fn sheets(found: Found<Document>) -> Vec<Sheet> {
    let unknown = Sheet {
        id: 0,
        day: None,
        customer: Some(0),
        notes: Some(String::new()),
        name: None,
    };
    let rows = found.rows.iter().map(|row| Sheet {
        id: row.id,
        day: row.issued_on,
        customer: row.customer,
        notes: notes(row),
        name: row.name.clone(),
    });
    let mut rows: Vec<Sheet> = rows.collect();
    if found.unreadable > 0 {
        // As many as make any list a long one.
        rows.resize(rows.len() + crate::domain::handover::LEAST_PAGE, unknown);
    }
    rows
}

pub(super) fn notes(row: &Document) -> Option<String> {
    let both: Vec<&str> = [&row.print_notes, &row.notes]
        .into_iter()
        .filter_map(Option::as_deref)
        .collect();
    (!both.is_empty()).then(|| both.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::handover::Marker;

    #[test]
    fn rows_that_cannot_be_read_prove_nothing() {
        let marker = Marker::kept("BL 1/aaaaaaaa".to_owned());
        let sought = Sought {
            marker: &marker,
            number: None,
            since: jiff::civil::date(2026, 11, 20),
            customer: None,
        };
        let list = |unreadable| {
            sheets(Found {
                rows: Vec::new(),
                unreadable,
            })
        };
        assert_eq!(look(&list(0), sought), Ask::Look(Look::Absent));
        assert_eq!(look(&list(1), sought), Ask::Look(Look::Unproved));
    }
}
