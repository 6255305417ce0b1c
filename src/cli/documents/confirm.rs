//! `documents confirm`: number and print from Firmino.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;
use serde_json::json;

use super::row_json;
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::show;
use crate::domain::ksef_number::{KsefNumber, KsefNumberError};
use crate::net::SystemClock;
use crate::report::{Exit, Failure, visible};
use crate::sync::documents::confirm::{Word, confirm};
use crate::sync::documents::refusal;
use crate::texts::{Lang, orders as texts};

/// Characters of a number that BaseLinker takes for an invoice.
const NUMBER: usize = 30;

/// Bytes of a print that BaseLinker takes for an invoice.
const PDF: u64 = 2 * 1024 * 1024;

/// What is confirmed.
#[derive(Debug, Args)]
pub(in crate::cli) struct ConfirmArgs {
    /// BaseLinker's order id
    order: i64,
    /// The document's number, as printed (at most 30 characters)
    #[arg(long, value_name = "N")]
    number: String,
    /// Day of issue (YYYY-MM-DD); today, if not given
    #[arg(long, value_name = "D")]
    date: Option<Date>,
    /// Its number in KSeF
    #[arg(long, value_name = "NR")]
    ksef: Option<String>,
    /// Its print: a PDF of at most 2 MB
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,
}

pub(super) fn run(global: &Global, desk: &Desk, args: &ConfirmArgs) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let settings = desk.settings()?;
    let number = number(lang, &args.number, NUMBER)?;
    let seller = settings.rules.seller.nip.as_str();
    let ksef = args.ksef.as_deref();
    let ksef = ksef
        .map(|text| ksef_number(lang, text, seller))
        .transpose()?;
    let pdf = args.pdf.as_deref();
    let pdf = pdf.map(|path| print(lang, path)).transpose()?;
    let mut mirror = desk.mirror()?;
    let word = Word {
        order: args.order,
        number,
        day: args.date,
        ksef: ksef.as_ref(),
        pdf: pdf.as_deref(),
    };
    let noted = confirm(&settings, &mut mirror, &SystemClock, &word)
        .map_err(|refused| refusal::failure(lang, &refused))?;
    if noted.ksef_missing {
        show::err(lang.pick(
            "uwaga: tę fakturę musi przyjąć KSeF, a numeru KSeF nie podano; w zestawieniu miesiąca będzie „?”",
            "note: KSeF must carry this invoice, and its KSeF number was not given; the month's export shows \"?\"",
        ));
    }
    if global.json {
        let row = mirror
            .document(number)
            .map_err(|error| Failure::of_mirror(lang, &error))?;
        let rows: Vec<_> = row.iter().map(|row| row_json(lang, row)).collect();
        show::out(&json!({"schema": 1, "documents": rows}).to_string());
        return Ok(Exit::Done);
    }
    let kind = texts::kind(lang, noted.kind.as_str());
    let (order, day, number) = (args.order, noted.day, visible(number));
    show::out(&lang.pick(
        format!("Zamówienie {order} ma dokument z Firmino: {kind} {number} z {day}. Stan magazynu bez zmian."),
        format!("Order {order} has its document from Firmino: {kind} {number} of {day}. Stock stays as it is."),
    ));
    Ok(Exit::Done)
}

/// A document's number as typed, without spaces around it.
///
/// # Errors
/// Exit 2 for an empty one, one of more than `most` characters, or one with a character that cannot be printed.
pub(super) fn number(lang: Lang, text: &str, most: usize) -> Result<&str, Failure> {
    let number = text.trim();
    let wrong = match number.chars().count() {
        0 => lang.pick("jest pusty".to_owned(), "is empty".to_owned()),
        n if n > most => lang.pick(
            format!("ma {n} znaków, a może mieć najwyżej {most}"),
            format!("has {n} characters, and {most} at most are taken"),
        ),
        _ if visible(number) != number => lang.pick(
            "zawiera niewidoczne znaki".to_owned(),
            "holds invisible characters".to_owned(),
        ),
        _ => return Ok(number),
    };
    Err(Failure::new(
        Exit::Usage,
        "document.number",
        lang.pick(
            format!("numer dokumentu „{number}” {wrong}"),
            format!("the document's number \"{number}\" {wrong}"),
        ),
        lang.pick(
            "przepisz numer z dokumentu",
            "copy the number from the document",
        ),
    ))
}

/// A number in KSeF of the seller's own invoice.
fn ksef_number(lang: Lang, text: &str, seller: &str) -> Result<KsefNumber, Failure> {
    let wrong = match KsefNumber::parse(text) {
        Ok(number) if number.seller().as_str() == seller => return Ok(number),
        Ok(number) => {
            let other = number.seller();
            lang.pick(
                format!("zaczyna się od NIP {other}, a sprzedawca ma NIP {seller}"),
                format!("begins with the NIP {other}, and the seller's is {seller}"),
            )
        }
        Err(KsefNumberError::Form) => lang.pick(
            "nie ma postaci NIP-RRRRMMDD-12 znaków-2 znaki".to_owned(),
            "has not the form NIP-YYYYMMDD-12 characters-2 characters".to_owned(),
        ),
        Err(KsefNumberError::Parts) => lang.pick(
            "ma niemożliwy NIP albo dzień".to_owned(),
            "has an impossible NIP or day".to_owned(),
        ),
        Err(KsefNumberError::Checksum) => lang.pick(
            "ma złą sumę kontrolną".to_owned(),
            "has a wrong checksum".to_owned(),
        ),
    };
    Err(Failure::new(
        Exit::Usage,
        "document.ksef",
        lang.pick(
            format!("numer KSeF „{text}” {wrong}"),
            format!("the KSeF number \"{text}\" {wrong}"),
        ),
        lang.pick(
            "skopiuj numer KSeF faktury sprzedaży z Firmino (35 znaków)",
            "copy the sale invoice's KSeF number from Firmino (35 characters)",
        ),
    ))
}

/// The bytes of a print.
fn print(lang: Lang, path: &Path) -> Result<Vec<u8>, Failure> {
    let shown = path.display();
    let refuse = |wrong: String| {
        Failure::new(
            Exit::Usage,
            "document.pdf",
            format!("{shown}: {wrong}"),
            lang.pick(
                "podaj w --pdf plik PDF do 2 MB zapisany z Firmino",
                "give a PDF of at most 2 MB, saved from Firmino, in --pdf",
            ),
        )
    };
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(PDF + 1).read_to_end(&mut bytes))
        .map_err(|error| refuse(error.to_string()))?;
    if !bytes.starts_with(b"%PDF") {
        return Err(refuse(
            lang.pick("to nie jest PDF", "this is no PDF").to_owned(),
        ));
    }
    if bytes.len() as u64 > PDF {
        return Err(refuse(
            lang.pick("plik ma ponad 2 MB", "the file has more than 2 MB")
                .to_owned(),
        ));
    }
    Ok(bytes)
}
