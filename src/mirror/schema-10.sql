-- Version 10: documents issued here on their way to Firmino. docs/mirror.md explains each column.
CREATE TABLE own_handovers (
  document INTEGER PRIMARY KEY REFERENCES documents (id),
  marker   TEXT NOT NULL UNIQUE,
  stage    TEXT NOT NULL CHECK (stage IN ('pending', 'sent', 'there', 'agreed')),
  sent_at  INTEGER,
  there    INTEGER,                          -- Firmino's id
  tries    INTEGER NOT NULL DEFAULT 0,
  refusal  TEXT,
  said     TEXT NOT NULL DEFAULT '',
  made_at  INTEGER NOT NULL,
  CHECK ((stage = 'sent') = (sent_at IS NOT NULL)),
  CHECK ((stage IN ('there', 'agreed')) = (there IS NOT NULL))
) STRICT;
