use std::collections::BTreeMap;

use thiserror::Error;

use crate::domain::money::{Amount, MoneyError};
use crate::domain::vat::Rate;

/// At which rate delivery stands (`delivery.vat` of the profile; art. 29a ust. 6 of the VAT act).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryVat {
    /// Split by the goods' gross per rate.
    Proportional,
    /// All at the highest rate of the goods.
    Highest,
    /// All at this rate.
    Fixed(Rate),
}

/// Why delivery cannot be parted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SpreadError {
    /// There are no goods whose rates the delivery could follow.
    #[error("delivery has a price, but no goods with a VAT rate")]
    NoGoods,
    /// A sum is out of bounds.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// Parts a delivery price over the rates of the goods, in document order; the parts come to the
/// price exactly. Of equal remainders the higher rate gets the odd grosz. Rates whose goods come to
/// nothing or less take no part; if all do, the highest of them takes all. A price of zero is no line.
///
/// # Errors
/// No goods at all, unless the policy names the rate; overflow.
pub fn spread_delivery(
    price: Amount,
    gross_by_rate: &[(Rate, Amount)],
    policy: DeliveryVat,
) -> Result<Vec<(Rate, Amount)>, SpreadError> {
    if price.is_zero() {
        return Ok(Vec::new());
    }
    let mut goods = BTreeMap::<Rate, Amount>::new();
    for (rate, gross) in gross_by_rate {
        let sum = goods.entry(*rate).or_default();
        *sum = sum.plus(*gross)?;
    }
    let Some(highest_of_all) = goods.keys().next().copied() else {
        return match policy {
            DeliveryVat::Fixed(rate) => Ok(vec![(rate, price)]),
            DeliveryVat::Proportional | DeliveryVat::Highest => Err(SpreadError::NoGoods),
        };
    };
    goods.retain(|_, gross| *gross > Amount::ZERO);
    let highest = goods.keys().next().copied().unwrap_or(highest_of_all);
    match policy {
        DeliveryVat::Fixed(rate) => Ok(vec![(rate, price)]),
        DeliveryVat::Highest => Ok(vec![(highest, price)]),
        DeliveryVat::Proportional if goods.is_empty() => Ok(vec![(highest, price)]),
        DeliveryVat::Proportional => Ok(proportional(price, &goods)),
    }
}

/// Largest remainder (Hamilton) on the absolute price; `goods` are positive and not empty.
fn proportional(price: Amount, goods: &BTreeMap<Rate, Amount>) -> Vec<(Rate, Amount)> {
    let size = i128::from(price.grosze().unsigned_abs());
    let weights = || {
        goods
            .iter()
            .map(|(rate, gross)| (*rate, i128::from(gross.grosze())))
    };
    let total: i128 = weights().map(|(_, weight)| weight).sum();
    let mut shares: Vec<(Rate, i128, i128)> = weights()
        .map(|(rate, weight)| (rate, size * weight / total, size * weight % total))
        .collect();
    let mut odd = size - shares.iter().map(|(_, whole, _)| whole).sum::<i128>();
    // A stable sort: equal remainders stay in document order.
    shares.sort_by_key(|(_, _, remainder)| std::cmp::Reverse(*remainder));
    for (_, whole, _) in &mut shares {
        if odd == 0 {
            break;
        }
        *whole += 1;
        odd -= 1;
    }
    shares.sort_by_key(|(rate, _, _)| *rate);
    let sign = i128::from(price.grosze().signum());
    shares
        .into_iter()
        .filter(|(_, whole, _)| *whole != 0)
        .map(|(rate, whole, _)| {
            let share = i64::try_from(sign * whole).expect("a share is no more than the price");
            (rate, Amount::from_grosze(share))
        })
        .collect()
}
