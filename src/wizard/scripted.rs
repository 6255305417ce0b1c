//! The wizard without a terminal: each question is answered by the value that an answers file gave it, and everything
//! that is missing or wrong is told at once.

use std::fmt;

use super::facts::{Fact, Need};
use super::machine::{Machine, Trouble};
use super::question::{LinkPart, Question};
use super::screen::Answer;
use super::steps;
use super::view::index_of;

/// A missing or wrong answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Key of the profile.
    pub key: String,
    /// The value given; empty where there is none.
    pub value: String,
    /// What is wrong.
    pub why: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value.as_str() {
            "" => write!(formatter, "{}: {}", self.key, self.why),
            value => write!(formatter, "{} = {value}: {}", self.key, self.why),
        }
    }
}

/// The profile's key of a question.
pub fn key(question: Question) -> &'static str {
    match question {
        Question::Token => "baselinker.token",
        Question::Inventory => "baselinker.inventory",
        Question::Seller | Question::SellerName => "company.name",
        Question::SellerNip => "company.nip",
        Question::SellerStreet => "company.street",
        Question::SellerPostcode => "company.postcode",
        Question::SellerCity => "company.city",
        Question::SellerBank => "company.bank_account",
        Question::VatPayer => "company.vat_payer",
        Question::ExemptBasis | Question::ExemptWords => "company.exempt_basis",
        Question::VatEu => "company.vat_eu",
        Question::Oss => "company.oss",
        Question::Ksef | Question::KsefDay => "ksef.from",
        Question::BusinessInvoices | Question::Consent => "ksef.business_invoices",
        Question::Who => "orders.issue",
        Question::InvoiceFormat => "orders.numbering.invoice",
        Question::InvoiceStart => "orders.numbering.start.invoice",
        Question::ReceiptFormat => "orders.numbering.receipt",
        Question::ReceiptStart => "orders.numbering.start.receipt",
        Question::Firmino => "firmino",
        Question::FirminoKeep | Question::FirminoLogin | Question::FirminoPassword => {
            "firmino.credentials"
        }
        Question::FirminoCompany => "firmino.company",
        Question::FirminoIssue => "firmino.issue",
        Question::FirminoWarehouse => "firmino.warehouse",
        Question::Modules => "modules",
        Question::From => "orders.from",
        Question::DefaultDocument => "orders.default_document",
        Question::AutoType => "orders.auto_document_type",
        Question::SendInvoices => "orders.send_invoices",
        Question::LinkProducts | Question::LinkingOff => "orders.link_products",
        Question::LinkContractors => "orders.link_contractors",
        Question::Statuses => "orders.statuses",
        Question::Cancelled => "orders.cancelled_statuses",
        Question::Finished => "orders.finished_statuses",
        Question::Series => "orders.invoice_series",
        Question::Payments | Question::Payment(..) => "payments",
        Question::Source => "products.source",
        Question::UpdateNames => "products.update_names",
        Question::OverwriteImages => "products.overwrite_images",
        Question::PriceGroup => "products.price_group",
        Question::CardsFile => "cards",
        Question::Link(..) => "warehouses.links",
        Question::ImportNew => "warehouses.import_new",
        Question::SendStock => "warehouses.send_stock",
        Question::Lowers => "warehouses.baselinker_lowers",
        Question::Rerun
        | Question::Effect
        | Question::OrdersNext
        | Question::ProductsNext
        | Question::WarehousesNext => "",
        Question::Summary | Question::ChangeStep | Question::Integrate | Question::AfterTrial => "",
    }
}

/// Answers every question by its present value, up to the summary. `look` brings what a question needs of the account;
/// what is a comfort only is not asked for.
///
/// # Errors
/// The lookup that failed. Wrong answers are no error: they come back, all of them.
pub fn answer_all(
    machine: &mut Machine,
    mut look: impl FnMut(Need, &Machine) -> Result<Fact, Trouble>,
) -> Result<Vec<Wrong>, Trouble> {
    let mut wrong: Vec<Wrong> = Vec::new();
    let account = look(Need::Account, machine)?;
    machine.learned(account);
    // With one catalogue nobody is asked which, but a file may name another; with several, a proposal is no answer.
    let catalogues = machine.facts().catalogues();
    let lacking = match &machine.draft().inventory {
        Some(meant) => index_of(catalogues, meant).is_none(),
        None => catalogues.len() > 1,
    };
    if lacking {
        wrong.push(Wrong {
            key: key(Question::Inventory).to_owned(),
            value: String::new(),
            why: missing(machine, Question::Inventory),
        });
    }
    let mut last = None;
    loop {
        let path = machine.path();
        let Some(question) = path.into_iter().find(|question| Some(*question) > last) else {
            break;
        };
        last = Some(question);
        if question >= Question::Summary {
            break;
        }
        // Linking was switched off on purpose; a re-run and a token are no answers of a file.
        let own = matches!(
            question,
            Question::Rerun
                | Question::Token
                | Question::FirminoKeep
                | Question::FirminoLogin
                | Question::FirminoPassword
                | Question::LinkingOff
                | Question::Effect
        );
        if own
            || key(question).is_empty()
            || matches!(
                question,
                Question::Inventory
                    | Question::Payments
                    | Question::Payment(..)
                    | Question::CardsFile
                    | Question::Seller
            )
        {
            continue;
        }
        for need in question.needs() {
            if !need.is_a_comfort() && !machine.facts().settled(*need) {
                let fact = look(*need, machine)?;
                machine.learned(fact);
            }
        }
        if matches!(question, Question::Link(..)) {
            continue;
        }
        let screen = steps::screen(&machine.view(), question);
        let refused = match screen.form.present() {
            Ok(answer) => check(machine, question, &answer),
            Err(values) => Some((values.join(", "), missing(machine, question))),
        };
        if let Some((value, why)) = refused {
            let key = key(question).to_owned();
            wrong.push(Wrong { key, value, why });
        }
    }
    wrong.extend(lost_links(machine, &mut look)?);
    Ok(wrong)
}

fn check(machine: &Machine, question: Question, answer: &Answer) -> Option<(String, String)> {
    let mut draft = machine.draft().clone();
    let value = match answer {
        Answer::Text(text) => text.clone(),
        _ => String::new(),
    };
    steps::set(&machine.view(), question, answer, &mut draft)
        .err()
        .map(|why| (value, why))
}

fn missing(machine: &Machine, question: Question) -> String {
    let view = machine.view();
    let draft = machine.draft();
    let gone = |what: &Option<crate::profile::NameOrId>| what.as_ref().map(super::view::shown);
    if question == Question::FirminoWarehouse {
        return steps::lost_warehouse(&view).unwrap_or_default();
    }
    let value = match question {
        Question::Inventory => gone(&draft.inventory),
        Question::Series => gone(&draft.invoice_series),
        Question::PriceGroup => gone(&draft.price_group),
        _ => None,
    };
    match (value, question) {
        (Some(value), _) => view.pick(
            format!("w BaseLinker nie ma „{value}” (albo nazwa jest podwójna)"),
            format!("BaseLinker has no \"{value}\" (or the name is double)"),
        ),
        (None, Question::Inventory) => {
            let names: Vec<&str> = view
                .facts
                .catalogues()
                .iter()
                .map(|one| one.name.as_str())
                .collect();
            let names = names.join(", ");
            view.pick(
                format!("brak odpowiedzi, a katalogów jest kilka: {names}"),
                format!("no answer, and there are several catalogues: {names}"),
            )
        }
        (None, Question::Statuses | Question::Cancelled | Question::Finished) => {
            let names: Vec<&str> = view
                .facts
                .statuses()
                .iter()
                .map(|one| one.name.as_str())
                .collect();
            let names = names.join(", ");
            view.pick(
                format!(
                    "w BaseLinker nie ma takiego statusu albo nazwa jest podwójna (są: {names})"
                ),
                format!(
                    "BaseLinker has no such status, or the name is double (there are: {names})"
                ),
            )
        }
        (None, _) => view.pick("brak odpowiedzi", "no answer").to_owned(),
    }
}

fn lost_links(
    machine: &mut Machine,
    look: &mut impl FnMut(Need, &Machine) -> Result<Fact, Trouble>,
) -> Result<Vec<Wrong>, Trouble> {
    let chosen = machine.draft().has(crate::profile::Module::Warehouses);
    if !chosen || machine.draft().links.is_empty() {
        return Ok(Vec::new());
    }
    if !machine.facts().settled(Need::Warehouses) {
        let fact = look(Need::Warehouses, machine)?;
        machine.learned(fact);
    }
    let view = machine.view();
    let known: Vec<&str> = view
        .facts
        .own_warehouses()
        .iter()
        .map(|one| one.key.as_str())
        .collect();
    let lost = machine
        .draft()
        .links
        .keys()
        .filter(|key| !known.contains(&key.as_str()));
    let wrong = lost.map(|lost| Wrong {
        key: key(Question::Link(0, LinkPart::With)).to_owned(),
        value: lost.clone(),
        why: {
            let known = known.join(", ");
            view.pick(
                format!("w BaseLinker nie ma takiego własnego magazynu (są: {known})"),
                format!("BaseLinker has no such warehouse of its own (there are: {known})"),
            )
        },
    });
    Ok(wrong.collect())
}
