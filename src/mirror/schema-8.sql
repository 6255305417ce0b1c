-- Version 8: orders on their way to Firmino and back, and what is made there for them. docs/mirror.md explains each column.
CREATE TABLE handovers (
  order_key   INTEGER PRIMARY KEY REFERENCES orders (key),
  marker      TEXT NOT NULL UNIQUE,
  stage       TEXT NOT NULL CHECK (stage IN ('pending', 'sent', 'there', 'ending', 'issued', 'confirmed')),
  sent_at     INTEGER,
  customer    INTEGER,                       -- this and the next two: Firmino's ids
  order_there INTEGER,
  document    INTEGER,
  number      TEXT,
  content     TEXT,                          -- hash of what was handed over
  tries       INTEGER NOT NULL DEFAULT 0,
  refusal     TEXT,
  said        TEXT NOT NULL DEFAULT '',
  made_at     INTEGER NOT NULL,
  CHECK ((stage IN ('sent', 'ending')) = (sent_at IS NOT NULL)),
  CHECK ((stage IN ('there', 'ending', 'issued', 'confirmed')) = (order_there IS NOT NULL)),
  CHECK ((stage IN ('issued', 'confirmed')) = (document IS NOT NULL))
) STRICT;

CREATE TABLE firmino_makings (               -- customers and articles whose making was sent, until they are seen there
  what    TEXT NOT NULL CHECK (what IN ('customer', 'article')),
  sign    TEXT NOT NULL,                     -- short name, or code
  sent_at INTEGER NOT NULL,
  tries   INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (what, sign)
) STRICT, WITHOUT ROWID;
