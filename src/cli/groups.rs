//! The first page of `--help`: the commands by what a person is about to do, where `clap` knows one flat list.

use clap::Command;
use clap::builder::Styles;

use super::global::var;
use crate::texts::Lang;

/// A heading in English and in Polish, and its commands by their words.
type Group = (&'static str, &'static str, &'static [&'static str]);

const GROUPS: [Group; 5] = [
    ("Begin", "Na początek", &["setup", "demo"]),
    (
        "Every day",
        "Na co dzień",
        &[
            "sync orders",
            "sync products",
            "sync stock",
            "sync all",
            "today",
            "status",
        ],
    ),
    (
        "Look and set right",
        "Oglądanie i poprawianie",
        &[
            "orders",
            "documents",
            "contractors",
            "products",
            "warehouses",
            "stock",
        ],
    ),
    (
        "Data and machine",
        "Dane i komputer",
        &["mirror", "runs", "schedule", "completions", "man"],
    ),
    ("Try out", "Próby", &["sandbox"]),
];

/// Columns of a help: at most so many, and never so few that nothing could stand beside a name.
const WIDTH: std::ops::RangeInclusive<usize> = 40..=100;

/// The program as its help is to show it. Only for showing: here no command is listed by `clap` itself.
pub(super) fn first_page(program: Command, lang: Lang) -> Command {
    let usage = program.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").to_owned();
    let template = format!(
        "{{about-with-newline}}\n{} {{usage}}\n\n{}\n{{all-args}}{{after-help}}",
        heading(lang.pick("Użycie", "Usage")),
        listed(&program, lang, width())
    );
    program
        .override_usage(usage)
        .help_template(template)
        .mut_subcommands(|command| command.hide(true))
}

/// As `clap` finds it out.
fn width() -> usize {
    let columns = match console::Term::stdout().size_checked() {
        Some((_, columns)) => usize::from(columns),
        None => var("COLUMNS")
            .and_then(|columns| columns.parse().ok())
            .unwrap_or(*WIDTH.end()),
    };
    columns.clamp(*WIDTH.start(), *WIDTH.end())
}

fn heading(text: &str) -> String {
    let styles = Styles::styled();
    let style = styles.get_header();
    format!("{style}{text}:{style:#}")
}

/// All groups, each command with what it does.
fn listed(program: &Command, lang: Lang, width: usize) -> String {
    let styles = Styles::styled();
    let style = styles.get_literal();
    let names = GROUPS.iter().flat_map(|(_, _, names)| names.iter());
    let column = names.map(|name| name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for (english, polish, names) in GROUPS {
        text += &heading(lang.pick(polish, english));
        text.push('\n');
        for name in names {
            let about = named(program, name).and_then(Command::get_about);
            let about = about.map(ToString::to_string).unwrap_or_default();
            let mut lines = wrapped(&about, width - column - 4).into_iter();
            let first = lines.next().unwrap_or_default();
            text += &format!("  {style}{name:column$}{style:#}  {first}\n");
            for line in lines {
                text += &format!("{:1$}{line}\n", "", column + 4);
            }
        }
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// A command by its words.
fn named<'c>(program: &'c Command, words: &str) -> Option<&'c Command> {
    words
        .split(' ')
        .try_fold(program, |command, word| command.find_subcommand(word))
}

/// Lines of at most `width` letters, but for words that are longer.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::super::Cli;
    use super::*;

    /// The words that a group may list for a command: its own, or those of all below it.
    #[test]
    fn each_command_is_in_exactly_one_group() {
        let program = Cli::command();
        let mut grouped: Vec<String> = Vec::new();
        for (_, _, names) in GROUPS {
            grouped.extend(names.iter().map(|name| (*name).to_owned()));
        }
        let mut all: Vec<String> = Vec::new();
        for command in program.get_subcommands() {
            let name = command.get_name();
            let own = grouped.iter().any(|words| words == name);
            if own {
                all.push(name.to_owned());
            } else {
                let below = command.get_subcommands();
                all.extend(below.map(|below| format!("{name} {}", below.get_name())));
            }
        }
        grouped.sort_unstable();
        all.sort_unstable();
        assert_eq!(grouped, all, "src/cli/groups.rs, and the commands");
    }

    #[test]
    fn setup_and_the_passes_come_first() {
        let names: Vec<&str> = GROUPS
            .iter()
            .flat_map(|(_, _, names)| *names)
            .copied()
            .collect();
        assert_eq!(names[0], "setup");
        assert_eq!(
            GROUPS[1].2[..3],
            ["sync orders", "sync products", "sync stock"]
        );
    }

    #[test]
    fn lines_stay_within_their_width() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("żółć żółć", 9), ["żółć żółć"]);
        assert_eq!(wrapped("overlong a", 4), ["overlong", "a"]);
        for width in [40, 80, 100] {
            let text = listed(&Cli::command(), Lang::En, width);
            let text = console::strip_ansi_codes(&text).into_owned();
            assert!(
                text.lines().all(|line| line.chars().count() <= width),
                "{text}"
            );
        }
    }
}
