//! Orders and documents in words.

use std::fmt::Write as _;

use super::{Lang, reasons};
use crate::domain::kind::KindReason;
use crate::domain::money::Amount;
use crate::domain::order::Order;
use crate::domain::plan::{KIND_BY_PERSON, KIND_TO_RECEIPT};
use crate::domain::reason::Reason;
use crate::domain::state::{Flags, State};

/// State of an order as people call it.
pub fn state(lang: Lang, state: State, flags: Flags) -> String {
    let word = match state {
        State::Waiting => lang.pick("czeka na status", "waiting"),
        State::Ready => lang.pick("do wystawienia", "ready"),
        State::Documented => lang.pick("ma dokument", "documented"),
        State::NeedsEditing => lang.pick("Wymaga edycji", "needs editing"),
        State::Missed => lang.pick("ominęło statusy", "missed"),
        State::Skipped => lang.pick("pominięte", "skipped"),
        State::Quarantined => lang.pick("kwarantanna", "quarantined"),
    };
    let raised = [
        (flags.changed, lang.pick("zmienione", "changed")),
        (flags.cancelled, lang.pick("anulowane", "cancelled")),
        (flags.elsewhere, lang.pick("gdzie indziej", "elsewhere")),
    ];
    let raised: Vec<&str> = raised
        .into_iter()
        .filter_map(|(up, word)| up.then_some(word))
        .collect();
    if raised.is_empty() {
        word.to_owned()
    } else {
        format!("{word} ({})", raised.join(", "))
    }
}

/// Kind of a document as people call it.
pub fn kind(lang: Lang, kind: &str) -> &str {
    match kind {
        "receipt" => lang.pick("Paragon", "receipt (Paragon)"),
        "invoice" => lang.pick("Faktura", "invoice (Faktura)"),
        "invoice-wdt" => lang.pick("Faktura WDT", "WDT invoice"),
        "invoice-export" => lang.pick("Faktura eksportowa", "export invoice"),
        "invoice-oss" => lang.pick("Faktura OSS", "OSS invoice"),
        other => other,
    }
}

/// Why a kind was chosen, by the code stored on the document; another text is told as it is.
pub fn kind_reason(lang: Lang, code: &str) -> &str {
    let Some(reason) = KindReason::from_code(code) else {
        return match code {
            KIND_BY_PERSON => lang.pick("rodzaj podany ręcznie", "the kind was said by a person"),
            KIND_TO_RECEIPT => lang.pick("faktura do paragonu", "an invoice to a receipt"),
            other => other,
        };
    };
    match reason {
        KindReason::AutomaticOff => {
            lang.pick("zawsze dokument domyślny", "always the default document")
        }
        KindReason::DeliveryOutsideEu => lang.pick("dostawa poza UE", "delivery outside the EU"),
        KindReason::EuVatNumber => {
            lang.pick("nabywca z numerem VAT UE", "buyer with an EU VAT number")
        }
        KindReason::Oss => lang.pick(
            "konsument w UE, firma w OSS",
            "consumer in the EU, company in OSS",
        ),
        KindReason::OssBelowThreshold => lang.pick(
            "konsument w UE, poniżej limitu OSS",
            "consumer in the EU, below the OSS threshold",
        ),
        KindReason::NipValid => lang.pick("nabywca podał NIP", "the buyer gave a NIP"),
        KindReason::PersonWantsInvoice => {
            lang.pick("osoba prosi o fakturę", "a person wants an invoice")
        }
        KindReason::Default => lang.pick("dokument domyślny", "the default document"),
    }
}

/// The buyer in one piece: the firm, else the person.
pub fn buyer(order: &Order) -> &str {
    let place = order.buyer_place();
    if place.company.is_empty() {
        &place.name
    } else {
        &place.company
    }
}

/// A sum as people write it; `?` where it is unknown. The currency is as BaseLinker told it: to be made visible
/// before it is shown.
pub fn sum(lang: Lang, gross: Option<i64>, currency: &str) -> String {
    let Some(gross) = gross.map(Amount::from_grosze) else {
        return "?".to_owned();
    };
    lang.pick(
        format!("{} {currency}", gross.polish()),
        format!("{gross} {currency}"),
    )
}

/// Reasons as lines with what mends them.
pub fn reason_lines(lang: Lang, found: &[Reason], order: i64) -> String {
    let mut text = String::new();
    for reason in found {
        let _ = write!(text, "\n  ! {}", reasons::message(lang, reason));
        let fix = reasons::fix(lang, reason, order);
        if !fix.is_empty() {
            let _ = write!(text, "\n    → {fix}");
        }
    }
    text
}

/// Why an order that is not ready gets no document.
pub fn refused(lang: Lang, found: Option<State>) -> String {
    match found {
        None => lang
            .pick("kopia danych go nie zna", "the mirror does not know it")
            .to_owned(),
        Some(State::Documented) => lang
            .pick("ma już dokument", "it has its document already")
            .to_owned(),
        Some(found) => {
            let word = state(lang, found, Flags::default());
            lang.pick(
                format!("nie jest do wystawienia ({word})"),
                format!("it is not ready ({word})"),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kind::golden::{Row, rows};
    use crate::domain::plan::Verdict;

    /// The words of a row's reason: why the order is held, else why it has its kind.
    fn words(row: &Row, lang: Lang) -> String {
        match row.plan().verdict {
            Verdict::NeedsEditing(held) => held
                .iter()
                .map(|reason| reasons::message(lang, reason))
                .collect::<Vec<_>>()
                .join("; "),
            Verdict::Elsewhere(reason) => reasons::message(lang, &reason),
            Verdict::Issue | Verdict::Ready(_) => kind_reason(lang, &row.reason).to_owned(),
        }
    }

    #[test]
    fn every_row_of_the_golden_table_is_told_in_its_words() {
        let wrong: Vec<String> = rows()
            .iter()
            .map(|row| (row, [words(row, Lang::Pl), words(row, Lang::En)]))
            .filter(|(row, words)| *words != row.words)
            .map(|(row, words)| format!("line {}: {}", row.line, words.join(" | ")))
            .collect();
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }
}
