//! The account as a part of a world file.

use serde::{Deserialize, Serialize};

use super::account::Firmino;
use super::article::Article;
use super::bulk::FirminoBulk;
use super::customer::Customer;
use super::document::{Order, SaleDocument};
use crate::sandbox::world_file::{BadWorld, known_first, once};

/// The key `firmino` of a world file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct FirminoFile {
    login: String,
    password: String,
    company: String,
    vat_payer: bool,
    daily_limit: Option<usize>,
    articles: Vec<Article>,
    customers: Vec<Customer>,
    orders: Vec<Order>,
    sale_documents: Vec<SaleDocument>,
    /// Only read: what is generated is written as what it is.
    #[serde(skip_serializing_if = "FirminoBulk::is_none")]
    generate: FirminoBulk,
}

impl Default for FirminoFile {
    fn default() -> Self {
        Self::of(&Firmino::default())
    }
}

impl FirminoFile {
    pub(crate) fn of(account: &Firmino) -> Self {
        Self {
            login: account.login.clone(),
            password: account.password.clone(),
            company: account.company.clone(),
            vat_payer: account.vat_payer,
            daily_limit: account.daily_limit,
            articles: account.articles().cloned().collect(),
            customers: account.customers().cloned().collect(),
            orders: account.orders().cloned().collect(),
            sale_documents: account.sale_documents().cloned().collect(),
            generate: FirminoBulk::default(),
        }
    }

    /// Refuses two things of a kind with one id.
    pub(crate) fn check(&self) -> Result<(), BadWorld> {
        once("articles", self.articles.iter().map(|one| one.id))?;
        once("customers", self.customers.iter().map(|one| one.id))?;
        once("orders", self.orders.iter().map(|one| one.sheet.id))?;
        once(
            "sale_documents",
            self.sale_documents.iter().map(|one| one.sheet.id),
        )
    }

    /// The account. `now`, in Unix seconds, is the day of documents without one.
    pub(crate) fn account(self, now: i64) -> Firmino {
        let mut account = Firmino::default();
        account.login = self.login;
        account.password = self.password;
        account.company = self.company;
        account.vat_payer = self.vat_payer;
        account.daily_limit = self.daily_limit;
        for article in known_first(self.articles, |one| one.id) {
            account.put_article(article);
        }
        for customer in known_first(self.customers, |one| one.id) {
            account.put_customer(customer);
        }
        for order in known_first(self.orders, |one| one.sheet.id) {
            account.put_order(order, now);
        }
        for document in known_first(self.sale_documents, |one| one.sheet.id) {
            account.put_sale_document(document, now);
        }
        account.generate(self.generate);
        account
    }
}
