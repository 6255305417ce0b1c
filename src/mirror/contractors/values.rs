//! What a buyer's card holds, and what an import changes of it.

use std::collections::HashSet;

use rusqlite::{OptionalExtension as _, Row, params};

use crate::domain::contractor::ContractorValues;
use crate::domain::country::Country;
use crate::domain::names;
use crate::mirror::{Mirror, MirrorError, Result};

const COLUMNS: &str =
    "name, short_name, nip, country, street, house, flat, postcode, city, email, phone";

impl Mirror {
    /// Every buyer's card whole, oldest first, as of one moment.
    pub fn contractor_cards(&self) -> Result<Vec<ContractorValues>> {
        let mut all = self
            .db
            .prepare_cached(&format!("SELECT {COLUMNS} FROM contractors ORDER BY id"))?;
        let rows = all.query_map([], values)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The card with this short name, and its tax number.
    pub fn contractor_called(&self, short_name: &str) -> Result<Option<(i64, Option<String>)>> {
        let mut get = self
            .db
            .prepare_cached("SELECT id, nip FROM contractors WHERE short_name = ?1")?;
        let found = get.query_row([short_name], |row| Ok((row.get(0)?, row.get(1)?)));
        Ok(found.optional()?)
    }

    /// Adds a card that an import tells of; answers its id. Without a short name it gets one that neither another card
    /// nor `reserved` has.
    ///
    /// # Errors
    /// Those of SQLite; also where the name is missing.
    pub fn add_imported_contractor(
        &self,
        told: &ContractorValues,
        reserved: &HashSet<String>,
        now: i64,
    ) -> Result<i64> {
        let name = told.name.as_deref().unwrap_or_default();
        let short = match &told.short_name {
            Some(short) => short.clone(),
            None => self.free_short_name(name, reserved)?,
        };
        let mut add = self.db.prepare_cached(
            "INSERT INTO contractors (name, short_name, name_key, nip, country, street, house, flat, postcode, postcode_key,
                city, city_key, email, phone, made_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?;
        add.execute(params![
            told.name,
            short,
            names::key(name).unwrap_or_default(),
            told.nip,
            country(told),
            text(&told.street),
            text(&told.house),
            text(&told.flat),
            text(&told.postcode),
            names::postcode_key(text(&told.postcode)).unwrap_or_default(),
            text(&told.city),
            names::city_key(text(&told.city)).unwrap_or_default(),
            text(&told.email),
            text(&told.phone),
            now,
        ])?;
        Ok(self.db.last_insert_rowid())
    }

    /// Writes what an import tells of a card; what it does not tell stays. Answers whether anything changed. A city that
    /// stays keeps the key that it has: it may be that of a longer name, of which the card holds the beginning.
    ///
    /// # Errors
    /// Those of SQLite; [`MirrorError::Content`] where the card is gone.
    pub fn change_contractor(&self, id: i64, told: &ContractorValues) -> Result<bool> {
        let mut get = self
            .db
            .prepare_cached(&format!("SELECT {COLUMNS} FROM contractors WHERE id = ?1"))?;
        let old = get.query_row([id], values).optional()?;
        let old = old.ok_or_else(|| MirrorError::Content(format!("contractors.id {id}")))?;
        let new = told.clone().over(&old);
        if new == old {
            return Ok(false);
        }
        let mut change = self.db.prepare_cached(
            "UPDATE contractors SET name = ?2, short_name = ?3, name_key = ?4, nip = ?5, country = ?6, street = ?7,
                house = ?8, flat = ?9, postcode = ?10, postcode_key = ?11,
                city_key = iif(city = ?12, city_key, ?13), city = ?12, email = ?14, phone = ?15
             WHERE id = ?1",
        )?;
        change.execute(params![
            id,
            new.name,
            new.short_name,
            names::key(text(&new.name)).unwrap_or_default(),
            new.nip,
            country(&new),
            text(&new.street),
            text(&new.house),
            text(&new.flat),
            text(&new.postcode),
            names::postcode_key(text(&new.postcode)).unwrap_or_default(),
            text(&new.city),
            names::city_key(text(&new.city)).unwrap_or_default(),
            text(&new.email),
            text(&new.phone),
        ])?;
        Ok(true)
    }
}

/// An unknown text is kept as an empty one.
fn text(value: &Option<String>) -> &str {
    value.as_deref().unwrap_or_default()
}

fn country(values: &ContractorValues) -> &str {
    values.country.as_ref().map_or("", Country::as_str)
}

fn values(row: &Row<'_>) -> rusqlite::Result<ContractorValues> {
    let filled = |at| {
        let text: Option<String> = row.get(at)?;
        Ok::<_, rusqlite::Error>(text.filter(|text| !text.is_empty()))
    };
    Ok(ContractorValues {
        name: filled(0)?,
        short_name: filled(1)?,
        nip: filled(2)?,
        country: filled(3)?.and_then(|code| Country::parse(&code)),
        street: filled(4)?,
        house: filled(5)?,
        flat: filled(6)?,
        postcode: filled(7)?,
        city: filled(8)?,
        email: filled(9)?,
        phone: filled(10)?,
    })
}
