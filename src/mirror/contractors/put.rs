//! A contractor's card as Firmino tells it. Documents hold snapshots of their buyers, so none changes by this.

use rusqlite::{OptionalExtension as _, Row, params};

use crate::domain::names;
use crate::mirror::{Mirror, Result};

/// Everything that a card says of a buyer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContractorCard {
    /// Full name.
    pub name: String,
    /// Short name, of which there is only one.
    pub short_name: String,
    /// NIP (ten digits) or EU VAT number.
    pub nip: Option<String>,
    /// ISO code; this and all below are empty where unknown.
    pub country: String,
    /// Street.
    pub street: String,
    /// House.
    pub house: String,
    /// Flat.
    pub flat: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// E-mail.
    pub email: String,
    /// Telephone.
    pub phone: String,
}

impl Mirror {
    /// A contractor's card, whole.
    pub fn contractor_card(&self, id: i64) -> Result<Option<ContractorCard>> {
        let mut get = self.db.prepare_cached(
            "SELECT name, short_name, nip, country, street, house, flat, postcode, city, email, phone
             FROM contractors WHERE id = ?1",
        )?;
        Ok(get.query_row([id], card).optional()?)
    }

    /// Whose short name it is.
    pub fn contractor_with_short_name(&self, short_name: &str) -> Result<Option<i64>> {
        let mut get = self
            .db
            .prepare_cached("SELECT id FROM contractors WHERE short_name = ?1")?;
        Ok(get.query_row([short_name], |row| row.get(0)).optional()?)
    }

    /// Adds a card, or exchanges all of card `id`; answers its id. A city that stays keeps its key, which may be that of a
    /// longer name.
    ///
    /// # Errors
    /// Those of SQLite; also for a short name that another card has.
    pub fn put_contractor(&self, id: Option<i64>, card: &ContractorCard, now: i64) -> Result<i64> {
        let mut put = self.db.prepare_cached(
            "INSERT INTO contractors (id, name, short_name, name_key, nip, country, street, house, flat, postcode, postcode_key,
                city, city_key, email, phone, made_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, short_name = excluded.short_name,
                name_key = excluded.name_key, nip = excluded.nip, country = excluded.country, street = excluded.street,
                house = excluded.house, flat = excluded.flat, postcode = excluded.postcode,
                postcode_key = excluded.postcode_key, city = excluded.city, city_key = CASE WHEN city = excluded.city THEN city_key ELSE excluded.city_key END,
                email = excluded.email, phone = excluded.phone
             RETURNING id",
        )?;
        let id = put.query_row(
            params![
                id,
                card.name,
                card.short_name,
                names::key(&card.name).unwrap_or_default(),
                card.nip,
                card.country,
                card.street,
                card.house,
                card.flat,
                card.postcode,
                names::postcode_key(&card.postcode).unwrap_or_default(),
                card.city,
                names::city_key(&card.city).unwrap_or_default(),
                card.email,
                card.phone,
                now,
            ],
            |row| row.get(0),
        )?;
        Ok(id)
    }
}

fn card(row: &Row<'_>) -> rusqlite::Result<ContractorCard> {
    Ok(ContractorCard {
        name: row.get(0)?,
        short_name: row.get(1)?,
        nip: row.get(2)?,
        country: row.get(3)?,
        street: row.get(4)?,
        house: row.get(5)?,
        flat: row.get(6)?,
        postcode: row.get(7)?,
        city: row.get(8)?,
        email: row.get(9)?,
        phone: row.get(10)?,
    })
}
