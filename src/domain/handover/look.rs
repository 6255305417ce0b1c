//! Looking for what we made in a list whose order and paging nobody documents.

use jiff::civil::Date;

use super::{Look, Marker, same_number};

/// No server is taken to cut a list to fewer rows than this, so a shorter one is whole.
pub const LEAST_PAGE: usize = 10;

/// An order or document of a list there, as far as its row tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Firmino's id.
    pub id: i64,
    /// Day of issue.
    pub day: Option<Date>,
    /// Firmino's id of the customer.
    pub customer: Option<i64>,
    /// All its notes; `None` where the row tells none.
    pub notes: Option<String>,
    /// Its name with its number; `None` where the row tells none.
    pub name: Option<String>,
}

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sought<'a> {
    /// The text in its notes.
    pub marker: &'a Marker,
    /// Its number, where that was given here: it may carry that without the marker.
    pub number: Option<&'a str>,
    /// It was made on this day at the earliest.
    pub since: Date,
    /// Firmino's id of the customer, where it is known.
    pub customer: Option<i64>,
}

/// What a list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// This.
    Look(Look),
    /// These rows tell no notes and have to be read one by one; without a hit among them it is `otherwise`.
    Read {
        /// Firmino's ids.
        ids: Vec<i64>,
        /// What no hit means.
        otherwise: Look,
    },
}

/// Looks for it in a list that was asked for with the newest first. Absence is proved only by a list that reaches back
/// before the day since which it could be there, or that is too short to be a part.
pub fn look(list: &[Sheet], sought: Sought<'_>) -> Ask {
    let hits: Vec<i64> = list
        .iter()
        .filter(|sheet| holds(sheet, sought))
        .map(|sheet| sheet.id)
        .collect();
    match hits.as_slice() {
        [] => {}
        [id] => return Ask::Look(Look::One(*id)),
        _ => return Ask::Look(Look::Several),
    }
    let otherwise = if reaches(list, sought.since) {
        Look::Absent
    } else {
        Look::Unproved
    };
    let ids: Vec<i64> = list
        .iter()
        .filter(|sheet| sheet.notes.is_none() && could_be(sheet, sought))
        .map(|sheet| sheet.id)
        .collect();
    if ids.is_empty() {
        return Ask::Look(otherwise);
    }
    Ask::Read { ids, otherwise }
}

fn holds(sheet: &Sheet, sought: Sought<'_>) -> bool {
    let notes = sheet.notes.as_deref();
    let marked = notes.is_some_and(|notes| sought.marker.stands_in(notes));
    let named = match (sheet.name.as_deref(), sought.number) {
        (Some(name), Some(number)) => same_number(name, number),
        (Some(_) | None, _) => false,
    };
    marked || named
}

fn could_be(sheet: &Sheet, sought: Sought<'_>) -> bool {
    let day = sheet.day.is_none_or(|day| day >= sought.since);
    let customer = match (sheet.customer, sought.customer) {
        (Some(there), Some(wanted)) => there == wanted,
        _ => true,
    };
    day && customer
}

/// Whether everything since a day must stand in the list: it goes down by day, as asked, to an earlier one.
fn reaches(list: &[Sheet], since: Date) -> bool {
    if list.len() < LEAST_PAGE {
        return true;
    }
    let days: Option<Vec<Date>> = list.iter().map(|sheet| sheet.day).collect();
    let Some(days) = days else { return false };
    let falls = days.is_sorted_by(|one, next| one >= next);
    falls && days.last().is_some_and(|last| *last < since)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn sheet(id: i64, day: i8, notes: Option<&str>) -> Sheet {
        Sheet {
            id,
            day: Some(date(2026, 11, day)),
            customer: Some(5),
            notes: notes.map(str::to_owned),
            name: Some(format!("Faktura VAT {id}/11/2026")),
        }
    }

    fn rows(days: impl IntoIterator<Item = i8>) -> Vec<Sheet> {
        let days = days.into_iter().zip(1..);
        days.map(|(day, id)| sheet(id, day, Some("x"))).collect()
    }

    fn ask(list: &[Sheet]) -> Ask {
        let marker = Marker::kept("BL 1/aaaaaaaa".to_owned());
        let sought = Sought {
            marker: &marker,
            number: None,
            since: date(2026, 11, 20),
            customer: Some(5),
        };
        look(list, sought)
    }

    #[test]
    fn only_a_list_that_reaches_back_proves_absence() {
        let absent = Ask::Look(Look::Absent);
        let unproved = Ask::Look(Look::Unproved);
        assert_eq!(ask(&[]), absent);
        assert_eq!(ask(&rows([20; 9])), absent);
        // A full page of the day itself: the rest may follow on the next one.
        assert_eq!(ask(&rows([20; 10])), unproved);
        assert_eq!(ask(&rows((1..=24).rev())), absent);
        // Down to the day itself, but not beyond it.
        assert_eq!(ask(&rows((20..=30).rev())), unproved);
        // The oldest first: what came later may be cut off.
        assert_eq!(ask(&rows(1..=24)), unproved);
        let mut unordered = rows((1..=24).rev());
        unordered.swap(3, 9);
        assert_eq!(ask(&unordered), unproved);
        let mut undated = rows((1..=24).rev());
        undated[4].day = None;
        assert_eq!(ask(&undated), unproved);
    }

    #[test]
    fn a_marker_is_a_hit_wherever_it_stands() {
        let mut list = rows(1..=24);
        list[7].notes = Some("Dziękujemy. BL 1/aaaaaaaa".to_owned());
        assert_eq!(ask(&list), Ask::Look(Look::One(8)));
        list[9].notes = Some("BL 1/aaaaaaaa".to_owned());
        assert_eq!(ask(&list), Ask::Look(Look::Several));
    }

    #[test]
    fn a_number_of_ours_is_a_hit_without_the_marker() {
        let marker = Marker::kept("BL 1/aaaaaaaa".to_owned());
        let ask = |number| {
            let sought = Sought {
                marker: &marker,
                number: Some(number),
                since: date(2026, 11, 1),
                customer: None,
            };
            look(&rows(1..=5), sought)
        };
        assert_eq!(ask("Faktura  VAT 3/11/2026 "), Ask::Look(Look::One(3)));
        assert_eq!(ask("Faktura VAT 33/11/2026"), Ask::Look(Look::Absent));
    }

    #[test]
    fn rows_without_notes_are_read_where_they_could_be_it() {
        let mut list = vec![
            sheet(1, 21, None),
            sheet(2, 20, None),
            sheet(3, 20, None),
            sheet(4, 19, None),
            sheet(5, 20, Some("inne")),
        ];
        list[1].customer = Some(6);
        list[2].customer = None;
        let read = Ask::Read {
            ids: vec![1, 3],
            otherwise: Look::Absent,
        };
        assert_eq!(ask(&list), read);
        list[3].day = None;
        assert!(matches!(ask(&list), Ask::Read { ids, .. } if ids == [1, 3, 4]));
    }
}
