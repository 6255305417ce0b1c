//! Orders and documents in words.
