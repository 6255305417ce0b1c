//! Methods of Streamsoft Firmino's REST API, one typed function each, and their lenient wire types.
//!
//! What is known of it is in `reference/firmino.md` §2 and §3.1, taken from <https://www.firmino.pl/api/>, whose pages
//! were seen in part: everything is `POST <api_url>/<resource>/<method>[/<id>]` with JSON and HTTP Basic, answered by
//! `{"success": …, "response": …}`. Nothing there tells a create from its repetition, so writes are never sent twice.

mod articles;
mod budget;
mod client;
mod customers;
mod documents;
mod error;
mod exchange;
mod find;
mod order_documents;
mod refusal;
mod sale_documents;
mod wire;

pub use articles::{Article, ArticleKind, NewArticle};
pub use budget::{Budget, BudgetError, Unkept};
pub use client::{Client, Place};
pub use customers::{Customer, NewCustomer};
pub use documents::{Document, DocumentKind, Item, NewDocument, Payment, Procedure};
pub use error::FirminoError;
pub use find::{Find, Found, Order, Page};

#[cfg(test)]
mod tests;
