-- Version 11: the newest run of each pass is found at once, however many there are.
CREATE INDEX runs_by_pass ON runs (pass);
