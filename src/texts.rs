//! What people read, in Polish and English. Each text takes both languages in one place, so that the compiler notices
//! a missing one.

pub mod conflicts;
pub mod dated;
pub mod edits;
pub mod errors;
pub mod eu_sales;
pub mod examples;
mod fields;
pub mod firmino;
pub mod gates;
pub mod handover;
pub mod help;
pub mod import;
pub mod notes;
pub mod numbering;
pub mod orders;
pub mod own_documents;
pub mod printouts;
pub mod products;
pub mod reasons;
mod said;
pub mod sending;
pub mod status;
pub mod stock;
pub mod today;

pub use said::Said;

/// A language of the user interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// Polish.
    Pl,
    /// English.
    En,
}

impl Lang {
    /// Picks one of two texts.
    pub fn pick<T>(self, pl: T, en: T) -> T {
        match self {
            Lang::Pl => pl,
            Lang::En => en,
        }
    }

    /// The language of a word such as `pl`, `pl_PL.UTF-8` or `en`; `None` where it names none (`C`, `POSIX`, empty).
    pub fn parse(word: &str) -> Option<Lang> {
        match word
            .split(['_', '.', '@', '-'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
            .as_str()
        {
            "" | "c" | "posix" => None,
            "pl" => Some(Lang::Pl),
            _ => Some(Lang::En),
        }
    }

    /// `--lang`, else the profile's, else LC_ALL > LC_MESSAGES > LANG, else Polish (design.md §6).
    pub fn choose(
        flag: Option<&str>,
        profile: Option<&str>,
        var: impl Fn(&str) -> Option<String>,
    ) -> Lang {
        let environment = || {
            ["LC_ALL", "LC_MESSAGES", "LANG"]
                .into_iter()
                .filter_map(var)
                .find_map(|word| Lang::parse(&word))
        };
        flag.and_then(Lang::parse)
            .or_else(|| profile.and_then(Lang::parse))
            .or_else(environment)
            .unwrap_or(Lang::Pl)
    }
}

/// A number with its noun. Polish has three forms: 1 dokument, 2 dokumenty, 5 dokumentów; 12–14 take the third.
pub fn count(lang: Lang, n: usize, pl: [&str; 3], en: [&str; 2]) -> String {
    let noun = match lang {
        Lang::Pl => match (n, n % 10, n % 100) {
            (1, _, _) => pl[0],
            (_, 2..=4, 0..=11 | 15..=99) => pl[1],
            _ => pl[2],
        },
        Lang::En => en[usize::from(n != 1)],
    };
    format!("{n} {noun}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polish_plurals() {
        let say = |n| {
            count(
                Lang::Pl,
                n,
                ["dokument", "dokumenty", "dokumentów"],
                ["document", "documents"],
            )
        };
        for (n, noun) in [
            (0, "dokumentów"),
            (1, "dokument"),
            (2, "dokumenty"),
            (4, "dokumenty"),
            (5, "dokumentów"),
            (11, "dokumentów"),
            (12, "dokumentów"),
            (14, "dokumentów"),
            (21, "dokumentów"),
            (22, "dokumenty"),
            (112, "dokumentów"),
            (122, "dokumenty"),
        ] {
            assert_eq!(say(n), format!("{n} {noun}"));
        }
        assert_eq!(
            count(Lang::En, 1, ["", "", ""], ["order", "orders"]),
            "1 order"
        );
        assert_eq!(
            count(Lang::En, 0, ["", "", ""], ["order", "orders"]),
            "0 orders"
        );
    }

    #[test]
    fn language_is_chosen_by_flag_then_profile_then_environment() {
        let none = |_: &str| None;
        let posix = |name: &str| {
            (name == "LC_ALL")
                .then(|| "C.UTF-8".to_owned())
                .or((name == "LANG").then(|| "en_GB.UTF-8".to_owned()))
        };
        assert_eq!(Lang::choose(None, None, none), Lang::Pl);
        assert_eq!(
            Lang::choose(None, None, posix),
            Lang::En,
            "C is no answer, LANG is"
        );
        assert_eq!(Lang::choose(None, Some("pl"), posix), Lang::Pl);
        assert_eq!(Lang::choose(Some("en"), Some("pl"), none), Lang::En);
    }
}
