//! The questions, step by step: what each shows, and what its answer does.

mod company;
mod firmino;
mod issuing;
mod modules;
mod orders;
mod payments;
mod products;
mod review;
mod start;
mod statuses;
mod tax;
mod warehouses;

pub use firmino::{is_typed as login_is_typed, lost_warehouse, may_stay as login_may_stay};
pub use issuing::needs_day as ksef_day;
pub use payments::{methods as payment_methods, needs_words as payment_words};
pub(in crate::wizard) use review::changeable;
pub use review::{Row, rows};
pub use tax::needs_words as exempt_words;

use super::draft::Draft;
use super::question::{Question, Step};
use super::screen::{Answer, Screen};
use super::view::View;

/// What the wizard is, before the first question.
pub fn welcome(view: &View<'_>, places: &super::view::Places) -> Vec<String> {
    start::welcome(view, places)
}

/// The screen of a question.
pub fn screen(view: &View<'_>, question: Question) -> Screen {
    match question {
        Question::Rerun | Question::Token | Question::Inventory => start::screen(view, question),
        _ if question < Question::VatPayer => company::screen(view, question),
        _ if question < Question::Ksef => tax::screen(view, question),
        _ if question < Question::Firmino => issuing::screen(view, question),
        _ if firmino::is_question(question) => firmino::screen(view, question),
        Question::Modules => modules::screen(view),
        Question::Statuses | Question::Cancelled | Question::Finished | Question::Effect => {
            statuses::screen(view, question)
        }
        Question::Payments | Question::Payment(..) => payments::screen(view, question),
        _ if question.step() == Step::Orders => orders::screen(view, question),
        _ if question.step() == Step::Products => products::screen(view, question),
        _ if question.step() == Step::Warehouses => warehouses::screen(view, question),
        _ => review::screen(view, question),
    }
}

/// Puts an answer into the draft.
///
/// # Errors
/// Why it cannot be taken, for people; the draft may then hold anything.
pub fn set(
    view: &View<'_>,
    question: Question,
    answer: &Answer,
    draft: &mut Draft,
) -> Result<(), String> {
    match question {
        Question::Rerun | Question::Token | Question::Inventory => {
            start::set(view, question, answer, draft)
        }
        _ if question < Question::VatPayer => company::set(view, question, answer, draft),
        _ if question < Question::Ksef => tax::set(view, question, answer, draft),
        _ if question < Question::Firmino => issuing::set(view, question, answer, draft),
        _ if firmino::is_question(question) => firmino::set(view, question, answer, draft),
        Question::Modules => modules::set(view, answer, draft),
        Question::Statuses | Question::Cancelled | Question::Finished | Question::Effect => {
            statuses::set(view, question, answer, draft)
        }
        Question::Payments | Question::Payment(..) => payments::set(view, question, answer, draft),
        _ if question.step() == Step::Orders => orders::set(view, question, answer, draft),
        _ if question.step() == Step::Products => products::set(view, question, answer, draft),
        _ if question.step() == Step::Warehouses => warehouses::set(view, question, answer, draft),
        _ => Ok(()),
    }
}

/// A text answer in one line, without blanks around it.
fn line(view: &View<'_>, answer: &Answer) -> Result<String, String> {
    let Answer::Text(text) = answer else {
        return Err(view
            .pick("tu potrzebny jest tekst", "a text is needed here")
            .to_owned());
    };
    if text.chars().any(char::is_control) {
        return Err(view
            .pick(
                "bez znaków sterujących, w jednym wierszu",
                "one line, without control characters",
            )
            .to_owned());
    }
    Ok(text.trim().to_owned())
}

/// A text answer that is not empty.
fn filled(view: &View<'_>, answer: &Answer) -> Result<String, String> {
    let text = line(view, answer)?;
    if text.is_empty() {
        return Err(view
            .pick("to pole nie może być puste", "this must not be empty")
            .to_owned());
    }
    Ok(text)
}

fn picked(answer: &Answer) -> usize {
    match answer {
        Answer::Pick(at) => *at,
        Answer::Flag(flag) => usize::from(!flag),
        Answer::Text(_) | Answer::Ticks(_) => 0,
    }
}

fn flag(answer: &Answer) -> bool {
    matches!(answer, Answer::Flag(true))
}
