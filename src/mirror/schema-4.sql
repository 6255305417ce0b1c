-- Version 4: BaseLinker's catalogue as last read, and what was decided and written between it and the cards.
-- docs/mirror.md explains each column.
ALTER TABLE cards ADD COLUMN description TEXT;
ALTER TABLE cards ADD COLUMN category TEXT;
ALTER TABLE cards ADD COLUMN manufacturer TEXT;

CREATE TABLE catalogue (                     -- BaseLinker's products and variants
  product  INTEGER PRIMARY KEY,
  parent   INTEGER,
  sku      TEXT,
  ean      TEXT,
  name     TEXT NOT NULL,
  name_key TEXT,
  role     TEXT NOT NULL CHECK (role IN ('unknown', 'plain', 'bundle', 'parent')),
  row_hash TEXT NOT NULL,
  stale    INTEGER NOT NULL CHECK (stale IN (0, 1)),
  agreed   TEXT,
  read_on  TEXT,
  gone_at  INTEGER
) STRICT;
CREATE INDEX catalogue_by_sku   ON catalogue (sku) WHERE sku IS NOT NULL;
CREATE INDEX catalogue_by_name  ON catalogue (name_key) WHERE name_key IS NOT NULL;
CREATE INDEX catalogue_new     ON catalogue (product) WHERE agreed IS NULL;
CREATE INDEX catalogue_stale    ON catalogue (product) WHERE stale = 1;

CREATE TABLE conflicts (                     -- what no pass decides about products and cards
  product  INTEGER NOT NULL,
  card     INTEGER NOT NULL,
  what     TEXT NOT NULL,
  last     TEXT,
  here     TEXT,
  there    TEXT,
  found_at INTEGER NOT NULL,
  PRIMARY KEY (product, card, what)
) STRICT, WITHOUT ROWID;

CREATE TABLE parted (                        -- a person said that this card is not this product
  product INTEGER NOT NULL,
  card    INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  PRIMARY KEY (product, card)
) STRICT, WITHOUT ROWID;

CREATE TABLE product_writes (                -- append-only: every value written, with the one before it
  id      INTEGER PRIMARY KEY,
  side    TEXT NOT NULL CHECK (side IN ('here', 'there')),
  product INTEGER,
  card    INTEGER NOT NULL,
  part    TEXT NOT NULL,
  old     TEXT,
  new     TEXT,
  made_at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER product_writes_keep_values BEFORE UPDATE ON product_writes
BEGIN SELECT RAISE (ABORT, 'product writes are append-only'); END;
CREATE TRIGGER product_writes_keep_rows BEFORE DELETE ON product_writes
BEGIN SELECT RAISE (ABORT, 'product writes are append-only'); END;

CREATE TABLE creations (                     -- products to be made in BaseLinker, and how far that is known
  card    INTEGER PRIMARY KEY REFERENCES cards (id),
  state   TEXT NOT NULL CHECK (state IN ('sent', 'in-doubt')),
  sku     TEXT NOT NULL,
  sent_at INTEGER NOT NULL
) STRICT;

CREATE TABLE group_creations (               -- categories and manufacturers to be made in BaseLinker, until that is known
  kind    TEXT NOT NULL CHECK (kind IN ('category', 'manufacturer')),
  name    TEXT NOT NULL,                     -- a category's whole path
  sent_at INTEGER NOT NULL,
  PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;
