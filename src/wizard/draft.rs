//! The answers: everything that the wizard asks, always with a value, so that going back loses nothing.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::domain::kind::{DefaultDocument, Oss};
use crate::domain::rules::{BusinessInvoices, VatPayer};
use crate::profile::{Lowers, Module, NameOrId, ProductSource};

/// Whose documents they are (`[company]`), as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seller {
    /// Full name.
    pub name: String,
    /// NIP, ten digits once it was checked.
    pub nip: String,
    /// Street and house.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// City.
    pub city: String,
    /// Bank account for the print; empty: none.
    pub bank_account: String,
}

/// Whether the seller's data are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SellerKnown {
    /// They are, or will be: sale documents name the seller.
    Given,
    /// No documents are wanted, so nobody is named.
    LeftOut,
}

/// Consent to issue outside KSeF what KSeF must carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// Given.
    Given,
    /// Not given (yet).
    Missing,
}

/// Who gives documents their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhoIssues {
    /// Firmino or the accountant: orders end as proposals without a number (`issue = "manually"`, no numbering).
    Elsewhere,
    /// This tool, order by order, on command (`issue = "manually"`).
    OnCommand,
    /// This tool, in the pass (`issue = "automatically"`).
    AtOnce,
}

/// A format of numbers and its first one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// `BL/{n}/{mm}/{yyyy}`.
    pub format: String,
    /// First free number.
    pub start: u32,
}

/// Form and days of a method of payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// `transfer`, `cash`, `card`, `cash-on-delivery` or words of the user's own.
    pub form: String,
    /// Days until it is due.
    pub days: u32,
}

/// What becomes of the methods of payment that were seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payments {
    /// The proposals are right.
    AsProposed,
    /// Each one is asked.
    OneByOne,
    /// They are left out of the profile.
    LeftOut,
}

/// Which login Firmino is asked with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LoginMeant {
    /// The one that lies where the profile looks for it; where none does, one is typed.
    #[default]
    Found,
    /// Another one, typed in this run.
    Typed,
}

/// `[firmino]`: an account of Firmino that the mirror is joined with. The password is no answer: it is in no draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Firmino {
    /// Whether it is joined.
    pub joined: bool,
    /// Which login.
    pub login: LoginMeant,
    /// The login (e-mail) as typed; it goes to the file of the credentials alone.
    pub user: String,
    /// Short name of one of several companies; empty: the login's own.
    pub company: String,
    /// Whether Firmino issues the documents of orders that are handed over.
    pub issue: bool,
    /// Symbol of the warehouse whose count Firmino's single quantity is.
    pub warehouse: Option<String>,
}

/// All answers.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "named for the profile's keys, which design.md §6 explains"
)]
pub struct Draft {
    pub inventory: Option<NameOrId>,
    pub seller_known: SellerKnown,
    pub seller: Seller,
    pub vat_payer: VatPayer,
    pub exempt_basis: String,
    pub vat_eu: bool,
    pub oss: Option<Oss>,
    pub ksef_from: Date,
    pub business_invoices: BusinessInvoices,
    /// Whether `IssueHere` was consented to, by typed words or by the value in a file.
    pub consent: Consent,
    pub who: WhoIssues,
    pub invoices: Series,
    pub receipts: Series,
    pub firmino: Firmino,
    pub modules: BTreeSet<Module>,
    pub from: Date,
    pub default_document: DefaultDocument,
    pub auto_document_type: bool,
    pub send_invoices: bool,
    pub link_products: bool,
    pub link_contractors: bool,
    pub statuses: Vec<NameOrId>,
    pub cancelled: Vec<NameOrId>,
    pub finished: Vec<NameOrId>,
    pub invoice_series: Option<NameOrId>,
    /// Whether the methods seen are gone through.
    pub payments_how: Payments,
    /// By BaseLinker's name.
    pub payments: BTreeMap<String, Terms>,
    pub source: Option<ProductSource>,
    pub update_names: bool,
    pub overwrite_images: bool,
    pub price_group: Option<NameOrId>,
    /// A CSV file of Firmino's cards, imported on save; empty: none.
    pub cards_file: String,
    /// BaseLinker's key (`bl_8801`) to the symbol, or to nothing.
    pub links: BTreeMap<String, Option<String>>,
    /// Keys of the warehouses whose symbol is typed.
    pub new_symbols: BTreeSet<String>,
    pub import_new: bool,
    pub send_stock: bool,
    pub lowers: Option<Lowers>,
}

/// The day from which every seller who did not say otherwise is in KSeF (the profile's default of `ksef.from`).
pub const KSEF: Date = Date::constant(2026, 4, 1);

impl Draft {
    /// What a profile without answers would be: the defaults that the questions show. `today` is the day in Poland.
    pub fn new(today: Date) -> Draft {
        let series = |format: &str| Series {
            format: format.to_owned(),
            start: 1,
        };
        Draft {
            inventory: None,
            seller_known: SellerKnown::Given,
            seller: Seller::default(),
            vat_payer: VatPayer::Yes,
            exempt_basis: String::new(),
            vat_eu: false,
            oss: None,
            ksef_from: KSEF,
            business_invoices: BusinessInvoices::Hold,
            consent: Consent::Missing,
            who: WhoIssues::OnCommand,
            invoices: series("BL/{n}/{mm}/{yyyy}"),
            receipts: series("PA-BL/{n}/{mm}/{yyyy}"),
            firmino: Firmino::default(),
            modules: BTreeSet::from([Module::Orders]),
            from: today,
            default_document: DefaultDocument::Receipt,
            auto_document_type: true,
            send_invoices: false,
            link_products: true,
            link_contractors: true,
            statuses: Vec::new(),
            cancelled: Vec::new(),
            finished: Vec::new(),
            invoice_series: None,
            payments_how: Payments::AsProposed,
            payments: BTreeMap::new(),
            source: None,
            update_names: true,
            overwrite_images: false,
            price_group: None,
            cards_file: String::new(),
            links: BTreeMap::new(),
            new_symbols: BTreeSet::new(),
            import_new: true,
            send_stock: false,
            lowers: None,
        }
    }

    /// Whether a module is chosen.
    pub fn has(&self, module: Module) -> bool {
        self.modules.contains(&module)
    }

    /// Whether levels could be sent: only with Firmino as the source of products (requirements.md, row 59b).
    pub fn may_send_stock(&self) -> bool {
        self.has(Module::Products) && self.source == Some(ProductSource::Firmino)
    }
}
