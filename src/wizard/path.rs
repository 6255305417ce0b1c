//! Which questions are asked, as a pure function of the answers and of what is known.

use super::draft::{Consent, Draft, Payments, SellerKnown, WhoIssues};
use super::facts::Facts;
use super::question::{LinkPart, PaymentPart, Question};
use super::steps;
use crate::domain::rules::{BusinessInvoices, VatPayer};
use crate::profile::{Module, ProductSource};

/// Whether a profile was there before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// None: everything is asked.
    Fresh,
    /// One: its values are the defaults.
    Rerun,
}

/// Whether the token is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenAsked {
    /// It is typed.
    Yes,
    /// A flag, a file or the environment gave it.
    No,
}

/// The questions up to the summary, in their order.
pub fn path(start: Start, token: TokenAsked, draft: &Draft, facts: &Facts) -> Vec<Question> {
    use Question as Q;
    let mut path = Vec::new();
    let mut ask = |applies: bool, question: Q| {
        if applies {
            path.push(question);
        }
    };
    ask(start == Start::Rerun, Q::Rerun);
    ask(token == TokenAsked::Yes, Q::Token);
    ask(facts.catalogues().len() > 1, Q::Inventory);
    let rerun_with_seller = start == Start::Rerun && !draft.seller.name.is_empty();
    ask(
        !rerun_with_seller || draft.seller_known == SellerKnown::LeftOut,
        Q::Seller,
    );
    let given = draft.seller_known == SellerKnown::Given;
    for question in [
        Q::SellerName,
        Q::SellerNip,
        Q::SellerStreet,
        Q::SellerPostcode,
        Q::SellerCity,
        Q::SellerBank,
        Q::VatPayer,
    ] {
        ask(given, question);
    }
    let exempt = given && draft.vat_payer == VatPayer::Exempt;
    ask(exempt, Q::ExemptBasis);
    ask(exempt && steps::exempt_words(draft), Q::ExemptWords);
    for question in [Q::VatEu, Q::Oss, Q::Ksef] {
        ask(given, question);
    }
    ask(given && steps::ksef_day(draft), Q::KsefDay);
    ask(given, Q::BusinessInvoices);
    let consent =
        draft.business_invoices == BusinessInvoices::IssueHere && draft.consent == Consent::Missing;
    ask(given && consent, Q::Consent);
    ask(given, Q::Who);
    let numbers = given && draft.who != WhoIssues::Elsewhere;
    for question in [
        Q::InvoiceFormat,
        Q::InvoiceStart,
        Q::ReceiptFormat,
        Q::ReceiptStart,
    ] {
        ask(numbers, question);
    }
    ask(true, Q::Firmino);
    let joined = draft.firmino.joined;
    ask(joined && steps::login_may_stay(facts), Q::FirminoKeep);
    let typed = joined && steps::login_is_typed(draft, facts);
    ask(typed, Q::FirminoLogin);
    ask(typed, Q::FirminoPassword);
    ask(joined, Q::FirminoCompany);
    ask(joined, Q::FirminoIssue);
    ask(true, Q::Modules);
    let orders = draft.has(Module::Orders);
    for question in [
        Q::From,
        Q::DefaultDocument,
        Q::AutoType,
        Q::SendInvoices,
        Q::LinkProducts,
        Q::LinkContractors,
        Q::Statuses,
        Q::Cancelled,
        Q::Finished,
        Q::Effect,
    ] {
        ask(orders, question);
    }
    ask(orders && draft.send_invoices, Q::Series);
    let methods = steps::payment_methods(facts);
    ask(orders && !methods.is_empty(), Q::Payments);
    if orders && draft.payments_how == Payments::OneByOne {
        for (method, at) in methods.iter().zip(0..) {
            ask(true, Q::Payment(at, PaymentPart::Form));
            ask(
                steps::payment_words(draft, method),
                Q::Payment(at, PaymentPart::Words),
            );
            ask(true, Q::Payment(at, PaymentPart::Days));
        }
    }
    ask(orders, Q::OrdersNext);
    let products = draft.has(Module::Products);
    let leads = products && draft.source == Some(ProductSource::Firmino);
    ask(products, Q::Source);
    ask(leads, Q::UpdateNames);
    ask(leads, Q::OverwriteImages);
    ask(products, Q::PriceGroup);
    ask(products, Q::CardsFile);
    ask(products, Q::ProductsNext);
    let warehouses = draft.has(Module::Warehouses);
    ask(warehouses && orders && !draft.link_products, Q::LinkingOff);
    if warehouses {
        for (warehouse, at) in facts.own_warehouses().into_iter().zip(0..) {
            ask(true, Q::Link(at, LinkPart::With));
            ask(
                draft.new_symbols.contains(&warehouse.key),
                Q::Link(at, LinkPart::Symbol),
            );
        }
    }
    ask(warehouses, Q::ImportNew);
    ask(warehouses && joined, Q::FirminoWarehouse);
    ask(warehouses && draft.may_send_stock(), Q::SendStock);
    ask(
        warehouses && draft.may_send_stock() && draft.send_stock,
        Q::Lowers,
    );
    ask(warehouses, Q::WarehousesNext);
    ask(true, Q::Summary);
    path
}
