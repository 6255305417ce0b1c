//! Corrections of orders in words.

use super::{Lang, orders};
use crate::domain::edits::{Edit, EditError, Edits, Key};
use crate::domain::order::Order;

/// What a key is about, for people: lines by their place.
pub fn key(lang: Lang, key: Key, order: &Order) -> String {
    let place = |id: i64| {
        let found = order.lines.iter().position(|line| line.id == id);
        found.map_or_else(|| id.to_string(), |index| (index + 1).to_string())
    };
    match key {
        Key::Name => lang.pick("nazwa nabywcy", "buyer's name").to_owned(),
        Key::Company => lang.pick("firma", "company").to_owned(),
        Key::Nip => "NIP".to_owned(),
        Key::Street => lang.pick("ulica", "street").to_owned(),
        Key::Postcode => lang.pick("kod pocztowy", "postcode").to_owned(),
        Key::City => lang.pick("miejscowość", "city").to_owned(),
        Key::Country => lang.pick("kraj", "country").to_owned(),
        Key::Kind => lang.pick("rodzaj dokumentu", "kind of document").to_owned(),
        Key::CurrencyRate => lang.pick("kurs waluty", "currency rate").to_owned(),
        Key::Contractor => lang.pick("kontrahent", "contractor").to_owned(),
        Key::Vat(id) => lang.pick(
            format!("VAT pozycji {}", place(id)),
            format!("VAT of line {}", place(id)),
        ),
        Key::Card(id) => lang.pick(
            format!("kartoteka pozycji {}", place(id)),
            format!("card of line {}", place(id)),
        ),
        Key::Warehouse(id) => lang.pick(
            format!("magazyn pozycji {}", place(id)),
            format!("warehouse of line {}", place(id)),
        ),
    }
}

/// What BaseLinker says where the correction stands; `None` where that is no value of one field.
pub fn was(key: Key, edit: &Edit) -> Option<&str> {
    match key {
        // Hashes of the whole order and of the whole buyer.
        Key::Kind | Key::Contractor => None,
        Key::Name
        | Key::Company
        | Key::Nip
        | Key::Street
        | Key::Postcode
        | Key::City
        | Key::Country
        | Key::CurrencyRate
        | Key::Vat(_)
        | Key::Card(_)
        | Key::Warehouse(_) => Some(edit.was.trim()),
    }
}

/// The corrections of an order, a line each: the correction, and BaseLinker's word beside it. Not yet made visible.
pub fn lines(lang: Lang, edits: &Edits, order: &Order) -> Vec<String> {
    let line = |(at, edit): (&Key, &Edit)| {
        let value = match (at, edit.value.as_str()) {
            (Key::Kind, kind) => orders::kind(lang, kind).to_owned(),
            (_, "") => lang.pick("(puste)", "(empty)").to_owned(),
            (_, value) => value.to_owned(),
        };
        let head = format!("  * {}: {value}", key(lang, *at, order));
        match was(*at, edit) {
            None => head,
            Some("") => format!(
                "{head} ({})",
                lang.pick("w BaseLinker: brak", "BaseLinker: none")
            ),
            Some(was) => format!(
                "{head} ({}: {was})",
                lang.pick("w BaseLinker", "BaseLinker")
            ),
        }
    };
    edits.0.iter().map(line).collect()
}

/// Which value wins when the order changes in BaseLinker.
pub fn who_wins(lang: Lang) -> &'static str {
    lang.pick(
        "Poprawka obowiązuje, dopóki w BaseLinker to pole się nie zmieni; zmienione tam wygrywa, a synchronizacja to powie.",
        "A correction stands until that field changes in BaseLinker; a change there wins, and a pass says so.",
    )
}

/// A key as a person types it: lines by their place.
pub fn word(key: Key, order: &Order) -> String {
    let text = key.to_string();
    let (Key::Vat(id) | Key::Card(id) | Key::Warehouse(id)) = key else {
        return text;
    };
    match order.lines.iter().position(|line| line.id == id) {
        Some(index) => text.replace(&id.to_string(), &(index + 1).to_string()),
        None => text,
    }
}

/// Why a key or value cannot be taken.
pub fn refusal(lang: Lang, error: &EditError, order: &Order) -> String {
    match error {
        EditError::UnknownKey(word) => lang.pick(
            format!("„{word}” nie jest kluczem; klucze: {KEYS}"),
            format!("\"{word}\" is no key; keys: {KEYS}"),
        ),
        EditError::NoLine(line) => lang.pick(
            format!("zamówienie nie ma pozycji „{line}”"),
            format!("the order has no line \"{line}\""),
        ),
        EditError::BadValue { key, value, .. } => {
            let why = why(lang, *key);
            let key = word(*key, order);
            lang.pick(
                format!("{key}: „{value}” nie może tu stać; ma być {why}"),
                format!("{key}: \"{value}\" cannot stand here; it must be {why}"),
            )
        }
    }
}

/// Every key, as typed.
pub const KEYS: &str = "name company nip street postcode city country kind currency_rate contractor vat:LINE card:LINE warehouse:LINE";

fn why(lang: Lang, key: Key) -> &'static str {
    match key {
        Key::Nip => lang.pick(
            "NIP z dobrą sumą kontrolną albo numer VAT UE z literami kraju",
            "a NIP with a right checksum, or an EU VAT number with its country's letters",
        ),
        Key::Name | Key::Company | Key::Street | Key::Postcode | Key::City => {
            lang.pick("tekst do 500 znaków", "a text of at most 500 characters")
        }
        Key::Country => lang.pick(
            "dwuliterowy kod kraju, np. PL",
            "a country's two letters, such as PL",
        ),
        Key::Kind => "receipt, invoice, invoice-wdt, invoice-export, invoice-oss",
        Key::CurrencyRate => lang.pick(
            "liczba PLN za jednostkę waluty, np. 4.3021",
            "PLN for one unit of the currency, such as 4.3021",
        ),
        Key::Vat(_) => lang.pick(
            "stawka, np. 23, 8, 5, 0 albo zw",
            "a rate such as 23, 8, 5, 0 or zw",
        ),
        Key::Contractor | Key::Card(_) | Key::Warehouse(_) => lang.pick("numer", "an id"),
    }
}
