//! Sums per kind, currency and rate.

use std::collections::BTreeMap;

use super::{Entry, Turnover};
use crate::domain::money::Amount;
use crate::mirror::{MirrorError, Result};

/// Sums of what counts of one kind, currency and rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Kind.
    pub kind: String,
    /// Currency.
    pub currency: String,
    /// Rate.
    pub rate: String,
    /// Documents with that rate.
    pub documents: usize,
    /// Net.
    pub net: Amount,
    /// VAT.
    pub vat: Amount,
    /// Gross.
    pub gross: Amount,
    /// VAT in PLN; `None` where it is not known of all of them.
    pub vat_pln: Option<Amount>,
}

pub(super) fn of(documents: &[Entry]) -> Result<Vec<Sum>> {
    let mut sums: BTreeMap<(&str, &str, &str), Sum> = BTreeMap::new();
    let counted = documents
        .iter()
        .filter(|entry| entry.turnover == Turnover::Counts);
    for entry in counted {
        for row in &entry.rates {
            let (kind, currency) = (entry.row.kind.as_str(), entry.row.currency.as_str());
            let key = (kind, currency, row.rate.as_str());
            let sum = sums.entry(key).or_insert_with(|| Sum {
                kind: kind.to_owned(),
                currency: currency.to_owned(),
                rate: row.rate.clone(),
                documents: 0,
                net: Amount::ZERO,
                vat: Amount::ZERO,
                gross: Amount::ZERO,
                vat_pln: Some(Amount::ZERO),
            });
            sum.documents += 1;
            sum.net = plus(sum.net, row.net)?;
            sum.vat = plus(sum.vat, row.vat)?;
            sum.gross = plus(sum.gross, row.gross)?;
            sum.vat_pln = match (sum.vat_pln, row.vat_pln) {
                (Some(sum), Some(vat)) => Some(plus(sum, vat)?),
                _ => None,
            };
        }
    }
    Ok(sums.into_values().collect())
}

fn plus(sum: Amount, more: Amount) -> Result<Amount> {
    sum.plus(more)
        .map_err(|_| MirrorError::Content(format!("sum(documents): {sum} + {more}")))
}
