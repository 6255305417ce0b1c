//! Printouts on their way to BaseLinker in words.

use super::Lang;
use crate::domain::delivery::Refusal;

/// Why BaseLinker does not get a printout.
pub fn why(lang: Lang, number: &str, refusal: Refusal, said: &str) -> String {
    match refusal {
        Refusal::Several => lang.pick(
            format!("{number}: w serii dla faktur (orders.invoice_series) zamówienie ma kilka pustych faktur w BaseLinker; nie wiadomo, która ma nieść wydruk"),
            format!("{number}: in the series for invoices (orders.invoice_series) the order has several empty invoices in BaseLinker; which one is to carry the printout is not known"),
        ),
        Refusal::Foreign => lang.pick(
            format!("{number}: zamówienie ma w BaseLinker fakturę, której nie założył ten program; drugiej nie dodano"),
            format!("{number}: the order has an invoice in BaseLinker that this program did not make; no second one was added"),
        ),
        Refusal::Refused => lang.pick(
            format!("{number}: BaseLinker nie przyjął wydruku: {said}"),
            format!("{number}: BaseLinker did not take the printout: {said}"),
        ),
        Refusal::TooLarge => lang.pick(
            format!("{number}: wydruk ma ponad 2 MB, a tyle przyjmuje BaseLinker"),
            format!("{number}: the printout has more than the 2 MB that BaseLinker takes"),
        ),
        Refusal::Number => lang.pick(
            format!("{number}: numer ma więcej niż 30 znaków, które przyjmuje BaseLinker"),
            format!("{number}: the number has more than the 30 characters that BaseLinker takes"),
        ),
        Refusal::NoPrintout => lang.pick(
            format!("{number}: nie ma wydruku (dokument z Firmino bez --pdf)"),
            format!("{number}: there is no printout (a document from Firmino without --pdf)"),
        ),
    }
}

/// What mends it.
pub fn fix(lang: Lang, number: &str, refusal: Refusal) -> String {
    match refusal {
        Refusal::Several | Refusal::Foreign => lang.pick(
            format!("zostaw w panelu BaseLinker jedną fakturę (albo żadnej), potem: firmino-link documents send {number}"),
            format!("leave one invoice (or none) in BaseLinker's panel, then: firmino-link documents send {number}"),
        ),
        Refusal::Refused => lang.pick(
            format!("sprawdź zamówienie i serię w panelu BaseLinker, potem: firmino-link documents send {number}"),
            format!("look at the order and the series in BaseLinker's panel, then: firmino-link documents send {number}"),
        ),
        Refusal::TooLarge | Refusal::Number | Refusal::NoPrintout => lang.pick(
            "dodaj wydruk w panelu BaseLinker ręcznie".to_owned(),
            "add the printout by hand in BaseLinker's panel".to_owned(),
        ),
    }
}
