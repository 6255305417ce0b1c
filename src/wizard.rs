//! Questions to a person on a terminal. `ask` is the only door to it.

pub mod ask;
