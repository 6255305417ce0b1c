//! `documents …`: sale documents in the mirror.

mod confirm;
mod export;
mod mend;
mod pdf;
mod send;

use clap::Subcommand;
use serde_json::{Value, json};

use super::desk::Desk;
use super::global::Global;
use super::orders::there;
use super::show;
use crate::domain::document::{Buyer, Payment, Seller};
use crate::domain::money::Amount;
use crate::domain::note::Note;
use crate::mirror::MirrorError;
use crate::mirror::documents::{DocumentLineRow, DocumentRow, Role};
use crate::report::table::{Column, table};
use crate::report::visible::short;
use crate::report::{Exit, Failure, visible};
use crate::texts::{Lang, count, notes, orders as texts};

/// Documents.
#[derive(Debug, Subcommand)]
pub(super) enum Documents {
    /// List documents, oldest first
    List {
        /// At most so many
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
        /// Only those issued here that are not void and have not been sent
        #[arg(long)]
        unsent: bool,
    },
    /// Show one document
    Show {
        /// Its number
        number: String,
    },
    /// Send printouts to BaseLinker now, also ones that it refused before
    Send(send::SendArgs),
    /// Write the printout of one document
    Pdf(pdf::PdfArgs),
    /// Close a ready order by the document that it got in Firmino
    Confirm(confirm::ConfirmArgs),
    /// Make a document of ours void that never left the house; its order is ready again
    Void(mend::VoidArgs),
    /// Note a correction that was issued in Firmino
    Corrected(mend::CorrectedArgs),
    /// A month for the accountant, as CSV: documents per rate, sums, gaps, orders without a document
    Export(export::ExportArgs),
}

pub(super) fn run(global: &Global, command: &Documents) -> Result<Exit, Failure> {
    let desk = Desk::open(global)?;
    match command {
        Documents::List { limit, unsent } => list(global, &desk, *limit, *unsent),
        Documents::Show { number } => show_one(global, &desk, number),
        Documents::Send(args) => send::run(global, &desk, args),
        Documents::Pdf(args) => pdf::run(global, &desk, args),
        Documents::Confirm(args) => confirm::run(global, &desk, args),
        Documents::Void(args) => mend::void_one(global, &desk, args),
        Documents::Corrected(args) => mend::corrected(global, &desk, args),
        Documents::Export(args) => export::run(global, &desk, args),
    }
}

fn row_json(lang: Lang, row: &DocumentRow) -> Value {
    let (net, vat, gross) = row.sums;
    let rates: Vec<Value> = row
        .rates
        .iter()
        .map(|(rate, net, vat, gross)| {
            json!({"rate": rate, "net": net.to_string(), "vat": vat.to_string(), "gross": gross.to_string()})
        })
        .collect();
    let corrections: Vec<Value> = row
        .corrections()
        .map(|(number, date, gross)| {
            json!({"number": number, "date": date.to_string(), "gross": gross.to_string()})
        })
        .collect();
    let notes = printed(lang, row);
    json!({
        "number": row.number,
        "kind": row.kind,
        "role": row.role,
        "order": row.order,
        "issued_on": row.issued_on,
        "sold_on": row.sold_on,
        "net": net.to_string(),
        "vat": vat.to_string(),
        "gross": gross.to_string(),
        "currency": row.currency,
        "reason": row.reason,
        "sent": row.sent(),
        "remote_id": row.remote_id,
        "firmino": row.firmino,
        "ksef": row.ksef,
        "rates": rates,
        "origin": row.origin.text(),
        "void": row.void(),
        "corrections": corrections,
        "notes": notes,
    })
}

fn list(global: &Global, desk: &Desk, limit: Option<usize>, unsent: bool) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let mut documents = desk
        .mirror()?
        .documents()
        .map_err(|error| Failure::of_mirror(lang, &error))?;
    let to_send = |row: &DocumentRow| !row.sent() && row.void().is_none() && row.is_ours();
    documents.retain(|row| !unsent || to_send(row));
    documents.truncate(limit.unwrap_or(usize::MAX));
    if global.json {
        let rows: Vec<Value> = documents.iter().map(|row| row_json(lang, row)).collect();
        show::out(&json!({"schema": 1, "documents": rows}).to_string());
        return Ok(Exit::Done);
    }
    if documents.is_empty() {
        show::out(lang.pick("Brak dokumentów.", "No documents."));
        return Ok(Exit::Done);
    }
    let headings = [
        (lang.pick("numer", "number"), Column::Left),
        (lang.pick("rodzaj", "kind"), Column::Left),
        (lang.pick("wystawiony", "issued"), Column::Left),
        (lang.pick("zamówienie", "order"), Column::Right),
        (lang.pick("nabywca", "buyer"), Column::Left),
        (lang.pick("suma", "sum"), Column::Right),
        ("", Column::Left),
    ];
    let rows: Vec<Vec<String>> = documents
        .iter()
        .map(|row| {
            let buyer: Buyer = serde_json::from_str(&row.buyer).unwrap_or_default();
            vec![
                row.number.clone(),
                texts::kind(lang, &row.kind).to_owned(),
                row.issued_on.clone(),
                row.order.to_string(),
                short(&buyer.name, 30),
                visible(&texts::sum(lang, Some(row.sums.2.grosze()), &row.currency)).into_owned(),
                marks(lang, row),
            ]
        })
        .collect();
    let shown = count(
        lang,
        rows.len(),
        ["dokument", "dokumenty", "dokumentów"],
        ["document", "documents"],
    );
    show::out(&table(&headings, rows, show::width()));
    show::out(&format!("\n{shown}"));
    Ok(Exit::Done)
}

/// What is to be known of a document beside its sums, in a few words.
fn marks(lang: Lang, row: &DocumentRow) -> String {
    let words = [
        (row.void().is_some(), lang.pick("unieważniony", "void")),
        (
            row.corrections().next().is_some(),
            lang.pick("skorygowany", "corrected"),
        ),
        (!row.is_ours(), lang.pick("z Firmino", "from Firmino")),
        (
            row.role == Role::ToReceipt.text(),
            lang.pick("do paragonu", "to a receipt"),
        ),
    ];
    let up = words
        .into_iter()
        .filter_map(|(up, word)| up.then_some(word));
    up.collect::<Vec<_>>().join(", ")
}

fn show_one(global: &Global, desk: &Desk, number: &str) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let mirror = desk.mirror()?;
    let found = mirror
        .document(number)
        .map_err(|error| Failure::of_mirror(lang, &error))?;
    let Some(row) = found else {
        return Err(Failure::new(
            Exit::Usage,
            "document.unknown",
            lang.pick(
                format!("nie ma dokumentu {number}"),
                format!("there is no document {number}"),
            ),
            "firmino-link documents list",
        ));
    };
    let of_mirror = |error: MirrorError| Failure::of_mirror(lang, &error);
    let own = mirror.own_handover(row.id).map_err(of_mirror)?;
    if global.json {
        let mut shown = row_json(lang, &row);
        shown["handover"] = own.map_or(Value::Null, |own| there::of_document(lang, &own));
        show::out(&json!({"schema": 1, "documents": [shown]}).to_string());
        return Ok(Exit::Done);
    }
    let lines = mirror.document_lines(row.id).map_err(of_mirror)?;
    show::out(&details(lang, &row, &lines));
    if let Some(own) = own {
        show::out(&format!("\n{}", there::document(lang, &own)));
    }
    Ok(Exit::Done)
}

/// Legal notes, as they are printed.
fn printed(lang: Lang, row: &DocumentRow) -> Vec<String> {
    let notes: Vec<Note> = serde_json::from_str(&row.notes).unwrap_or_default();
    notes.iter().map(|note| notes::text(lang, note)).collect()
}

/// Notes of the document, where it comes from, and what became of it.
fn remarks(lang: Lang, row: &DocumentRow) -> String {
    let mut notes = printed(lang, row);
    if !row.is_ours() {
        let there = row.firmino.map(|id| format!(" (id {id})"));
        notes.push(format!(
            "{}{}",
            lang.pick("wystawiony w Firmino", "issued in Firmino"),
            there.unwrap_or_default()
        ));
    }
    if let Some(reason) = row.void() {
        notes.push(lang.pick(format!("unieważniony: {reason}"), format!("void: {reason}")));
    }
    notes.extend(row.corrections().map(|(by, day, gross)| {
        lang.pick(
            format!("korekta {by} z {day}: {}", gross.polish()),
            format!("correction {by} of {day}: {gross}"),
        )
    }));
    notes.join("; ")
}

fn details(lang: Lang, row: &DocumentRow, lines: &[DocumentLineRow]) -> String {
    let buyer: Buyer = serde_json::from_str(&row.buyer).unwrap_or_default();
    let seller: Seller = serde_json::from_str(&row.seller).unwrap_or_default();
    let payment: Option<Payment> = serde_json::from_str(&row.payment).ok();
    let money = |amount: Amount| lang.pick(amount.polish(), amount.to_string());
    let place = |street: &str, postcode: &str, city: &str| format!("{street}, {postcode} {city}");
    let head = [
        (lang.pick("numer", "number"), row.number.clone()),
        (
            lang.pick("rodzaj", "kind"),
            format!(
                "{} – {}",
                texts::kind(lang, &row.kind),
                texts::kind_reason(lang, &row.reason)
            ),
        ),
        (lang.pick("wystawiony", "issued"), row.issued_on.clone()),
        (lang.pick("sprzedaż", "sold"), row.sold_on.clone()),
        (lang.pick("zamówienie", "order"), row.order.to_string()),
        (
            lang.pick("sprzedawca", "seller"),
            format!(
                "{}, NIP {}, {}",
                seller.name,
                seller.nip,
                place(&seller.street, &seller.postcode, &seller.city)
            ),
        ),
        (
            lang.pick("nabywca", "buyer"),
            format!(
                "{}, {}",
                buyer.name,
                place(&buyer.street, &buyer.postcode, &buyer.city)
            ),
        ),
        ("NIP", buyer.tax_id.clone()),
        ("KSeF", row.ksef.clone().unwrap_or_default()),
        (lang.pick("uwagi", "notes"), remarks(lang, row)),
        (
            lang.pick("płatność", "payment"),
            payment
                .map(|payment| {
                    format!(
                        "{} ({}: {})",
                        payment.method,
                        lang.pick("zapłacono", "paid"),
                        money(payment.paid)
                    )
                })
                .unwrap_or_default(),
        ),
    ];
    let head = head.into_iter().filter(|(_, value)| !value.is_empty());
    let head = head
        .map(|(label, value)| vec![label.to_owned(), visible(&value).into_owned()])
        .collect();
    let head = table(
        &[("", Column::Left), ("", Column::Left)],
        head,
        show::width(),
    );
    let goods = table(
        &[
            (lang.pick("pozycja", "line"), Column::Left),
            (lang.pick("szt.", "pcs"), Column::Right),
            (lang.pick("cena brutto", "gross price"), Column::Right),
            ("VAT", Column::Right),
            (lang.pick("brutto", "gross"), Column::Right),
        ],
        lines
            .iter()
            .map(|line| {
                vec![
                    short(&line.name, 44),
                    line.quantity.to_string(),
                    line.price.clone(),
                    line.rate.clone(),
                    money(line.gross),
                ]
            })
            .collect(),
        show::width(),
    );
    let mut sums: Vec<Vec<String>> = row
        .rates
        .iter()
        .map(|(rate, net, vat, gross)| vec![rate.clone(), money(*net), money(*vat), money(*gross)])
        .collect();
    let (net, vat, gross) = row.sums;
    sums.push(vec![
        lang.pick("razem", "total").to_owned(),
        money(net),
        money(vat),
        format!("{} {}", money(gross), visible(&row.currency)),
    ]);
    let sums = table(
        &[
            (lang.pick("stawka", "rate"), Column::Right),
            (lang.pick("netto", "net"), Column::Right),
            ("VAT", Column::Right),
            (lang.pick("brutto", "gross"), Column::Right),
        ],
        sums,
        show::width(),
    );
    format!("{}\n\n{goods}\n\n{sums}", head.trim_matches('\n'))
}
