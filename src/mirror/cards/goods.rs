//! Cards as both sides can have them: what a products pass compares and carries over.

use rusqlite::{OptionalExtension as _, Row, params};
use rust_decimal::Decimal;

use crate::domain::goods::{Goods, Part};
use crate::domain::money::Amount;
use crate::domain::names;
use crate::domain::vat::{Rate, split_gross};
use crate::mirror::{Mirror, MirrorError, Result};

/// A card with its link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardGoods {
    /// The card.
    pub card: i64,
    /// What is known of it.
    pub goods: Goods,
    /// BaseLinker's product.
    pub product: Option<i64>,
    /// Where it was born: `order`, `import`, `baselinker`.
    pub origin: String,
}

const COLUMNS: &str = "c.id, c.name, c.sku, c.ean, c.rate, c.price, c.weight, c.description, c.category, c.manufacturer,
    c.images, l.product, c.origin";

impl Mirror {
    /// A card.
    pub fn card_goods(&self, card: i64) -> Result<Option<CardGoods>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM cards c LEFT JOIN product_links l ON l.card = c.id WHERE c.id = ?1"
        );
        let mut get = self.db.prepare_cached(&sql)?;
        Ok(get.query_row([card], read).optional()?)
    }

    /// Cards with ids above `after`, by id; at most `most`.
    pub fn cards_after(&self, after: i64, most: i64) -> Result<Vec<CardGoods>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM cards c LEFT JOIN product_links l ON l.card = c.id WHERE c.id > ?1 ORDER BY c.id LIMIT ?2"
        );
        let mut all = self.db.prepare_cached(&sql)?;
        let rows = all.query_map([after, most], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Adds a card for a product of BaseLinker, linked to it; answers its id. Its rate counts as an order line's: 0 there
    /// is what BaseLinker gives a product without one (legal.md 18).
    ///
    /// # Errors
    /// Those of SQLite; also where the name is missing.
    pub fn add_catalogue_card(&self, product: i64, goods: &Goods, now: i64) -> Result<i64> {
        let name = goods.get(Part::Name).unwrap_or_default();
        let mut add = self.db.prepare_cached(
            "INSERT INTO cards (name, name_key, unit, rate_from, origin, made_at) VALUES (?1, ?2, 'szt.', 'order', 'baselinker', ?3)",
        )?;
        add.execute(params![name, names::key(name).unwrap_or_default(), now])?;
        let card = self.db.last_insert_rowid();
        self.link_card(card, product, crate::domain::card_match::FoundBy::Link, now)?;
        for (part, value) in &goods.0 {
            self.set_card_part(card, *part, Some(value))?;
        }
        self.set_net_price(card)?;
        Ok(card)
    }

    /// Writes a part of a card.
    ///
    /// # Errors
    /// Those of SQLite; [`MirrorError::Content`] for a text that is none of this part.
    pub fn set_card_part(&self, card: i64, part: Part, value: Option<&str>) -> Result<()> {
        let odd = || MirrorError::Content(format!("cards.id {card}: {}", part.word()));
        let set = |sql: &str, value: &dyn rusqlite::ToSql| -> Result<()> {
            self.db.prepare_cached(sql)?.execute(params![card, value])?;
            Ok(())
        };
        match part {
            Part::Name => {
                let name = value.ok_or_else(odd)?;
                set("UPDATE cards SET name = ?2 WHERE id = ?1", &name)?;
                let key = names::key(name).unwrap_or_default();
                set("UPDATE cards SET name_key = ?2 WHERE id = ?1", &key)
            }
            Part::Sku => set("UPDATE cards SET sku = ?2 WHERE id = ?1", &value),
            Part::Ean => set("UPDATE cards SET ean = ?2 WHERE id = ?1", &value),
            Part::Vat => set(
                "UPDATE cards SET rate = ?2, rate_from = 'order' WHERE id = ?1",
                &value,
            ),
            Part::Price => {
                let price = value.map(|text| text.parse::<Decimal>().map_err(|_| odd()));
                let price = price
                    .transpose()?
                    .map(|price| Amount::rounded(price).map_err(|_| odd()));
                let grosze = price.transpose()?.map(Amount::grosze);
                set(
                    "UPDATE cards SET price = ?2, price_from = 'order' WHERE id = ?1",
                    &grosze,
                )
            }
            Part::Weight => set("UPDATE cards SET weight = ?2 WHERE id = ?1", &value),
            Part::Description => set("UPDATE cards SET description = ?2 WHERE id = ?1", &value),
            Part::Category => set("UPDATE cards SET category = ?2 WHERE id = ?1", &value),
            Part::Manufacturer => set("UPDATE cards SET manufacturer = ?2 WHERE id = ?1", &value),
            Part::Images => set("UPDATE cards SET images = ?2 WHERE id = ?1", &value),
        }
    }

    /// Computes the net price of a card from its gross price and its rate, where both are known.
    pub fn set_net_price(&self, card: i64) -> Result<()> {
        let found: Option<(Option<i64>, Option<String>)> = self
            .db
            .prepare_cached("SELECT price, rate FROM cards WHERE id = ?1")?
            .query_row([card], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((Some(price), Some(rate))) = found else {
            return Ok(());
        };
        let Ok(rate) = rate.parse::<Rate>() else {
            return Ok(());
        };
        let net = split_gross(Amount::from_grosze(price), rate).net.grosze();
        self.db
            .prepare_cached("UPDATE cards SET price_net = ?2 WHERE id = ?1")?
            .execute([card, net])?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<CardGoods> {
    let text = |at: usize| row.get::<_, Option<String>>(at);
    let price: Option<i64> = row.get(5)?;
    let goods = Goods::default()
        .with_known(Part::Name, text(1)?)
        .with_known(Part::Sku, text(2)?)
        .with_known(Part::Ean, text(3)?)
        .with_known(Part::Vat, text(4)?)
        .with_known(
            Part::Price,
            price.map(|price| Amount::from_grosze(price).to_string()),
        )
        .with_known(Part::Weight, text(6)?)
        .with_known(Part::Description, text(7)?)
        .with_known(Part::Category, text(8)?)
        .with_known(Part::Manufacturer, text(9)?)
        .with_known(Part::Images, text(10)?);
    Ok(CardGoods {
        card: row.get(0)?,
        goods,
        product: row.get(11)?,
        origin: row.get(12)?,
    })
}
