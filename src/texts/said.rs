//! What is said before it is known in which language it will be read.

use super::Lang;

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pl: String,
    en: String,
}

impl Said {
    /// Words that hold nothing else.
    pub fn new(pl: &str, en: &str) -> Said {
        Said {
            pl: pl.to_owned(),
            en: en.to_owned(),
        }
    }

    /// The same in both: a value, a command.
    pub fn same(text: &str) -> Said {
        Said::new(text, text)
    }

    /// What `text` gives in each language.
    pub fn of(text: impl Fn(Lang) -> String) -> Said {
        Said {
            pl: text(Lang::Pl),
            en: text(Lang::En),
        }
    }

    /// The text in one of them.
    pub fn told(&self, lang: Lang) -> &str {
        lang.pick(&self.pl, &self.en)
    }
}
