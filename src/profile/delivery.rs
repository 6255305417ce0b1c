//! `[delivery]`: the VAT of the delivery.

use toml::de::DeValue;

use super::reading::Entry;
use crate::domain::totals::DeliveryVat;
use crate::domain::vat::Rate;

/// A word, or a rate in whole per cent from 0 to 100.
pub(super) fn read(entry: &Entry<'_>) -> DeliveryVat {
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
        entry.wrong_type(
            "\"proportional\", \"highest\" or a rate from 0 to 100",
            "write `vat = \"proportional\"` or `vat = 23`",
        );
        DeliveryVat::Proportional
    })
}

fn fixed(per_cent: u32) -> Option<DeliveryVat> {
    (per_cent <= 100).then(|| DeliveryVat::Fixed(Rate::Percent(per_cent * 100)))
}
