//! The seller on documents.

use super::{filled, line, picked};
use crate::domain::nip::{Nip, Parsed};
use crate::report::visible;
use crate::wizard::draft::{Draft, Seller, SellerKnown};
use crate::wizard::question::Question;
use crate::wizard::screen::{Answer, Form, Screen};
use crate::wizard::view::View;

/// Sellers to choose from: those of the account's invoices.
fn proposals<'a>(view: &View<'a>) -> &'a [Seller] {
    view.facts.sellers().map(Vec::as_slice).unwrap_or_default()
}

pub(super) fn screen(view: &View<'_>, question: Question) -> Screen {
    let seller = &view.draft.seller;
    let text =
        |pl: &'static str, en: &'static str, present: &str, help: (&'static str, &'static str)| {
            Screen::new(
                question,
                view.pick(pl, en),
                Form::text(present),
                view.pick(help.0, help.1),
            )
        };
    let printed = (
        "Tak stoi na każdym dokumencie sprzedaży.",
        "It stands so on every sale document.",
    );
    match question {
        Question::Seller => choice(view),
        Question::SellerName => text(
            "Pełna nazwa firmy",
            "Full name of the company",
            &seller.name,
            printed,
        ),
        Question::SellerNip => text(
            "NIP",
            "NIP (Polish tax number)",
            &seller.nip,
            (
                "Dziesięć cyfr; kreski, spacje i PL mogą być. Suma kontrolna jest sprawdzana.",
                "Ten digits; dashes, blanks and PL may stand in it. The checksum is checked.",
            ),
        ),
        Question::SellerStreet => {
            text("Ulica i numer", "Street and house", &seller.street, printed)
        }
        Question::SellerPostcode => text("Kod pocztowy", "Postcode", &seller.postcode, printed),
        Question::SellerCity => text("Miejscowość", "City", &seller.city, printed),
        _ => Screen::new(
            question,
            view.pick(
                "Rachunek bankowy (może być pusty)",
                "Bank account (may be empty)",
            ),
            Form::text_or_nothing(&seller.bank_account),
            view.pick(
                "Drukowany na dokumentach z zapłatą przelewem. „-” czyści wpisany rachunek.",
                "Printed on documents paid by transfer. \"-\" clears it.",
            ),
        ),
    }
}

fn choice(view: &View<'_>) -> Screen {
    let known = proposals(view).iter().map(|seller| {
        let nip = if seller.nip.is_empty() {
            String::new()
        } else {
            format!(", NIP {}", seller.nip)
        };
        let from = view.pick("z faktur w BaseLinker", "from invoices in BaseLinker");
        format!("{}{nip} ({from})", visible(&seller.name))
    });
    let mut items: Vec<String> = known.collect();
    items.push(
        view.pick("Wpiszę dane firmy", "I'll type the company's data")
            .to_owned(),
    );
    items.push(
        view.pick(
            "Bez dokumentów sprzedaży (bez modułu Zamówienia) – pomiń",
            "No sale documents (without the module Zamówienia) – skip",
        )
        .to_owned(),
    );
    let present = match view.draft.seller_known {
        SellerKnown::LeftOut => items.len() - 1,
        SellerKnown::Given => 0,
    };
    Screen::new(
        Question::Seller,
        view.pick("Sprzedawca na dokumentach", "The seller on documents"),
        Form::pick(items, Some(present)),
        view.pick(
            "Dane z faktur konta są tylko podpowiedzią: każde pole można za chwilę poprawić.",
            "Data from the account's invoices are only proposals: each field can be mended in a moment.",
        ),
    )
}

pub(super) fn set(
    view: &View<'_>,
    question: Question,
    answer: &Answer,
    draft: &mut Draft,
) -> Result<(), String> {
    match question {
        Question::Seller => {
            let at = picked(answer);
            let known = proposals(view);
            draft.seller_known = if at > known.len() {
                SellerKnown::LeftOut
            } else {
                SellerKnown::Given
            };
            if let Some(seller) = known.get(at) {
                let bank_account = draft.seller.bank_account.clone();
                draft.seller = Seller {
                    bank_account,
                    ..seller.clone()
                };
            }
        }
        Question::SellerName => draft.seller.name = filled(view, answer)?,
        Question::SellerNip => match Nip::parse(&filled(view, answer)?) {
            Parsed::Valid(nip) => draft.seller.nip = nip.to_string(),
            Parsed::Absent | Parsed::Wrong(_) => {
                return Err(view
                    .pick(
                        "to nie jest NIP: dziesięć cyfr z dobrą sumą kontrolną (przepisz go z faktury firmy)",
                        "this is no NIP: ten digits with a right checksum (copy it from an invoice of the company)",
                    )
                    .to_owned());
            }
        },
        Question::SellerStreet => draft.seller.street = filled(view, answer)?,
        Question::SellerPostcode => draft.seller.postcode = filled(view, answer)?,
        Question::SellerCity => draft.seller.city = filled(view, answer)?,
        _ => draft.seller.bank_account = line(view, answer)?,
    }
    Ok(())
}
