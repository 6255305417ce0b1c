//! `customers`: contractors, <https://www.firmino.pl/api/kontrahenci/>.

use serde::{Deserialize, Serialize};

use super::exchange::Call;
use super::find::list;
use super::wire::{Fields, Shape, new_id};
use super::{Client, Find, FirminoError, Found};
use crate::net::Outcome;

/// A customer as Firmino tells it; `""` is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names are Firmino's")]
pub struct Customer {
    /// Firmino's id.
    pub id: i64,
    pub full_name: String,
    pub short_name: String,
    /// NIP, or a number of another state.
    pub tin: String,
    /// ISO, two letters.
    pub country_code: String,
    pub street: String,
    pub house_no: String,
    pub flat_no: String,
    pub post_code: String,
    pub locality: String,
    pub email: String,
    pub phone: String,
}

impl Customer {
    fn read(fields: &Fields<'_>) -> Result<Self, Shape> {
        let text = |name: &str| fields.text(name).unwrap_or_default();
        Ok(Self {
            id: fields.id()?,
            full_name: text("fullName"),
            short_name: text("shortName"),
            tin: text("tin"),
            country_code: text("countryCode"),
            street: text("street"),
            house_no: text("houseNo"),
            flat_no: text("flatNo"),
            post_code: text("postCode"),
            locality: text("locality"),
            email: text("email"),
            phone: text("phone"),
        })
    }
}

/// A customer to be made. Lengths are Firmino's: full name 500, short name 25 and unique, locality 30, street 120, house
/// and flat 10, postcode 30, telephone 50, e-mail 250.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names are Firmino's")]
pub struct NewCustomer {
    pub full_name: String,
    pub short_name: String,
    pub locality: String,
    pub country_code: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tin: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub street: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub house_no: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub flat_no: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub post_code: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub email: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
}

impl Client<'_> {
    /// customers/find, a read.
    ///
    /// # Errors
    /// See [`FirminoError`].
    pub fn find_customers(&self, find: &Find) -> Result<Found<Customer>, FirminoError> {
        let call = Call::new("customers/find", find.json());
        self.read(&call, |response| list(response, Customer::read))
    }

    /// customers/add, a write: answers the new customer's id.
    pub fn add_customer(&self, customer: &NewCustomer) -> Outcome<i64, FirminoError> {
        let call = Call::new("customers/add", super::documents::json(customer));
        self.write(&call, new_id)
    }
}
