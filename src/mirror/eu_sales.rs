//! Sales that may count towards the limit of sales to consumers in other EU states (art. 22a of the VAT act).

use rusqlite::params;
use rust_decimal::Decimal;

use super::{Mirror, MirrorError, Result};
use crate::domain::country::Country;
use crate::domain::document::Conversion;
use crate::domain::eu_sales::EuSale;
use crate::domain::kind::KindReason;
use crate::domain::money::Amount;

impl Mirror {
    /// Net sales in PLN of documents that are not void, sold on or after `since` (`YYYY-MM-DD`), whose kind could be one
    /// of a consumer in another EU state.
    pub fn eu_sales(&self, since: &str) -> Result<Vec<EuSale>> {
        let mut all = self.db.prepare_cached(
            "SELECT d.sold_on, d.reason, d.net, d.fx,
                    coalesce(nullif(json_extract(o.seen, '$.delivery.country'), ''), json_extract(o.seen, '$.invoice.country'))
             FROM documents d JOIN orders o ON o.key = d.order_key
             WHERE d.role = 'sale' AND d.sold_on >= ?1 AND d.reason IN (?2, ?3, ?4)
               AND NOT EXISTS (SELECT 1 FROM document_marks m WHERE m.document = d.id AND m.what = 'void')
             ORDER BY d.sold_on, d.id",
        )?;
        let reasons = [
            KindReason::Oss,
            KindReason::OssBelowThreshold,
            KindReason::AutomaticOff,
        ]
        .map(KindReason::code);
        let rows = all.query_map(params![since, reasons[0], reasons[1], reasons[2]], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, i64>(2)?,
                row.get::<_, Option<String>>(3)?,
                row.get::<_, Option<String>>(4)?,
            ))
        })?;
        let mut sales = Vec::new();
        for row in rows {
            let (day, reason, net, fx, country) = row?;
            let country = country.as_deref().and_then(Country::parse);
            let (Some(country), Some(reason)) = (country, KindReason::from_code(&reason)) else {
                continue;
            };
            sales.push(EuSale {
                sold_on: day
                    .parse()
                    .map_err(|_| MirrorError::Content(format!("documents.sold_on {day}")))?,
                country,
                reason,
                net: in_pln(Amount::from_grosze(net), fx.as_deref())?,
            });
        }
        Ok(sales)
    }
}

fn in_pln(net: Amount, fx: Option<&str>) -> Result<Amount> {
    let Some(fx) = fx else { return Ok(net) };
    let rate: Decimal = serde_json::from_str::<Conversion>(fx)?.rate;
    let pln = net.to_decimal().checked_mul(rate);
    pln.and_then(|pln| Amount::rounded(pln).ok())
        .ok_or_else(|| MirrorError::Content(format!("documents.conversion {net} × {rate}")))
}
