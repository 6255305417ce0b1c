//! The company's account: what is in it, and how a test puts things there and counts them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::article::Article;
use super::customer::Customer;
use super::daily_limit::DailyLimit;
use super::document::{Order, SaleDocument, Sheet};
use super::numbering::Series;
use super::receive::LateFirminoCall;
use super::totals::Totals;
use super::{FIRMINO_LOGIN, FIRMINO_PASSWORD};
use crate::sandbox::log::CallLog;
use crate::sandbox::unknowns::{FirminoUnknowns, TakenNumber};
use crate::sandbox::warsaw;

/// A company's account in Firmino. Public fields may be changed at any time; the rest has methods.
#[derive(Clone, Debug)]
pub struct Firmino {
    /// Login of HTTP Basic.
    pub login: String,
    /// Password of HTTP Basic.
    pub password: String,
    /// Short name of the company, as the header `companyShortName` names it.
    pub company: String,
    /// Whether the company pays VAT, which decides the default type of documents.
    pub vat_payer: bool,
    /// Requests a day; `None` = any number.
    pub daily_limit: Option<usize>,
    pub(super) customers: BTreeMap<u64, Customer>,
    pub(super) articles: BTreeMap<u64, Article>,
    pub(super) orders: BTreeMap<u64, Order>,
    pub(super) sales: BTreeMap<u64, SaleDocument>,
    pub(super) mails: Vec<Mail>,
    pub(super) day: DailyLimit,
    pub(super) log: CallLog,
    pub(super) late: Vec<LateFirminoCall>,
    spent_id: u64,
}

/// A document that was sent by e-mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Id of the sale document.
    pub document: u64,
    /// Address.
    pub to: String,
    /// Title.
    pub title: String,
    /// Text.
    pub content: String,
}

/// How much is in an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirminoCounts {
    /// Customers.
    pub customers: usize,
    /// Articles.
    pub articles: usize,
    /// Orders.
    pub orders: usize,
    /// Sale documents.
    pub sale_documents: usize,
    /// Mails sent.
    pub mails: usize,
    /// Requests that count towards the daily limit now.
    pub requests_today: usize,
}

impl Default for Firmino {
    /// An account of a payer of VAT without anything in it, with 500 requests a day.
    fn default() -> Self {
        Self {
            login: FIRMINO_LOGIN.to_owned(),
            password: FIRMINO_PASSWORD.to_owned(),
            company: "SKLEP".to_owned(),
            vat_payer: true,
            daily_limit: Some(500),
            customers: BTreeMap::new(),
            articles: BTreeMap::new(),
            orders: BTreeMap::new(),
            sales: BTreeMap::new(),
            mails: Vec::new(),
            day: DailyLimit::default(),
            log: CallLog::default(),
            late: Vec::new(),
            spent_id: 100,
        }
    }
}

impl Firmino {
    /// Every call that arrived, by names such as `customers/add`.
    pub fn log(&self) -> &CallLog {
        &self.log
    }

    /// Forgets the calls logged so far; the daily limit does not.
    pub fn clear_log(&mut self) {
        self.log.clear();
    }

    /// Customers by ascending id.
    pub fn customers(&self) -> impl Iterator<Item = &Customer> {
        self.customers.values()
    }

    /// Articles by ascending id.
    pub fn articles(&self) -> impl Iterator<Item = &Article> {
        self.articles.values()
    }

    /// Orders by ascending id.
    pub fn orders(&self) -> impl Iterator<Item = &Order> {
        self.orders.values()
    }

    /// Sale documents by ascending id.
    pub fn sale_documents(&self) -> impl Iterator<Item = &SaleDocument> {
        self.sales.values()
    }

    /// Mails, oldest first.
    pub fn mails(&self) -> &[Mail] {
        &self.mails
    }

    /// The article of a code, the one with the lowest id of several.
    pub fn article(&self, code: &str) -> Option<&Article> {
        self.articles().find(|article| article.code == code)
    }

    /// What is in the account. `now_ms` is in Unix milliseconds.
    pub fn counts(&self, now_ms: i64, unknowns: FirminoUnknowns) -> FirminoCounts {
        FirminoCounts {
            customers: self.customers.len(),
            articles: self.articles.len(),
            orders: self.orders.len(),
            sale_documents: self.sales.len(),
            mails: self.mails.len(),
            requests_today: self.day.used(now_ms, unknowns.limit_day),
        }
    }

    /// Sums of a document as Firmino reckons them.
    pub fn totals(&self, sheet: &Sheet, unknowns: FirminoUnknowns) -> Totals {
        Totals::of(&sheet.items, sheet.price_type, unknowns)
    }

    /// Puts a customer in, checked by nothing; an id of 0 becomes the next one. Answers the id.
    pub fn put_customer(&mut self, mut customer: Customer) -> u64 {
        customer.id = self.own_or_next_id(customer.id);
        let id = customer.id;
        self.customers.insert(id, customer);
        id
    }

    /// Puts an article in, checked by nothing; an id of 0 becomes the next one. Answers the id.
    pub fn put_article(&mut self, mut article: Article) -> u64 {
        article.id = self.own_or_next_id(article.id);
        let id = article.id;
        self.articles.insert(id, article);
        id
    }

    /// Puts an order in, checked by nothing: an id or number of 0 becomes the next one, a day of none the one of `now`
    /// (Unix seconds), and what is to be paid is reckoned. Answers the id.
    pub fn put_order(&mut self, mut order: Order, now: i64) -> u64 {
        self.complete_sheet(&mut order.sheet, Series::Orders, now);
        let id = order.sheet.id;
        self.orders.insert(id, order);
        id
    }

    /// Removes an order, as a person may in Firmino.
    pub fn remove_order(&mut self, id: u64) {
        self.orders.remove(&id);
    }

    /// Removes a customer, as joining two of them does.
    pub fn remove_customer(&mut self, id: u64) {
        self.customers.remove(&id);
    }

    /// Puts a sale document in, as [`Firmino::put_order`] does; no stock moves.
    pub fn put_sale_document(&mut self, mut document: SaleDocument, now: i64) -> u64 {
        let series = Series::Sales(document.document_type);
        self.complete_sheet(&mut document.sheet, series, now);
        let id = document.sheet.id;
        self.sales.insert(id, document);
        id
    }

    /// The next id of any kind; one that was given is not given again.
    pub(super) fn next_id(&mut self) -> u64 {
        self.spent_id += 1;
        self.spent_id
    }

    fn own_or_next_id(&mut self, id: u64) -> u64 {
        if id == 0 {
            return self.next_id();
        }
        self.spent_id = self.spent_id.max(id);
        id
    }

    fn complete_sheet(&mut self, sheet: &mut Sheet, series: Series, now: i64) {
        sheet.id = self.own_or_next_id(sheet.id);
        let none = Date::default();
        let today = day_of(now.saturating_mul(1000));
        if sheet.document_date == none {
            sheet.document_date = today;
        }
        for day in [&mut sheet.sale_date, &mut sheet.payment.term_date] {
            if *day == none {
                *day = sheet.document_date;
            }
        }
        if sheet.ordinal_number == 0 {
            let free = self.number(
                series,
                sheet.document_date,
                None,
                sheet.id,
                TakenNumber::Refused,
            );
            sheet.ordinal_number = free.unwrap_or(0);
        }
        for (place, line) in (1..).zip(&mut sheet.items) {
            if line.order_no == 0 {
                line.order_no = place;
            }
        }
        sheet.payment.total = self.totals(sheet, FirminoUnknowns::default()).gross;
    }
}

/// The day in Warsaw of a moment in Unix milliseconds.
pub(super) fn day_of(now_ms: i64) -> Date {
    jiff::Timestamp::from_millisecond(now_ms)
        .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
        .to_zoned_datetime(warsaw())
        .date()
}
