//! What a card holds, and what an import changes of it.

use rusqlite::{OptionalExtension as _, Row, params};

use crate::domain::card::CardValues;
use crate::domain::money::Amount;
use crate::mirror::{Mirror, MirrorError, Result};

/// A card's values and who said the two that matter for tax and price lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardRow {
    /// What it holds.
    pub values: CardValues,
    /// Who said the rate: `order`, `import`, `person`.
    pub rate_from: String,
    /// Who said the gross price; `None` where there is none.
    pub price_from: Option<String>,
}

const COLUMNS: &str = "sku, name, rate, ean, unit, price_net, price, weight, class_code, note, images, rate_from, price_from";

impl Mirror {
    /// Every card, oldest first, as of one moment.
    pub fn cards(&self) -> Result<Vec<CardRow>> {
        let mut all = self
            .db
            .prepare_cached(&format!("SELECT {COLUMNS} FROM cards ORDER BY id"))?;
        let rows = all.query_map([], |row| Ok(card(row)))?;
        rows.map(|row| row?).collect()
    }

    /// The card `id`, if there is one.
    pub fn card(&self, id: i64) -> Result<Option<CardRow>> {
        let mut get = self
            .db
            .prepare_cached(&format!("SELECT {COLUMNS} FROM cards WHERE id = ?1"))?;
        get.query_row([id], |row| Ok(card(row)))
            .optional()?
            .transpose()
    }

    /// Adds a card that an import tells of; answers its id. Without a unit it gets `szt.`, as a card of an order line.
    ///
    /// # Errors
    /// Those of SQLite; also where the name is missing.
    pub fn add_imported_card(&self, values: &CardValues, now: i64) -> Result<i64> {
        let mut add = self.db.prepare_cached(
            "INSERT INTO cards (sku, name, name_key, ean, unit, rate, rate_from, price, price_from, price_net, weight,
                                class_code, note, images, origin, made_at)
             VALUES (?1, ?2, ?3, ?4, coalesce(?5, 'szt.'), ?6, 'import', ?7, iif(?7 IS NULL, NULL, 'import'), ?8, ?9,
                     ?10, ?11, ?12, 'import', ?13)",
        )?;
        add.execute(params![
            values.sku,
            values.name,
            values.name_key(),
            values.ean,
            values.unit,
            values.rate.map(|rate| rate.to_string()),
            values.price_gross.map(Amount::grosze),
            values.price_net.map(Amount::grosze),
            values.weight.map(|weight| weight.to_string()),
            values.class_code,
            values.note,
            images(values)?,
            now
        ])?;
        Ok(self.db.last_insert_rowid())
    }

    /// Writes what an import tells of a card; what it does not tell stays. Rate and price that are told count as
    /// imported from now on, unless a person said the same. Answers whether anything changed.
    ///
    /// # Errors
    /// Those of SQLite; [`MirrorError::Content`] where the card is gone.
    pub fn change_card(&self, id: i64, told: &CardValues) -> Result<bool> {
        let gone = || MirrorError::Content(format!("cards.id {id}"));
        let old = self.card(id)?.ok_or_else(gone)?;
        let new = CardRow {
            rate_from: match told.rate {
                None => old.rate_from.clone(),
                Some(_) if told.rate == old.values.rate && old.rate_from == "person" => {
                    old.rate_from.clone()
                }
                Some(_) => "import".to_owned(),
            },
            price_from: match told.price_gross {
                None => old.price_from.clone(),
                Some(price)
                    if old.values.price_gross == Some(price)
                        && old.price_from.as_deref() == Some("person") =>
                {
                    old.price_from.clone()
                }
                Some(_) => Some("import".to_owned()),
            },
            values: told.clone().over(&old.values),
        };
        if new == old {
            return Ok(false);
        }
        let values = &new.values;
        let mut change = self.db.prepare_cached(
            "UPDATE cards SET sku = ?2, name = ?3, name_key = ?4, ean = ?5, unit = ?6, rate = ?7, rate_from = ?8, price = ?9,
                              price_from = ?10, price_net = ?11, weight = ?12, class_code = ?13, note = ?14, images = ?15
             WHERE id = ?1",
        )?;
        change.execute(params![
            id,
            values.sku,
            values.name,
            values.name_key(),
            values.ean,
            values.unit,
            values.rate.map(|rate| rate.to_string()),
            new.rate_from,
            values.price_gross.map(Amount::grosze),
            new.price_from,
            values.price_net.map(Amount::grosze),
            values.weight.map(|weight| weight.to_string()),
            values.class_code,
            values.note,
            images(values)?
        ])?;
        Ok(true)
    }
}

fn images(values: &CardValues) -> Result<Option<String>> {
    let list = values.images.as_ref().map(serde_json::to_string);
    Ok(list.transpose()?)
}

fn card(row: &Row<'_>) -> Result<CardRow> {
    let odd = |what: &str| MirrorError::Content(format!("cards.{what}"));
    let rate: Option<String> = row.get(2)?;
    let weight: Option<String> = row.get(7)?;
    let images: Option<String> = row.get(10)?;
    Ok(CardRow {
        values: CardValues {
            sku: row.get(0)?,
            name: row.get(1)?,
            rate: rate
                .map(|rate| rate.parse())
                .transpose()
                .map_err(|_| odd("rate"))?,
            ean: row.get(3)?,
            unit: row.get(4)?,
            price_net: row.get::<_, Option<i64>>(5)?.map(Amount::from_grosze),
            price_gross: row.get::<_, Option<i64>>(6)?.map(Amount::from_grosze),
            weight: weight
                .map(|weight| weight.parse())
                .transpose()
                .map_err(|_| odd("weight"))?,
            class_code: row.get(8)?,
            note: row.get(9)?,
            images: images.map(|list| serde_json::from_str(&list)).transpose()?,
        },
        rate_from: row.get(11)?,
        price_from: row.get(12)?,
    })
}
