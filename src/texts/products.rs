//! Cards and their products of BaseLinker in words: by what they were linked, what is open between them, what settles it.

use super::Lang;
use crate::domain::card_match::{FoundBy, Why};
use crate::domain::goods::Part;

/// By what a card was found to be a product; a word that is not known here stays as it is.
pub fn found_by(lang: Lang, word: &str) -> &str {
    let known = [
        (FoundBy::Link, "pozycja zamówienia", "order line"),
        (FoundBy::Sku, "SKU", "SKU"),
        (FoundBy::Ean, "EAN", "EAN"),
        (FoundBy::Name, "nazwa", "name"),
        (FoundBy::Person, "decyzja", "decision"),
    ];
    known
        .into_iter()
        .find(|(by, ..)| by.code() == word)
        .map_or(word, |(_, pl, en)| lang.pick(pl, en))
}

/// The part of a product that a conflict's word names, if it names one.
pub fn part_of(what: &str) -> Option<Part> {
    Part::ALL.into_iter().find(|part| part.word() == what)
}

/// A part.
pub fn part(lang: Lang, part: Part) -> &'static str {
    let (pl, en) = match part {
        Part::Name => ("nazwa", "name"),
        Part::Sku => ("SKU", "SKU"),
        Part::Ean => ("EAN", "EAN"),
        Part::Vat => ("stawka VAT", "VAT rate"),
        Part::Price => ("cena brutto", "gross price"),
        Part::Weight => ("waga", "weight"),
        Part::Description => ("opis", "description"),
        Part::Category => ("kategoria", "category"),
        Part::Manufacturer => ("producent", "manufacturer"),
        Part::Images => ("zdjęcia", "images"),
    };
    lang.pick(pl, en)
}

/// The column of an import that changes a part of a card; a SKU is what rows are found by, so none changes it.
fn column(part: Part) -> Option<&'static str> {
    match part {
        Part::Name => Some("name"),
        Part::Ean => Some("ean"),
        Part::Vat => Some("vat"),
        Part::Price => Some("price_gross"),
        Part::Weight => Some("weight"),
        Part::Images => Some("images"),
        Part::Sku | Part::Description | Part::Category | Part::Manufacturer => None,
    }
}

/// What is open, in a sentence.
pub fn open(lang: Lang, what: &str) -> String {
    if let Some(of) = part_of(what) {
        let named = part(lang, of);
        return lang.pick(
            format!("{named}: zmieniono po obu stronach, każdą inaczej; nic nie nadpisano"),
            format!("{named}: both sides changed it, each in its way; nothing was overwritten"),
        );
    }
    let why = [
        (
            Why::SeveralLinks,
            "kilka kartotek jest powiązanych z tym produktem",
            "several cards are linked to the product",
        ),
        (
            Why::SeveralBySku,
            "to SKU ma więcej niż jedna kartoteka lub produkt; nic nie powiązano",
            "more than one card or product has the SKU; nothing was linked",
        ),
        (
            Why::SeveralByEan,
            "ten EAN ma więcej niż jedna kartoteka lub produkt; nic nie powiązano",
            "more than one card or product has the EAN; nothing was linked",
        ),
        (
            Why::SeveralByName,
            "tę nazwę ma więcej niż jedna kartoteka; nic nie powiązano",
            "more than one card has the name; nothing was linked",
        ),
        (
            Why::NameSharedThere,
            "tę nazwę ma więcej niż jeden produkt w BaseLinker; nic nie powiązano",
            "more than one product in BaseLinker has the name; nothing was linked",
        ),
        (
            Why::LinkedToAnother(0),
            "kartoteka jest już powiązana z innym produktem; nic nie powiązano",
            "the card is linked to another product already; nothing was linked",
        ),
    ];
    why.into_iter()
        .find(|(why, ..)| why.code() == what)
        .map_or_else(
            || {
                lang.pick(
                    format!("wymaga decyzji: {what}"),
                    format!("needs a decision: {what}"),
                )
            },
            |(_, pl, en)| lang.pick(pl, en).to_owned(),
        )
}

/// What settles a part in which product and card differ: which side is changed, and how.
pub fn fix_of_part(lang: Lang, of: Part, product: i64) -> String {
    let named = part(lang, of);
    match column(of) {
        Some(column) => lang.pick(
            format!("wpisz jedną wartość po obu stronach ({named}): w BaseLinker w produkcie {product} albo w kartotece, kolumną {column} w firmino-link mirror import products FILE.csv; potem firmino-link sync products"),
            format!("give both sides one value ({named}): in BaseLinker in product {product}, or in the card by the column {column} of firmino-link mirror import products FILE.csv; then firmino-link sync products"),
        ),
        None => lang.pick(
            format!("wpisz w BaseLinker w produkcie {product} wartość z kartoteki ({named}); potem firmino-link sync products"),
            format!("give product {product} in BaseLinker the card's value ({named}); then firmino-link sync products"),
        ),
    }
}
