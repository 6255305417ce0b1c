//! Orders that may be one sale.

use rusqlite::params;

use super::json;
use crate::domain::duplicate::{self, Other};
use crate::domain::order::Order;
use crate::mirror::{Mirror, Result};

impl Mirror {
    /// Orders that may be one sale with `order`: those of its external id, and of its buyer within a week
    /// ([`duplicate::WINDOW`]); none where no such order has its document. `own` is the order's own row.
    pub fn like(&self, order: &Order, own: Option<i64>) -> Result<Vec<Other>> {
        const MOST: i64 = 30;
        let mut any = self.db.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM orders WHERE external_key = ?1 AND state = 'documented' AND key IS NOT ?5)
                 OR EXISTS (SELECT 1 FROM orders WHERE buyer_key = ?2 AND confirmed_at BETWEEN ?3 AND ?4
                              AND state = 'documented' AND key IS NOT ?5)",
        )?;
        let at = order.confirmed_at.unwrap_or(0);
        let (external, buyer) = (order.identity.external_key(), order.buyer_hash());
        let from = at.saturating_sub(duplicate::WINDOW);
        let to = at.saturating_add(duplicate::WINDOW);
        if !any.query_row(params![external, buyer, from, to, own], |row| {
            row.get::<_, bool>(0)
        })? {
            return Ok(Vec::new());
        }
        let mut all = self.db.prepare_cached(
            "SELECT seen, state = 'documented' FROM orders
             WHERE (external_key = ?1 OR buyer_key = ?2 AND confirmed_at BETWEEN ?3 AND ?4)
               AND state NOT IN ('quarantined', 'skipped') AND key IS NOT ?5
             ORDER BY external_key IS NOT ?1, content <> ?6, identity <> ?7, abs(confirmed_at / 2 - ?8 / 2), key LIMIT ?9",
        )?;
        let rows = all.query_map(
            params![
                external,
                buyer,
                from,
                to,
                own,
                order.content_hash(),
                json(&order.identity)?,
                at,
                MOST
            ],
            |row| Ok((row.get::<_, String>(0)?, row.get(1)?)),
        )?;
        rows.map(|row| {
            let (seen, documented) = row?;
            Ok(Other {
                order: serde_json::from_str(&seen)?,
                documented,
            })
        })
        .collect()
    }
}
