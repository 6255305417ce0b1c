//! Contractors' cards. A card is never overwritten by an order.

mod put;

use std::collections::HashSet;

use rusqlite::{Row, params};

use super::{Mirror, Result};
use crate::domain::contractor::{self, BuyerKey, Candidate};
use crate::domain::country::Country;
use crate::domain::document::Buyer;
use crate::domain::names;

/// A card as lists need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractorRow {
    /// The card.
    pub card: i64,
    /// Full name.
    pub name: String,
    /// NIP (ten digits) or EU VAT number.
    pub nip: Option<String>,
    /// City.
    pub city: String,
    /// ISO code; empty where unknown.
    pub country: String,
}

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
    /// All cards whole, oldest first, as of one moment.
    pub fn contractor_cards(&self) -> Result<Vec<ContractorCard>> {
        let mut all = self.db.prepare_cached(
            "SELECT name, short_name, nip, country, street, house, flat, postcode, city, email, phone
             FROM contractors ORDER BY id",
        )?;
        let rows = all.query_map([], card)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// All cards, oldest first.
    pub fn contractors(&self) -> Result<Vec<ContractorRow>> {
        let mut all = self
            .db
            .prepare_cached("SELECT id, name, nip, city, country FROM contractors ORDER BY id")?;
        let rows = all.query_map([], |row| {
            Ok(ContractorRow {
                card: row.get(0)?,
                name: row.get(1)?,
                nip: row.get(2)?,
                city: row.get(3)?,
                country: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Every card that shares the tax number or the name.
    pub fn contractor_candidates(&self, buyer: &BuyerKey) -> Result<Vec<Candidate>> {
        let mut all = self.db.prepare_cached(
            "SELECT id, nip, name_key, postcode_key, city_key, country FROM contractors
             WHERE id IN (SELECT id FROM contractors WHERE nip = ?1 UNION SELECT id FROM contractors WHERE name_key = ?2)
             ORDER BY id",
        )?;
        let filled = |text: String| Some(text).filter(|text| !text.is_empty());
        let rows = all.query_map(params![buyer.nip, buyer.name], |row| {
            let country: String = row.get(5)?;
            Ok(Candidate {
                card: row.get(0)?,
                nip: row.get(1)?,
                name_key: filled(row.get(2)?),
                postcode_key: filled(row.get(3)?),
                city_key: filled(row.get(4)?),
                country: Country::parse(&country),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether there is a card with this id.
    pub fn has_contractor(&self, card: i64) -> Result<bool> {
        let mut get = self
            .db
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM contractors WHERE id = ?1)")?;
        Ok(get.query_row([card], |row| row.get(0))?)
    }

    /// Adds a card within Firmino's limits (firmino.md §2.2) with a short name of its own; answers its id.
    pub fn add_contractor(
        &self,
        buyer: &Buyer,
        key: &BuyerKey,
        email: &str,
        phone: &str,
        now: i64,
    ) -> Result<i64> {
        let base = contractor::cut(
            &contractor::short_name(&buyer.name, |_| false),
            contractor::SHORT_NAME,
        );
        let mut near = self.db.prepare_cached(
            "SELECT short_name FROM contractors WHERE short_name >= ?1 AND short_name < ?2",
        )?;
        // Every name with a number at its end shares the first characters of the name without one.
        let stem: String = base.chars().take(contractor::SHORT_NAME - 12).collect();
        let taken: HashSet<String> = near
            .query_map([&stem, &format!("{stem}\u{10FFFF}")], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let short = contractor::short_name(&buyer.name, |short| taken.contains(short));
        let street = contractor::split_street(&buyer.street);
        let mut add = self.db.prepare_cached(
            "INSERT INTO contractors (name, short_name, name_key, nip, country, street, house, flat, postcode, postcode_key,
                city, city_key, email, phone, made_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?;
        add.execute(params![
            contractor::cut(&buyer.name, contractor::FULL_NAME),
            short,
            names::key(&buyer.name).unwrap_or_default(),
            key.nip,
            buyer.country,
            contractor::cut(&street.street, contractor::STREET),
            street.house,
            street.flat,
            contractor::cut(&buyer.postcode, contractor::POSTCODE),
            names::postcode_key(&buyer.postcode).unwrap_or_default(),
            contractor::locality(&buyer.city),
            names::city_key(&buyer.city).unwrap_or_default(),
            contractor::cut(email, 250),
            contractor::cut(phone, 50),
            now,
        ])?;
        Ok(self.db.last_insert_rowid())
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
