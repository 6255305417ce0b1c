//! `[delivery]`: the VAT of the delivery.

use jiff::civil::Date;
use toml::de::DeValue;

use super::reading::Entry;
use crate::domain::totals::DeliveryVat;
use crate::domain::vat::{Rate, polish_rates};
use crate::texts::Said;

/// A word, or a rate of Polish goods above 0 in whole per cent: on any other no invoice could be issued.
pub(super) fn read(entry: &Entry<'_>, today: Date) -> DeliveryVat {
    let fixed = |per_cent: u32| fixed(per_cent, today);
    let parsed = match entry.value() {
        None => Some(DeliveryVat::Proportional),
        Some(DeValue::Integer(_)) => entry.integer().and_then(fixed),
        Some(DeValue::String(text)) => match text.trim() {
            "proportional" => Some(DeliveryVat::Proportional),
            "highest" => Some(DeliveryVat::Highest),
            number if number.bytes().all(|byte| byte.is_ascii_digit()) => {
                number.parse().ok().and_then(fixed)
            }
            _ => None,
        },
        Some(_) => None,
    };
    parsed.unwrap_or_else(|| {
        let rates = lawful(today).map(|rate| rate.to_string());
        let rates = rates.collect::<Vec<_>>().join(", ");
        let form = Said::of(|lang| {
            lang.pick(
                format!("\"proportional\", \"highest\" albo polska stawka powyżej 0 ({rates})"),
                format!("\"proportional\", \"highest\" or a Polish rate above 0 ({rates})"),
            )
        });
        let fix = Said::new(
            "napisz `vat = \"proportional\"` albo `vat = 23`",
            "write `vat = \"proportional\"` or `vat = 23`",
        );
        entry.wrong_type(&form, fix);
        DeliveryVat::Proportional
    })
}

fn fixed(per_cent: u32, today: Date) -> Option<DeliveryVat> {
    let rate = Rate::Percent(per_cent.checked_mul(100)?);
    let mut lawful = lawful(today);
    lawful
        .any(|lawful| lawful == rate)
        .then_some(DeliveryVat::Fixed(rate))
}

fn lawful(today: Date) -> impl Iterator<Item = Rate> {
    let rates = polish_rates(today).iter().copied();
    rates.filter(|rate| *rate != Rate::Percent(0))
}
