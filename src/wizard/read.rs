//! A profile as answers: the defaults of a re-run, and the answers of an answers file.

use jiff::civil::Date;

use super::draft::{
    Consent, Draft, Firmino, Payments, Seller, SellerKnown, Series, Terms, WhoIssues,
};
use crate::domain::rules::{BusinessInvoices, Issue};
use crate::profile::{Module, NameOrId, Profile, ProfileText, SendInvoices, Value};

/// The answers that a profile holds. `text` is the profile's own text: it tells values that the typed profile leaves
/// out.
pub fn draft(profile: &Profile, text: &ProfileText, today: Date) -> Draft {
    let mut draft = Draft::new(today);
    draft.modules = profile.modules().into_iter().collect();
    draft.inventory.clone_from(&profile.baselinker.inventory);
    draft.seller_known = match &profile.company {
        Some(_) => SellerKnown::Given,
        None => SellerKnown::LeftOut,
    };
    if let Some(company) = &profile.company {
        draft.seller = Seller {
            name: company.name.clone(),
            nip: company.nip.to_string(),
            street: company.street.clone(),
            postcode: company.postcode.clone(),
            city: company.city.clone(),
            bank_account: company.bank_account.clone().unwrap_or_default(),
        };
        draft.vat_payer = company.vat;
        draft.exempt_basis = company.exempt_basis.clone().unwrap_or_default();
        draft.vat_eu = company.vat_eu;
        draft.oss = company.oss;
    }
    draft.ksef_from = profile.ksef.from;
    draft.business_invoices = profile.ksef.business_invoices;
    // In a file the value is the consent (design.md §5).
    draft.consent = match profile.ksef.business_invoices {
        BusinessInvoices::IssueHere => Consent::Given,
        BusinessInvoices::Hold => Consent::Missing,
    };
    draft.payments_how = Payments::AsProposed;
    draft.payments = profile
        .payments
        .iter()
        .map(|(method, terms)| {
            let terms = Terms {
                form: terms.form.to_string(),
                days: terms.days,
            };
            (method.clone(), terms)
        })
        .collect();
    draft.send_invoices = false;
    if profile.orders.is_some() {
        orders(&mut draft, profile, text);
    }
    draft.firmino = firmino(profile);
    if let Some(products) = &profile.products {
        draft.source = Some(products.source);
        draft.update_names = products.update_names;
        draft.overwrite_images = products.overwrite_images;
        draft.price_group.clone_from(&products.price_group);
    }
    if let Some(warehouses) = &profile.warehouses {
        draft.import_new = warehouses.import_new;
        draft.send_stock = warehouses.send_stock;
        draft.lowers = warehouses.baselinker_lowers;
        let key = |warehouse: &NameOrId| match warehouse {
            NameOrId::Name(name) => name.clone(),
            NameOrId::Id(id) => format!("bl_{id}"),
        };
        let links = warehouses.links.iter();
        draft.links = links
            .map(|link| (key(&link.baselinker), Some(link.firmino.clone())))
            .collect();
    }
    draft
}

/// The answers about Firmino's account.
pub fn firmino(profile: &Profile) -> Firmino {
    let Some(firmino) = &profile.firmino else {
        return Firmino::default();
    };
    Firmino {
        joined: true,
        company: firmino.company.clone().unwrap_or_default(),
        issue: firmino.issue,
        warehouse: firmino.warehouse.clone(),
        ..Firmino::default()
    }
}

fn orders(draft: &mut Draft, profile: &Profile, text: &ProfileText) {
    let Some(orders) = &profile.orders else {
        return;
    };
    let numbered = matches!(text.get(&["orders", "numbering"]), Some(Value::Pairs(pairs)) if !pairs.is_empty());
    draft.who = match orders.issue {
        Issue::Automatically => WhoIssues::AtOnce,
        Issue::Manually if numbered => WhoIssues::OnCommand,
        Issue::Manually => WhoIssues::Elsewhere,
    };
    let (numbering, start) = (&orders.numbering, orders.numbering.start);
    draft.invoices = Series {
        format: numbering.invoice.as_str().to_owned(),
        start: start.invoice,
    };
    draft.receipts = Series {
        format: numbering.receipt.as_str().to_owned(),
        start: start.receipt,
    };
    draft.from = orders.from;
    draft.default_document = orders.default_document;
    draft.auto_document_type = orders.auto_document_type;
    draft.send_invoices = orders.send_invoices != SendInvoices::Off;
    draft.invoice_series = match &orders.send_invoices {
        SendInvoices::To(series) => Some(series.clone()),
        SendInvoices::Off => match text.get(&["orders", "invoice_series"]) {
            Some(Value::Text(name)) if !name.trim().is_empty() => {
                Some(NameOrId::Name(name.trim().to_owned()))
            }
            Some(Value::Whole(id)) => Some(NameOrId::Id(id)),
            _ => None,
        },
    };
    draft.link_products = orders.link_products;
    draft.link_contractors = orders.link_contractors;
    draft.statuses.clone_from(&orders.statuses);
    draft.cancelled.clone_from(&orders.cancelled_statuses);
    draft.finished.clone_from(&orders.finished_statuses);
}

/// The profile's answers, those of modules that are not chosen included where they are right by themselves.
pub fn with_unchosen(text: &ProfileText, today: Date) -> Option<Draft> {
    let all = [Module::Orders, Module::Products, Module::Warehouses];
    let mut whole = ProfileText::parse(&text.render()).ok()?;
    let chosen = Profile::parse(&text.render(), today).ok()?.modules();
    let words = all.map(|module| Value::Text(module.to_string())).to_vec();
    whole.set(&["modules"], Value::List(words));
    let profile = Profile::parse(&whole.render(), today).ok()?;
    let mut draft = draft(&profile, text, today);
    draft.modules = chosen.into_iter().collect();
    Some(draft)
}
