-- Version 5: counted levels, what orders hold of them, and what BaseLinker's levels are known to be.
-- docs/mirror.md explains each column.
CREATE TABLE counts (                        -- append-only: a person's word on a level
  id        INTEGER PRIMARY KEY,
  card      INTEGER NOT NULL REFERENCES cards (id),
  warehouse INTEGER NOT NULL REFERENCES warehouses (id),
  pieces    INTEGER NOT NULL,
  as_of     INTEGER NOT NULL,
  through   INTEGER NOT NULL,                -- the last movement that the count contains
  by        TEXT NOT NULL CHECK (by IN ('set', 'import', 'accept')),
  made_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX counts_by_card ON counts (card, warehouse, id);
CREATE TRIGGER counts_keep_values BEFORE UPDATE ON counts
BEGIN SELECT RAISE (ABORT, 'counts are append-only'); END;
CREATE TRIGGER counts_keep_rows BEFORE DELETE ON counts
BEGIN SELECT RAISE (ABORT, 'counts are append-only'); END;
CREATE INDEX movements_by_card ON movements (card, warehouse, id);

CREATE TABLE levels (                        -- kept sums: counts, movements and claims say the same
  card      INTEGER NOT NULL REFERENCES cards (id),
  warehouse INTEGER NOT NULL REFERENCES warehouses (id),
  level     INTEGER,                         -- NULL: never counted
  held      INTEGER NOT NULL DEFAULT 0,
  due       INTEGER NOT NULL DEFAULT 1 CHECK (due IN (0, 1)),
  PRIMARY KEY (card, warehouse)
) STRICT, WITHOUT ROWID;
CREATE INDEX levels_due ON levels (card, warehouse) WHERE due = 1;

CREATE TABLE claims (                        -- what a line of an order takes of a level
  order_key    INTEGER NOT NULL REFERENCES orders (key),
  line         INTEGER NOT NULL,
  product      INTEGER,
  place        TEXT,
  card         INTEGER REFERENCES cards (id),
  warehouse    INTEGER REFERENCES warehouses (id),
  pieces       INTEGER NOT NULL,
  lowered      INTEGER NOT NULL,
  there        INTEGER NOT NULL,
  confirmed_at INTEGER NOT NULL,
  PRIMARY KEY (order_key, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX claims_held      ON claims (card, warehouse) WHERE pieces > lowered;
CREATE INDEX claims_old       ON claims (confirmed_at) WHERE pieces > lowered;
CREATE INDEX claims_no_card   ON claims (product) WHERE card IS NULL;
CREATE INDEX claims_no_shelf  ON claims (place) WHERE warehouse IS NULL;

CREATE TABLE shelves (                       -- BaseLinker's levels: what is wanted of each, and what was last seen
  product    INTEGER NOT NULL,
  place      TEXT NOT NULL,                  -- key of the warehouse there: bl_8801
  target     INTEGER,
  remote     INTEGER,
  reserved   INTEGER NOT NULL DEFAULT 0,
  read_at    INTEGER,
  wrote_at   INTEGER,
  drift      INTEGER NOT NULL DEFAULT 0,
  drift_told INTEGER NOT NULL DEFAULT 0,
  look       INTEGER NOT NULL DEFAULT 0 CHECK (look IN (0, 1)),
  since      INTEGER DEFAULT 0,              -- pieces of orders first seen since the reading; NULL: not to be compared
  sent       INTEGER,                        -- the value of a write whose outcome is not known
  sent_over  INTEGER,
  sent_for   INTEGER,
  sent_since INTEGER NOT NULL DEFAULT 0,
  sent_at    INTEGER,
  refused    TEXT,
  refused_value INTEGER,
  refused_at INTEGER,
  PRIMARY KEY (product, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE places (                        -- BaseLinker's warehouses as last read
  key     TEXT PRIMARY KEY,
  kind    TEXT NOT NULL,
  name    TEXT NOT NULL,
  country TEXT NOT NULL,
  read_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sendings (                      -- levels of sendings that a brake stopped, kept for 24 h with it
  hash    TEXT NOT NULL,
  product INTEGER NOT NULL,
  place   TEXT NOT NULL,
  wanted  INTEGER NOT NULL,
  PRIMARY KEY (hash, product, place)
) STRICT, WITHOUT ROWID;
