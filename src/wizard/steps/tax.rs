//! VAT, VAT-UE, OSS: nobody is pressed for an answer, "I don't know" holds what depends on it.

use super::{filled, picked};
use crate::domain::kind::Oss;
use crate::domain::rules::VatPayer;
use crate::wizard::draft::Draft;
use crate::wizard::question::Question;
use crate::wizard::screen::{Answer, Form, Screen};
use crate::wizard::view::View;

/// Grounds that are common enough to be offered (art. 106e ust. 1 pkt 19 wants one on each document).
const GROUNDS: [&str; 2] = [
    "art. 113 ust. 1 ustawy o VAT",
    "art. 43 ust. 1 ustawy o VAT",
];

pub(super) fn screen(view: &View<'_>, question: Question) -> Screen {
    let draft = view.draft;
    let yes_no_unknown = |present: usize| {
        Form::pick(
            [
                view.pick("Tak", "Yes"),
                view.pick("Nie", "No"),
                view.dont_know(),
            ],
            Some(present),
        )
    };
    match question {
        Question::VatPayer => Screen::new(
            question,
            view.pick("Czy firma jest czynnym podatnikiem VAT?", "Does the company pay VAT?"),
            yes_no_unknown(match draft.vat_payer {
                VatPayer::Yes => 0,
                VatPayer::Exempt => 1,
                VatPayer::Unknown => 2,
            }),
            view.pick(
                "Tak: stawki VAT z pozycji zamówień. Nie: na dokumentach stoi „zw” z podstawą prawną. Nie wiem: zamówienia są pobierane i liczone, ale żaden dokument nie dostanie numeru, aż odpowiesz.",
                "Yes: VAT rates of the orders' lines. No: documents say \"zw\" with the legal ground. I don't know: orders are taken and computed, but no document gets a number until you answer.",
            ),
        ),
        Question::ExemptBasis => {
            let known = GROUNDS.iter().position(|ground| *ground == draft.exempt_basis);
            let present = match (known, draft.exempt_basis.is_empty()) {
                (Some(at), _) => at,
                (None, true) => 0,
                (None, false) => GROUNDS.len(),
            };
            let limit = view.pick(" (limit obrotów)", " (turnover limit)");
            let goods = view.pick(" (rodzaj towarów lub usług)", " (kind of goods or services)");
            Screen::new(
                question,
                view.pick("Podstawa prawna zwolnienia", "Legal ground of the exemption"),
                Form::pick(
                    [
                        format!("{}{limit}", GROUNDS[0]),
                        format!("{}{goods}", GROUNDS[1]),
                        view.pick("Inna – wpiszę", "Another one – I'll type it").to_owned(),
                        view.dont_know().to_owned(),
                    ],
                    Some(present),
                ),
                view.pick(
                    "Drukowana na każdym dokumencie (art. 106e ust. 1 pkt 19). Nie wiem: jak przy poprzednim pytaniu, bez numerów.",
                    "Printed on every document (art. 106e par. 1 item 19). I don't know: as in the question before, no numbers.",
                ),
            )
        }
        Question::ExemptWords => Screen::new(
            question,
            view.pick("Podstawa prawna zwolnienia", "Legal ground of the exemption"),
            Form::text(&draft.exempt_basis),
            view.pick("Na przykład: art. 82 ust. 3 ustawy o VAT", "For example: art. 82 ust. 3 ustawy o VAT"),
        ),
        Question::VatEu => Screen::new(
            question,
            view.pick("Czy firma jest zarejestrowana do VAT-UE?", "Is the company registered for VAT-UE?"),
            yes_no_unknown(if draft.vat_eu { 0 } else { 1 }),
            view.pick(
                "Potrzebne do faktur WDT (0 %) dla firm z innych państw UE. Nie i Nie wiem: takie zamówienia dostają stan „Wymaga edycji”.",
                "Needed for WDT invoices (0 %) to businesses in other EU states. With No and I don't know such orders need editing.",
            ),
        ),
        _ => Screen::new(
            question,
            view.pick("Sprzedaż konsumentom w innych państwach UE (OSS)", "Sales to consumers in other EU states (OSS)"),
            Form::pick(
                [
                    view.pick("Firma jest w procedurze OSS", "The company is registered for OSS"),
                    view.pick("Sprzedaż poniżej limitu 42 000 zł rocznie – polskie stawki VAT", "Below the limit of 42,000 PLN a year – Polish VAT rates"),
                    view.dont_know(),
                ],
                Some(match draft.oss {
                    Some(Oss::Registered) => 0,
                    Some(Oss::BelowThreshold) => 1,
                    None => 2,
                }),
            ),
            view.pick(
                "Limit liczy się razem dla wszystkich państw UE (art. 22a ustawy o VAT). Nie wiem: takie zamówienia dostają stan „Wymaga edycji”.",
                "The limit counts for all EU states together (art. 22a). With I don't know such orders need editing.",
            ),
        ),
    }
}

pub(super) fn set(
    view: &View<'_>,
    question: Question,
    answer: &Answer,
    draft: &mut Draft,
) -> Result<(), String> {
    match question {
        Question::VatPayer => {
            draft.vat_payer = match picked(answer) {
                0 => VatPayer::Yes,
                1 => VatPayer::Exempt,
                _ => VatPayer::Unknown,
            };
            if draft.vat_payer == VatPayer::Exempt && draft.exempt_basis.is_empty() {
                draft.exempt_basis = GROUNDS[0].to_owned();
            }
        }
        Question::ExemptBasis => match (picked(answer), GROUNDS.get(picked(answer))) {
            (_, Some(ground)) => (*ground).clone_into(&mut draft.exempt_basis),
            (2, None) if GROUNDS.contains(&draft.exempt_basis.as_str()) => {
                draft.exempt_basis.clear()
            }
            (2, None) => {}
            _ => draft.vat_payer = VatPayer::Unknown,
        },
        Question::ExemptWords => draft.exempt_basis = filled(view, answer)?,
        Question::VatEu => draft.vat_eu = picked(answer) == 0,
        _ => {
            draft.oss = match picked(answer) {
                0 => Some(Oss::Registered),
                1 => Some(Oss::BelowThreshold),
                _ => None,
            };
        }
    }
    Ok(())
}

/// Whether the ground is to be typed.
pub fn needs_words(draft: &Draft) -> bool {
    !GROUNDS.contains(&draft.exempt_basis.as_str())
}
