//! Errors in words.
