-- The book, version 1. docs/mirror.md explains each table. Money in hundredths of the currency (grosze), times in Unix seconds.
CREATE TABLE accounts (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  host   TEXT NOT NULL,
  port   INTEGER NOT NULL,
  token  TEXT NOT NULL                       -- fingerprint, never the token
) STRICT;

CREATE TABLE meta (
  key    TEXT PRIMARY KEY,
  value  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE names (                         -- names of the profile resolved to BaseLinker's ids
  what   TEXT NOT NULL,
  name   TEXT NOT NULL,
  id     INTEGER NOT NULL,
  PRIMARY KEY (what, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  id          INTEGER PRIMARY KEY,
  pass        TEXT NOT NULL,
  started_at  INTEGER NOT NULL,
  finished_at INTEGER,
  outcome     TEXT,
  exit        INTEGER,
  report      TEXT
) STRICT;

CREATE TABLE counters (
  format TEXT NOT NULL,
  period TEXT NOT NULL,
  next   INTEGER NOT NULL CHECK (next >= 1),
  last_day TEXT NOT NULL,
  PRIMARY KEY (format, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE contractors (
  id           INTEGER PRIMARY KEY,
  name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 500),
  short_name   TEXT NOT NULL UNIQUE CHECK (length(short_name) BETWEEN 1 AND 25),
  name_key     TEXT NOT NULL,
  nip          TEXT,
  country      TEXT NOT NULL,
  street       TEXT NOT NULL,
  house        TEXT NOT NULL,
  flat         TEXT NOT NULL,
  postcode     TEXT NOT NULL,
  postcode_key TEXT NOT NULL,
  city         TEXT NOT NULL CHECK (length(city) <= 30),
  city_key     TEXT NOT NULL,
  email        TEXT NOT NULL,
  phone        TEXT NOT NULL,
  made_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX contractors_by_nip  ON contractors (nip) WHERE nip IS NOT NULL;
CREATE INDEX contractors_by_name ON contractors (name_key);

CREATE TABLE cards (
  id        INTEGER PRIMARY KEY,
  sku       TEXT,
  name      TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 512),
  name_key  TEXT NOT NULL,
  ean       TEXT,
  unit      TEXT NOT NULL,
  rate      TEXT,
  rate_from TEXT NOT NULL CHECK (rate_from IN ('order', 'import', 'person')),
  price     INTEGER,
  origin    TEXT NOT NULL CHECK (origin IN ('order', 'import', 'baselinker')),
  made_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX cards_by_sku  ON cards (sku) WHERE sku IS NOT NULL;
CREATE INDEX cards_by_ean  ON cards (ean) WHERE ean IS NOT NULL;
CREATE INDEX cards_by_name ON cards (name_key);

CREATE TABLE product_links (                 -- one card, one BaseLinker product, both ways
  product INTEGER PRIMARY KEY,
  card    INTEGER NOT NULL UNIQUE REFERENCES cards (id),
  by      TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE warehouses (
  id      INTEGER PRIMARY KEY,
  symbol  TEXT NOT NULL UNIQUE CHECK (symbol <> ''),
  name    TEXT NOT NULL,
  country TEXT                               -- NULL: not asked for yet; empty: BaseLinker knows none
) STRICT;

CREATE TABLE warehouse_links (
  baselinker TEXT PRIMARY KEY,
  warehouse  INTEGER NOT NULL REFERENCES warehouses (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE orders (
  key           INTEGER PRIMARY KEY,
  account       INTEGER NOT NULL REFERENCES accounts (id),
  order_id      INTEGER NOT NULL,
  identity      TEXT NOT NULL,               -- JSON: date_add, source, source id, external id
  content       TEXT NOT NULL,               -- hash of buyer, lines and sums, as last planned
  seen          TEXT NOT NULL,               -- JSON: the order as last planned
  number        TEXT UNIQUE,
  confirmed_at  INTEGER NOT NULL,
  status        INTEGER NOT NULL,
  state         TEXT NOT NULL CHECK (state IN
    ('waiting', 'ready', 'documented', 'needs-editing', 'missed', 'skipped', 'quarantined')),
  changed       INTEGER NOT NULL DEFAULT 0 CHECK (changed IN (0, 1)),
  cancelled     INTEGER NOT NULL DEFAULT 0 CHECK (cancelled IN (0, 1)),
  elsewhere     INTEGER NOT NULL DEFAULT 0 CHECK (elsewhere IN (0, 1)),
  kind          TEXT,
  kind_reason   TEXT,
  reasons       TEXT NOT NULL,               -- JSON list of {code, field, value}
  gross         INTEGER,
  currency      TEXT NOT NULL,
  contractor    INTEGER REFERENCES contractors (id),
  first_seen_at INTEGER NOT NULL,
  read_at       INTEGER NOT NULL,            -- last shown by a call
  looked_at     INTEGER NOT NULL,            -- last shown, or covered by a listing that did not show it
  gone_reads    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX orders_by_state ON orders (state, looked_at);
CREATE UNIQUE INDEX orders_live        ON orders (account, order_id) WHERE state <> 'quarantined';
CREATE UNIQUE INDEX orders_quarantined ON orders (account, order_id, identity) WHERE state = 'quarantined';

CREATE TABLE order_lines (
  order_key INTEGER NOT NULL REFERENCES orders (key),
  line      INTEGER NOT NULL,                -- BaseLinker's order_product_id
  position  INTEGER NOT NULL,
  name      TEXT NOT NULL,
  sku       TEXT NOT NULL,
  product   INTEGER,
  quantity  INTEGER,
  price     TEXT,
  rate      TEXT,
  card      INTEGER REFERENCES cards (id),
  warehouse INTEGER REFERENCES warehouses (id),
  PRIMARY KEY (order_key, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE movements (                     -- append-only: triggers below
  id        INTEGER PRIMARY KEY,
  card      INTEGER NOT NULL REFERENCES cards (id),
  warehouse INTEGER NOT NULL REFERENCES warehouses (id),
  pieces    INTEGER NOT NULL CHECK (pieces <> 0),
  at        INTEGER NOT NULL,
  order_key INTEGER REFERENCES orders (key),
  line      INTEGER,
  turn      INTEGER NOT NULL DEFAULT 1,      -- 1: the line lowered; 2 and on: later differences
  UNIQUE (order_key, line, card, warehouse, turn)
) STRICT;
CREATE TRIGGER movements_keep_values BEFORE UPDATE ON movements
BEGIN SELECT RAISE (ABORT, 'movements are append-only'); END;
CREATE TRIGGER movements_keep_rows BEFORE DELETE ON movements
BEGIN SELECT RAISE (ABORT, 'movements are append-only'); END;

CREATE TABLE documents (
  id         INTEGER PRIMARY KEY,
  account    INTEGER NOT NULL,
  order_id   INTEGER NOT NULL,
  order_key  INTEGER NOT NULL REFERENCES orders (key),
  role       TEXT NOT NULL CHECK (role IN ('sale', 'to-receipt', 'correction')),
  generation INTEGER NOT NULL DEFAULT 1 CHECK (generation >= 1),
  kind       TEXT NOT NULL CHECK (kind IN
    ('receipt', 'invoice', 'invoice-wdt', 'invoice-export', 'invoice-oss')),
  reason     TEXT NOT NULL,
  format     TEXT NOT NULL,
  period     TEXT NOT NULL,
  n          INTEGER NOT NULL,
  number     TEXT NOT NULL UNIQUE,
  issued_on  TEXT NOT NULL,
  sold_on    TEXT NOT NULL,
  currency   TEXT NOT NULL,
  net        INTEGER NOT NULL,
  vat        INTEGER NOT NULL,
  gross      INTEGER NOT NULL CHECK (gross = net + vat),
  seller     TEXT NOT NULL,                  -- JSON snapshot
  buyer      TEXT NOT NULL,                  -- JSON snapshot
  payment    TEXT NOT NULL,                  -- JSON snapshot: method, form, paid, due
  fx         TEXT,                           -- JSON snapshot: rate, table, day, VAT in PLN
  made_at    INTEGER NOT NULL,
  UNIQUE (account, order_id, role, generation),
  UNIQUE (format, period, n)
) STRICT;

CREATE TABLE document_lines (
  document INTEGER NOT NULL REFERENCES documents (id),
  position INTEGER NOT NULL,
  name     TEXT NOT NULL,
  sku      TEXT NOT NULL,
  unit     TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  price    TEXT NOT NULL,                    -- gross price of a piece, decimal text
  rate     TEXT NOT NULL,
  gross    INTEGER NOT NULL,
  card     INTEGER REFERENCES cards (id),
  PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE document_rates (
  document INTEGER NOT NULL REFERENCES documents (id),
  position INTEGER NOT NULL,
  rate     TEXT NOT NULL,
  net      INTEGER NOT NULL,
  vat      INTEGER NOT NULL,
  gross    INTEGER NOT NULL CHECK (gross = net + vat),
  PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER documents_keep_values BEFORE UPDATE ON documents
BEGIN SELECT RAISE (ABORT, 'an issued document is never edited'); END;
CREATE TRIGGER documents_keep_rows BEFORE DELETE ON documents
BEGIN SELECT RAISE (ABORT, 'an issued document is never deleted'); END;
CREATE TRIGGER document_lines_keep_values BEFORE UPDATE ON document_lines
BEGIN SELECT RAISE (ABORT, 'an issued document is never edited'); END;
CREATE TRIGGER document_lines_keep_rows BEFORE DELETE ON document_lines
BEGIN SELECT RAISE (ABORT, 'an issued document is never deleted'); END;
CREATE TRIGGER document_rates_keep_values BEFORE UPDATE ON document_rates
BEGIN SELECT RAISE (ABORT, 'an issued document is never edited'); END;
CREATE TRIGGER document_rates_keep_rows BEFORE DELETE ON document_rates
BEGIN SELECT RAISE (ABORT, 'an issued document is never deleted'); END;

CREATE TABLE brakes (                        -- plans that a brake stopped, kept for 24 h
  hash    TEXT PRIMARY KEY,
  reason  TEXT NOT NULL,
  members TEXT NOT NULL,                     -- JSON: order id → hash of its content
  made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rates (                         -- NBP table A, as asked for a tax day
  currency TEXT NOT NULL,
  day      TEXT NOT NULL,
  mid      TEXT NOT NULL,
  number   TEXT NOT NULL,
  effective TEXT NOT NULL,
  PRIMARY KEY (currency, day)
) STRICT, WITHOUT ROWID;
