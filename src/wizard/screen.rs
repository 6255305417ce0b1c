//! What a question looks like, whatever shows it: a terminal, a test.

use std::collections::BTreeSet;

use super::question::{Question, Step};
use crate::texts::Lang;

/// How a question is answered, with the present value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// A line of text. Empty takes the present value; `-` empties one that may be empty.
    Text {
        /// What Enter takes; `None`: there is nothing yet.
        present: Option<String>,
        /// Whether it may be empty.
        empty: Empty,
    },
    /// A line that is not shown.
    Secret {
        /// Whether Enter keeps a known one.
        known: bool,
    },
    /// Yes or no.
    YesNo {
        /// What Enter takes.
        present: bool,
    },
    /// One of several.
    Pick {
        /// The choices.
        items: Vec<String>,
        /// The one that Enter takes at first; `None`: the present value is none of them.
        present: Option<usize>,
    },
    /// Any of several.
    Tick {
        /// The choices.
        items: Vec<String>,
        /// Those ticked at first.
        present: BTreeSet<usize>,
        /// Present values that are not among the choices.
        lost: Vec<String>,
    },
}

/// Whether a text may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Empty {
    /// It may.
    Allowed,
    /// It may not.
    Refused,
}

/// An answer.
#[derive(Clone, PartialEq, Eq)]
pub enum Answer {
    /// A text; of a secret, never shown.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// Index of the picked item.
    Pick(usize),
    /// Indices of the ticked items.
    Ticks(BTreeSet<usize>),
}

impl std::fmt::Debug for Answer {
    /// Without texts: one of them is the token.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Answer::Text(_) => formatter.write_str("Text(…)"),
            Answer::Flag(flag) => write!(formatter, "Flag({flag})"),
            Answer::Pick(at) => write!(formatter, "Pick({at})"),
            Answer::Ticks(at) => write!(formatter, "Ticks({at:?})"),
        }
    }
}

/// A question as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    /// Which one.
    pub question: Question,
    /// Paragraphs and tables above it; a line that begins with a blank is not wrapped.
    pub body: Vec<String>,
    /// The question itself.
    pub prompt: String,
    /// How it is answered.
    pub form: Form,
    /// What `?` explains.
    pub help: String,
}

impl Screen {
    /// A question without anything above it.
    pub fn new(
        question: Question,
        prompt: impl Into<String>,
        form: Form,
        help: impl Into<String>,
    ) -> Screen {
        Screen {
            question,
            body: Vec::new(),
            prompt: prompt.into(),
            form,
            help: help.into(),
        }
    }

    /// With a paragraph above it.
    #[must_use]
    pub fn above(mut self, paragraph: impl Into<String>) -> Screen {
        self.body.push(paragraph.into());
        self
    }
}

impl Form {
    /// One of several.
    pub fn pick<T: Into<String>>(
        items: impl IntoIterator<Item = T>,
        present: Option<usize>,
    ) -> Form {
        Form::Pick {
            items: items.into_iter().map(Into::into).collect(),
            present,
        }
    }

    /// A text that must not be empty.
    pub fn text(present: &str) -> Form {
        Form::Text {
            present: Some(present.to_owned()).filter(|text| !text.is_empty()),
            empty: Empty::Refused,
        }
    }

    /// A text that may be empty.
    pub fn text_or_nothing(present: &str) -> Form {
        Form::Text {
            present: Some(present.to_owned()),
            empty: Empty::Allowed,
        }
    }

    /// The answer that changes nothing: what Enter alone gives.
    ///
    /// # Errors
    /// What is missing or not to be had: nothing for a value that was never given, else the values.
    pub fn present(&self) -> Result<Answer, Vec<String>> {
        match self {
            Form::Text { present, .. } => present.clone().map(Answer::Text).ok_or_else(Vec::new),
            Form::Secret { known: true } => Ok(Answer::Text(String::new())),
            Form::Secret { known: false } => Err(Vec::new()),
            Form::YesNo { present } => Ok(Answer::Flag(*present)),
            Form::Pick { present, .. } => present.map(Answer::Pick).ok_or_else(Vec::new),
            Form::Tick { present, lost, .. } if lost.is_empty() => {
                Ok(Answer::Ticks(present.clone()))
            }
            Form::Tick { lost, .. } => Err(lost.clone()),
        }
    }
}

/// Heading of a step: the article's titles (requirements.md, row 6).
pub fn heading(lang: Lang, step: Step) -> String {
    let numbered = |n: u8, pl: &str, en: &str| {
        lang.pick(
            format!("Krok {n} z 5 · {pl}"),
            format!("Step {n} of 5 · {en}"),
        )
    };
    match step {
        Step::Start => lang.pick("Zanim zaczniemy", "Before step 1").to_owned(),
        Step::Firmino => lang
            .pick(
                "Konto Streamsoft Firmino (nieobowiązkowe)",
                "An account of Streamsoft Firmino (optional)",
            )
            .to_owned(),
        Step::Modules => numbered(
            1,
            "Wybierz moduły, które chcesz zintegrować",
            "Choose the modules to integrate",
        ),
        Step::Orders => numbered(
            2,
            "Skonfiguruj zakres integracji modułu Zamówienia",
            "Configure the module Zamówienia (orders)",
        ),
        Step::Products => numbered(
            3,
            "Skonfiguruj zakres integracji modułu Produkty",
            "Configure the module Produkty (products)",
        ),
        Step::Warehouses => numbered(
            4,
            "Skonfiguruj zakres integracji modułu Magazyny",
            "Configure the module Magazyny (warehouses)",
        ),
        Step::Review => lang.pick("Podsumowanie", "Summary").to_owned(),
        Step::Confirm => numbered(
            5,
            "Potwierdzenie synchronizacji",
            "Confirm the synchronisation",
        ),
    }
}
