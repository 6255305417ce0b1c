//! Suggested commands name the profile that this call named: typed as they stand, they would act on another one.

use std::borrow::Cow;
use std::path::Path;
use std::sync::OnceLock;

use clap::ArgMatches;
use clap::parser::ValueSource;

use super::global::Global;

/// The option that a suggested command needs. One call of the program has one profile.
static OPTION: OnceLock<String> = OnceLock::new();

/// How this program is called.
const PROGRAM: &str = "firmino-link";

/// Commands that work on a profile.
const COMMANDS: [&str; 12] = [
    "setup",
    "sync",
    "orders",
    "documents",
    "contractors",
    "products",
    "warehouses",
    "stock",
    "today",
    "status",
    "runs",
    "mirror",
];

/// Keeps what of the call names its profile. A variable needs no word: it holds for the next command, too.
pub(super) fn keep(global: &Global, called: &ArgMatches) {
    let typed = |option| called.value_source(option) == Some(ValueSource::CommandLine);
    match &global.config {
        Some(file) if typed("config") => of_file(file),
        None if typed("profile") => set(format!("--profile {}", quoted(&global.profile))),
        _ => {}
    }
}

/// The profile is this file, however the call names it.
pub(super) fn of_file(file: &Path) {
    set(format!("--config {}", quoted(&file.display().to_string())));
}

fn set(option: String) {
    let _ = OPTION.set(option);
}

/// The text, with the profile named in each command that it suggests. Of an object of JSON only `fix` and `next` suggest
/// anything; all else is data, whatever it looks like.
pub(super) fn named(text: &str) -> Cow<'_, str> {
    match OPTION.get() {
        None => Cow::Borrowed(text),
        Some(option) if text.starts_with('{') => Cow::Owned(in_json(text, option)),
        Some(option) => Cow::Owned(in_text(text, option)),
    }
}

fn in_text(text: &str, option: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(PROGRAM) {
        let (before, after) = rest.split_at(at + PROGRAM.len());
        told += before;
        if is_command(after) {
            told.push(' ');
            told += option;
        }
        rest = after;
    }
    told + rest
}

/// Whether a command of a profile follows, on this line or the next.
fn is_command(after: &str) -> bool {
    let word = after.trim_start();
    let end = word
        .find(|letter: char| !letter.is_ascii_lowercase())
        .unwrap_or(word.len());
    word.len() < after.len() && COMMANDS.contains(&&word[..end])
}

fn in_json(text: &str, option: &str) -> String {
    let option = serde_json::Value::from(option).to_string();
    let option = &option[1..option.len() - 1];
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    let keys = ["\"fix\":\"", "\"next\":\""];
    // Inside a value its quotes are escaped, so that none of it looks like a key.
    while let Some(at) = keys
        .iter()
        .filter_map(|key| Some(rest.find(key)? + key.len()))
        .min()
    {
        let (before, after) = rest.split_at(at);
        let (value, behind) = after.split_at(end_of_value(after));
        told += before;
        told += &in_text(value, option);
        rest = behind;
    }
    told + rest
}

/// Where the string ends that began before.
fn end_of_value(text: &str) -> usize {
    let mut escaped = false;
    let end = text.find(|letter| match letter {
        _ if escaped => {
            escaped = false;
            false
        }
        '\\' => {
            escaped = true;
            false
        }
        letter => letter == '"',
    });
    end.unwrap_or(text.len())
}

/// A word as a shell reads it.
fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "/._-+@,~".contains(letter);
    match !word.is_empty() && word.chars().all(plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_commands_of_a_profile_get_the_option() {
        let told = in_text(
            "→ firmino-link orders edit 1, then firmino-link\n   sync orders; firmino-link man; firmino-link stocks; of firmino-link.",
            "--profile two",
        );
        assert_eq!(
            told,
            "→ firmino-link --profile two orders edit 1, then firmino-link --profile two\n   sync orders; firmino-link man; firmino-link stocks; of firmino-link."
        );
        let once = "firmino-link --config a.toml orders list";
        assert_eq!(in_text(once, "--profile two"), once);
    }

    #[test]
    fn data_in_json_stays_as_it_is() {
        let name = r#"say "fix":"firmino-link orders list""#;
        let object = serde_json::json!({
            "name": name,
            "problems": [{"fix": "firmino-link orders show \"a\\\" x"}],
        });
        let told: serde_json::Value =
            serde_json::from_str(&in_json(&object.to_string(), "--config 'a \"b\"'"))
                .expect("JSON");
        assert_eq!(told["name"], name);
        assert_eq!(
            told["problems"][0]["fix"],
            "firmino-link --config 'a \"b\"' orders show \"a\\\" x"
        );
    }
}
