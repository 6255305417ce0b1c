//! Errors of network, APIs, mirror and printout in the reader's language. Their English is what they display, their
//! Polish stands here, in one exhaustive `match` a type, so that the compiler notices a missing one.
//!
//! Names of methods, codes, and the words of servers, of the system and of SQLite stay as they are.

mod api;
mod firmino;
mod mirror;
mod net;
mod printout;

use crate::texts::Lang;

/// Says itself in either language.
pub trait Words {
    /// What happened, and why.
    fn words(&self, lang: Lang) -> String;
}

#[cfg(test)]
mod tests;
