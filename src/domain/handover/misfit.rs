//! What Firmino's API does not take (firmino.md §2.1–§2.3), found before anything is sent.

use crate::domain::country::Country;
use crate::domain::nip::Nip;
use crate::domain::reason::{Code, Reason};
use crate::domain::vat::Rate;

/// What does not fit, as it is kept with a refusal.
pub fn kept_misfits(reasons: &[Reason]) -> String {
    serde_json::to_string(reasons).unwrap_or_default()
}

/// What was kept so; empty where it is something else.
pub fn misfits(said: &str) -> Vec<Reason> {
    serde_json::from_str(said).unwrap_or_default()
}

/// Texts and their lengths (Unicode scalars) there, by the field of ours that they come from.
pub(super) const NAME: Field = Field("name", 500);
pub(super) const CITY: Field = Field("city", 30);
pub(super) const STREET: Field = Field("street", 120);
pub(super) const POSTCODE: Field = Field("postcode", 30);
pub(super) const TAX_ID: Field = Field("nip", 20);
pub(super) const EMAIL: Field = Field("email", 250);
pub(super) const PHONE: Field = Field("phone", 50);
pub(super) const LINE_NAME: usize = 512;
pub(super) const CODE: usize = 40;
pub(super) const UNIT: usize = 30;
pub(super) const PRINT_NOTES: Field = Field("notes", 1000);

/// Most decimal places of a price there.
const PRICE_PLACES: u32 = 2;

/// A field of ours with the most characters of what it becomes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field(pub(super) &'static str, pub(super) usize);

/// Reasons found so far.
#[derive(Debug, Default)]
pub(super) struct Misfits(pub(super) Vec<Reason>);

impl Misfits {
    fn add(&mut self, code: Code, field: &str, value: impl Into<String>) {
        self.0.push(Reason::new(code, field, value));
    }

    pub(super) fn length(&mut self, field: &str, most: usize, text: &str) {
        let long = text.chars().count();
        if long > most {
            self.add(Code::FirminoTooLong, field, format!("{long}/{most}"));
        }
    }

    pub(super) fn text(&mut self, Field(field, most): Field, text: &str) {
        self.length(field, most, text);
    }

    /// A text that a customer there must have.
    pub(super) fn required(&mut self, field: Field, text: &str) {
        if text.trim().is_empty() {
            self.add(Code::FirminoMissing, field.0, "");
        }
        self.text(field, text);
    }

    pub(super) fn country(&mut self, text: &str) {
        if Country::parse(text).is_none_or(|country| country.as_str() != text) {
            self.add(Code::FirminoCountry, "country", text);
        }
    }

    /// The tax number of a Polish buyer, which Firmino checks; others it only keeps.
    pub(super) fn tax_id(&mut self, country: &str, number: &str) {
        self.text(TAX_ID, number);
        let polish = country == Country::PL.as_str() && !number.is_empty();
        if polish && Nip::from_digits(number).is_none() {
            self.add(Code::FirminoNip, "nip", number);
        }
    }

    pub(super) fn currency(&mut self, code: &str) {
        let letters = code.bytes().all(|byte| byte.is_ascii_uppercase());
        if code.len() != 3 || !letters {
            self.add(Code::FirminoCurrency, "currency", code);
        }
    }

    /// Firmino's word for a rate of Poland.
    pub(super) fn rate(&mut self, field: &str, rate: Rate) -> String {
        self.or_unknown(field, rate, word(rate).map(str::to_owned))
    }

    /// The word for a rate of another state: the percentage, as far as anybody knows.
    pub(super) fn foreign_rate(&mut self, field: &str, rate: Rate) -> String {
        let percentage = match rate {
            Rate::Percent(_) => Some(rate.to_string()),
            Rate::Exempt | Rate::NotSubject | Rate::ReverseCharge => None,
        };
        self.or_unknown(field, rate, percentage)
    }

    fn or_unknown(&mut self, field: &str, rate: Rate, word: Option<String>) -> String {
        word.unwrap_or_else(|| {
            self.add(Code::FirminoRate, field, rate.to_string());
            rate.to_string()
        })
    }

    pub(super) fn price(&mut self, field: &str, price: rust_decimal::Decimal) {
        let price = price.normalize();
        if price.scale() > PRICE_PLACES {
            self.add(Code::FirminoPrice, field, price.to_string());
        }
    }

    pub(super) fn quantity(&mut self, field: &str, pieces: i64) {
        if pieces <= 0 {
            self.add(Code::FirminoQuantity, field, pieces.to_string());
        }
    }

    pub(super) fn kind(&mut self, kind: &str) {
        self.add(Code::FirminoKind, "kind", kind);
    }
}

/// Firmino's word for a rate: it knows `23 8 7 5 0 zw np oo npue 0pp` and no other.
fn word(rate: Rate) -> Option<&'static str> {
    match rate {
        Rate::Percent(2300) => Some("23"),
        Rate::Percent(800) => Some("8"),
        Rate::Percent(700) => Some("7"),
        Rate::Percent(500) => Some("5"),
        Rate::Percent(0) => Some("0"),
        Rate::Percent(_) => None,
        Rate::Exempt => Some("zw"),
        Rate::NotSubject => Some("np"),
        Rate::ReverseCharge => Some("oo"),
    }
}
