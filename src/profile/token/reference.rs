//! `baselinker.token` and `firmino.credentials`: where the profile says that the secret is; never the secret.

use std::path::PathBuf;

use toml::de::DeValue;

use crate::profile::reading::{Entry, Section, is_token};
use crate::texts::{Lang, Said};

/// What is kept in such a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::profile) enum Secret {
    /// BaseLinker's token.
    Token,
    /// Login and password of Firmino, in two lines.
    Login,
}

impl Secret {
    const fn key(self) -> &'static str {
        match self {
            Secret::Token => "token",
            Secret::Login => "credentials",
        }
    }

    fn noun(self, lang: Lang) -> &'static str {
        match self {
            Secret::Token => lang.pick("token", "the token"),
            Secret::Login => lang.pick("login i hasło", "login and password"),
        }
    }

    fn forms(self) -> Said {
        Said::of(|lang| {
            let (write, or) = lang.pick(("napisz", "albo"), ("write", "or"));
            let (key, file, command) = (self.key(), self.example("file"), self.example("command"));
            format!(
                "{write} `{key} = {{ file = {file} }}`, `{{ env = \"NAME\" }}` {or} `{{ command = {command} }}`"
            )
        })
    }

    /// What to write instead of the secret itself.
    fn file_instead(self) -> Said {
        match self {
            Secret::Token => Said::new(
                "umieść token w pliku o prawach 0600 i napisz `token = { file = \"default.token\" }`",
                "put the token into a file of mode 0600 and write `token = { file = \"default.token\" }`",
            ),
            Secret::Login => Said::new(
                "umieść login i hasło, każde w swoim wierszu, w pliku o prawach 0600 i napisz `credentials = { file = \"default.firmino\" }`",
                "put login and password, a line each, into a file of mode 0600 and write `credentials = { file = \"default.firmino\" }`",
            ),
        }
    }

    const fn example(self, place: &str) -> &'static str {
        match (self, place.as_bytes()) {
            (Secret::Token, b"file") => "\"default.token\"",
            (Secret::Token, b"env") => "\"SHOP_TOKEN\"",
            (Secret::Token, _) => r#"["pass", "show", "bl"]"#,
            (Secret::Login, b"file") => "\"default.firmino\"",
            (Secret::Login, b"env") => "\"SHOP_FIRMINO\"",
            (Secret::Login, _) => r#"["pass", "show", "firmino"]"#,
        }
    }
}

/// Where a secret is.
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

impl TokenReference {
    /// Reads the key of this secret from its table.
    pub(in crate::profile) fn read(section: &Section<'_>, secret: Secret) -> Option<Self> {
        let entry = section.entry(secret.key());
        if let Some(DeValue::String(_)) = entry.value() {
            let what = Said::of(|lang| {
                let noun = secret.noun(lang);
                lang.pick(
                    format!("jest tekstem, a profil mówi tylko, gdzie jest {noun}"),
                    format!("is a text; a profile says only where {noun} is"),
                )
            });
            let fix = Said::of(|lang| {
                let (file, command) = (secret.file_instead(), secret.example("command"));
                let (use_, or) = lang.pick(("albo użyj", "albo"), ("or use", "or"));
                format!(
                    "{}, {use_} `{{ env = \"NAME\" }}` {or} `{{ command = {command} }}`",
                    file.told(lang)
                )
            });
            entry.refuse(&what, fix);
            section.known_below(secret.key(), &["file", "env", "command"]);
            return None;
        }
        let table = section.section(secret.key());
        let [file, env, command] = ["file", "env", "command"].map(|key| table.entry(key));
        let given = [&file, &env, &command]
            .into_iter()
            .filter(|entry| entry.is_present());
        match given.count() {
            0 => {
                if table.is_present() {
                    let what = Said::of(|lang| {
                        let noun = secret.noun(lang);
                        lang.pick(
                            format!("nie mówi, gdzie jest {noun}"),
                            format!("names no place of {noun}"),
                        )
                    });
                    entry.refuse(&what, secret.forms());
                }
                None
            }
            1 => read_file(&file, secret)
                .or_else(|| read_env(&env, secret))
                .or_else(|| read_command(&command, secret)),
            _ => {
                let what = Said::of(|lang| {
                    let noun = secret.noun(lang);
                    lang.pick(
                        format!("podaje więcej niż jedno miejsce, w którym jest {noun}"),
                        format!("names more than one place of {noun}"),
                    )
                });
                entry.refuse(&what, secret.forms());
                None
            }
        }
    }
}

fn read_file(entry: &Entry<'_>, secret: Secret) -> Option<TokenReference> {
    if !entry.is_present() {
        return None;
    }
    let why = Said::of(|lang| {
        let noun = secret.noun(lang);
        lang.pick(
            format!("podaje plik, w którym jest {noun}"),
            format!("it names the file of {noun}"),
        )
    });
    let path = entry.required_text(&why, secret.example("file"))?;
    if is_token(&path) {
        refuse_secret(entry, secret);
        return None;
    }
    Some(TokenReference::File(PathBuf::from(path)))
}

fn read_env(entry: &Entry<'_>, secret: Secret) -> Option<TokenReference> {
    if !entry.is_present() {
        return None;
    }
    let example = secret.example("env");
    let why = Said::new("podaje nazwę zmiennej", "it names a variable");
    let name = entry.required_text(&why, example)?;
    let letter = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_';
    let well_formed = name.bytes().next().is_some_and(letter)
        && name
            .bytes()
            .all(|byte| letter(byte) || byte.is_ascii_digit());
    if !well_formed {
        let what = Said::new("nie jest nazwą zmiennej", "is no name of a variable");
        let fix = Said::of(|lang| {
            let name = lang.pick(
                "napisz nazwę zmiennej, litery, cyfry i `_`",
                "write the variable's name, letters and digits and `_`",
            );
            format!("{name}: `{{ env = {example} }}`")
        });
        entry.refuse(&what, fix);
        return None;
    }
    Some(TokenReference::Env(name))
}

fn read_command(entry: &Entry<'_>, secret: Secret) -> Option<TokenReference> {
    let mut words = entry.texts(secret.example("command"));
    if entry.is_empty_list() {
        entry.refuse(&Said::new("jest pusty", "is empty"), secret.forms());
    }
    if words.is_empty() {
        return None;
    }
    if is_token(&words[0]) {
        refuse_secret(entry, secret);
        return None;
    }
    let arguments = words.split_off(1);
    let program = words.remove(0);
    Some(TokenReference::Command(TokenCommand::new(
        program, arguments,
    )))
}

/// The text would show up in messages as a name.
fn refuse_secret(entry: &Entry<'_>, secret: Secret) {
    let what = Said::new(
        "wygląda na sam token, a ma być miejsce, w którym on jest",
        "looks like the token itself, where the place of the token belongs",
    );
    entry.refuse(&what, secret.file_instead());
}
