//! Gates of an order in words.

use std::borrow::Cow;

use super::{Lang, orders, reasons};
use crate::domain::gates::{Gate, Passage, first_closed};
use crate::domain::rules::Issue;
use crate::domain::state::State;

/// A gate as people call it, said as it is when it is open.
pub fn label(lang: Lang, gate: Gate) -> &'static str {
    match gate {
        Gate::Known => lang.pick("znane kopii danych", "known to the mirror"),
        Gate::Confirmed => lang.pick("potwierdzone", "confirmed"),
        Gate::Start => lang.pick("nie przed orders.from", "not before orders.from"),
        Gate::Return => lang.pick("nie ze zwrotu", "not from a return"),
        Gate::Identity => lang.pick("to samo zamówienie", "the same order"),
        Gate::Status => lang.pick("dozwolony status", "status allowed"),
        Gate::Cancelled => lang.pick("nie anulowane", "not cancelled"),
        Gate::SetAside => lang.pick("nie odłożone ręcznie", "not set aside by hand"),
        Gate::Elsewhere => lang.pick("bez dokumentu w BaseLinker", "no document in BaseLinker"),
        Gate::Duplicate => lang.pick("nie powtórzone", "no duplicate"),
        Gate::Country => lang.pick("kraj", "country"),
        Gate::Kind => lang.pick("rodzaj dokumentu", "kind of document"),
        Gate::Buyer => lang.pick("dane nabywcy", "buyer's data"),
        Gate::Lines => lang.pick("pozycje", "lines"),
        Gate::Vat => lang.pick("stawki VAT", "VAT rates"),
        Gate::Cards => lang.pick("kartoteki", "cards"),
        Gate::Warehouses => lang.pick("magazyny", "warehouses"),
        Gate::Currency => lang.pick("kurs waluty", "currency rate"),
        Gate::Totals => lang.pick("sumy", "totals"),
        Gate::Seller => lang.pick("VAT sprzedawcy wiadomy", "seller's VAT known"),
        Gate::Ksef => lang.pick("bez KSeF", "KSeF not needed"),
        Gate::Payment => lang.pick("wpłata", "payment"),
        Gate::Clock => lang.pick("zegar", "clock"),
        Gate::Issuer => lang.pick("wystawia synchronizacja", "the pass issues"),
    }
}

/// The value seen, in words. Foreign text in it is not yet made visible.
pub fn value(lang: Lang, passage: &Passage) -> String {
    let seen = passage.value.as_str();
    match passage.gate {
        Gate::Known => match seen {
            "mirror" => lang.pick("w kopii danych", "in the mirror").to_owned(),
            "baselinker" => lang
                .pick("tylko w BaseLinker", "only in BaseLinker")
                .to_owned(),
            _ => String::new(),
        },
        Gate::Kind => match seen.split_once(' ') {
            Some((kind, why)) => format!(
                "{}: {}",
                orders::kind(lang, kind),
                orders::kind_reason(lang, why)
            ),
            None => String::new(),
        },
        Gate::Seller => match seen {
            "yes" => lang.pick("płaci VAT", "pays VAT").to_owned(),
            "no" => lang.pick("zwolniony", "exempt").to_owned(),
            _ => lang.pick("nie wiadomo", "not known").to_owned(),
        },
        Gate::Issuer => match seen {
            "automatically" => lang.pick("automatycznie", "automatically").to_owned(),
            _ => lang
                .pick("ręcznie (orders.issue)", "by hand (orders.issue)")
                .to_owned(),
        },
        Gate::Cards => {
            let words = seen.split(", ").map(|word| match word {
                "+" => lang.pick("nowa", "new"),
                other => other,
            });
            words.collect::<Vec<_>>().join(", ")
        }
        Gate::Confirmed
        | Gate::Start
        | Gate::Return
        | Gate::Identity
        | Gate::Status
        | Gate::Cancelled
        | Gate::SetAside
        | Gate::Elsewhere
        | Gate::Duplicate
        | Gate::Country
        | Gate::Buyer
        | Gate::Lines
        | Gate::Vat
        | Gate::Warehouses
        | Gate::Currency
        | Gate::Totals
        | Gate::Ksef
        | Gate::Payment
        | Gate::Clock => seen.to_owned(),
    }
}

/// What closes a gate and what opens it, a pair a reason. `allowed` are the profile's `orders.statuses`.
pub fn closed(lang: Lang, passage: &Passage, order: i64, allowed: &str) -> Vec<(String, String)> {
    if passage.passed != Some(false) {
        return Vec::new();
    }
    if !passage.reasons.is_empty() {
        let found = passage.reasons.iter();
        return found
            .map(|reason| {
                (
                    reasons::message(lang, reason),
                    reasons::fix(lang, reason, order),
                )
            })
            .collect();
    }
    own(lang, passage, order, allowed).into_iter().collect()
}

/// The same for a gate that no reason of the plan closes.
fn own(lang: Lang, passage: &Passage, order: i64, allowed: &str) -> Option<(String, String)> {
    let seen = &passage.value;
    match passage.gate {
        Gate::Known => Some((
            lang.pick(
                "żadna synchronizacja jeszcze go nie odczytała".into(),
                "no pass has read it yet".into(),
            ),
            format!("firmino-link sync orders --order {order}"),
        )),
        Gate::Confirmed => Some((
            lang.pick(
                "zamówienie nie jest potwierdzone".into(),
                "the order is not confirmed".into(),
            ),
            lang.pick(
                "potwierdź je w panelu BaseLinker".into(),
                "confirm it in BaseLinker's panel".into(),
            ),
        )),
        Gate::Status => Some((
            lang.pick(
                format!("status „{seen}” nie należy do orders.statuses ({allowed})"),
                format!("the status \"{seen}\" is not one of orders.statuses ({allowed})"),
            ),
            lang.pick(
                "przenieś zamówienie do jednego z nich albo dopisz ten status do orders.statuses w profilu".into(),
                "move the order to one of these, or add its status to orders.statuses in the profile".into(),
            ),
        )),
        Gate::Cancelled => Some((
            lang.pick(
                format!("zamówienie jest anulowane (status „{seen}”, orders.cancelled_statuses)"),
                format!("the order is cancelled (status \"{seen}\", orders.cancelled_statuses)"),
            ),
            lang.pick(
                "jeśli to pomyłka, przywróć status w panelu BaseLinker".into(),
                "if that is a mistake, give it back its status in BaseLinker's panel".into(),
            ),
        )),
        Gate::Issuer => Some((
            lang.pick(
                "dokumenty wystawia człowiek".into(),
                "a person issues the documents".into(),
            ),
            format!("firmino-link orders issue {order}"),
        )),
        Gate::Start
        | Gate::Return
        | Gate::Identity
        | Gate::SetAside
        | Gate::Elsewhere
        | Gate::Duplicate
        | Gate::Country
        | Gate::Kind
        | Gate::Buyer
        | Gate::Lines
        | Gate::Vat
        | Gate::Cards
        | Gate::Warehouses
        | Gate::Currency
        | Gate::Totals
        | Gate::Seller
        | Gate::Ksef
        | Gate::Payment
        | Gate::Clock => None,
    }
}

/// What follows from the walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// How it stands.
    pub said: String,
    /// The next command, or what to do.
    pub next: String,
}

/// The conclusion.
pub fn end(
    lang: Lang,
    walked: &[Passage],
    order: i64,
    state: Option<State>,
    documents: &[String],
    issue: Issue,
    allowed: &str,
) -> End {
    if state == Some(State::Documented) {
        return documented(lang, order, documents);
    }
    if let Some(first) = first_closed(walked) {
        let (message, fix) = closed(lang, first, order, allowed)
            .into_iter()
            .next()
            .unwrap_or_default();
        let next = match fix.as_str() {
            "" => format!("firmino-link orders show {order}"),
            _ => fix,
        };
        let ready = matches!(first.gate, Gate::Issuer);
        let head = match ready {
            true => lang.pick("Wszystko gotowe", "Everything is ready"),
            false => lang.pick("Bez dokumentu", "No document"),
        };
        return End {
            said: format!("{head}: {message}."),
            next,
        };
    }
    match issue {
        Issue::Automatically => End {
            said: lang
                .pick(
                    "Wszystko gotowe: dokument wystawi następna synchronizacja.",
                    "Everything is ready: the next pass issues the document.",
                )
                .to_owned(),
            next: "firmino-link sync orders".to_owned(),
        },
        Issue::Manually => End {
            said: lang
                .pick("Wszystko gotowe do wystawienia.", "Everything is ready.")
                .to_owned(),
            next: format!("firmino-link orders issue {order}"),
        },
    }
}

fn documented(lang: Lang, order: i64, documents: &[String]) -> End {
    match documents.last() {
        Some(number) => End {
            said: lang.pick(
                format!("Zamówienie ma dokument {number}."),
                format!("The order has its document {number}."),
            ),
            next: format!("firmino-link documents show {}", quoted(number)),
        },
        None => End {
            said: lang
                .pick(
                    "Dokument tej sprzedaży jest gdzie indziej.",
                    "This sale has its document elsewhere.",
                )
                .to_owned(),
            next: format!("firmino-link orders show {order}"),
        },
    }
}

/// A number as a shell takes it for one word.
fn quoted(number: &str) -> Cow<'_, str> {
    let plain = |c: char| c.is_alphanumeric() || "/-_.".contains(c);
    if number.starts_with('-') || !number.chars().all(plain) {
        return Cow::Owned(format!("'{}'", number.replace('\'', "'\\''")));
    }
    Cow::Borrowed(number)
}
