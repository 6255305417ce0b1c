//! The answers as a profile's text: only what the wizard asks is written, and only where it says something else than
//! what stands there.

use super::draft::{Draft, Payments, SellerKnown, Series, WhoIssues};
use crate::domain::kind::{DefaultDocument, Oss};
use crate::domain::rules::{BusinessInvoices, VatPayer};
use crate::profile::{Lowers, Module, NameOrId, ProductSource, ProfileText, Value};
use crate::texts::Lang;

/// Keys that the wizard asks for; every other one is copied from an answers file as it stands.
const ASKED: [&str; 35] = [
    "version",
    "modules",
    "company.name",
    "company.nip",
    "company.street",
    "company.postcode",
    "company.city",
    "company.bank_account",
    "company.vat_payer",
    "company.exempt_basis",
    "company.vat_eu",
    "company.oss",
    "ksef.from",
    "ksef.business_invoices",
    "baselinker.inventory",
    "firmino.company",
    "firmino.issue",
    "firmino.warehouse",
    "orders.from",
    "orders.statuses",
    "orders.cancelled_statuses",
    "orders.finished_statuses",
    "orders.default_document",
    "orders.auto_document_type",
    "orders.send_invoices",
    "orders.invoice_series",
    "orders.link_products",
    "orders.link_contractors",
    "orders.issue",
    "products.source",
    "products.update_names",
    "products.overwrite_images",
    "products.price_group",
    "warehouses.import_new",
    "warehouses.links",
];

/// Whether the wizard asks for a key in the course of these answers, so that its value comes from them. What belongs to
/// a module that is not chosen is not asked.
pub fn is_asked(path: &[String], draft: &Draft) -> bool {
    let asked = match path.first().map(String::as_str) {
        Some("company" | "ksef") => draft.seller_known == SellerKnown::Given,
        Some("firmino") if path.get(1).is_some_and(|key| key == "warehouse") => {
            draft.firmino.joined && draft.has(Module::Warehouses)
        }
        Some("firmino") => draft.firmino.joined,
        Some("orders" | "payments") => draft.has(Module::Orders),
        Some("products") => draft.has(Module::Products),
        Some("warehouses") => draft.has(Module::Warehouses),
        _ => true,
    };
    asked && is_ever_asked(path)
}

fn is_ever_asked(path: &[String]) -> bool {
    let dotted = path.join(".");
    ASKED.contains(&dotted.as_str())
        || [
            "orders.numbering.invoice",
            "orders.numbering.receipt",
            "warehouses.send_stock",
            "warehouses.baselinker_lowers",
        ]
        .contains(&dotted.as_str())
        || path.first().is_some_and(|table| table == "payments")
        || path
            .iter()
            .take(3)
            .map(String::as_str)
            .eq(["orders", "numbering", "start"])
}

/// The head of a new profile.
pub fn head(text: &mut ProfileText, lang: Lang) {
    text.comment(
        &[],
        lang.pick(
            "Profil firmino-link: jedno konto BaseLinker i jedna kopia danych Firmino.\nPozostałe klucze i ich znaczenie: docs/profile.md, config.example.toml.\nZmienić odpowiedzi: firmino-link setup",
            "A profile of firmino-link: one BaseLinker account and one mirror.\nFurther keys and what they mean: docs/profile.md, config.example.toml.\nTo change the answers: firmino-link setup",
        ),
    );
}

/// Puts the answers into a profile's text. `fresh` texts get comments in the user's language, too.
pub fn write(draft: &Draft, lang: Lang, text: &mut ProfileText) {
    let fresh = text.get(&["version"]).is_none();
    text.set(&["version"], Value::Whole(1));
    if fresh {
        if text.get(&["language"]).is_none() {
            text.set(&["language"], Value::Text(lang.pick("pl", "en").to_owned()));
        }
        head(text, lang);
    }
    let modules = [
        (Module::Orders, "orders"),
        (Module::Products, "products"),
        (Module::Warehouses, "warehouses"),
    ];
    let modules = modules.into_iter().filter(|(module, _)| draft.has(*module));
    text.set(
        &["modules"],
        Value::List(
            modules
                .map(|(_, word)| Value::Text(word.to_owned()))
                .collect(),
        ),
    );
    company(draft, text);
    if let Some(inventory) = &draft.inventory {
        text.set(&["baselinker", "inventory"], meant(inventory));
    }
    firmino(draft, text);
    if draft.has(Module::Orders) {
        orders(draft, text);
    }
    if draft.has(Module::Products) {
        products(draft, text);
    }
    if draft.has(Module::Warehouses) {
        warehouses(draft, text);
    } else if !draft.may_send_stock()
        && text.get(&["warehouses", "send_stock"]) == Some(Value::Flag(true))
    {
        // A table of a module that is not chosen is checked, too.
        text.set(&["warehouses", "send_stock"], Value::Flag(false));
    }
}

fn meant(thing: &NameOrId) -> Value {
    match thing {
        NameOrId::Name(name) => Value::Text(name.clone()),
        NameOrId::Id(id) => Value::Whole(*id),
    }
}

fn list(things: &[NameOrId]) -> Value {
    Value::List(things.iter().map(meant).collect())
}

/// Sets a key, or leaves it out where its value is the default and it is not there.
fn set_unless(text: &mut ProfileText, path: &[&str], value: Value, default: &Value) {
    if value == *default && text.get(path).is_none() {
        return;
    }
    text.set(path, value);
}

fn company(draft: &Draft, text: &mut ProfileText) {
    if draft.seller_known == SellerKnown::LeftOut {
        return;
    }
    let seller = &draft.seller;
    let fields = [
        ("name", &seller.name),
        ("nip", &seller.nip),
        ("street", &seller.street),
        ("postcode", &seller.postcode),
        ("city", &seller.city),
    ];
    for (key, value) in fields {
        text.set(&["company", key], Value::Text(value.clone()));
    }
    let nothing = Value::Text(String::new());
    set_unless(
        text,
        &["company", "bank_account"],
        Value::Text(seller.bank_account.clone()),
        &nothing,
    );
    let payer = match draft.vat_payer {
        VatPayer::Yes => Value::Flag(true),
        VatPayer::Exempt => Value::Flag(false),
        VatPayer::Unknown => Value::Text("unknown".to_owned()),
    };
    text.set(&["company", "vat_payer"], payer);
    set_unless(
        text,
        &["company", "exempt_basis"],
        Value::Text(draft.exempt_basis.clone()),
        &nothing,
    );
    text.set(&["company", "vat_eu"], Value::Flag(draft.vat_eu));
    match draft.oss {
        Some(Oss::Registered) => {
            text.set(&["company", "oss"], Value::Text("registered".to_owned()))
        }
        Some(Oss::BelowThreshold) => text.set(
            &["company", "oss"],
            Value::Text("below-threshold".to_owned()),
        ),
        None => text.remove(&["company", "oss"]),
    }
    text.set(&["ksef", "from"], Value::Day(draft.ksef_from));
    let business = match draft.business_invoices {
        BusinessInvoices::Hold => "hold",
        BusinessInvoices::IssueHere => "issue-here",
    };
    text.set(
        &["ksef", "business_invoices"],
        Value::Text(business.to_owned()),
    );
}

/// What is not asked stays: the address, the limits, where login and password are.
fn firmino(draft: &Draft, text: &mut ProfileText) {
    let firmino = &draft.firmino;
    if !firmino.joined {
        return text.remove(&["firmino"]);
    }
    if text.get(&["firmino"]).is_none() {
        // A table needs a key to be there.
        text.set(&["firmino", "issue"], Value::Flag(firmino.issue));
    }
    set_unless(
        text,
        &["firmino", "issue"],
        Value::Flag(firmino.issue),
        &Value::Flag(false),
    );
    filled_or_absent(text, &["firmino", "company"], &firmino.company);
    if draft.has(Module::Warehouses) {
        let symbol = firmino.warehouse.as_deref().unwrap_or_default();
        filled_or_absent(text, &["firmino", "warehouse"], symbol);
    }
}

/// Sets a text, or takes it out where it is to be empty and is not.
fn filled_or_absent(text: &mut ProfileText, path: &[&str], value: &str) {
    let there = text.get(path);
    if !value.is_empty() {
        text.set(path, Value::Text(value.to_owned()));
    } else if !matches!(&there, Some(Value::Text(text)) if text.trim().is_empty()) {
        text.remove(path);
    }
}

fn orders(draft: &Draft, text: &mut ProfileText) {
    text.set(&["orders", "from"], Value::Day(draft.from));
    text.set(&["orders", "statuses"], list(&draft.statuses));
    text.set(&["orders", "cancelled_statuses"], list(&draft.cancelled));
    text.set(&["orders", "finished_statuses"], list(&draft.finished));
    let default = match draft.default_document {
        DefaultDocument::Receipt => "receipt",
        DefaultDocument::Invoice => "invoice",
    };
    text.set(
        &["orders", "default_document"],
        Value::Text(default.to_owned()),
    );
    text.set(
        &["orders", "auto_document_type"],
        Value::Flag(draft.auto_document_type),
    );
    text.set(
        &["orders", "send_invoices"],
        Value::Flag(draft.send_invoices),
    );
    if let Some(series) = &draft.invoice_series {
        text.set(&["orders", "invoice_series"], meant(series));
    }
    text.set(
        &["orders", "link_products"],
        Value::Flag(draft.link_products),
    );
    text.set(
        &["orders", "link_contractors"],
        Value::Flag(draft.link_contractors),
    );
    let issue = match draft.who {
        WhoIssues::Elsewhere | WhoIssues::OnCommand => "manually",
        WhoIssues::AtOnce => "automatically",
    };
    text.set(&["orders", "issue"], Value::Text(issue.to_owned()));
    if draft.who != WhoIssues::Elsewhere {
        for (key, series) in [("invoice", &draft.invoices), ("receipt", &draft.receipts)] {
            number(text, key, series);
        }
    }
    if draft.payments_how != Payments::LeftOut {
        for (method, terms) in &draft.payments {
            text.set_payment(method, &terms.form, terms.days);
        }
    }
}

fn number(text: &mut ProfileText, key: &str, series: &Series) {
    text.set(
        &["orders", "numbering", key],
        Value::Text(series.format.clone()),
    );
    set_unless(
        text,
        &["orders", "numbering", "start", key],
        Value::Whole(i64::from(series.start)),
        &Value::Whole(1),
    );
}

fn products(draft: &Draft, text: &mut ProfileText) {
    let source = draft.source.unwrap_or(ProductSource::Firmino);
    text.set(
        &["products", "source"],
        Value::Text(source.as_str().to_owned()),
    );
    set_unless(
        text,
        &["products", "update_names"],
        Value::Flag(draft.update_names),
        &Value::Flag(true),
    );
    set_unless(
        text,
        &["products", "overwrite_images"],
        Value::Flag(draft.overwrite_images),
        &Value::Flag(false),
    );
    let group = draft
        .price_group
        .as_ref()
        .map_or_else(|| Value::Text(String::new()), meant);
    set_unless(
        text,
        &["products", "price_group"],
        group,
        &Value::Text(String::new()),
    );
}

fn warehouses(draft: &Draft, text: &mut ProfileText) {
    text.set(&["warehouses", "import_new"], Value::Flag(draft.import_new));
    text.set(
        &["warehouses", "send_stock"],
        Value::Flag(draft.send_stock && draft.may_send_stock()),
    );
    let lowers = match draft.lowers {
        Some(Lowers::Confirmed) => Some("confirmed"),
        Some(Lowers::Shipped) => Some("shipped"),
        Some(Lowers::Reservation) => Some("reservation"),
        None => None,
    };
    match lowers {
        Some(word) => text.set(
            &["warehouses", "baselinker_lowers"],
            Value::Text(word.to_owned()),
        ),
        None => text.remove(&["warehouses", "baselinker_lowers"]),
    }
    let links = draft
        .links
        .iter()
        .filter_map(|(key, symbol)| Some((key.clone(), symbol.clone()?)));
    let links: Vec<(String, String)> = links.filter(|(_, symbol)| !symbol.is_empty()).collect();
    text.set_links(&links);
}
