//! Pure rules: money, VAT, numbers, orders, documents. No I/O, no clock, no SQL.

pub mod card;
pub mod card_match;
pub mod contractor;
pub mod country;
pub mod document;
pub mod duplicate;
pub mod edits;
pub mod eu_vat;
pub mod gates;
pub mod import;
pub mod kind;
pub mod money;
pub mod names;
pub mod nip;
pub mod numbering;
pub mod order;
pub mod plan;
pub mod reason;
pub mod rules;
pub mod state;
pub mod tax_id;
pub mod totals;
pub mod vat;
pub mod warsaw;
