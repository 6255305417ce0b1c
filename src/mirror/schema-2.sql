-- Version 2: what a card has in Firmino beyond the order line that it was born from. docs/mirror.md explains each column.
ALTER TABLE cards ADD COLUMN price_from TEXT CHECK (price_from IN ('order', 'import', 'person'));
ALTER TABLE cards ADD COLUMN price_net INTEGER CHECK (price_net >= 0);
ALTER TABLE cards ADD COLUMN weight TEXT;                    -- kilograms, decimal text
ALTER TABLE cards ADD COLUMN class_code TEXT CHECK (length(class_code) BETWEEN 1 AND 40);
ALTER TABLE cards ADD COLUMN note TEXT CHECK (length(note) BETWEEN 1 AND 250);
ALTER TABLE cards ADD COLUMN images TEXT;                    -- JSON list of addresses
UPDATE cards SET price_from = 'order' WHERE price IS NOT NULL;
