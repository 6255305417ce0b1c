//! Orders on their way to Firmino and back, in words.

use super::fields::place;
use super::{Lang, own_documents, reasons};
use crate::domain::handover::{Refusal, Stage, misfits};
use crate::domain::reason::{Code, Reason};

/// What Firmino would not take, with the value seen.
pub(super) fn misfit(lang: Lang, reason: &Reason) -> String {
    let (place, value) = (place(lang, &reason.field), reason.value.as_str());
    match reason.code {
        Code::FirminoTooLong => lang.pick(
            format!("{place}: tekst jest dłuższy, niż przyjmuje Firmino ({value} znaków)"),
            format!("{place}: the text is longer than Firmino takes ({value} characters)"),
        ),
        Code::FirminoMissing => lang.pick(
            format!("{place}: Firmino wymaga tego pola kontrahenta, a jest puste"),
            format!("{place}: Firmino wants this of a customer, and it is empty"),
        ),
        Code::FirminoCountry => lang.pick(
            format!("„{value}” nie jest kodem kraju (dwie litery), jakiego wymaga Firmino"),
            format!("\"{value}\" is no code of a country (two letters) as Firmino wants it"),
        ),
        Code::FirminoNip => lang.pick(
            format!("Firmino sprawdza NIP, a „{value}” ma złą sumę kontrolną"),
            format!("Firmino checks the NIP, and \"{value}\" has a wrong checksum"),
        ),
        Code::FirminoRate => lang.pick(
            format!("{place}: Firmino nie zna stawki {value}"),
            format!("{place}: Firmino does not know the rate {value}"),
        ),
        Code::FirminoPrice => lang.pick(
            format!("{place}: cena {value} ma więcej niż dwa miejsca po przecinku, a tyle przyjmuje Firmino"),
            format!("{place}: the price {value} has more than the two places that Firmino takes"),
        ),
        Code::FirminoQuantity => lang.pick(
            format!("{place}: liczba sztuk musi być większa od zera, a jest {value}"),
            format!("{place}: the pieces have to be more than none, and they are {value}"),
        ),
        Code::FirminoCurrency => lang.pick(
            format!("„{value}” nie jest kodem waluty"),
            format!("\"{value}\" is no code of a currency"),
        ),
        Code::FirminoKind => lang.pick(
            format!("dokumentu „{value}” nie da się przekazać: API Firmino nie zna stawek innych krajów"),
            format!("a document \"{value}\" cannot be handed over: Firmino's API knows no rates of other states"),
        ),
        _ => lang.pick(
            format!("zamówienie jest już w Firmino i tam dostaje dokument{}", after(value)),
            format!("the order is in Firmino already, and gets its document there{}", after(value)),
        ),
    }
}

fn after(value: &str) -> String {
    match value {
        "" => String::new(),
        value => format!(" ({value})"),
    }
}

/// What mends it.
pub(super) fn mend(lang: Lang, reason: &Reason, order: i64) -> String {
    let field = reason.field.as_str();
    match reason.code {
        Code::FirminoHandedOver => format!("firmino-link mirror push {order}"),
        Code::FirminoKind => lang.pick(
            format!("wystaw go tutaj: firmino-link orders issue {order}"),
            format!("issue it here: firmino-link orders issue {order}"),
        ),
        _ if matches!(field, "name" | "nip" | "street" | "postcode" | "city" | "country") => {
            format!("firmino-link orders edit {order} --set {field}=…")
        }
        _ => lang.pick(
            format!("popraw zamówienie w BaseLinker, potem: firmino-link sync orders --order {order}; albo wystaw dokument w Firmino ręcznie i podaj go: firmino-link documents confirm {order} --number NUMER"),
            format!("correct the order in BaseLinker, then: firmino-link sync orders --order {order}; or issue the document in Firmino by hand and tell it: firmino-link documents confirm {order} --number NUMBER"),
        ),
    }
}

/// How far an order has come there; `number`: its document's, once known.
pub fn stage(lang: Lang, stage: Stage, number: Option<&str>) -> String {
    let number = number
        .map(|number| format!(" {number}"))
        .unwrap_or_default();
    match stage {
        Stage::Pending => lang.pick("jeszcze nie wysłane", "not sent yet").to_owned(),
        Stage::Sent(_) => lang
            .pick(
                "wysłane, odpowiedź nie dotarła; sprawdzi to następne mirror push",
                "sent, and no answer came; the next mirror push looks",
            )
            .to_owned(),
        Stage::There(order) => lang.pick(
            format!("zamówienie {order}, czeka na dokument"),
            format!("order {order}, waiting for its document"),
        ),
        Stage::Ending { order, .. } => lang.pick(
            format!("zamówienie {order}, o dokument poproszono, odpowiedź nie dotarła; sprawdzi to następne mirror push"),
            format!("order {order}, its document was asked for and no answer came; the next mirror push looks"),
        ),
        Stage::Issued { order, document } => lang.pick(
            format!("zamówienie {order}, dokument {document}{number}; zapisze go następne mirror push"),
            format!("order {order}, document {document}{number}; the next mirror push notes it"),
        ),
        Stage::Confirmed { order, document } => lang.pick(
            format!("zamówienie {order}, dokument {document}{number}"),
            format!("order {order}, document {document}{number}"),
        ),
    }
}

/// An order there whose document a person told here.
pub fn ended(lang: Lang, order: i64) -> String {
    lang.pick(
        format!("zamówienie {order}; dokument podano ręcznie"),
        format!("order {order}; its document was told by hand"),
    )
}

/// Why an order stays where it is until a person says more. `said`: Firmino's words, or what was seen.
pub fn why(lang: Lang, refusal: Refusal, said: &str) -> String {
    match refusal {
        Refusal::Refused => lang.pick(
            format!("Firmino nie przyjęło: {said}"),
            format!("Firmino did not take it: {said}"),
        ),
        Refusal::Lost => lang.pick(
            format!("wysłano kilka razy, a w Firmino tego nie ma: {said}"),
            format!("it was sent several times and is not in Firmino: {said}"),
        ),
        Refusal::Unproved => lang.pick(
            format!("nie wiadomo, czy to jest w Firmino: nie znaleziono, ale lista mogła być niepełna ({said})"),
            format!("whether it is in Firmino is not known: it was not found, but the list may have been a part ({said})"),
        ),
        Refusal::Several => lang.pick(
            format!("w Firmino jest kilka zamówień z tym znakiem ({said})"),
            format!("several orders in Firmino carry this marker ({said})"),
        ),
        Refusal::SeveralDocuments => lang.pick(
            format!("w Firmino jest kilka dokumentów z tym znakiem ({said})"),
            format!("several documents in Firmino carry this marker ({said})"),
        ),
        Refusal::Customers => lang.pick(
            format!("do nabywcy pasuje w Firmino kilku kontrahentów ({said})"),
            format!("several customers in Firmino fit the buyer ({said})"),
        ),
        Refusal::Articles => lang.pick(
            format!("w Firmino jest kilka kartotek z kodem {said}"),
            format!("several articles in Firmino have the code {said}"),
        ),
        Refusal::Sums => lang.pick(
            format!("Firmino liczy inną kwotę niż to zamówienie ({said}); dokumentu nie przyjęto i nie wysłano dalej"),
            format!("Firmino comes to another sum than this order ({said}); its document was neither noted nor sent on"),
        ),
        Refusal::Changed => lang.pick(
            format!("zamówienie zmieniło się po przekazaniu do Firmino (znak {said})"),
            format!("the order has changed since it was handed over to Firmino (marker {said})"),
        ),
        Refusal::Given => lang.pick(
            format!("zamówienie anulowano albo pominięto po przekazaniu do Firmino (znak {said})"),
            format!("the order was cancelled or left out after it was handed over to Firmino (marker {said})"),
        ),
        Refusal::Unconfirmed => lang.pick(
            format!("dokument z Firmino nie dał się tutaj zapisać: {said}"),
            format!("Firmino's document could not be noted here: {said}"),
        ),
        Refusal::Renumbered
        | Refusal::NumberTaken
        | Refusal::NoCustomer
        | Refusal::Unlike
        | Refusal::Voided => own_documents::why(lang, refusal, said),
        Refusal::Gone => lang.pick(
            format!("w Firmino nie ma już tego zamówienia ({said})"),
            format!("Firmino does not have this order any more ({said})"),
        ),
        Refusal::NotOurs => lang.pick(
            format!("w Firmino pod podanym id jest coś innego ({said})"),
            format!("what stands in Firmino under the id that was given is another one ({said})"),
        ),
        Refusal::Misfit => {
            let found = misfits(said);
            let found: Vec<String> = found.iter().map(|one| reasons::message(lang, one)).collect();
            let found = found.join("; ");
            lang.pick(
                format!("nie mieści się w Firmino: {found}"),
                format!("it does not fit into Firmino: {found}"),
            )
        }
    }
}

/// What mends it.
pub fn fix(lang: Lang, order: i64, refusal: Refusal, said: &str) -> String {
    let push = format!("firmino-link mirror push {order}");
    match refusal {
        Refusal::Refused | Refusal::Lost => lang.pick(
            format!("popraw dane (firmino-link orders edit {order} --set …) albo Firmino, potem: {push}"),
            format!("correct the data (firmino-link orders edit {order} --set …) or Firmino, then: {push}"),
        ),
        Refusal::Unproved | Refusal::NotOurs => lang.pick(
            format!("sprawdź w Firmino; jeśli jest: {push} --there ID, jeśli nie ma: {push} --absent; kartoteki i kontrahentów wczyta: firmino-link mirror pull"),
            format!("look in Firmino; if it is there: {push} --there ID, if not: {push} --absent; articles and customers are read by: firmino-link mirror pull"),
        ),
        Refusal::Gone => lang.pick(
            format!("wyśle je ponownie: {push} --absent; jeśli ma być pominięte: firmino-link orders skip {order} --reason POWÓD, potem: {push}"),
            format!("it is sent again by: {push} --absent; where it is to be left out: firmino-link orders skip {order} --reason WHY, then: {push}"),
        ),
        Refusal::Several | Refusal::SeveralDocuments => lang.pick(
            format!("usuń w Firmino zbędne, potem: {push} (albo wskaż właściwe: --there ID)"),
            format!("remove what is too much in Firmino, then: {push} (or name the right one: --there ID)"),
        ),
        Refusal::Customers => lang.pick(
            format!("zostaw w Firmino jednego takiego kontrahenta, potem: {push}"),
            format!("leave one such customer in Firmino, then: {push}"),
        ),
        Refusal::Articles => lang.pick(
            format!("zostaw w Firmino jedną kartotekę z tym kodem, potem: {push}"),
            format!("leave one article with this code in Firmino, then: {push}"),
        ),
        Refusal::Sums => lang.pick(
            format!("popraw dokument w Firmino, potem: {push}"),
            format!("correct the document in Firmino, then: {push}"),
        ),
        Refusal::Changed => lang.pick(
            format!("popraw zamówienie w Firmino ręcznie, wystaw tam dokument i podaj go: firmino-link documents confirm {order} --number NUMER"),
            format!("correct the order in Firmino by hand, issue its document there and tell it: firmino-link documents confirm {order} --number NUMBER"),
        ),
        Refusal::Given => lang.pick(
            format!("anuluj zamówienie w Firmino, potem: {push}; jeśli ma już dokument, wystaw tam korektę"),
            format!("cancel the order in Firmino, then: {push}; where it has its document, issue a correction there"),
        ),
        Refusal::Unconfirmed
        | Refusal::Renumbered
        | Refusal::NumberTaken
        | Refusal::NoCustomer
        | Refusal::Unlike
        | Refusal::Voided => lang.pick(
            format!("usuń przyczynę, potem: {push}"),
            format!("remove the cause, then: {push}"),
        ),
        Refusal::Misfit => {
            let found = misfits(said);
            found.first().map_or(push, |one| reasons::fix(lang, one, order))
        }
    }
}
