//! Claims: what each line of an order takes of a level, and by how much BaseLinker's own level is known to have fallen
//! for it (design.md §5, Stock).

use rusqlite::{OptionalExtension as _, params};

use super::{Mirror, Result};
use crate::domain::stock::Lowers;

/// A line's claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// BaseLinker's `order_product_id`.
    pub line: i64,
    /// BaseLinker's product.
    pub product: Option<i64>,
    /// BaseLinker's warehouse: `bl_8801`.
    pub place: Option<String>,
    /// Pieces that it takes; what of them has not lowered the mirror is held.
    pub pieces: i64,
    /// Pieces by which BaseLinker's own level has fallen for it.
    pub there: i64,
}

/// A claim as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The claim.
    pub claim: Claim,
    /// Pieces that have lowered the mirror.
    pub lowered: i64,
    card: Option<i64>,
    warehouse: Option<i64>,
}

/// An order and where its unlinked lines come from.
#[derive(Debug, Clone, Copy)]
pub struct Claimant {
    /// The order's key.
    pub order_key: i64,
    /// Second of its confirmation.
    pub confirmed_at: i64,
    /// The warehouse of lines whose own one is not linked.
    pub default_warehouse: Option<i64>,
    /// The second of this step: what lowered the mirror before it was reckoned with before it, too.
    pub now: i64,
}

/// Seconds by which BaseLinker's clock and the reading of a level may be apart.
const NEAR: i64 = 10;

impl Mirror {
    /// The claims of an order, by line.
    pub fn claims(&self, order_key: i64) -> Result<Vec<Kept>> {
        let mut all = self.db.prepare_cached(
            "SELECT line, product, place, pieces, there, lowered, card, warehouse FROM claims WHERE order_key = ?1 ORDER BY line",
        )?;
        let rows = all.query_map([order_key], |row| {
            Ok(Kept {
                claim: Claim {
                    line: row.get(0)?,
                    product: row.get(1)?,
                    place: row.get(2)?,
                    pieces: row.get(3)?,
                    there: row.get(4)?,
                },
                lowered: row.get(5)?,
                card: row.get(6)?,
                warehouse: row.get(7)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Makes the claims of an order equal to `wanted`; a line that is not among them claims nothing any more. Held pieces
    /// and the wanted levels in BaseLinker follow by the difference, each once.
    pub fn claim(&self, claimant: Claimant, wanted: &[Claim]) -> Result<()> {
        let before = self.claims(claimant.order_key)?;
        for kept in &before {
            let still = wanted.iter().any(|claim| claim.line == kept.claim.line);
            if !still && (kept.claim.pieces, kept.claim.there) != (0, 0) {
                let ended = Claim {
                    pieces: 0,
                    there: 0,
                    ..kept.claim.clone()
                };
                self.claim_line(claimant, Some(kept), &ended)?;
            }
        }
        for claim in wanted {
            let kept = before.iter().find(|kept| kept.claim.line == claim.line);
            let nothing = kept.is_none() && (claim.pieces, claim.there) == (0, 0);
            let same = kept.is_some_and(|kept| kept.claim == *claim && kept.is_linked());
            if !nothing && !same {
                self.claim_line(claimant, kept, claim)?;
            }
        }
        Ok(())
    }

    fn claim_line(&self, claimant: Claimant, kept: Option<&Kept>, claim: &Claim) -> Result<()> {
        let card = match claim.product {
            Some(product) => self.card_of(product)?,
            None => None,
        };
        let own = match &claim.place {
            Some(place) => self.warehouse_of(place)?.map(|row| row.id),
            None => None,
        };
        let warehouse = own.or(claimant.default_warehouse);
        let lowered = match kept {
            Some(kept) => kept.lowered,
            None => self.lowered_by(claimant.order_key, claim.line)?,
        };
        let mut put = self.db.prepare_cached(
            "INSERT INTO claims (order_key, line, product, place, card, warehouse, pieces, lowered, there, confirmed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (order_key, line) DO UPDATE SET product = excluded.product, place = excluded.place,
               card = excluded.card, warehouse = excluded.warehouse, pieces = excluded.pieces, there = excluded.there",
        )?;
        put.execute(params![
            claimant.order_key,
            claim.line,
            claim.product,
            claim.place,
            card,
            warehouse,
            claim.pieces,
            lowered,
            claim.there,
            claimant.confirmed_at,
        ])?;
        if let Some(kept) = kept
            && (kept.card, kept.warehouse) != (card, warehouse)
            && let (Some(card), Some(warehouse)) = (kept.card, kept.warehouse)
        {
            self.hold_anew(card, warehouse)?;
        }
        if let (Some(card), Some(warehouse)) = (card, warehouse) {
            self.hold_anew(card, warehouse)?;
        }
        let at = |claim: &Claim| claim.product.zip(claim.place.clone());
        let confirmed_at = kept.is_none().then_some(claimant.confirmed_at);
        match (kept.and_then(|kept| at(&kept.claim)), at(claim)) {
            (Some(old), Some(new)) if old == new => {
                let before = kept.map_or(0, |kept| kept.claim.there);
                self.fall(&new, claim.there - before, confirmed_at)
            }
            // An order that lowered the mirror before claims were kept: a level counted or sent since has it.
            (None, Some(new)) if kept.is_none() => {
                let before = self.lowered_before(claimant, claim.line)?;
                self.fall(&new, claim.there - before, confirmed_at)
            }
            (old, new) => {
                if let (Some(old), Some(kept)) = (old, kept) {
                    self.fall(&old, -kept.claim.there, None)?;
                }
                match new {
                    Some(new) => self.fall(&new, claim.there, confirmed_at),
                    None => Ok(()),
                }
            }
        }
    }

    /// BaseLinker's level has fallen by so many pieces for an order: less is wanted there. `confirmed_at`: the order is new.
    /// One that was confirmed before that level was last written may have been overwritten: it is read again.
    fn fall(
        &self,
        (product, place): &(i64, String),
        pieces: i64,
        confirmed_at: Option<i64>,
    ) -> Result<()> {
        if pieces == 0 {
            return Ok(());
        }
        let mut put = self.db.prepare_cached(
            // A reading taken before the order was confirmed lacks its fall; pieces that were missing may be its own. Whether
            // more are there than there should be only the next reading shows.
            "UPDATE shelves SET target = target - ?3,
               remote = remote - iif(?4 <= coalesce(read_at, 0), 0, ?3),
               drift = iif(?4 IS NOT NULL AND drift < 0, min(0, drift + ?3), drift),
               sent_since = sent_since + iif(sent IS NULL, 0, ?3),
               since = iif(?4 > coalesce(read_at, 0) + ?5, since + ?3, NULL)
             WHERE product = ?1 AND place = ?2 RETURNING wrote_at",
        )?;
        let wrote_at: Option<Option<i64>> = put
            .query_row(params![product, place, pieces, confirmed_at, NEAR], |row| {
                row.get(0)
            })
            .optional()?;
        let Some(wrote_at) = wrote_at else {
            return Ok(());
        };
        // A level whose target moves is looked at, also where the mirror's own level stays.
        let mut due = self.db.prepare_cached(
            "UPDATE levels SET due = 1 WHERE card = (SELECT card FROM product_links WHERE product = ?1)
               AND warehouse = (SELECT warehouse FROM warehouse_links WHERE baselinker = ?2)",
        )?;
        due.execute(params![product, place])?;
        if let (Some(wrote_at), Some(confirmed_at)) = (wrote_at, confirmed_at)
            && confirmed_at <= wrote_at + 1
        {
            self.look_at_shelf(*product, place)?;
        }
        Ok(())
    }

    /// Reckons anew by how much BaseLinker's levels have fallen for each line, where another answer to when it lowers them
    /// holds from now on. `finished`: ids of statuses in which goods have left.
    pub fn reckon_claims(&self, lowers: Lowers, finished: &[i64]) -> Result<()> {
        match lowers {
            Lowers::AtConfirmation | Lowers::ByReservation => {
                self.db
                    .execute("UPDATE claims SET there = pieces WHERE there <> pieces", [])?;
            }
            Lowers::AtShipping => {
                self.db.execute(
                    "UPDATE claims SET there = iif(
                       (SELECT o.status FROM orders o WHERE o.key = order_key) IN (SELECT value FROM json_each(?1)), pieces, 0)",
                    [serde_json::to_string(finished)?],
                )?;
            }
        }
        Ok(())
    }

    /// Pieces of a line that have lowered the mirror.
    pub fn lowered_by(&self, order_key: i64, line: i64) -> Result<i64> {
        let mut sum = self.db.prepare_cached(
            "SELECT coalesce(-sum(pieces), 0) FROM movements WHERE order_key = ?1 AND line = ?2",
        )?;
        Ok(sum.query_row([order_key, line], |row| row.get(0))?)
    }

    /// Pieces of a line that had lowered the mirror before this step.
    fn lowered_before(&self, claimant: Claimant, line: i64) -> Result<i64> {
        let mut sum = self.db.prepare_cached(
            "SELECT coalesce(-sum(pieces), 0) FROM movements WHERE order_key = ?1 AND line = ?2 AND at < ?3",
        )?;
        let values = [claimant.order_key, line, claimant.now];
        Ok(sum.query_row(values, |row| row.get(0))?)
    }

    /// A movement of a line: what it held is lowered now, or held again.
    pub(super) fn claim_moved(&self, order_key: i64, line: i64, pieces: i64) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "UPDATE claims SET lowered = lowered - ?3 WHERE order_key = ?1 AND line = ?2 RETURNING card, warehouse",
        )?;
        let at: Option<(Option<i64>, Option<i64>)> = put
            .query_row([order_key, line, pieces], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        match at {
            Some((Some(card), Some(warehouse))) => self.hold_anew(card, warehouse),
            _ => Ok(()),
        }
    }

    /// Pieces that a person took back are not claimed any more.
    pub(super) fn claim_less(&self, order_key: i64, line: i64, pieces: i64) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "UPDATE claims SET pieces = max(pieces - ?3, 0) WHERE order_key = ?1 AND line = ?2 RETURNING card, warehouse",
        )?;
        let at: Option<(Option<i64>, Option<i64>)> = put
            .query_row([order_key, line, pieces], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        match at {
            Some((Some(card), Some(warehouse))) => self.hold_anew(card, warehouse),
            _ => Ok(()),
        }
    }

    /// Claims of a product that had no card hold of this one from now on.
    pub(super) fn claims_get_card(&self, product: i64, card: i64) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "UPDATE claims SET card = ?2 WHERE product = ?1 AND card IS NULL RETURNING warehouse",
        )?;
        let rows = put.query_map([product, card], |row| row.get(0))?;
        let mut warehouses: Vec<Option<i64>> = rows.collect::<rusqlite::Result<_>>()?;
        warehouses.dedup();
        for warehouse in warehouses.into_iter().flatten() {
            self.hold_anew(card, warehouse)?;
        }
        Ok(())
    }

    /// Claims from a warehouse that was not linked hold of this one from now on.
    pub(super) fn claims_get_warehouse(&self, place: &str, warehouse: i64) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "UPDATE claims SET warehouse = ?2 WHERE place = ?1 AND warehouse IS NULL RETURNING card",
        )?;
        let rows = put.query_map(params![place, warehouse], |row| row.get(0))?;
        let mut cards: Vec<Option<i64>> = rows.collect::<rusqlite::Result<_>>()?;
        cards.sort_unstable();
        cards.dedup();
        for card in cards.into_iter().flatten() {
            self.hold_anew(card, warehouse)?;
        }
        Ok(())
    }

    /// Ends holds of orders confirmed before a second (`orders.hold_days`).
    pub fn end_old_holds(&self, before: i64) -> Result<()> {
        let mut old = self.db.prepare_cached(
            "SELECT DISTINCT order_key FROM claims WHERE confirmed_at < ?1 AND pieces > lowered",
        )?;
        let rows = old.query_map([before], |row| row.get(0))?;
        let orders: Vec<i64> = rows.collect::<rusqlite::Result<_>>()?;
        orders
            .into_iter()
            .try_for_each(|order| self.end_holds(order))
    }

    /// What of an order has not lowered the mirror by now is not waited for.
    pub fn end_holds(&self, order_key: i64) -> Result<()> {
        for kept in self.claims(order_key)? {
            if kept.claim.pieces <= kept.lowered {
                continue;
            }
            let ended = Claim {
                pieces: kept.lowered,
                there: kept.claim.there.min(kept.lowered),
                ..kept.claim.clone()
            };
            let claimant = Claimant {
                order_key,
                confirmed_at: 0,
                default_warehouse: kept.warehouse,
                now: 0,
            };
            self.claim_line(claimant, Some(&kept), &ended)?;
        }
        Ok(())
    }
}

impl Kept {
    fn is_linked(&self) -> bool {
        self.card.is_some() && self.warehouse.is_some()
    }
}
