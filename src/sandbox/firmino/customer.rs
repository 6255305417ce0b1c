//! Customers (kontrahenci).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::answer::{Refusal, Shown};
use super::fields::{Fields, missing};
use super::identity::{is_nip, is_polish_account, is_regon};
use crate::sandbox::unknowns::FirminoUnknowns;

/// A customer. A document keeps its own copy, whose id is 0 if it stands there only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Customer {
    pub id: u64,
    pub full_name: String,
    pub short_name: String,
    pub tin: String,
    pub regon: String,
    pub country_code: String,
    pub street: String,
    pub house_no: String,
    pub flat_no: String,
    pub post_code: String,
    pub locality: String,
    pub post: String,
    pub phone: String,
    pub email: String,
    pub bank_account: String,
    pub fax: String,
    pub website: String,
    pub note: String,
}

impl Default for Customer {
    fn default() -> Self {
        Self {
            id: 0,
            full_name: String::new(),
            short_name: String::new(),
            tin: String::new(),
            regon: String::new(),
            country_code: "PL".into(),
            street: String::new(),
            house_no: String::new(),
            flat_no: String::new(),
            post_code: String::new(),
            locality: String::new(),
            post: String::new(),
            phone: String::new(),
            email: String::new(),
            bank_account: String::new(),
            fax: String::new(),
            website: String::new(),
            note: String::new(),
        }
    }
}

/// A field: its name, its length in characters, its place.
type Column = (&'static str, usize, fn(&mut Customer) -> &mut String);

/// Every field but the id, with the documented lengths.
const COLUMNS: [Column; 17] = [
    ("fullName", 500, |one| &mut one.full_name),
    ("shortName", 25, |one| &mut one.short_name),
    ("tin", 20, |one| &mut one.tin),
    ("regon", 30, |one| &mut one.regon),
    ("countryCode", 2, |one| &mut one.country_code),
    ("street", 120, |one| &mut one.street),
    ("houseNo", 10, |one| &mut one.house_no),
    ("flatNo", 10, |one| &mut one.flat_no),
    ("postCode", 30, |one| &mut one.post_code),
    ("locality", 30, |one| &mut one.locality),
    ("post", 100, |one| &mut one.post),
    ("phone", 50, |one| &mut one.phone),
    ("email", 250, |one| &mut one.email),
    ("bankAccount", 40, |one| &mut one.bank_account),
    ("fax", 20, |one| &mut one.fax),
    ("website", 100, |one| &mut one.website),
    ("note", 250, |one| &mut one.note),
];

impl Customer {
    /// What a call makes of `base`; fields that it does not send stay as they are there.
    pub(super) fn read(fields: &Fields<'_>, mut base: Customer) -> Result<Customer, Refusal> {
        let known: Vec<&str> = COLUMNS
            .iter()
            .map(|(name, ..)| *name)
            .chain(["id"])
            .collect();
        fields.only(&known)?;
        for (name, longest, place) in COLUMNS {
            if let Some(text) = fields.text(name, longest)? {
                *place(&mut base) = text;
            }
        }
        Ok(base)
    }

    /// What must hold of one customer by itself.
    pub(super) fn check(&self, unknowns: FirminoUnknowns) -> Result<(), Refusal> {
        let required = [
            ("fullName", &self.full_name),
            ("shortName", &self.short_name),
            ("locality", &self.locality),
        ];
        for (name, text) in required {
            if text.trim().is_empty() {
                return Err(missing(name));
            }
        }
        let is_code = self.country_code.len() == 2
            && self.country_code.bytes().all(|b| b.is_ascii_uppercase());
        if !is_code {
            return Err(wrong("countryCode"));
        }
        if !self.regon.is_empty() && !is_regon(&self.regon) {
            return Err(wrong("regon"));
        }
        if self.country_code != "PL" {
            return Ok(());
        }
        if !self.tin.is_empty() && !is_nip(&self.tin, unknowns.nip_spelling) {
            return Err(Refusal::wrong("Nieprawidłowy numer NIP".into()));
        }
        if !self.bank_account.is_empty() && !is_polish_account(&self.bank_account) {
            return Err(wrong("bankAccount"));
        }
        Ok(())
    }

    /// As answered.
    pub(super) fn shown(&self, unknowns: FirminoUnknowns) -> Value {
        let mut shown = Shown::new(unknowns);
        let mut copy = self.clone();
        if self.id > 0 {
            shown.put("id", self.id);
        }
        for (name, _, place) in COLUMNS {
            shown.text(name, place(&mut copy));
        }
        shown.value()
    }
}

fn wrong(name: &str) -> Refusal {
    Refusal::wrong(format!("Nieprawidłowa wartość pola {name}"))
}
