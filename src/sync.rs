//! Passes.

pub mod orders;
