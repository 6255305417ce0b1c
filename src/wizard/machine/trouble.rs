//! Lookups that fail: what is shown then, and the ways on.

use super::{Machine, Turn};
use crate::wizard::facts::Need;
use crate::wizard::path::TokenAsked;
use crate::wizard::question::Question;
use crate::wizard::screen::{Answer, Form, Screen};

/// A lookup that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Whether another token, or login, would help.
    pub token: TokenAtFault,
    /// What is wrong, for people.
    pub message: String,
    /// What to do.
    pub fix: String,
}

/// Whether the token, or Firmino's login, is what is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenAtFault {
    /// It was refused.
    Yes,
    /// It was refused in words that may mean something else, too.
    Perhaps,
    /// Something else failed.
    No,
}

impl Machine {
    pub(super) fn troubled(&self, need: Need, trouble: &Trouble) -> Screen {
        if need == Need::Firmino {
            return self.firmino_trouble(trouble);
        }
        let view = self.view();
        let mut items = vec![view.pick("Spróbuj ponownie", "Try again").to_owned()];
        if need.is_a_comfort() {
            items.push(view.pick("Dalej bez tego", "Go on without it").to_owned());
        } else {
            items.push(
                view.pick("Wpisz inny token", "Type another token")
                    .to_owned(),
            );
        }
        items.push(
            view.pick("Wyjdź bez zapisywania", "Leave without saving")
                .to_owned(),
        );
        let prompt = view.pick(
            "Nie udało się odczytać danych z BaseLinker",
            "BaseLinker could not be read",
        );
        Screen::new(
            self.at,
            prompt,
            Form::pick(items, Some(0)),
            trouble.fix.clone(),
        )
        .above(format!("! {}", trouble.message))
        .above(trouble.fix.clone())
    }

    /// A lookup failed.
    pub fn failed(&mut self, need: Need, trouble: Trouble) {
        if need == Need::Firmino {
            self.firmino_failed(trouble);
        } else if trouble.token == TokenAtFault::Yes {
            let refused = self.lang.pick(
                "! BaseLinker nie przyjmuje tego tokenu. Wklej go jeszcze raz albo zrób nowy w panelu.",
                "! BaseLinker refuses this token. Paste it once more, or make a new one in the panel.",
            );
            self.notices = vec![refused.to_owned()];
            self.new_token();
        } else if need == Need::Cards {
            self.notices = vec![format!("! {}", trouble.message), trouble.fix];
            self.at = Question::CardsFile;
        } else {
            self.trouble = Some((need, trouble));
        }
    }

    fn new_token(&mut self) {
        self.token = TokenAsked::Yes;
        self.at = Question::Token;
        self.facts.forget_account();
    }

    pub(super) fn after_trouble(&mut self, need: Need, answer: &Answer) {
        self.trouble = None;
        if need == Need::Firmino {
            return self.after_firmino_trouble(answer);
        }
        match (answer, need.is_a_comfort()) {
            (Answer::Pick(0), _) => {}
            (Answer::Pick(1), true) => {
                self.facts.give_up(need);
                if need == Need::Effect {
                    self.effect_of = Some(self.draft.clone());
                }
            }
            (Answer::Pick(1), false) => self.new_token(),
            _ => self.end = Some(Turn::Leave),
        }
    }
}
