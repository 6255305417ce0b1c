//! `baselinker.token`: where the profile says that the token is; never the token.

use std::path::PathBuf;

use toml::de::DeValue;

use crate::profile::reading::{Entry, Section, is_token};

/// Where the token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenReference {
    /// `{ file = "default.token" }`; relative to the profile's folder.
    File(PathBuf),
    /// `{ env = "NAME" }`
    Env(String),
    /// `{ command = ["pass", "show", "bl"] }`
    Command(TokenCommand),
}

/// A program and its arguments, run without a shell.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenCommand {
    program: String,
    arguments: Vec<String>,
}

impl TokenCommand {
    /// A command of the program and its arguments.
    pub fn new(program: String, arguments: Vec<String>) -> Self {
        Self { program, arguments }
    }

    /// The program.
    pub fn program(&self) -> &str {
        &self.program
    }

    pub(super) fn arguments(&self) -> &[String] {
        &self.arguments
    }
}

impl std::fmt::Debug for TokenCommand {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("TokenCommand")
            .field("program", &self.program)
            .field("arguments", &self.arguments.len())
            .finish()
    }
}

const FORMS: &str = "write `token = { file = \"default.token\" }`, `{ env = \"NAME\" }` or `{ command = [\"pass\", \"show\", \"bl\"] }`";

impl TokenReference {
    /// Reads `token` of the table `[baselinker]`.
    pub(in crate::profile) fn read(section: &Section<'_>) -> Option<Self> {
        let entry = section.entry("token");
        if let Some(DeValue::String(_)) = entry.value() {
            entry.refuse(
                "is a text; a profile says only where the token is",
                "put the token into a file of mode 0600 and write `token = { file = \"default.token\" }`, or use `{ env = \"NAME\" }` or `{ command = [\"pass\", \"show\", \"bl\"] }`",
            );
            section.known_below("token", &["file", "env", "command"]);
            return None;
        }
        let table = section.section("token");
        let [file, env, command] = ["file", "env", "command"].map(|key| table.entry(key));
        let given = [&file, &env, &command]
            .into_iter()
            .filter(|entry| entry.is_present());
        match given.count() {
            0 => {
                if table.is_present() {
                    entry.refuse("names no place of the token", FORMS);
                }
                None
            }
            1 => read_file(&file)
                .or_else(|| read_env(&env))
                .or_else(|| read_command(&command)),
            _ => {
                entry.refuse("names more than one place of the token", FORMS);
                None
            }
        }
    }
}

fn read_file(entry: &Entry<'_>) -> Option<TokenReference> {
    if !entry.is_present() {
        return None;
    }
    let path = entry.required_text("it names the file of the token", "\"default.token\"")?;
    if is_token(&path) {
        refuse_token(entry);
        return None;
    }
    Some(TokenReference::File(PathBuf::from(path)))
}

fn read_env(entry: &Entry<'_>) -> Option<TokenReference> {
    if !entry.is_present() {
        return None;
    }
    let name = entry.required_text("it names a variable", "\"SHOP_TOKEN\"")?;
    let letter = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_';
    let well_formed = name.bytes().next().is_some_and(letter)
        && name
            .bytes()
            .all(|byte| letter(byte) || byte.is_ascii_digit());
    if !well_formed {
        entry.refuse(
            "is no name of a variable",
            "write the variable's name, letters and digits and `_`: `{ env = \"SHOP_TOKEN\" }`",
        );
        return None;
    }
    Some(TokenReference::Env(name))
}

fn read_command(entry: &Entry<'_>) -> Option<TokenReference> {
    let mut words = entry.texts(r#"["pass", "show", "bl"]"#);
    if entry.is_empty_list() {
        entry.refuse("is empty", FORMS);
    }
    if words.is_empty() {
        return None;
    }
    if is_token(&words[0]) {
        refuse_token(entry);
        return None;
    }
    let arguments = words.split_off(1);
    let program = words.remove(0);
    Some(TokenReference::Command(TokenCommand::new(
        program, arguments,
    )))
}

/// The text would show up in messages as a name.
fn refuse_token(entry: &Entry<'_>) {
    entry.refuse(
        "looks like the token itself, where the place of the token belongs",
        "put the token into a file of mode 0600 and write `token = { file = \"default.token\" }`",
    );
}
