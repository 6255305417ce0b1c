//! When BaseLinker lowers a level: what the profile says is checked against what its levels show, and where it says
//! nothing, they are watched until it is evident (design.md §5, Stock).

use super::tally::{Notice, Trouble};
use super::{Ended, Pass, SendSettings, read};
use crate::domain::stock::{Lowers, Reading};
use crate::mirror::shelves::{Place, Shelf};
use crate::mirror::{Mirror, MirrorError};
use crate::sync::orders::PassError;

/// So many levels have to show the same, and none another.
const ENOUGH: i64 = 3;

/// Shelves that a pass reads to find out.
const WATCHED: usize = 200;

const ALL: [Lowers; 3] = [
    Lowers::AtConfirmation,
    Lowers::AtShipping,
    Lowers::ByReservation,
];

/// What a reading shows beside the one before: of pieces sold since, whether the level fell, was reserved, or stayed.
/// `None` where anything else may have happened.
pub(super) fn shown(before: &Shelf, now: Reading) -> Option<Lowers> {
    let since = before.since.filter(|pieces| *pieces > 0)?;
    let free = before.remote? + since;
    // What the shelf keeps is what can be sold; reserved pieces were among its pieces.
    let stock = [free, free + before.reserved];
    let rise = now.reserved - before.reserved;
    match rise {
        0 if stock.contains(&(now.stock + since)) && before.reserved == 0 => {
            Some(Lowers::AtConfirmation)
        }
        0 if before.reserved == 0 && now.stock == free => Some(Lowers::AtShipping),
        rise if rise == since && stock.contains(&now.stock) => Some(Lowers::ByReservation),
        _ => None,
    }
}

/// Notes what a reading shows.
///
/// # Errors
/// Those of the book.
pub(super) fn note(mirror: &Mirror, before: &Shelf, now: Reading) -> Result<(), MirrorError> {
    let Some(seen) = shown(before, now) else {
        return Ok(());
    };
    let mut counts = mirror.lowers_seen()?;
    for (count, lowers) in counts.iter_mut().zip(ALL) {
        *count += i64::from(lowers == seen);
    }
    mirror.set_lowers_seen(counts)
}

/// What all levels show.
fn evident(counts: [i64; 3]) -> Option<Lowers> {
    let mut seen = counts.iter().zip(ALL).filter(|(count, _)| **count > 0);
    match (seen.next(), seen.next()) {
        (Some((count, lowers)), None) if *count >= ENOUGH => Some(lowers),
        _ => None,
    }
}

/// When BaseLinker lowers, as said or as evident; `None`: nothing may be sent.
///
/// # Errors
/// Those of call and book.
pub(super) fn lowers(
    pass: &Pass<'_>,
    sending: &SendSettings,
    mirror: &mut Mirror,
    ended: &mut Ended,
) -> Result<Option<Lowers>, PassError> {
    let evident = evident(mirror.lowers_seen()?);
    if let Some(said) = sending.lowers {
        return Ok(match evident {
            // At shipping nothing falls with the order; only a fall or a reservation speaks against it.
            Some(seen) if seen != said => {
                otherwise(mirror, ended, said, seen)?;
                None
            }
            _ => Some(said),
        });
    }
    if let Some(known) = mirror.evident_lowers()? {
        return Ok(Some(known));
    }
    if let Some(seen) = evident {
        mirror.write(|mirror| mirror.set_evident_lowers(seen))?;
        ended.tally.notice(Notice::LowersEvident(seen));
        return Ok(Some(seen));
    }
    watch(pass, sending, mirror, ended)?;
    ended.tally.notice(Notice::LowersUnknown);
    Ok(None)
}

/// Tells once that BaseLinker lowers otherwise than the profile says; later passes only mention it.
fn otherwise(
    mirror: &mut Mirror,
    ended: &mut Ended,
    said: Lowers,
    seen: Lowers,
) -> Result<(), MirrorError> {
    if mirror.lowers_told()? == Some(seen) {
        ended.tally.notice(Notice::LowersOtherwise { said, seen });
        return Ok(());
    }
    ended
        .tally
        .troubles
        .push(Trouble::LowersOtherwise { said, seen });
    mirror.write(|mirror| mirror.set_lowers_told(seen))
}

/// Reads shelves that tell something: those of which orders took pieces since, and some that were never read.
fn watch(
    pass: &Pass<'_>,
    sending: &SendSettings,
    mirror: &mut Mirror,
    ended: &mut Ended,
) -> Result<(), PassError> {
    let mut shelves: Vec<Place> = mirror.comparable_shelves(WATCHED as i64)?;
    for row in mirror.due_levels(0, WATCHED as i64)? {
        if shelves.len() < WATCHED && row.level.is_some() && row.shelf.read_at.is_none() {
            shelves.push(row.at);
        }
    }
    if shelves.is_empty() {
        return Ok(());
    }
    let places = super::places::open(pass, sending, mirror, &mut ended.tally)?;
    shelves.retain(|shelf| places.open.contains(&shelf.place));
    let mut products: Vec<i64> = shelves.iter().map(|shelf| shelf.product).collect();
    products.sort_unstable();
    products.dedup();
    let seen = read::products(pass.account, pass.line.clock, places.inventory, &products)?;
    let now = pass.there();
    mirror.write(|mirror| {
        for at in &shelves {
            let Some(reading) = seen
                .get(&at.product)
                .and_then(|seen| seen.reading(&at.place))
            else {
                continue;
            };
            note(mirror, &mirror.shelf(at)?, reading)?;
            mirror.keep_reading(at, reading.stock, reading.reserved, now)?;
        }
        Ok::<_, PassError>(())
    })
}
