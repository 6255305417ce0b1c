//! The passes: gather → plan (pure) → apply in one transaction → report. Only this room knows both sides.

pub mod crash;
pub mod documents;
pub mod import;
pub mod issue;
mod notices;
pub mod orders;
pub mod preview;
pub mod run;
pub mod settings;
