//! Why a document command did nothing, in words.

use std::borrow::Cow;

use crate::domain::state::State;
use crate::report::{Exit, Failure};
use crate::sync::documents::Refused;
use crate::texts::{Lang, orders as texts, reasons};

/// The error with what to do next. What a person typed wrong ends with 2; what the state of order or document refuses,
/// with 3.
pub fn failure(lang: Lang, refused: &Refused) -> Failure {
    match refused {
        Refused::Book(error) => Failure::of_mirror(lang, error),
        Refused::NotOpen { .. }
        | Refused::Held { .. }
        | Refused::Stale(_)
        | Refused::InvoiceThere { .. }
        | Refused::OtherReceipt { .. }
        | Refused::OtherKind { .. }
        | Refused::SumsDiffer { .. } => of_order(lang, refused),
        Refused::NotOurs(_)
        | Refused::Sent(_)
        | Refused::InFirmino(_)
        | Refused::Void(_)
        | Refused::Corrected { .. }
        | Refused::HasInvoice { .. }
        | Refused::BelowZero { .. } => of_document(lang, refused),
        Refused::UnknownOrder(_)
        | Refused::UnknownDocument(_)
        | Refused::NumberTaken { .. }
        | Refused::OwnSeries { .. }
        | Refused::KsefTaken { .. }
        | Refused::KsefReceipt(_)
        | Refused::Day { .. }
        | Refused::AfterKsef { .. } => of_words(lang, refused),
    }
}

fn of_order(lang: Lang, refused: &Refused) -> Failure {
    let (code, message, fix) = match refused {
        Refused::NotOpen {
            order,
            state,
            cancelled,
            documents,
        } => {
            let why = match (cancelled, state) {
                (true, State::Documented) | (false, _) => texts::refused(lang, Some(*state)),
                (true, _) => lang.pick("jest anulowane", "it is cancelled").to_owned(),
            };
            let documents = match documents.as_slice() {
                [] => String::new(),
                some => format!(": {}", some.join(", ")),
            };
            (
                "order.not-ready".to_owned(),
                lang.pick(
                    format!("zamówienie {order}: {why}{documents}"),
                    format!("order {order}: {why}{documents}"),
                ),
                format!("firmino-link orders show {order}"),
            )
        }
        Refused::Held { order, reasons: found } => {
            let said: Vec<String> = found.iter().map(|reason| reasons::message(lang, reason)).collect();
            let fixes = found.iter().map(|reason| reasons::fix(lang, reason, *order));
            (
                found.first().map_or_else(|| "order.held".to_owned(), |reason| reason.code.text()),
                lang.pick(
                    format!("zamówienie {order}: {}", said.join("; ")),
                    format!("order {order}: {}", said.join("; ")),
                ),
                fixes
                    .into_iter()
                    .find(|fix| !fix.is_empty())
                    .unwrap_or_else(|| format!("firmino-link orders show {order}")),
            )
        }
        Refused::Stale(order) => (
            "order.read-again".to_owned(),
            lang.pick(
                format!("zamówienie {order} zmieniło się od ostatniego dokumentu i nie było jeszcze odczytane ponownie"),
                format!("order {order} has changed since its last document and was not read again yet"),
            ),
            format!("firmino-link sync orders --order {order}"),
        ),
        Refused::InvoiceThere { order, invoice } => (
            "order.invoice-there".to_owned(),
            lang.pick(
                format!("zamówienie {order} ma już fakturę: {invoice}"),
                format!("order {order} has its invoice already: {invoice}"),
            ),
            format!("firmino-link orders show {order}"),
        ),
        Refused::OtherReceipt { order, receipt } => (
            "order.other-receipt".to_owned(),
            lang.pick(
                format!("paragon zamówienia {order} to {receipt}"),
                format!("the receipt of order {order} is {receipt}"),
            ),
            format!("firmino-link orders issue {order} --kind invoice --to-receipt {}", quoted(receipt)),
        ),
        Refused::OtherKind { order, kind } => {
            let word = texts::kind(lang, kind.as_str());
            (
                "order.other-kind".to_owned(),
                lang.pick(
                    format!("zamówienie {order} kończy się dokumentem {word}: do niego nie wystawia się faktury do paragonu"),
                    format!("order {order} ends in another document ({word}): there is no invoice to a receipt of it"),
                ),
                lang.pick(
                    format!("wystaw dokument w Firmino, potem: firmino-link documents confirm {order} --number NUMER"),
                    format!("issue the document in Firmino, then: firmino-link documents confirm {order} --number NUMBER"),
                ),
            )
        }
        Refused::SumsDiffer { receipt, was, now } => (
            "order.receipt-differs".to_owned(),
            lang.pick(
                format!("faktura miałaby inne kwoty ({}) niż paragon {receipt} ({}): profil albo poprawki zmieniły się od jego wystawienia", now.polish(), was.polish()),
                format!("the invoice would have other sums ({now}) than the receipt {receipt} ({was}): profile or corrections have changed since it was issued"),
            ),
            lang.pick(
                "cofnij tę zmianę (profil, orders edit) albo wystaw fakturę w Firmino",
                "take that change back (profile, orders edit), or issue the invoice in Firmino",
            )
            .to_owned(),
        ),
        _ => return of_words(lang, refused),
    };
    Failure::new(Exit::Person, &code, message, fix)
}

fn of_document(lang: Lang, refused: &Refused) -> Failure {
    let correct = |number: &str| {
        lang.pick(
            format!("wystaw korektę w Firmino, potem: firmino-link documents corrected {number} --by NUMER --date DZIEŃ --gross RÓŻNICA"),
            format!("issue a correction in Firmino, then: firmino-link documents corrected {number} --by NUMBER --date DAY --gross DIFFERENCE"),
        )
    };
    let show = |number: &str| format!("firmino-link documents show {number}");
    let (code, message, fix) = match refused {
        Refused::NotOurs(number) => (
            "document.elsewhere",
            lang.pick(
                format!("{number} wystawiono w Firmino: tu nie da się go unieważnić"),
                format!("{number} was issued in Firmino: it cannot be made void here"),
            ),
            correct(&quoted(number)),
        ),
        Refused::Sent(number) => (
            "document.sent",
            lang.pick(
                format!("{number} został już wysłany: zmienia go tylko korekta"),
                format!("{number} has been sent: only a correction mends it"),
            ),
            correct(&quoted(number)),
        ),
        Refused::InFirmino(number) => (
            "document.in-firmino",
            lang.pick(
                format!("{number} jest w Firmino albo może tam być: unieważniony tylko tutaj byłby drugą sprzedażą"),
                format!("{number} is in Firmino, or may be: void here alone it would be a second sale"),
            ),
            {
                let (correct, number) = (correct(&quoted(number)), quoted(number));
                lang.pick(
                    format!("{correct}; a jeśli anulowano go w Firmino: firmino-link documents void {number} --reason POWÓD --cancelled-there"),
                    format!("{correct}; where it was cancelled in Firmino: firmino-link documents void {number} --reason WHY --cancelled-there"),
                )
            },
        ),
        Refused::Void(number) => (
            "document.void",
            lang.pick(
                format!("dokument {number} jest już unieważniony"),
                format!("the document {number} is void already"),
            ),
            show(&quoted(number)),
        ),
        Refused::Corrected { number, by } => (
            "document.corrected",
            lang.pick(
                format!("do {number} jest już zapisana korekta {by}"),
                format!("the correction {by} of {number} is noted already"),
            ),
            show(&quoted(number)),
        ),
        Refused::HasInvoice { number, invoice } => (
            "document.has-invoice",
            lang.pick(
                format!("do paragonu {number} wystawiono fakturę {invoice}"),
                format!("the invoice {invoice} was issued to the receipt {number}"),
            ),
            lang.pick(
                format!(
                    "najpierw: firmino-link documents void {} --reason POWÓD",
                    quoted(invoice)
                ),
                format!(
                    "first: firmino-link documents void {} --reason WHY",
                    quoted(invoice)
                ),
            ),
        ),
        Refused::BelowZero { number, left } => (
            "document.below-zero",
            lang.pick(
                format!("z tą korektą {number} miałby kwotę {}", left.polish()),
                format!("with this correction {number} would come to {left}"),
            ),
            lang.pick(
                "podaj w --gross różnicę brutto z korekty, nie kwotę po korekcie",
                "give the gross difference of the correction in --gross, not the sum after it",
            )
            .to_owned(),
        ),
        _ => return of_words(lang, refused),
    };
    Failure::new(Exit::Person, code, message, fix)
}

fn of_words(lang: Lang, refused: &Refused) -> Failure {
    let list = "firmino-link documents list".to_owned();
    let (code, message, fix) = match refused {
        Refused::UnknownOrder(order) => (
            "order.unknown",
            lang.pick(
                format!("w kopii danych nie ma zamówienia {order}"),
                format!("the mirror has no order {order}"),
            ),
            format!("firmino-link sync orders --order {order}"),
        ),
        Refused::UnknownDocument(number) => (
            "document.unknown",
            lang.pick(format!("nie ma dokumentu {number}"), format!("there is no document {number}")),
            list,
        ),
        Refused::NumberTaken { number, order } => (
            "document.number-taken",
            lang.pick(
                format!("numer {number} ma już dokument zamówienia {order}"),
                format!("the number {number} belongs to a document of order {order}"),
            ),
            format!("firmino-link documents show {}", quoted(number)),
        ),
        Refused::OwnSeries { number, format } => (
            "document.own-series",
            lang.pick(
                format!("numer {number} nada jeszcze własna seria {format}: dwa programy numerowałyby w jednej serii"),
                format!("the number {number} is still to come in our own series {format}: two programs would number in one series"),
            ),
            lang.pick(
                "sprawdź numer na dokumencie; jeśli jest dobry, wybierz inny format w orders.numbering",
                "look at the number on the document; if it is right, choose another format in orders.numbering",
            )
            .to_owned(),
        ),
        Refused::KsefTaken { ksef, document } => (
            "document.ksef-taken",
            lang.pick(
                format!("numer KSeF {ksef} ma już dokument {document}"),
                format!("the document {document} has the KSeF number {ksef} already"),
            ),
            format!("firmino-link documents show {}", quoted(document)),
        ),
        Refused::KsefReceipt(order) => (
            "document.ksef-receipt",
            lang.pick(
                format!("zamówienie {order} kończy się paragonem, a paragony nie trafiają do KSeF"),
                format!("order {order} ends in a receipt, and no receipt goes to KSeF"),
            ),
            lang.pick(
                format!("jeśli wystawiono fakturę: firmino-link orders edit {order} --set kind=invoice"),
                format!("if an invoice was issued: firmino-link orders edit {order} --set kind=invoice"),
            ),
        ),
        Refused::AfterKsef { day, ksef } => (
            "document.day",
            lang.pick(
                format!("KSeF przyjął fakturę {ksef}, więc nie wystawiono jej {day}"),
                format!("KSeF took the invoice on {ksef}, so it was not issued on {day}"),
            ),
            lang.pick(
                format!("podaj datę wystawienia z faktury: --date {ksef} albo wcześniejszą"),
                format!("give the date of issue on the invoice: --date {ksef}, or an earlier one"),
            ),
        ),
        Refused::Day { day, first, last } => (
            "document.day",
            lang.pick(
                format!("{day} nie może być dniem tego dokumentu"),
                format!("{day} cannot be the day of this document"),
            ),
            lang.pick(
                format!("podaj dzień od {first} do {last}"),
                format!("give a day from {first} to {last}"),
            ),
        ),
        // Every other one is told by its own function.
        _ => ("document.refused", format!("{refused:?}"), list),
    };
    Failure::new(Exit::Usage, code, message, fix)
}

/// A number as a shell takes it for one word.
fn quoted(number: &str) -> Cow<'_, str> {
    let plain = |c: char| c.is_alphanumeric() || "/-_.".contains(c);
    if !number.starts_with('-') && number.chars().all(plain) {
        return Cow::Borrowed(number);
    }
    Cow::Owned(format!("'{}'", number.replace('\'', "'\\''")))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::kind::DocumentKind;
    use crate::domain::money::Amount;
    use crate::domain::reason::{Code, Reason};

    fn each() -> Vec<Refused> {
        let text = |text: &str| text.to_owned();
        let (number, day) = (text("A 1"), date(2026, 11, 25));
        let sum = Amount::from_grosze(100);
        vec![
            Refused::UnknownOrder(1),
            Refused::UnknownDocument(number.clone()),
            Refused::NotOpen {
                order: 1,
                state: State::Ready,
                cancelled: true,
                documents: Vec::new(),
            },
            Refused::Held {
                order: 1,
                reasons: vec![Reason::bare(Code::NoLines)],
            },
            Refused::Stale(1),
            Refused::NumberTaken {
                number: number.clone(),
                order: 1,
            },
            Refused::OwnSeries {
                number: number.clone(),
                format: text("A {n}"),
            },
            Refused::KsefTaken {
                ksef: text("K"),
                document: number.clone(),
            },
            Refused::KsefReceipt(1),
            Refused::Day {
                day,
                first: day,
                last: day,
            },
            Refused::AfterKsef { day, ksef: day },
            Refused::NotOurs(number.clone()),
            Refused::Sent(number.clone()),
            Refused::Void(number.clone()),
            Refused::Corrected {
                number: number.clone(),
                by: text("K"),
            },
            Refused::HasInvoice {
                number: number.clone(),
                invoice: text("F"),
            },
            Refused::BelowZero {
                number: number.clone(),
                left: sum,
            },
            Refused::InvoiceThere {
                order: 1,
                invoice: text("F"),
            },
            Refused::OtherReceipt {
                order: 1,
                receipt: number.clone(),
            },
            Refused::OtherKind {
                order: 1,
                kind: DocumentKind::InvoiceOss,
            },
            Refused::SumsDiffer {
                receipt: number,
                was: sum,
                now: Amount::ZERO,
            },
        ]
    }

    #[test]
    fn each_is_told_in_both_languages_with_its_own_code_and_what_to_do() {
        let mut codes = std::collections::BTreeSet::new();
        for refused in each() {
            let (pl, en) = (failure(Lang::Pl, &refused), failure(Lang::En, &refused));
            assert_ne!(pl.message, en.message, "{refused:?}");
            assert!(!pl.fix.is_empty() && !en.fix.is_empty(), "{refused:?}");
            assert_ne!(pl.code, "document.refused");
            codes.insert(pl.code);
        }
        // Two are about the same option.
        assert_eq!(codes.len() + 1, each().len());
    }

    #[test]
    fn a_number_is_one_word_of_a_command() {
        assert_eq!(quoted("BL/1/11/2026"), "BL/1/11/2026");
        assert_eq!(quoted("FV 1"), "'FV 1'");
        assert_eq!(quoted("a'b"), "'a'\\''b'");
        assert_eq!(quoted("-x"), "'-x'");
    }
}
