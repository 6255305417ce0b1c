//! `[delivery]`: the VAT of the delivery.

use toml::de::DeValue;

use super::reading::Entry;

/// The VAT of the delivery (art. 29a par. 6 of the VAT act: it follows the goods).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryVat {
    /// Split by the gross of the goods at each rate.
    Proportional,
    /// The highest rate of the goods.
    Highest,
    /// This rate, in whole per cent from 0 to 100.
    Rate(u8),
}

impl DeliveryVat {
    pub(super) fn read(entry: &Entry<'_>) -> Self {
        let parsed = match entry.value() {
            None => Some(Self::Proportional),
            Some(DeValue::Integer(_)) => entry.integer().and_then(rate),
            Some(DeValue::String(text)) => match text.trim() {
                "proportional" => Some(Self::Proportional),
                "highest" => Some(Self::Highest),
                number if number.bytes().all(|byte| byte.is_ascii_digit()) => {
                    number.parse().ok().and_then(rate)
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
            Self::Proportional
        })
    }
}

fn rate(per_cent: i64) -> Option<DeliveryVat> {
    let rate = u8::try_from(per_cent).ok()?;
    (rate <= 100).then_some(DeliveryVat::Rate(rate))
}
