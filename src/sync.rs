//! The passes: gather → plan (pure) → apply in one transaction → report. Only this room knows both sides.

pub mod crash;
pub mod documents;
pub mod edit;
mod effects;
pub mod export;
pub mod firmino;
pub mod handover;
pub mod import;
pub mod issue;
pub mod levels;
pub mod links;
mod notices;
pub mod offline;
pub mod orders;
pub mod patience;
pub mod preview;
pub mod printouts;
pub mod products;
mod prove;
pub mod run;
pub mod set_aside;
pub mod settings;
pub mod status;
pub mod stock;
pub mod take_back;
pub mod today;
pub mod warehouse_links;
pub mod why;

pub use effects::Effects;
