//! The wizard as a machine: it says what to show or to look up next, and takes answers, steps back, and what was found.
//! It reads and writes nothing itself.

mod firmino;
mod summary;
mod trouble;

use summary::By;
pub use summary::Origin;
pub use trouble::{TokenAtFault, Trouble};

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::draft::{Draft, SellerKnown};
use super::facts::{Fact, Facts, Need};
use super::path::{Start, TokenAsked, path};
use super::question::{Question, Step};
use super::screen::{Answer, Screen};
use super::steps;
use super::view::View;
use crate::profile::Module;
use crate::texts::Lang;

/// What comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// Show this and bring an answer.
    Ask(Screen),
    /// Look this up.
    Look(Need),
    /// Write the profile.
    Save,
    /// Run the chosen modules without changing anything, then say so.
    Try,
    /// Run the chosen modules; the end.
    Integrate,
    /// Nothing more to do: the profile is saved.
    Later,
    /// Leave; nothing was saved.
    Leave,
}

/// The machine.
#[derive(Debug, Clone)]
pub struct Machine {
    lang: Lang,
    today: Date,
    start: Start,
    token: TokenAsked,
    draft: Draft,
    was: Option<Draft>,
    facts: Facts,
    at: Question,
    seen: BTreeSet<Question>,
    origins: BTreeMap<Question, Origin>,
    base: Origin,
    returning: Option<Step>,
    trouble: Option<(Need, Trouble)>,
    notices: Vec<String>,
    effect_of: Option<Draft>,
    end: Option<Turn>,
}

impl Machine {
    /// A machine at its first question. `was` is the profile that was there; `base` says where `draft`'s values come
    /// from.
    pub fn new(
        lang: Lang,
        today: Date,
        draft: Draft,
        was: Option<Draft>,
        base: Origin,
        token: TokenAsked,
    ) -> Machine {
        let start = match was {
            Some(_) => Start::Rerun,
            None => Start::Fresh,
        };
        let mut machine = Machine {
            lang,
            today,
            start,
            token,
            draft,
            was,
            facts: Facts::default(),
            at: Question::Rerun,
            seen: BTreeSet::new(),
            origins: BTreeMap::new(),
            base,
            returning: None,
            trouble: None,
            notices: Vec::new(),
            effect_of: None,
            end: None,
        };
        machine.at = machine.path().first().copied().unwrap_or(Question::Summary);
        machine
    }

    /// The answers so far.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// What was learned so far.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// What is known beside the account: symbols and cards of the mirror.
    pub fn facts_mut(&mut self) -> &mut Facts {
        &mut self.facts
    }

    /// Where the machine stands.
    pub fn at(&self) -> Question {
        self.at
    }

    /// What screens are made of.
    pub fn view(&self) -> View<'_> {
        View {
            lang: self.lang,
            draft: &self.draft,
            was: self.was.as_ref(),
            facts: &self.facts,
            today: self.today,
        }
    }

    /// The questions that the present answers lead through.
    pub fn path(&self) -> Vec<Question> {
        path(self.start, self.token, &self.draft, &self.facts)
    }

    /// What comes next.
    pub fn turn(&self) -> Turn {
        if let Some(end) = &self.end {
            return end.clone();
        }
        if let Some((need, trouble)) = &self.trouble {
            return Turn::Ask(self.troubled(*need, trouble));
        }
        // The token is tried before anything else is asked.
        let tried = self.at > Question::Token && self.at < Question::Integrate;
        if tried && !self.facts.settled(Need::Account) {
            return Turn::Look(Need::Account);
        }
        let effect_stale = self.at > Question::Effect
            && self.at <= Question::Summary
            && self.seen.contains(&Question::Effect)
            // Where one step alone is changed the orders may never have been read.
            && self.facts.orders().is_some()
            && self.draft.has(Module::Orders)
            && self.effect_of.as_ref() != Some(&self.draft);
        let stale_here =
            self.at == Question::Effect && self.effect_of.as_ref() != Some(&self.draft);
        for need in self.at.needs() {
            if (*need == Need::Effect && stale_here) || !self.facts.settled(*need) {
                return Turn::Look(*need);
            }
        }
        if effect_stale {
            return Turn::Look(Need::Effect);
        }
        let mut screen = steps::screen(&self.view(), self.at);
        if self.at == Question::Summary {
            screen = screen.above(self.summary());
        }
        let mut body = self.notices.clone();
        body.append(&mut screen.body);
        screen.body = body;
        Turn::Ask(screen)
    }

    /// Whether the answer could be taken here; if not, why.
    pub fn refusal(&self, answer: &Answer) -> Option<String> {
        let mut machine = self.clone();
        machine.answer(answer).err()
    }

    /// Takes an answer.
    ///
    /// # Errors
    /// Why it cannot be taken, for people; nothing has changed then.
    pub fn answer(&mut self, answer: &Answer) -> Result<(), String> {
        if let Some((need, _)) = self.trouble {
            self.after_trouble(need, answer);
            return Ok(());
        }
        let mut draft = self.draft.clone();
        steps::set(&self.view(), self.at, answer, &mut draft)?;
        let by = if steps::screen(&self.view(), self.at).form.present().as_ref() == Ok(answer) {
            By::Enter
        } else {
            By::Hand
        };
        self.notices.clear();
        if self.draft.send_stock && !draft.send_stock && self.at == Question::Source {
            self.notices.push(
                self.lang
                    .pick(
                        "! Wysyłanie stanów do BaseLinker zostało wyłączone: działa tylko wtedy, gdy źródłem produktów jest Streamsoft Firmino.",
                        "! Sending of stock levels was switched off: it works only where Streamsoft Firmino is the source of products.",
                    )
                    .to_owned(),
            );
        }
        let at = self.at;
        let changed = draft != self.draft;
        self.note_login(at, answer, &draft);
        if changed || !self.seen.contains(&at) {
            self.note_origin(at, answer, changed, by);
        }
        self.draft = draft;
        self.seen.insert(at);
        if at == Question::Seller && self.draft.seller_known == SellerKnown::LeftOut {
            // Orders may have been chosen already: the modules are a question again.
            self.seen.remove(&Question::Modules);
        }
        match (at, answer) {
            (Question::Rerun, Answer::Pick(1)) => {
                let path = self.path().into_iter();
                self.seen
                    .extend(path.filter(|question| *question < Question::Summary));
                self.at = Question::ChangeStep;
            }
            (Question::Rerun, Answer::Pick(2)) => self.end = Some(Turn::Leave),
            (Question::Summary, Answer::Pick(0)) => self.end = Some(Turn::Save),
            (Question::Summary, Answer::Pick(1)) => self.at = Question::ChangeStep,
            (Question::Summary, _) => self.end = Some(Turn::Leave),
            (Question::ChangeStep, Answer::Pick(picked)) => {
                let step = steps::changeable(&self.draft)
                    .get(*picked)
                    .copied()
                    .unwrap_or(Step::Start);
                self.returning = Some(step);
                self.go_to(step);
            }
            (Question::Integrate, Answer::Pick(0)) => self.end = Some(Turn::Try),
            (Question::Integrate, Answer::Pick(1)) | (Question::AfterTrial, Answer::Flag(true)) => {
                self.end = Some(Turn::Integrate)
            }
            (Question::Integrate | Question::AfterTrial, _) => self.end = Some(Turn::Later),
            (
                Question::OrdersNext | Question::ProductsNext | Question::WarehousesNext,
                Answer::Pick(1),
            ) => self.go_to(at.step()),
            (Question::Effect, Answer::Pick(picked)) if *picked > 0 => {
                let added = changed;
                self.at = if added {
                    Question::Effect
                } else {
                    Question::Statuses
                };
            }
            (Question::Modules, _)
                if self.draft.has(Module::Orders)
                    && self.draft.seller_known == SellerKnown::LeftOut =>
            {
                self.draft.seller_known = SellerKnown::Given;
                self.notices.push(
                    self.lang
                        .pick(
                            "Moduł Zamówienia wystawia dokumenty: potrzebne są dane sprzedawcy.",
                            "The module Zamówienia makes documents: the seller's data are needed.",
                        )
                        .to_owned(),
                );
                self.at = if self.draft.seller.name.is_empty() {
                    Question::Seller
                } else {
                    Question::SellerName
                };
                self.seen.retain(|question| *question <= Question::Token);
            }
            _ => self.go_on(),
        }
        Ok(())
    }

    fn go_to(&mut self, step: Step) {
        let first = self
            .path()
            .into_iter()
            .find(|question| question.step() == step && *question > Question::Token);
        self.at = first.unwrap_or(Question::Summary);
    }

    /// To the next question of the path; once a step was gone back to, from its end to what was never seen.
    fn go_on(&mut self) {
        let at = self.at;
        let path = self.path();
        let mut rest = path.into_iter().filter(|question| *question > at);
        let next = match self.returning {
            Some(step) => {
                rest.find(|question| question.step() == step || !self.seen.contains(question))
            }
            None => rest.next(),
        };
        self.at = next.unwrap_or(Question::Summary);
    }

    /// Goes back one question; answers stay. `false` at the first one.
    pub fn back(&mut self) -> bool {
        // What failed was needed here: the way back leads before it.
        self.trouble = None;
        self.notices.clear();
        if self.at == Question::ChangeStep {
            self.at = if self.seen.contains(&Question::Summary) {
                Question::Summary
            } else {
                Question::Rerun
            };
            return true;
        }
        if self.at >= Question::Integrate {
            return false;
        }
        let at = self.at;
        match self
            .path()
            .into_iter()
            .rev()
            .find(|question| *question < at)
        {
            Some(before) => {
                self.at = before;
                true
            }
            None => false,
        }
    }

    /// Takes what was looked up.
    pub fn learned(&mut self, fact: Fact) {
        if let Fact::Effect(effect) = &fact {
            let told = self.facts.effect().copied().flatten();
            if self.at > Question::Effect && effect.is_some() && *effect != told {
                self.notices
                    .extend(effect.map(|effect| effect.table(self.lang)));
            }
            self.effect_of = Some(self.draft.clone());
        }
        if let Fact::Warehouses(all) = &fact {
            // The profile may name a warehouse; its key is meant.
            for draft in std::iter::once(&mut self.draft).chain(self.was.as_mut()) {
                for warehouse in all.iter().filter(|warehouse| warehouse.own) {
                    if let Some(symbol) = draft.links.remove(&warehouse.name) {
                        draft.links.insert(warehouse.key.clone(), symbol);
                    }
                }
            }
        }
        self.facts.learn(fact);
        // What was learned may bring questions that stand before this one: several catalogues, warehouses.
        let at = self.at;
        let new = self.path().into_iter().find(|question| {
            at < Question::Summary
                && *question < at
                && question.step() == at.step()
                && !self.seen.contains(question)
        });
        self.at = new.unwrap_or(at);
    }

    /// The token was typed: what is known of the account has to be read anew.
    pub fn token_changed(&mut self) {
        self.facts.forget_account();
    }

    /// The file of cards was named anew.
    pub fn cards_changed(&mut self) {
        self.facts.forget(Need::Cards);
    }

    /// All answers came from a file: the summary is next.
    pub fn review(&mut self) {
        self.seen.extend(self.path());
        self.at = Question::Summary;
    }

    /// The profile is saved: step 5.
    pub fn saved(&mut self) {
        self.at = Question::Integrate;
        self.end = None;
    }

    /// The trial is over.
    pub fn tried(&mut self) {
        self.at = Question::AfterTrial;
        self.end = None;
    }
}

#[cfg(test)]
mod tests;
