//! What is wrong with a file of buyers, in words, and what mends it.

use super::{fields, ids};
use crate::domain::import::{BuyerWrong, Kind};
use crate::texts::Lang;

pub(super) fn what(lang: Lang, wrong: &BuyerWrong) -> String {
    match wrong {
        BuyerWrong::NoKeyColumn => lang.pick(
            "wśród nagłówków nie ma ani nip, ani short_name, ani name z postcode lub city".into(),
            "the headings have neither nip nor short_name, nor name with postcode or city".into(),
        ),
        BuyerWrong::NoKey => lang.pick(
            "nie ma ani nip, ani short_name, ani nazwy z kodem pocztowym lub miejscowością".into(),
            "it has neither nip nor short_name, nor a name with postcode or city".into(),
        ),
        BuyerWrong::Nip => lang.pick(
            "nie jest polskim NIP-em: cyfra kontrolna albo liczba cyfr się nie zgadza".into(),
            "is no Polish NIP: its check digit or the number of digits is wrong".into(),
        ),
        BuyerWrong::TaxId => lang.pick(
            "nie jest numerem podatkowym".into(),
            "is no tax number".into(),
        ),
        BuyerWrong::Country => lang.pick(
            "nie jest dwuliterowym kodem kraju".into(),
            "is no country's code of two letters".into(),
        ),
        BuyerWrong::NipTwice { line } => lang.pick(
            format!("ten sam nip ma wiersz {line}"),
            format!("line {line} has the same nip"),
        ),
        BuyerWrong::ShortNameTwice { line } => lang.pick(
            format!("ten sam short_name ma wiersz {line}"),
            format!("line {line} has the same short_name"),
        ),
        BuyerWrong::NameTwice { line } => lang.pick(
            format!(
                "tę samą nazwę i adres ma wiersz {line}, a ten nie ma ani nip, ani short_name"
            ),
            format!(
                "line {line} has the same name and address, and this one has neither nip nor short_name"
            ),
        ),
        BuyerWrong::NipShared { cards } => lang.pick(
            format!("ten nip mają kartoteki {}", ids(cards)),
            format!("the cards {} have this nip", ids(cards)),
        ),
        BuyerWrong::NameShared { cards } => lang.pick(
            format!("tę nazwę i adres mają kartoteki {}", ids(cards)),
            format!("the cards {} have this name and address", ids(cards)),
        ),
        BuyerWrong::ShortNameTaken { card } => lang.pick(
            format!("ten short_name ma inny kontrahent: kartoteka {card}"),
            format!("this short_name is another contractor's: card {card}"),
        ),
        BuyerWrong::NameNeeded => lang.pick(
            "żadna kartoteka nie jest tym kontrahentem, a nowa potrzebuje nazwy".into(),
            "no card is this contractor, and a new one needs a name".into(),
        ),
    }
}

pub(super) fn fix(lang: Lang, wrong: &BuyerWrong) -> String {
    let text = match wrong {
        BuyerWrong::NoKeyColumn => {
            let fields = fields(Kind::Contractors);
            return lang.pick(
                format!("wskaż kolumny: --map \"NAGŁÓWEK=POLE\"; pola: {fields}"),
                format!("name the columns: --map \"HEADING=FIELD\"; fields: {fields}"),
            );
        }
        BuyerWrong::NoKey => lang.pick(
            "wpisz nip, short_name albo nazwę z miejscowością, albo usuń wiersz",
            "write a nip, a short_name, or a name with its city, or delete the row",
        ),
        BuyerWrong::Nip => lang.pick(
            "popraw nip; numer z innego kraju: wpisz kraj w kolumnie country albo numer z literami kraju (DE123456789)",
            "mend the nip; of a number of another country write the country into the column country, or its letters before the number (DE123456789)",
        ),
        BuyerWrong::TaxId => lang.pick(
            "wpisz numer albo zostaw pole puste",
            "write the number, or leave the cell empty",
        ),
        BuyerWrong::Country => lang.pick("wpisz np. PL albo DE", "write it as PL or DE"),
        BuyerWrong::NipTwice { .. } | BuyerWrong::ShortNameTwice { .. } => lang.pick(
            "zostaw jeden z tych wierszy",
            "leave one of these rows",
        ),
        BuyerWrong::NameTwice { .. } => lang.pick(
            "wpisz nip albo short_name, albo zostaw jeden z tych wierszy",
            "write a nip or a short_name, or leave one of these rows",
        ),
        BuyerWrong::NipShared { .. } => lang.pick(
            "żaden wiersz z tym nip nie może być wczytany, dopóki mają go dwie kartoteki; usuń go z pliku",
            "no row with this nip can be taken while two cards have it; delete it from the file",
        ),
        BuyerWrong::NameShared { .. } => lang.pick(
            "wpisz short_name jednej z tych kartotek (firmino-link mirror export contractors -) albo nip",
            "write the short_name of one of these cards (firmino-link mirror export contractors -), or a nip",
        ),
        BuyerWrong::ShortNameTaken { .. } => lang.pick(
            "wpisz inny short_name albo zostaw pole puste",
            "write another short_name, or leave the cell empty",
        ),
        BuyerWrong::NameNeeded => lang.pick(
            "wpisz nazwę albo popraw nip lub short_name",
            "write a name, or mend the nip or the short_name",
        ),
    };
    text.to_owned()
}
