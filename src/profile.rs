//! The profile: one TOML file, which is one BaseLinker account and one mirror (design.md, section 6).
//!
//! `Location::find` says where it is, `load` reads it, `Profile::parse` gathers everything that
//! is wrong with it, `token::find` fetches the token; all their errors end a command with exit
//! code 78. For `setup`, and for nothing else, `text` changes a profile's text and `save` writes it.

mod account;
mod alerts;
mod brakes;
mod company;
mod day;
mod delivery;
mod error;
mod firmino;
mod ksef;
mod load;
mod location;
mod modules;
mod name_or_id;
mod numbering;
mod orders;
mod payments;
mod place;
mod problem;
mod products;
mod reading;
mod save;
#[cfg(test)]
mod tests;
pub mod text;
pub mod token;
mod url;
mod warehouses;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

pub use account::Account;
pub use alerts::Alerts;
pub use brakes::Brakes;
pub use company::Company;
pub use day::parse as day;
pub use error::ProfileError;
pub use firmino::Firmino;
pub use ksef::Ksef;
pub use load::load;
pub use location::{Choice, Environment, Location, ProfileName, state_folder};
pub use modules::{Language, Module};
pub use name_or_id::NameOrId;
pub use numbering::{Numbering, Start};
pub use orders::{ContractorScope, Orders, SendInvoices, StatusAfter};
pub use payments::{PaymentForm, PaymentTerms};
pub use place::MirrorPlace;
pub use problem::{Position, Problem};
pub use products::{ProductSource, Products};
pub use save::{SaveError, Saved, save, save_login, save_token};
pub use text::{ProfileText, Value};
pub use warehouses::{Lowers, WarehouseLink, Warehouses};

pub use token::{LoginText, TokenText};

use crate::texts::Said;

use crate::domain::totals::DeliveryVat;
use company::Needed;
use reading::Reading;

/// A profile in which nothing is wrong.
///
/// The tables of modules that are not chosen are checked but left out, so that no pass can
/// act on them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Language for people; unset: the environment's.
    pub language: Option<Language>,
    /// The seller; there whenever orders are.
    pub company: Option<Company>,
    /// What KSeF holds back.
    pub ksef: Ksef,
    /// The account and how it is called.
    pub baselinker: Account,
    /// The module `orders`, if chosen.
    pub orders: Option<Orders>,
    /// The module `products`, if chosen.
    pub products: Option<Products>,
    /// The module `warehouses`, if chosen.
    pub warehouses: Option<Warehouses>,
    /// The VAT of the delivery.
    pub delivery_vat: DeliveryVat,
    /// Methods of payment by BaseLinker's names.
    pub payments: BTreeMap<String, PaymentTerms>,
    /// Address of the National Bank's exchange rates.
    pub nbp_url: String,
    /// What stops a pass before it writes.
    pub brakes: Brakes,
    /// Who is told of failures.
    pub alerts: Alerts,
    /// The account of Firmino, if the table is there.
    pub firmino: Option<Firmino>,
    /// Where the mirror is.
    pub mirror: MirrorPlace,
}

impl Profile {
    /// Reads a profile; `today` is the day in Poland.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the text; of a text that is not TOML the
    /// places of its syntax errors only.
    pub fn parse(text: &str, today: Date) -> Result<Self, Vec<Problem>> {
        Self::parse_beside(text, today, &[])
    }

    /// Reads the profile in an answers file, whose table `[after]` was taken out: what is said of unknown tables names
    /// it among those that may stand there.
    ///
    /// # Errors
    /// As [`Profile::parse`].
    pub fn parse_answers(text: &str, today: Date) -> Result<Self, Vec<Problem>> {
        Self::parse_beside(text, today, &["after"])
    }

    fn parse_beside(text: &str, today: Date, taken: &[&str]) -> Result<Self, Vec<Problem>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let reading = Reading::of(text)?;
        reading.taken_out(taken);
        let profile = Self::read(&reading, today);
        let problems = reading.finish();
        match profile {
            Some(profile) if problems.is_empty() => Ok(profile),
            _ => Err(problems),
        }
    }

    fn read(reading: &Reading<'_>, today: Date) -> Option<Self> {
        let root = reading.root();
        let version = root.entry("version");
        if version.whole(1, 0..=u32::MAX) != 1 {
            let what = Said::of(|lang| {
                let shown = version.shown(lang);
                lang.pick(
                    format!("jest {shown}: ten program czyta wersję 1"),
                    format!("is {shown}: this program reads version 1"),
                )
            });
            let fix = Said::new(
                "napisz `version = 1` albo użyj tego firmino-link, który zrobił ten profil",
                "write `version = 1`, or use the firmino-link that made this profile",
            );
            version.refuse(&what, fix);
        }
        let language = root.entry("language").choice(&Language::WORDS);
        let modules: BTreeSet<Module> = Module::read_set(&root.entry("modules"));
        let chosen = |module| modules.contains(&module);

        let needed = if chosen(Module::Orders) {
            Needed::WithOrders
        } else {
            Needed::IfThere
        };
        let company_table = root.section("company");
        let company = Company::read(&company_table, needed);
        let orders = Orders::read(&root.section("orders"), chosen(Module::Orders), today);
        let products = Products::read(&root.section("products"));
        let warehouses = Warehouses::read(&root.section("warehouses"), &modules, &products);
        let firmino_table = root.section("firmino");
        let firmino = Firmino::read(&firmino_table);
        let nbp_default = "https://api.nbp.pl/api";
        Some(Self {
            language,
            company,
            ksef: Ksef::read(&root.section("ksef")),
            baselinker: Account::read(&root.section("baselinker")),
            orders,
            products: chosen(Module::Products).then_some(products),
            warehouses: chosen(Module::Warehouses).then_some(warehouses),
            delivery_vat: delivery::read(&root.section("delivery").entry("vat"), today),
            payments: payments::read(&root.section("payments")),
            nbp_url: url::read(&root.section("rates").entry("nbp_url"), nbp_default)
                .unwrap_or_else(|| nbp_default.to_owned()),
            brakes: Brakes::read(&root.section("brakes")),
            alerts: Alerts::read(&root.section("alerts")),
            firmino: firmino_table.is_present().then_some(firmino),
            mirror: MirrorPlace::read(&root.section("mirror")),
        })
    }

    /// The chosen modules; never empty.
    pub fn modules(&self) -> Vec<Module> {
        [
            (Module::Orders, self.orders.is_some()),
            (Module::Products, self.products.is_some()),
            (Module::Warehouses, self.warehouses.is_some()),
        ]
        .into_iter()
        .filter_map(|(module, chosen)| chosen.then_some(module))
        .collect()
    }
}
