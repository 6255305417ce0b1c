-- Version 3: corrections by a person, documents elsewhere, returns, marks on documents, and what BaseLinker is still to be told.
-- docs/mirror.md explains each column.
ALTER TABLE orders ADD COLUMN edits TEXT NOT NULL DEFAULT '{}';
ALTER TABLE orders ADD COLUMN external_key TEXT;
ALTER TABLE orders ADD COLUMN buyer_key TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN paid_on TEXT;
ALTER TABLE orders ADD COLUMN later TEXT;
UPDATE orders SET external_key = json_extract(identity, '$.source') || ' ' || json_extract(identity, '$.source_id') || ' ' || json_extract(identity, '$.external')
  WHERE json_extract(identity, '$.external') <> '';
CREATE INDEX orders_by_external ON orders (external_key) WHERE external_key IS NOT NULL;
CREATE INDEX orders_by_buyer ON orders (buyer_key, confirmed_at);
CREATE INDEX orders_by_content ON orders (content);

CREATE TABLE decisions (                     -- what a person decided once, for every later order
  what    TEXT NOT NULL,
  about   TEXT NOT NULL,
  value   INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  PRIMARY KEY (what, about)
) STRICT, WITHOUT ROWID;

ALTER TABLE documents ADD COLUMN origin TEXT NOT NULL DEFAULT 'here' CHECK (origin IN ('here', 'elsewhere'));
ALTER TABLE documents ADD COLUMN ksef TEXT;
ALTER TABLE documents ADD COLUMN notes TEXT NOT NULL DEFAULT '[]';

CREATE TABLE document_files (                -- printouts that came from elsewhere
  document INTEGER PRIMARY KEY REFERENCES documents (id),
  bytes    BLOB NOT NULL,
  made_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE document_marks (                -- append-only: triggers below
  id       INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  what     TEXT NOT NULL CHECK (what IN ('void', 'corrected')),
  reason   TEXT NOT NULL,
  number   TEXT,
  day      TEXT,
  gross    INTEGER,
  made_at  INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX document_marks_void ON document_marks (document) WHERE what = 'void';
CREATE UNIQUE INDEX document_marks_corrected ON document_marks (document, number) WHERE what = 'corrected';
CREATE TRIGGER document_marks_keep_values BEFORE UPDATE ON document_marks
BEGIN SELECT RAISE (ABORT, 'marks are append-only'); END;
CREATE TRIGGER document_marks_keep_rows BEFORE DELETE ON document_marks
BEGIN SELECT RAISE (ABORT, 'marks are append-only'); END;

CREATE TABLE remote_documents (              -- invoices and receipts that stand in BaseLinker
  kind     TEXT NOT NULL CHECK (kind IN ('invoice', 'receipt')),
  id       INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  series   INTEGER,
  number   TEXT NOT NULL,
  tax_id   TEXT NOT NULL,
  made     TEXT NOT NULL CHECK (made IN ('plain', 'finished')),
  read_at  INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX remote_documents_by_order ON remote_documents (order_id);

CREATE TABLE returns (                       -- BaseLinker's returns of orders
  id       INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL,
  phase    TEXT NOT NULL,
  seen     TEXT NOT NULL,
  read_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX returns_by_order ON returns (order_id);

CREATE TABLE taken_back (                    -- append-only: pieces that a person took back into stock
  id        INTEGER PRIMARY KEY,
  order_key INTEGER NOT NULL REFERENCES orders (key),
  line      INTEGER NOT NULL,
  pieces    INTEGER NOT NULL CHECK (pieces > 0),
  made_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX taken_back_by_order ON taken_back (order_key);
CREATE TRIGGER taken_back_keep_values BEFORE UPDATE ON taken_back
BEGIN SELECT RAISE (ABORT, 'what was taken back is append-only'); END;
CREATE TRIGGER taken_back_keep_rows BEFORE DELETE ON taken_back
BEGIN SELECT RAISE (ABORT, 'what was taken back is append-only'); END;

CREATE TABLE outbox (                        -- what BaseLinker is to be told, and whether it was
  id        INTEGER PRIMARY KEY,
  order_key INTEGER NOT NULL REFERENCES orders (key),
  what      TEXT NOT NULL,
  target    TEXT NOT NULL,
  state     TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'applied', 'not-applied', 'in-doubt')),
  tries     INTEGER NOT NULL DEFAULT 0,
  said      TEXT NOT NULL DEFAULT '',
  made_at   INTEGER NOT NULL,
  sent_at   INTEGER
) STRICT;
CREATE INDEX outbox_open ON outbox (state, id) WHERE state IN ('pending', 'sent', 'in-doubt');
