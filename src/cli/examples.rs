//! The examples at the end of each `--help`.

use clap::Command;
use clap::builder::Styles;

use crate::texts::Lang;
use crate::texts::examples::{Example, examples};

/// The program with the examples of every command.
pub(super) fn with(program: Command, lang: Lang) -> Command {
    let own = examples(program.get_name());
    let program = program.mut_subcommands(|below| {
        let words = below.get_name().to_owned();
        command(below, lang, &words)
    });
    ended(program, lang, &own)
}

fn command(command: Command, lang: Lang, words: &str) -> Command {
    let command = command.mut_subcommands(|below| {
        let words = format!("{words} {}", below.get_name());
        self::command(below, lang, &words)
    });
    ended(command, lang, &examples(words))
}

fn ended(command: Command, lang: Lang, examples: &[Example]) -> Command {
    match examples {
        [] => command,
        examples => command.after_help(after(lang, examples)),
    }
}

/// Columns of a help.
const COLUMNS: usize = 100;

/// A heading, then each line with what it does beside it: in a column of their own, where all of them fit.
fn after(lang: Lang, examples: &[Example]) -> String {
    let styles = Styles::styled();
    let heading = styles.get_header();
    let mut text = format!(
        "{heading}{}:{heading:#}",
        lang.pick("Przykłady", "Examples")
    );
    let letters = |text: &str| text.chars().count();
    let longest = examples.iter().map(|example| letters(example.line)).max();
    let longest = longest.unwrap_or(0);
    let fits = |example: &Example| longest + letters(example.told(lang)) + 6 <= COLUMNS;
    let width = if examples.iter().all(fits) {
        longest
    } else {
        0
    };
    for example in examples {
        text += &format!("\n  {:width$}  # {}", example.line, example.told(lang));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory as _;

    use super::super::{Cli, line};
    use super::*;
    use crate::texts::examples::commands;

    /// The words of every command, as the program defines them; its own are its name.
    fn all() -> BTreeSet<String> {
        fn collect(command: &Command, words: &str, all: &mut BTreeSet<String>) {
            for below in command.get_subcommands() {
                let words = format!("{words} {}", below.get_name());
                collect(below, &words, all);
                all.insert(words.trim().to_owned());
            }
        }
        let mut all = BTreeSet::from(["firmino-link".to_owned()]);
        collect(&Cli::command(), "", &mut all);
        all
    }

    #[test]
    fn every_command_has_one_or_two_and_no_other() {
        let there: Vec<&str> = commands().collect();
        let once: BTreeSet<String> = there.iter().map(|words| (*words).to_owned()).collect();
        assert_eq!(there.len(), once.len(), "a command has two blocks");
        assert_eq!(once, all(), "src/texts/help.examples.txt, and the commands");
        for words in there {
            assert!((1..=2).contains(&examples(words).len()), "{words}");
        }
    }

    /// A renamed option breaks this.
    #[test]
    fn each_is_understood() {
        for words in commands() {
            for example in examples(words) {
                if let Err(error) = line::parses(example.line) {
                    panic!("{}\n{error}", example.line);
                }
            }
        }
    }

    /// An example is one of its own command, or of one below it.
    #[test]
    fn each_is_of_its_command() {
        for words in commands().filter(|words| *words != "firmino-link") {
            for example in examples(words) {
                let line = example.line.replace("firmino-link -q ", "firmino-link ");
                let line = line.replace("firmino-link --profile shop ", "firmino-link ");
                let own = format!("firmino-link {words}");
                let rest = line.strip_prefix(&own);
                assert!(
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')),
                    "{words}: {line}"
                );
            }
        }
    }

    #[test]
    fn each_line_fits() {
        for lang in [Lang::En, Lang::Pl] {
            for words in commands() {
                let shown = after(lang, &examples(words));
                for line in console::strip_ansi_codes(&shown).lines() {
                    assert!(line.chars().count() <= COLUMNS, "{words}: {line}");
                }
            }
        }
    }
}
