//! Every reason that a person can mend leads to a document on the next pass, mended here or in BaseLinker's panel.
