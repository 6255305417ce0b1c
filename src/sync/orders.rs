//! Orders pass.

pub mod stage;
pub mod walk;
