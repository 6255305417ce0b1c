//! A buyer's card as an import tells it: what each field may hold, read from people's text.

#[cfg(test)]
mod tests;

use super::{
    BuyerKey, EMAIL, FULL_NAME, HOUSE, LOCALITY, PHONE, POSTCODE, SHORT_NAME, STREET, TIN,
    split_street,
};
use crate::domain::card::reading::{code, phrase};
use crate::domain::country::Country;
use crate::domain::import::{BuyerWrong, FileField, Wrong};
use crate::domain::names;
use crate::domain::nip;
use crate::domain::tax_id::{TaxId, classify};

/// A field of a card that an import may fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContractorField {
    /// Full name.
    Name,
    /// Short name, of which there is only one.
    ShortName,
    /// Tax number.
    Nip,
    /// Country, two letters.
    Country,
    /// Street, or the whole address line.
    Street,
    /// House number.
    House,
    /// Flat number.
    Flat,
    /// Postcode.
    Postcode,
    /// City.
    City,
    /// E-mail.
    Email,
    /// Telephone.
    Phone,
}

impl ContractorField {
    /// All of them, as listed to people and exported.
    pub const ALL: [ContractorField; 11] = [
        ContractorField::Name,
        ContractorField::ShortName,
        ContractorField::Nip,
        ContractorField::Country,
        ContractorField::Street,
        ContractorField::House,
        ContractorField::Flat,
        ContractorField::Postcode,
        ContractorField::City,
        ContractorField::Email,
        ContractorField::Phone,
    ];
}

impl FileField for ContractorField {
    const ALL: &'static [ContractorField] = &ContractorField::ALL;

    fn word(self) -> &'static str {
        match self {
            ContractorField::Name => "name",
            ContractorField::ShortName => "short_name",
            ContractorField::Nip => "nip",
            ContractorField::Country => "country",
            ContractorField::Street => "street",
            ContractorField::House => "house",
            ContractorField::Flat => "flat",
            ContractorField::Postcode => "postcode",
            ContractorField::City => "city",
            ContractorField::Email => "email",
            ContractorField::Phone => "phone",
        }
    }

    /// Words of <https://www.firmino.pl/api/kontrahenci/>.
    fn other_word(self) -> Option<&'static str> {
        match self {
            ContractorField::Name => Some("fullName"),
            ContractorField::ShortName => Some("shortName"),
            ContractorField::Nip => Some("tin"),
            ContractorField::Country => Some("countryCode"),
            ContractorField::House => Some("houseNo"),
            ContractorField::Flat => Some("flatNo"),
            ContractorField::City => Some("locality"),
            ContractorField::Street
            | ContractorField::Postcode
            | ContractorField::Email
            | ContractorField::Phone => None,
        }
    }
}

/// What is told of a buyer. `None` is unknown: it leaves what a card has as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContractorValues {
    /// Full name, white space folded, as all texts here.
    pub name: Option<String>,
    /// Short name.
    pub short_name: Option<String>,
    /// Tax number in the form in which two can be compared: [`TaxId::key`].
    pub nip: Option<String>,
    /// Country.
    pub country: Option<Country>,
    /// Street.
    pub street: Option<String>,
    /// House number.
    pub house: Option<String>,
    /// Flat number.
    pub flat: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// City.
    pub city: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
}

impl ContractorValues {
    /// Reads the cells of one row. The tax number is read by the row's country, as that of an order's buyer; without one
    /// it is taken for a Polish one unless it has another state's prefix. A street without house and flat is parted as an
    /// order's address line is.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn read<'t>(
        cells: impl IntoIterator<Item = (ContractorField, &'t str)>,
    ) -> Result<ContractorValues, Vec<(ContractorField, Wrong)>> {
        let mut values = ContractorValues::default();
        let mut wrong = Vec::new();
        let mut number = "";
        let mut country_is_known = true;
        for (field, text) in cells {
            let text = text.trim();
            match field {
                _ if text.is_empty() => {}
                ContractorField::Nip => number = text,
                field => {
                    if let Err(error) = values.set(field, text) {
                        country_is_known &= field != ContractorField::Country;
                        wrong.push((field, error));
                    }
                }
            }
        }
        // By a wrong country nothing can be said of the number.
        if country_is_known {
            match tax_id(number, values.country) {
                Ok(key) => values.nip = key,
                Err(error) => wrong.push((ContractorField::Nip, error)),
            }
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        values.part_street();
        Ok(values)
    }

    fn set(&mut self, field: ContractorField, text: &str) -> Result<(), Wrong> {
        match field {
            ContractorField::Name => self.name = Some(phrase(text, FULL_NAME)?),
            ContractorField::ShortName => self.short_name = Some(phrase(text, SHORT_NAME)?),
            ContractorField::Nip => self.nip = tax_id(text, self.country)?,
            ContractorField::Country => {
                let country = Country::parse(text).ok_or(Wrong::Buyer(BuyerWrong::Country))?;
                self.country = Some(country);
            }
            ContractorField::Street => self.street = Some(phrase(text, STREET)?),
            ContractorField::House => self.house = Some(phrase(text, HOUSE)?),
            ContractorField::Flat => self.flat = Some(phrase(text, HOUSE)?),
            ContractorField::Postcode => self.postcode = Some(phrase(text, POSTCODE)?),
            ContractorField::City => self.city = Some(phrase(text, LOCALITY)?),
            ContractorField::Email => self.email = Some(phrase(text, EMAIL)?),
            ContractorField::Phone => self.phone = Some(code(&phrase(text, PHONE)?, PHONE)?),
        }
        Ok(())
    }

    fn part_street(&mut self) {
        let (Some(line), None, None) = (&self.street, &self.house, &self.flat) else {
            return;
        };
        let parts = split_street(line);
        let filled = |text: String| Some(text).filter(|text| !text.is_empty());
        self.house = filled(parts.house);
        self.flat = filled(parts.flat);
        self.street = Some(parts.street);
    }

    /// What a card is looked for by.
    pub fn key(&self) -> BuyerKey {
        BuyerKey {
            nip: self.nip.clone(),
            name: self.name.as_deref().and_then(names::key),
            postcode: self.postcode.as_deref().and_then(names::postcode_key),
            city: self.city.as_deref().and_then(names::city_key),
            country: self.country,
        }
    }

    /// These values, and where they are unknown, those of `older`. House and flat belong to their street: another street
    /// does not keep them.
    pub fn over(self, older: &ContractorValues) -> ContractorValues {
        fn or<T: Clone>(new: Option<T>, old: &Option<T>) -> Option<T> {
            new.or_else(|| old.clone())
        }
        let streets = (&self.street, &older.street);
        let moved = matches!(streets, (Some(new), Some(old)) if new != old);
        let (house, flat) = match moved {
            true => (self.house, self.flat),
            false => (or(self.house, &older.house), or(self.flat, &older.flat)),
        };
        ContractorValues {
            name: or(self.name, &older.name),
            short_name: or(self.short_name, &older.short_name),
            nip: or(self.nip, &older.nip),
            country: or(self.country, &older.country),
            street: or(self.street, &older.street),
            house,
            flat,
            postcode: or(self.postcode, &older.postcode),
            city: or(self.city, &older.city),
            email: or(self.email, &older.email),
            phone: or(self.phone, &older.phone),
        }
    }
}

/// The number in the form in which two can be compared; `None` where the text is nothing but marks.
fn tax_id(text: &str, country: Option<Country>) -> Result<Option<String>, Wrong> {
    if text.is_empty() {
        return Ok(None);
    }
    code(&nip::bare(text), TIN)?;
    let id = classify(text, country);
    match &id {
        TaxId::PolishWrong(_) => Err(Wrong::Buyer(BuyerWrong::Nip)),
        // A word such as `private` would join all who wrote it.
        TaxId::Other(text) if !text.chars().any(|c| c.is_ascii_digit()) => {
            Err(Wrong::Buyer(BuyerWrong::TaxId))
        }
        TaxId::None | TaxId::PolishNip(_) | TaxId::Eu(_) | TaxId::Other(_) => Ok(id.key()),
    }
}
