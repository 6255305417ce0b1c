//! Lenient types for what the API really sends: numbers as text, `[]` for an empty map,
//! `""` for "none", fields that come and go (`reference/baselinker-api.md` §1.5).

mod key;
mod lenient;
mod list;
mod map;
mod number;
mod record;
mod scalar;

pub(crate) use key::Key;
pub use lenient::{Decimal, Flag, Int, Lenient, Text};
pub(crate) use lenient::{FromWire, nested};
pub use list::List;
pub use map::Map;
pub(crate) use record::record;

#[cfg(test)]
mod tests;
