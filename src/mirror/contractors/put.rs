//! A contractor's card as Firmino tells it. Documents hold snapshots of their buyers, so none changes by this.

use rusqlite::{OptionalExtension as _, params};

use super::ContractorCard;
use crate::domain::names;
use crate::mirror::{Mirror, Result};

impl Mirror {
    /// A contractor's card, whole.
    pub fn contractor_card(&self, id: i64) -> Result<Option<ContractorCard>> {
        let mut get = self.db.prepare_cached(
            "SELECT name, short_name, nip, country, street, house, flat, postcode, city, email, phone
             FROM contractors WHERE id = ?1",
        )?;
        Ok(get.query_row([id], super::card).optional()?)
    }

    /// Whose short name it is.
    pub fn contractor_with_short_name(&self, short_name: &str) -> Result<Option<i64>> {
        let mut get = self
            .db
            .prepare_cached("SELECT id FROM contractors WHERE short_name = ?1")?;
        Ok(get.query_row([short_name], |row| row.get(0)).optional()?)
    }

    /// Adds a card, or exchanges all of card `id`; answers its id.
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
                postcode_key = excluded.postcode_key, city = excluded.city, city_key = excluded.city_key,
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
