//! Step 2: methods of payment that orders bear, as documents name them (`[payments]`).

use super::statuses::lines;
use super::{filled, line, picked};
use crate::report::visible;
use crate::texts::count;
use crate::wizard::draft::{Draft, Payments, Terms};
use crate::wizard::facts::Facts;
use crate::wizard::question::{PaymentPart, Question};
use crate::wizard::screen::{Answer, Form, Screen};
use crate::wizard::view::View;

/// The profile's words for forms, in the order in which they are offered.
const FORMS: [&str; 4] = ["transfer", "cash", "card", "cash-on-delivery"];

/// Methods that orders bear and a TOML key can hold, the most frequent first.
pub fn methods(facts: &Facts) -> Vec<&str> {
    let seen = facts
        .orders()
        .map(|seen| seen.payments.as_slice())
        .unwrap_or_default();
    let plain = |method: &&str| !method.is_empty() && !method.chars().any(char::is_control);
    seen.iter()
        .map(|(method, _)| method.trim())
        .filter(plain)
        .take(MOST)
        .collect()
}

/// How many of a shop's methods the wizard goes through.
const MOST: usize = 12;

fn form_word(view: &View<'_>, form: &str) -> String {
    match form {
        "transfer" => view.pick("przelew", "transfer").to_owned(),
        "cash" => view.pick("gotówka", "cash").to_owned(),
        "card" => view.pick("karta", "card").to_owned(),
        "cash-on-delivery" => view.pick("za pobraniem", "cash on delivery").to_owned(),
        words => visible(words).into_owned(),
    }
}

/// What a method's name suggests; paid at once unless the name says otherwise.
fn proposal(method: &str) -> Terms {
    let name = method.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let form = if has(&["pobran", "przy odbiorze", "cod", "cash on"]) {
        "cash-on-delivery"
    } else if has(&["gotów", "cash"]) {
        "cash"
    } else if has(&["kart", "card", "visa", "mastercard"]) {
        "card"
    } else {
        "transfer"
    };
    Terms {
        form: form.to_owned(),
        days: 0,
    }
}

fn terms(view: &View<'_>, method: &str) -> Terms {
    view.draft
        .payments
        .get(method)
        .cloned()
        .unwrap_or_else(|| proposal(method))
}

pub(super) fn screen(view: &View<'_>, question: Question) -> Screen {
    let Question::Payment(at, part) = question else {
        return overview(view);
    };
    let method = methods(view.facts)
        .get(usize::from(at))
        .copied()
        .unwrap_or_default()
        .to_owned();
    let present = terms(view, &method);
    let shown = visible(&method).into_owned();
    match part {
        PaymentPart::Form => {
            let mut items: Vec<String> = FORMS.iter().map(|form| form_word(view, form)).collect();
            items.push(view.pick("Inaczej – wpiszę", "Otherwise – I'll type it").to_owned());
            let at = FORMS.iter().position(|form| *form == present.form).unwrap_or(FORMS.len());
            Screen::new(
                question,
                view.pick(format!("„{shown}” – forma płatności na dokumencie"), format!("\"{shown}\" – form of payment on documents")),
                Form::pick(items, Some(at)),
                view.pick("Tak zostanie nazwana płatność na dokumencie.", "Documents will name the payment so."),
            )
        }
        PaymentPart::Words => Screen::new(
            question,
            view.pick(format!("„{shown}” – słowa na dokumencie"), format!("\"{shown}\" – words on documents")),
            Form::text(if FORMS.contains(&present.form.as_str()) { "" } else { &present.form }),
            view.pick("Drukowane tak, jak je wpiszesz.", "Printed as you type them."),
        ),
        PaymentPart::Days => Screen::new(
            question,
            view.pick(format!("„{shown}” – termin w dniach"), format!("\"{shown}\" – days to pay")),
            Form::text(&present.days.to_string()),
            view.pick(
                "0: płatne od razu, dokument czeka na wpłatę. Więcej: termin płatności na dokumencie, a zamówienie nie czeka na wpłatę.",
                "0: due at once, the document waits for the payment. More: the due date on the document, and the order does not wait.",
            ),
        ),
    }
}

fn overview(view: &View<'_>) -> Screen {
    let methods = methods(view.facts);
    let rows = methods.iter().map(|method| {
        let terms = terms(view, method);
        let days = usize::try_from(terms.days).unwrap_or(usize::MAX);
        let days = count(view.lang, days, ["dzień", "dni", "dni"], ["day", "days"]);
        vec![
            visible(method).into_owned(),
            form_word(view, &terms.form),
            days,
        ]
    });
    let present = match view.draft.payments_how {
        Payments::AsProposed => 0,
        Payments::OneByOne => 1,
        Payments::LeftOut => 2,
    };
    Screen::new(
        Question::Payments,
        view.pick("Formy płatności", "Forms of payment"),
        Form::pick(
            [
                view.pick("Tak, tak je zapisz", "Yes, keep them so"),
                view.pick("Popraw po kolei", "Mend them one by one"),
                view.pick("Pomiń – nie zapisuj ich w profilu", "Skip – leave them out of the profile"),
            ],
            Some(present),
        ),
        view.pick(
            "Metody płatności z ostatnich zamówień i to, jak nazwie je dokument. Niezapisana metoda trafia na dokument pod nazwą z BaseLinker.",
            "Methods of payment of the latest orders, and how documents will name them. A method that is not kept stands on documents by its name in BaseLinker.",
        ),
    )
    .above(lines(rows.collect()))
}

pub(super) fn set(
    view: &View<'_>,
    question: Question,
    answer: &Answer,
    draft: &mut Draft,
) -> Result<(), String> {
    let Question::Payment(at, part) = question else {
        draft.payments_how = match picked(answer) {
            0 => Payments::AsProposed,
            1 => Payments::OneByOne,
            _ => Payments::LeftOut,
        };
        if draft.payments_how != Payments::LeftOut {
            for method in methods(view.facts) {
                draft
                    .payments
                    .entry(method.to_owned())
                    .or_insert_with(|| proposal(method));
            }
        }
        return Ok(());
    };
    let Some(method) = methods(view.facts)
        .get(usize::from(at))
        .map(|method| (*method).to_owned())
    else {
        return Ok(());
    };
    let terms = draft
        .payments
        .entry(method.clone())
        .or_insert_with(|| proposal(&method));
    match part {
        PaymentPart::Form => match FORMS.get(picked(answer)) {
            Some(form) => (*form).clone_into(&mut terms.form),
            None if FORMS.contains(&terms.form.as_str()) => terms.form.clear(),
            None => {}
        },
        PaymentPart::Words => {
            let words = filled(view, answer)?;
            if FORMS.contains(&words.as_str()) {
                return Err(view
                    .pick(
                        "to słowo oznacza formę z listy: wróć i ją wybierz",
                        "this word means a form of the list: go back and choose it",
                    )
                    .to_owned());
            }
            terms.form = words;
        }
        PaymentPart::Days => {
            let days = line(view, answer)?
                .parse()
                .ok()
                .filter(|days| *days <= 3650);
            terms.days = days.ok_or_else(|| {
                view.pick("liczba dni od 0 do 3650", "a number of days from 0 to 3650")
                    .to_owned()
            })?;
        }
    }
    Ok(())
}

/// Whether the words of a method are to be typed.
pub fn needs_words(draft: &Draft, method: &str) -> bool {
    draft
        .payments
        .get(method)
        .is_some_and(|terms| !FORMS.contains(&terms.form.as_str()))
}
