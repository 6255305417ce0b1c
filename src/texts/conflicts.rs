//! Links of cards in words for lists: by what they were made, what is open, what settles it.

use super::{Lang, products};
use crate::domain::card_match::FoundBy;
use crate::domain::goods::Part;

/// By what a card was found to be a product; a word that is not known here stays as it is.
pub fn found_by(lang: Lang, word: &str) -> &str {
    let known = [
        (FoundBy::Link, "ID produktu", "product's id"),
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
pub fn open(lang: Lang, what: &str, product: i64, card: i64) -> String {
    if let Some(of) = part_of(what) {
        let named = part(lang, of);
        return lang.pick(
            format!("{named}: zmieniono po obu stronach, każdą inaczej; nic nie nadpisano"),
            format!("{named}: both sides changed it, each in its way; nothing was overwritten"),
        );
    }
    let why = products::why(lang, what);
    match (what, product) {
        ("product.gone", _) => products::gone(lang, product, card),
        (_, 0) => why.to_owned(),
        _ => lang.pick(
            format!("{why}; nic nie połączono"),
            format!("{why}; nothing was linked"),
        ),
    }
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

/// What settles that a card's SKU or name does not fit BaseLinker.
pub fn fix_of_width(lang: Lang, link: &str) -> String {
    lang.pick(
        format!("skróć na kartotece (firmino-link mirror import products FILE.csv) albo załóż produkt w panelu BaseLinker i połącz: {link}"),
        format!("shorten it on the card (firmino-link mirror import products FILE.csv), or make the product in BaseLinker's panel and link it: {link}"),
    )
}
