//! Documents issued here on their way to Firmino, in words.

use super::{Lang, handover};
use crate::domain::handover::{OwnStage, Refusal};

/// How far a document has come there.
pub fn stage(lang: Lang, stage: OwnStage) -> String {
    match stage {
        OwnStage::Pending => lang.pick("jeszcze nie wysłany", "not sent yet").to_owned(),
        OwnStage::Sent(_) => lang
            .pick(
                "wysłany, odpowiedź nie dotarła; sprawdzi to następne mirror push",
                "sent, and no answer came; the next mirror push looks",
            )
            .to_owned(),
        OwnStage::There(id) => lang.pick(
            format!("dokument {id}, jeszcze nie porównany"),
            format!("document {id}, not compared yet"),
        ),
        OwnStage::Agreed(id) => lang.pick(
            format!("dokument {id}, taki sam"),
            format!("document {id}, the same"),
        ),
    }
}

/// Why a document stays where it is until a person says more. `said`: Firmino's words, or what was seen.
pub fn why(lang: Lang, refusal: Refusal, said: &str) -> String {
    match refusal {
        Refusal::Renumbered => lang.pick(
            format!("Firmino nadało mu inny numer ({said}); następnych dokumentów nie wysłano"),
            format!("Firmino gave it another number ({said}); no further document was sent"),
        ),
        Refusal::NumberTaken => lang.pick(
            format!("w Firmino jest już inny dokument o tym numerze ({said})"),
            format!("another document in Firmino has this number already ({said})"),
        ),
        Refusal::NoCustomer => lang.pick(
            format!(
                "Firmino nie przyjmuje paragonu bez kontrahenta ({said}); następnych nie wysłano"
            ),
            format!(
                "Firmino takes no receipt without a customer ({said}); no further one was sent"
            ),
        ),
        Refusal::Unlike => lang.pick(
            format!("dokument w Firmino jest inny niż wystawiony tutaj ({said})"),
            format!("the document in Firmino is not the one that was issued here ({said})"),
        ),
        Refusal::Voided => lang.pick(
            format!("unieważniono go tutaj, a w Firmino jest (id {said})"),
            format!("it was made void here, and stands in Firmino (id {said})"),
        ),
        Refusal::Sums => lang.pick(
            format!("Firmino liczy inną kwotę niż ten dokument ({said})"),
            format!("Firmino comes to another sum than this document ({said})"),
        ),
        general => handover::why(lang, general, said),
    }
}

/// What mends it. Nothing of the document itself can be mended: it is on paper.
pub fn fix(lang: Lang, order: i64, number: &str, refusal: Refusal) -> String {
    let push = format!("firmino-link mirror push {order}");
    match refusal {
        Refusal::Renumbered => lang.pick(
            format!("popraw numer w Firmino, potem: {push}; jeśli Firmino nie przyjmuje cudzych numerów, ustaw firmino.send_own = false"),
            format!("correct the number in Firmino, then: {push}; where Firmino takes no numbers from elsewhere, set firmino.send_own = false"),
        ),
        Refusal::NoCustomer => lang.pick(
            format!("wpisz paragon w Firmino ręcznie pod numerem {number}, potem: {push}; albo ustaw firmino.send_own = false"),
            format!("type the receipt into Firmino by hand, numbered {number}, then: {push}; or set firmino.send_own = false"),
        ),
        Refusal::Misfit => lang.pick(
            format!("wpisz go w Firmino ręcznie pod numerem {number}, potem: {push}"),
            format!("type it into Firmino by hand, numbered {number}, then: {push}"),
        ),
        Refusal::Refused | Refusal::Lost => lang.pick(
            format!("popraw Firmino albo wpisz tam dokument ręcznie pod numerem {number}, potem: {push}"),
            format!("correct Firmino, or type the document in there, numbered {number}, then: {push}"),
        ),
        Refusal::Unlike | Refusal::Sums | Refusal::NumberTaken => lang.pick(
            format!("popraw dokument w Firmino, potem: {push}; jeśli go tam usunięto: {push} --absent"),
            format!("correct the document in Firmino, then: {push}; where it was removed there: {push} --absent"),
        ),
        Refusal::Unproved => lang.pick(
            format!("sprawdź w Firmino; jeśli jest: {push} --there ID, jeśli nie ma: {push} --absent"),
            format!("look in Firmino; if it is there: {push} --there ID, if not: {push} --absent"),
        ),
        Refusal::Voided => lang.pick(
            format!("anuluj go w Firmino, potem: {push}"),
            format!("cancel it in Firmino, then: {push}"),
        ),
        general => handover::fix(lang, order, general, ""),
    }
}
