//! Orders and their lines.

mod like;

use jiff::civil::Date;
use rusqlite::{OptionalExtension as _, Row, params};

use super::{Mirror, MirrorError, Result};
use crate::domain::edits::Edits;
use crate::domain::order::{Identity, Order};
use crate::domain::reason::Reason;
use crate::domain::state::{Flags, State};

/// An order as the book has it.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderRow {
    /// The row's own key.
    pub key: i64,
    /// The order as last planned.
    pub seen: Order,
    /// Hash of its buyer, lines and sums, as last planned.
    pub content: String,
    /// Our number in the series `BL ORDER`; `None` until it is taken.
    pub number: Option<String>,
    /// Status id as last read.
    pub status: i64,
    /// State.
    pub state: State,
    /// Flags.
    pub flags: Flags,
    /// Kind of document, as decided.
    pub kind: Option<String>,
    /// Code of the rule that decided it.
    pub kind_reason: Option<String>,
    /// Why it is held, ready without number, missed or skipped.
    pub reasons: Vec<Reason>,
    /// Sum in hundredths of `currency`; `None` where it cannot be computed.
    pub gross: Option<i64>,
    /// Linked contractor's card.
    pub contractor: Option<i64>,
    /// When a pass first saw it (Unix seconds).
    pub first_seen_at: i64,
    /// When it was last read (Unix seconds).
    pub read_at: i64,
    /// How many reads in a row did not find it.
    pub gone_reads: i64,
    /// What a person corrected; `seen` stays as BaseLinker said it.
    pub edits: Edits,
    /// Warsaw day on which it was paid, where that was seen.
    pub paid_on: Option<Date>,
    /// The order as last read, where it differs from `seen`, which its document shows.
    pub later: Option<Box<Order>>,
}

/// A line as the book has it: what it is linked to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRow {
    /// BaseLinker's `order_product_id`.
    pub line: i64,
    /// Linked card.
    pub card: Option<i64>,
    /// Warehouse that it lowers.
    pub warehouse: Option<i64>,
}

/// An order that a later pass looks at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// BaseLinker's id.
    pub id: i64,
    /// Status as last read.
    pub status: i64,
    /// Second of its confirmation.
    pub confirmed_at: i64,
    /// When it was last read itself (Unix seconds).
    pub read_at: i64,
}

const COLUMNS: &str =
    "key, seen, content, number, status, state, changed, cancelled, elsewhere, kind, kind_reason,
    reasons, gross, contractor, first_seen_at, read_at, gone_reads, edits, paid_on, later";

impl Mirror {
    /// The order under a BaseLinker id; not a quarantined one.
    pub fn order(&self, id: i64) -> Result<Option<OrderRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM orders WHERE account = 1 AND order_id = ?1 AND state <> 'quarantined'"
        );
        let mut get = self.db.prepare_cached(&sql)?;
        get.query_row([id], read).optional()?.transpose()
    }

    /// The state of the order under a BaseLinker id.
    pub fn state_of(&self, id: i64) -> Result<Option<State>> {
        let mut get = self.db.prepare_cached(
            "SELECT state FROM orders WHERE account = 1 AND order_id = ?1 AND state <> 'quarantined'",
        )?;
        let word: Option<String> = get.query_row([id], |row| row.get(0)).optional()?;
        Ok(word.as_deref().and_then(State::parse))
    }

    /// The state of an order with the second at which it was last read.
    pub fn stands(&self, id: i64) -> Result<Option<(State, i64)>> {
        let mut get = self.db.prepare_cached(
            "SELECT state, read_at FROM orders WHERE account = 1 AND order_id = ?1 AND state <> 'quarantined'",
        )?;
        let found: Option<(String, i64)> = get
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(found.and_then(|(word, at)| State::parse(&word).map(|state| (state, at))))
    }

    /// Every order in `state` (all states: `None`), by confirmation, oldest first.
    pub fn orders(&self, state: Option<State>) -> Result<Vec<OrderRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM orders WHERE ?1 IS NULL OR state = ?1 ORDER BY confirmed_at, order_id, key"
        );
        let mut all = self.db.prepare(&sql)?;
        let rows = all.query_map([state.map(State::text)], read)?;
        rows.map(|row| row?).collect()
    }

    /// Whether this identity stands in quarantine already.
    pub fn is_quarantined(&self, id: i64, identity: &Identity) -> Result<bool> {
        let mut get = self.db.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM orders WHERE account = 1 AND order_id = ?1 AND identity = ?2 AND state = 'quarantined')",
        )?;
        Ok(get.query_row(params![id, json(identity)?], |row| row.get(0))?)
    }

    /// Adds an order (`key` 0) or writes over its row; answers its key.
    pub fn save_order(&self, order: &OrderRow) -> Result<i64> {
        let seen = &order.seen;
        let values = params![
            seen.id,
            json(&seen.identity)?,
            order.content,
            json(seen)?,
            order.number,
            seen.confirmed_at.unwrap_or(0),
            order.status,
            order.state.text(),
            order.flags.changed,
            order.flags.cancelled,
            order.flags.elsewhere,
            order.kind,
            order.kind_reason,
            json(&order.reasons)?,
            order.gross,
            seen.currency,
            order.contractor,
            order.first_seen_at,
            order.read_at,
            order.gone_reads,
            (order.key != 0).then_some(order.key),
            json(&order.edits)?,
            seen.identity.external_key(),
            seen.buyer_hash(),
            order.paid_on.map(|day| day.to_string()),
            order.later.as_ref().map(json).transpose()?,
        ];
        let number = order.number.as_deref().unwrap_or_default();
        let taken = |error| super::with_number(error, number);
        if order.key == 0 {
            let mut add = self.db.prepare_cached(
                "INSERT INTO orders (account, order_id, identity, content, seen, number, confirmed_at, status, state, changed,
                    cancelled, elsewhere, kind, kind_reason, reasons, gross, currency, contractor, first_seen_at, read_at,
                    gone_reads, key, looked_at, edits, external_key, buyer_key, paid_on, later)
                 VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?19,
                    ?22, ?23, ?24, ?25, ?26)",
            )?;
            add.execute(values).map_err(taken)?;
            return Ok(self.db.last_insert_rowid());
        }
        let mut put = self.db.prepare_cached(
            "UPDATE orders SET order_id = ?1, identity = ?2, content = ?3, seen = ?4, number = ?5, confirmed_at = ?6,
                status = ?7, state = ?8, changed = ?9, cancelled = ?10, elsewhere = ?11, kind = ?12, kind_reason = ?13,
                reasons = ?14, gross = ?15, currency = ?16, contractor = ?17, first_seen_at = ?18, read_at = ?19,
                looked_at = ?19, gone_reads = ?20, edits = ?22, external_key = ?23, buyer_key = ?24, paid_on = ?25,
                later = ?26 WHERE key = ?21",
        )?;
        put.execute(values).map_err(taken)?;
        Ok(order.key)
    }

    /// Writes the order's lines anew, with what they are linked to.
    pub fn save_lines(&self, key: i64, order: &Order, links: &[LineRow]) -> Result<()> {
        let mut drop = self
            .db
            .prepare_cached("DELETE FROM order_lines WHERE order_key = ?1")?;
        drop.execute([key])?;
        let mut add = self.db.prepare_cached(
            "INSERT INTO order_lines (order_key, line, position, name, sku, product, quantity, price, rate, card, warehouse)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?;
        for (position, line) in order.lines.iter().enumerate() {
            let link = links.iter().find(|link| link.line == line.id);
            add.execute(params![
                key,
                line.id,
                position as i64 + 1,
                line.name,
                line.sku,
                line.product,
                line.quantity,
                line.price.map(|price| price.to_string()),
                line.rate.map(|rate| rate.to_string()),
                link.and_then(|link| link.card),
                link.and_then(|link| link.warehouse),
            ])?;
        }
        Ok(())
    }

    /// What the order's lines are linked to, in their order.
    pub fn lines(&self, key: i64) -> Result<Vec<LineRow>> {
        let mut all = self.db.prepare_cached(
            "SELECT line, card, warehouse FROM order_lines WHERE order_key = ?1 ORDER BY position",
        )?;
        let rows = all.query_map([key], |row| {
            Ok(LineRow {
                line: row.get(0)?,
                card: row.get(1)?,
                warehouse: row.get(2)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Orders to look at again at `now`, those first that a person asked for ([`Mirror::look_again`]), then the longest
    /// unread (design.md §4.2): waiting ones and those that need editing, with `unpaid` also ready ones that wait for
    /// their payment. Confirmed up to 3 days ago: in every pass; up to 30 days: hourly; older: daily. Other ready ones:
    /// hourly, then daily, since a cancelled order must not be issued
    /// (docs/decisions/0007-ready-orders-are-looked-at-again.md). Cancelled ones and those that were given up as gone:
    /// daily, for 30 days. A look that lies ahead was taken by a wrong clock and counts for nothing.
    pub fn due(&self, now: i64, unpaid: Unpaid) -> Result<Vec<Due>> {
        const HOUR: i64 = 3600;
        const DAY: i64 = 24 * HOUR;
        let mut all = self.db.prepare_cached(
            "SELECT order_id, status, confirmed_at, read_at FROM orders
             WHERE (state IN ('waiting', 'needs-editing', 'ready') OR state = 'skipped' AND reasons LIKE '%\"order.gone\"%')
               AND (looked_at > :now OR looked_at <= CASE
                     WHEN cancelled OR state = 'skipped' THEN iif(confirmed_at >= :month, :day_ago, -1)
                     WHEN confirmed_at < :month THEN :day_ago
                     WHEN confirmed_at < :days THEN :hour_ago
                     WHEN state <> 'ready' OR reasons LIKE '%\"clock.behind\"%' THEN :now
                     WHEN :unpaid AND reasons LIKE '%\"payment.open\"%' THEN :now
                     ELSE :hour_ago
                   END)
             ORDER BY looked_at > 0, read_at, order_id",
        )?;
        let rows = all.query_map(
            rusqlite::named_params! {
                ":now": now,
                ":hour_ago": now - HOUR,
                ":day_ago": now - DAY,
                ":days": now - 3 * DAY,
                ":month": now - 30 * DAY,
                ":unpaid": unpaid == Unpaid::Included,
            },
            |row| {
                Ok(Due {
                    id: row.get(0)?,
                    status: row.get(1)?,
                    confirmed_at: row.get(2)?,
                    read_at: row.get(3)?,
                })
            },
        )?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many orders of a status, confirmed at or after `since`, the book knows: what a listing would show at least.
    pub fn count_in_status(&self, status: i64, since: i64) -> Result<i64> {
        let mut count =
            self.db.prepare_cached("SELECT count(*) FROM orders WHERE status = ?1 AND confirmed_at >= ?2 AND state <> 'quarantined'")?;
        Ok(count.query_row(params![status, since], |row| row.get(0))?)
    }

    /// Has the next pass look at these orders, however long ago they were confirmed.
    pub fn look_again(&self, key: i64) -> Result<()> {
        let mut put = self
            .db
            .prepare_cached("UPDATE orders SET looked_at = 0 WHERE key = ?1")?;
        put.execute([key])?;
        Ok(())
    }

    /// Whether an order confirmed at or after `since` has its document.
    pub fn has_documented_since(&self, since: i64) -> Result<bool> {
        let mut any = self.db.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM orders WHERE state = 'documented' AND confirmed_at >= ?1)",
        )?;
        Ok(any.query_row([since], |row| row.get(0))?)
    }

    /// Notes the status that an order was moved to.
    pub fn note_status(&self, key: i64, status: i64) -> Result<()> {
        let mut put = self
            .db
            .prepare_cached("UPDATE orders SET status = ?2 WHERE key = ?1")?;
        put.execute([key, status])?;
        Ok(())
    }

    /// The day on which the order was paid, where a pass saw it.
    pub fn paid_on(&self, id: i64) -> Result<Option<Date>> {
        let mut get = self.db.prepare_cached(
            "SELECT paid_on FROM orders WHERE account = 1 AND order_id = ?1 AND state <> 'quarantined'",
        )?;
        let day: Option<Option<String>> = get.query_row([id], |row| row.get(0)).optional()?;
        Ok(day.flatten().and_then(|day| day.parse().ok()))
    }

    /// Notes that day.
    pub fn set_paid_on(&self, key: i64, day: Date) -> Result<()> {
        let mut put = self
            .db
            .prepare_cached("UPDATE orders SET paid_on = ?2 WHERE key = ?1")?;
        put.execute(params![key, day.to_string()])?;
        Ok(())
    }

    /// Notes that a listing covered this order without showing it: it was looked at, though not read.
    pub fn note_looked(&self, id: i64, now: i64) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "UPDATE orders SET looked_at = ?2 WHERE account = 1 AND order_id = ?1 AND state <> 'quarantined'",
        )?;
        put.execute([id, now])?;
        Ok(())
    }

    /// A documented order to prove an account by, else any other known one: the newest.
    pub fn proof(&self) -> Result<Option<(i64, Identity)>> {
        let found: Option<(i64, String)> = self
            .db
            .query_row(
                "SELECT order_id, identity FROM orders WHERE state <> 'quarantined'
                 ORDER BY state = 'documented' DESC, confirmed_at DESC LIMIT 1",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        found
            .map(|(id, text)| Ok((id, serde_json::from_str(&text)?)))
            .transpose()
    }
}

/// Whether orders that only wait for their payment are looked at again: so where the pass issues documents itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unpaid {
    /// Looked at again.
    Included,
    /// Left to the person who issues.
    LeftOut,
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    Ok(serde_json::to_string(value)?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Result<OrderRow>> {
    let seen: String = row.get(1)?;
    let state: String = row.get(5)?;
    let reasons: String = row.get(11)?;
    let (content, number, status) = (row.get(2)?, row.get(3)?, row.get(4)?);
    let flags = Flags {
        changed: row.get(6)?,
        cancelled: row.get(7)?,
        elsewhere: row.get(8)?,
    };
    let (kind, kind_reason, gross, contractor) =
        (row.get(9)?, row.get(10)?, row.get(12)?, row.get(13)?);
    let (key, first_seen_at, read_at, gone_reads) =
        (row.get(0)?, row.get(14)?, row.get(15)?, row.get(16)?);
    let (edits, paid_on): (String, Option<String>) = (row.get(17)?, row.get(18)?);
    let later: Option<String> = row.get(19)?;
    Ok((|| {
        Ok(OrderRow {
            key,
            seen: serde_json::from_str(&seen)?,
            content,
            number,
            status,
            state: State::parse(&state)
                .ok_or_else(|| MirrorError::Content(format!("orders.state {state}")))?,
            flags,
            kind,
            kind_reason,
            reasons: serde_json::from_str(&reasons)?,
            gross,
            contractor,
            first_seen_at,
            read_at,
            gone_reads,
            edits: serde_json::from_str(&edits)?,
            paid_on: paid_on
                .map(|day| day.parse())
                .transpose()
                .map_err(|_| MirrorError::Content("orders.paid_on".to_owned()))?,
            later: later.as_deref().map(serde_json::from_str).transpose()?,
        })
    })())
}
