-- Version 6: how far each document's printout has come on its way to BaseLinker. docs/mirror.md explains each column.
CREATE TABLE printouts (
  document INTEGER PRIMARY KEY REFERENCES documents (id),
  stage    TEXT NOT NULL CHECK (stage IN ('pending', 'sent', 'made', 'applied', 'not-applied')),
  invoice  INTEGER,
  sent_at  INTEGER,
  tries    INTEGER NOT NULL DEFAULT 0,
  refusal  TEXT,
  said     TEXT NOT NULL DEFAULT '',
  made_at  INTEGER NOT NULL,
  CHECK ((stage IN ('made', 'applied')) <= (invoice IS NOT NULL)),
  CHECK ((stage = 'sent') <= (sent_at IS NOT NULL))
) STRICT;
CREATE INDEX printouts_open ON printouts (document) WHERE stage IN ('pending', 'sent', 'made');
