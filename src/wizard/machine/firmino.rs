//! Firmino's login on its way through the machine: when it has to be tried anew, and what is done where that fails.

use super::{Machine, TokenAtFault, Trouble};
use crate::wizard::draft::{Draft, LoginMeant};
use crate::wizard::facts::{LoginThere, Need};
use crate::wizard::question::Question;
use crate::wizard::screen::{Answer, Form, Screen};

/// The ways on where Firmino could not be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    TryAgain,
    Correct,
    Untried,
    LeaveOut,
}

impl Way {
    const ALL: [Way; 4] = [Way::TryAgain, Way::Correct, Way::Untried, Way::LeaveOut];
}

impl Machine {
    /// What an answer to a question about Firmino's account does beside the draft, which is to be `draft`.
    pub(super) fn note_login(&mut self, at: Question, answer: &Answer, draft: &Draft) {
        let changed = *draft != self.draft;
        let typed = at == Question::FirminoPassword
            && matches!(answer, Answer::Text(text) if !text.is_empty());
        if typed {
            self.facts.password_of = Some(draft.firmino.user.clone());
        }
        let of_login = (Question::FirminoKeep..=Question::FirminoCompany).contains(&at);
        if typed || (of_login && changed) {
            self.facts.forget(Need::Firmino);
        }
        let was_joined = self.was.as_ref().is_some_and(|was| was.firmino.joined);
        if at == Question::Firmino && was_joined && !draft.firmino.joined {
            self.notices.push(match &self.facts.login {
                LoginThere::File(place) => self.lang.pick(
                    format!("Tabela [firmino] zniknie z profilu; {place} zostaje na dysku."),
                    format!("The table [firmino] will go from the profile; {place} stays."),
                ),
                _ => self
                    .lang
                    .pick(
                        "Tabela [firmino] zniknie z profilu.",
                        "The table [firmino] will go from the profile.",
                    )
                    .to_owned(),
            });
        }
    }

    /// The login was refused, or Firmino could not be asked.
    pub(super) fn firmino_failed(&mut self, trouble: Trouble) {
        let given = matches!(self.facts.login, LoginThere::Given(_));
        if trouble.token != TokenAtFault::Yes || given {
            self.trouble = Some((Need::Firmino, trouble));
            return;
        }
        self.notices = vec![format!("! {}", trouble.message), trouble.fix];
        // What lies in the file is wrong: another one is typed.
        self.draft.firmino.login = LoginMeant::Typed;
        self.facts.password_of = None;
        self.at = Question::FirminoLogin;
    }

    /// The screen of such a failure.
    pub(super) fn firmino_trouble(&self, trouble: &Trouble) -> Screen {
        let view = self.view();
        let items = Way::ALL.map(|way| match way {
            Way::TryAgain => view.pick("Spróbuj ponownie", "Try again"),
            Way::Correct => view.pick("Popraw login albo firmę", "Correct login or company"),
            Way::Untried => view.pick("Zostaw bez sprawdzenia", "Keep it untried"),
            Way::LeaveOut => view.pick("Pomiń Firmino", "Leave Firmino out"),
        });
        Screen::new(
            self.at,
            view.pick(
                "Nie udało się sprawdzić konta Firmino",
                "Firmino's account could not be tried",
            ),
            Form::pick(items, Some(0)),
            trouble.fix.clone(),
        )
        .above(format!("! {}", trouble.message))
        .above(trouble.fix.clone())
    }

    /// The way on that was chosen there.
    pub(super) fn after_firmino_trouble(&mut self, answer: &Answer) {
        let way = match answer {
            Answer::Pick(at) => Way::ALL.get(*at).copied(),
            _ => None,
        };
        match way.unwrap_or(Way::TryAgain) {
            Way::TryAgain => {}
            Way::Correct => {
                let first = self.path().into_iter().find(|question| {
                    (Question::FirminoKeep..=Question::FirminoCompany).contains(question)
                });
                self.at = first.unwrap_or(Question::Firmino);
            }
            Way::Untried => self.facts.give_up(Need::Firmino),
            Way::LeaveOut => {
                self.at = Question::Firmino;
                // The same as the answer "no" to the first question, which cannot be refused.
                let _ = self.answer(&Answer::Flag(false));
            }
        }
    }
}
