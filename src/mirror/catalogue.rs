//! BaseLinker's catalogue as last read. Walks over it go by id, a batch at a time: memory does not grow with it.

use rusqlite::{OptionalExtension as _, Row, params};

use super::{Mirror, MirrorError, Result};
use crate::domain::goods::Goods;

/// What a product of BaseLinker is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Its details were not read yet.
    Unknown,
    /// Something that is sold.
    Plain,
    /// Several things sold as one.
    Bundle,
    /// Its variants are sold, not it.
    Parent,
}

impl Role {
    const ALL: [Role; 4] = [Role::Unknown, Role::Plain, Role::Bundle, Role::Parent];

    /// The word as stored.
    pub const fn text(self) -> &'static str {
        match self {
            Role::Unknown => "unknown",
            Role::Plain => "plain",
            Role::Bundle => "bundle",
            Role::Parent => "parent",
        }
    }
}

/// A product as the book has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductRow {
    /// BaseLinker's id; a variant's own.
    pub product: i64,
    /// The product it is a variant of.
    pub parent: Option<i64>,
    /// SKU key.
    pub sku: Option<String>,
    /// EAN key.
    pub ean: Option<String>,
    /// Name.
    pub name: String,
    /// Key of the name.
    pub name_key: Option<String>,
    /// What it is.
    pub role: Role,
    /// Hash of its row in the list.
    pub row_hash: String,
    /// Its details are still to be read.
    pub stale: bool,
    /// On what both sides agreed last.
    pub agreed: Option<Goods>,
    /// Warsaw day on which its details were read.
    pub read_on: Option<String>,
    /// When it was first missing from the list (Unix seconds).
    pub gone_at: Option<i64>,
}

const COLUMNS: &str =
    "product, parent, sku, ean, name, name_key, role, row_hash, stale, agreed, read_on, gone_at";

impl Mirror {
    /// Begins a walk over the whole list: nothing has been listed yet.
    pub fn begin_listing(&self) -> Result<()> {
        self.db.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS listed (product INTEGER PRIMARY KEY) STRICT; DELETE FROM temp.listed;",
        )?;
        Ok(())
    }

    /// Notes that the list shows a product; answers whether this walk meets it for the first time.
    pub fn note_listed(&self, product: i64) -> Result<bool> {
        let mut add = self
            .db
            .prepare_cached("INSERT OR IGNORE INTO temp.listed (product) VALUES (?1)")?;
        Ok(add.execute([product])? > 0)
    }

    /// Products that the finished walk did not show and that were there before; at most `most`.
    pub fn unlisted(&self, most: i64) -> Result<Vec<i64>> {
        let mut all = self.db.prepare_cached(
            "SELECT product FROM catalogue WHERE gone_at IS NULL
               AND product NOT IN (SELECT product FROM temp.listed) ORDER BY product LIMIT ?1",
        )?;
        let rows = all.query_map([most], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many products the finished walk did not show.
    pub fn count_unlisted(&self) -> Result<i64> {
        let mut count = self.db.prepare_cached(
            "SELECT count(*) FROM catalogue WHERE gone_at IS NULL AND product NOT IN (SELECT product FROM temp.listed)",
        )?;
        Ok(count.query_row([], |row| row.get(0))?)
    }

    /// Notes which products have variants, which are sold in their place.
    pub fn note_parents(&self) -> Result<()> {
        self.db.execute(
            "UPDATE catalogue SET role = 'parent' WHERE role <> 'parent'
               AND product IN (SELECT parent FROM catalogue WHERE parent IS NOT NULL AND gone_at IS NULL)",
            [],
        )?;
        Ok(())
    }

    /// How many products are there that were not found gone.
    pub fn products_there(&self) -> Result<i64> {
        let mut count = self
            .db
            .prepare_cached("SELECT count(*) FROM catalogue WHERE gone_at IS NULL")?;
        Ok(count.query_row([], |row| row.get(0))?)
    }

    /// A product.
    pub fn product(&self, product: i64) -> Result<Option<ProductRow>> {
        let sql = format!("SELECT {COLUMNS} FROM catalogue WHERE product = ?1");
        let mut get = self.db.prepare_cached(&sql)?;
        get.query_row([product], read).optional()?.transpose()
    }

    /// Hash of a product's row in the list, where it is known and not gone.
    pub fn row_hash(&self, product: i64) -> Result<Option<String>> {
        let mut get = self.db.prepare_cached(
            "SELECT row_hash FROM catalogue WHERE product = ?1 AND gone_at IS NULL",
        )?;
        Ok(get.query_row([product], |row| row.get(0)).optional()?)
    }

    /// Keeps a product, in place of what was known.
    pub fn keep_product(&self, row: &ProductRow) -> Result<()> {
        let mut put = self.db.prepare_cached(
            "INSERT INTO catalogue (product, parent, sku, ean, name, name_key, role, row_hash, stale, agreed, read_on, gone_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
             ON CONFLICT (product) DO UPDATE SET parent = excluded.parent, sku = excluded.sku, ean = excluded.ean,
               name = excluded.name, name_key = excluded.name_key, role = excluded.role, row_hash = excluded.row_hash,
               stale = excluded.stale, agreed = excluded.agreed, read_on = excluded.read_on, gone_at = excluded.gone_at",
        )?;
        put.execute(params![
            row.product,
            row.parent,
            row.sku,
            row.ean,
            row.name,
            row.name_key,
            row.role.text(),
            row.row_hash,
            row.stale,
            row.agreed.as_ref().map(serde_json::to_string).transpose()?,
            row.read_on,
            row.gone_at,
        ])?;
        Ok(())
    }

    /// Has the details of every product read again that were last read before `day`.
    pub fn audit(&self, day: &str) -> Result<()> {
        self.db.execute(
            "UPDATE catalogue SET stale = 1 WHERE stale = 0 AND gone_at IS NULL AND coalesce(read_on, '') < ?1",
            [day],
        )?;
        Ok(())
    }

    /// Has the details of linked products read on which both sides never agreed: a person may have linked them.
    pub fn audit_unagreed(&self) -> Result<()> {
        self.db.execute(
            "UPDATE catalogue SET stale = 1 WHERE agreed IS NULL AND stale = 0 AND gone_at IS NULL
               AND product IN (SELECT product FROM product_links)",
            [],
        )?;
        Ok(())
    }

    /// Products whose details are still to be read, with ids above `after`, by id; at most `most`.
    pub fn stale_products(&self, after: i64, most: i64) -> Result<Vec<ProductRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM catalogue WHERE stale = 1 AND product > ?1 AND gone_at IS NULL ORDER BY product LIMIT ?2"
        );
        let mut all = self.db.prepare_cached(&sql)?;
        let rows = all.query_map([after, most], read)?;
        rows.map(|row| row?).collect()
    }

    /// Products without a card that may have one (no parents, none that is gone), with ids above `after`; at most `most`.
    pub fn unlinked_products(&self, after: i64, most: i64) -> Result<Vec<ProductRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM catalogue c WHERE product > ?1 AND gone_at IS NULL AND role <> 'parent'
               AND NOT EXISTS (SELECT 1 FROM product_links l WHERE l.product = c.product) ORDER BY product LIMIT ?2"
        );
        let mut all = self.db.prepare_cached(&sql)?;
        let rows = all.query_map([after, most], read)?;
        rows.map(|row| row?).collect()
    }

    /// How many products that are sold have this key of a name.
    pub fn products_named(&self, name_key: &str) -> Result<i64> {
        let mut count = self.db.prepare_cached(
            "SELECT count(*) FROM catalogue WHERE name_key = ?1 AND gone_at IS NULL AND role <> 'parent'",
        )?;
        Ok(count.query_row([name_key], |row| row.get(0))?)
    }

    /// Products that are sold and have this SKU, by id.
    pub fn products_with_sku(&self, sku: &str) -> Result<Vec<i64>> {
        let mut all = self.db.prepare_cached(
            "SELECT product FROM catalogue WHERE sku = ?1 AND gone_at IS NULL AND role <> 'parent' ORDER BY product",
        )?;
        let rows = all.query_map([sku], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether any product, sold or with variants, has this SKU.
    pub fn is_sku_listed(&self, sku: &str) -> Result<bool> {
        let mut any = self.db.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM catalogue WHERE sku = ?1 AND gone_at IS NULL)",
        )?;
        Ok(any.query_row([sku], |row| row.get(0))?)
    }

    /// The card that a product is linked to.
    pub fn card_of(&self, product: i64) -> Result<Option<i64>> {
        let mut get = self
            .db
            .prepare_cached("SELECT card FROM product_links WHERE product = ?1")?;
        Ok(get.query_row([product], |row| row.get(0)).optional()?)
    }

    /// The product that a card is linked to.
    pub fn product_of(&self, card: i64) -> Result<Option<i64>> {
        let mut get = self
            .db
            .prepare_cached("SELECT product FROM product_links WHERE card = ?1")?;
        Ok(get.query_row([card], |row| row.get(0)).optional()?)
    }

    /// Keeps a value that a pass writes, with the one before it.
    pub fn keep_write(&self, write: &Write<'_>, now: i64) -> Result<()> {
        let mut add = self.db.prepare_cached(
            "INSERT INTO product_writes (side, product, card, part, old, new, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        add.execute(params![
            match write.side {
                Side::Here => "here",
                Side::There => "there",
            },
            write.product,
            write.card,
            write.part,
            write.old,
            write.new,
            now
        ])?;
        Ok(())
    }
}

/// Where a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Into the card.
    Here,
    /// Into BaseLinker.
    There,
}

/// A written value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Write<'a> {
    /// Where.
    pub side: Side,
    /// The product.
    pub product: Option<i64>,
    /// The card.
    pub card: i64,
    /// The part's word.
    pub part: &'a str,
    /// Before.
    pub old: Option<&'a str>,
    /// After.
    pub new: Option<&'a str>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Result<ProductRow>> {
    let role: String = row.get(6)?;
    let agreed: Option<String> = row.get(9)?;
    let (product, parent, sku, ean) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
    let (name, name_key, row_hash, stale) = (row.get(4)?, row.get(5)?, row.get(7)?, row.get(8)?);
    let (read_on, gone_at) = (row.get(10)?, row.get(11)?);
    Ok((|| {
        Ok(ProductRow {
            product,
            parent,
            sku,
            ean,
            name,
            name_key,
            role: Role::ALL
                .into_iter()
                .find(|known| known.text() == role)
                .ok_or_else(|| MirrorError::Content(format!("catalogue.role {role}")))?,
            row_hash,
            stale,
            agreed: agreed.as_deref().map(serde_json::from_str).transpose()?,
            read_on,
            gone_at,
        })
    })())
}
