//! Formats of document numbers: `BL/{n}/{mm}/{yyyy}`.

mod collide;
mod format;
mod piece;
#[cfg(test)]
mod tests;

pub use collide::can_collide;
pub use format::{Format, FormatError};
