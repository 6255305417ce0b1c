//! A model of one company's account in Streamsoft Firmino (pure) and the face of its REST API.
//!
//! Written from the pages of the API and from what others have seen of it; what these leave open is a switch of
//! [`FirminoUnknowns`](super::FirminoUnknowns). `docs/sandbox.md` lists the inventions.

mod account;
mod act_on_document;
mod answer;
mod article;
mod bulk;
mod call;
mod customer;
mod daily_limit;
mod document;
mod end_document;
mod fields;
mod file;
mod find;
mod identity;
mod line;
mod money;
mod numbering;
mod print;
mod receive;
mod spoil;
mod store;
mod totals;
mod write_document;

pub use account::{Firmino, FirminoCounts, Mail};
pub use article::{Article, ArticleKind};
pub use bulk::FirminoBulk;
pub use customer::Customer;
pub use document::{
    Currency, DocumentState, DocumentType, Order as FirminoOrder, Payment as FirminoPayment,
    PaymentMethod, PriceType, SaleDocument, Sheet,
};
pub use line::Line;
pub use receive::FirminoCall;
pub use totals::{RateSum, Totals};

pub(crate) use file::FirminoFile;
pub(crate) use receive::{apply_late, deliver};

/// Where the API lies on its host.
pub(crate) const BASE: &str = "/app/services/rest/api/";

/// Login of scenarios and of world files that name none.
pub const FIRMINO_LOGIN: &str = "sklep@sandbox.example";

/// Password of scenarios and of world files that name none.
pub const FIRMINO_PASSWORD: &str = "sandbox-password";

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
