-- Version 9: Firmino's one quantity of a product beside the level that it stands for. docs/mirror.md explains each column.
CREATE TABLE firmino_quantities (
  card      INTEGER PRIMARY KEY REFERENCES cards (id),
  warehouse INTEGER NOT NULL REFERENCES warehouses (id),
  pieces    INTEGER NOT NULL,
  expected  INTEGER NOT NULL,
  differs   INTEGER NOT NULL,                -- level less expected; 0: explained
  through   INTEGER NOT NULL,                -- the last movement and the last document that were there when
  document  INTEGER NOT NULL,                -- the quantity first counted: what came before is in it
  counted   INTEGER NOT NULL,                -- the last count of a person by the last reading
  read_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX firmino_quantities_differ ON firmino_quantities (card) WHERE differs <> 0;
