//! The SQLite book.
