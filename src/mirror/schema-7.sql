-- Version 7: what the mirror is joined with in Firmino itself, and the requests a day. docs/mirror.md explains each column.
CREATE TABLE firmino_requests (
  day   TEXT PRIMARY KEY,
  used  INTEGER NOT NULL CHECK (used >= 0),
  spent INTEGER NOT NULL DEFAULT 0 CHECK (spent IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE firmino_articles (
  firmino_id INTEGER PRIMARY KEY,
  card       INTEGER UNIQUE REFERENCES cards (id),
  seen       TEXT NOT NULL,
  open       TEXT,
  read_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE firmino_customers (
  firmino_id INTEGER PRIMARY KEY,
  contractor INTEGER UNIQUE REFERENCES contractors (id),
  seen       TEXT NOT NULL,
  open       TEXT,
  read_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE firmino_staged (                -- rows of a reading that has not come to its end
  list       TEXT NOT NULL CHECK (list IN ('articles', 'customers')),
  firmino_id INTEGER NOT NULL,
  seen       TEXT NOT NULL,
  PRIMARY KEY (list, firmino_id)
) STRICT, WITHOUT ROWID;
