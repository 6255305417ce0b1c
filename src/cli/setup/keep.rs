//! Saving: token and profile, each whole or not at all; the answers file; cards from a file; and what to type next.

use std::path::{Path, PathBuf};

use super::base::Base;
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::import;
use crate::cli::schedule;
use crate::profile::{
    LoginText, Module, ProductSource, ProfileText, SaveError, Saved, TokenText, Value, save,
    save_login, save_token,
};
use crate::report::{Exit, Failure, visible};
use crate::texts::Lang;
use crate::wizard::draft::Draft;

/// A failure to save; nothing else was changed.
pub(super) fn of_save(lang: Lang, error: &SaveError) -> Failure {
    Failure::new(
        Exit::Config,
        "setup.not-saved",
        error.told(lang),
        error.fix(lang),
    )
}

/// What is to be saved.
pub(super) struct Save<'a> {
    pub(super) text: ProfileText,
    /// A token for the profile's own file; `None`: it stays where it is.
    pub(super) token: Option<&'a TokenText>,
    /// Firmino's login for the file beside the profile; `None`: it stays where it is.
    pub(super) login: Option<&'a LoginText>,
    /// Where the answers go, too.
    pub(super) answers: Option<&'a Path>,
}

/// What was saved.
pub(super) struct Kept {
    pub(super) profile: Saved,
    /// The file of Firmino's login, if it was written.
    pub(super) login: Option<PathBuf>,
}

/// Saves the secrets, profile and answers.
///
/// # Errors
/// Exit 78, with what was not written; exit 2 if the text is no right profile.
pub(super) fn keep(base: &Base, save_now: &Save<'_>) -> Result<Kept, Failure> {
    base.parse(&save_now.text)?;
    if let Some(token) = save_now.token {
        save_token(&base.location, token).map_err(|error| of_save(base.lang, &error))?;
    }
    if let Some(login) = save_now.login {
        save_login(&base.location, login).map_err(|error| of_save(base.lang, &error))?;
    }
    let login = save_now.login.map(|_| base.location.login_file());
    let text = save_now.text.render();
    let profile = save(&base.location, base.seen.as_deref(), &text)
        .map_err(|error| of_save(base.lang, &error))?;
    if let Some(path) = save_now.answers {
        let mut answers = save_now.text.clone();
        answers.set(&["after", "integrate"], Value::Text("later".to_owned()));
        write_new(path, &answers.render())?;
    }
    Ok(Kept { profile, login })
}

/// An answers file is the user's own: what stands there already is not overwritten, and that is told before anything is
/// asked.
///
/// # Errors
/// Exit 2.
pub(super) fn is_free(path: &Path) -> Result<(), Failure> {
    match std::fs::symlink_metadata(path) {
        Ok(_) => Err(not_new(path, &std::io::ErrorKind::AlreadyExists.into())),
        Err(_) => Ok(()),
    }
}

fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| not_new(path, &error))
}

fn not_new(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(
        Exit::Usage,
        "setup.answers-not-saved",
        format!("{}: {error}", path.display()),
        "--save-answers FILE",
    )
}

/// What was saved, and the commands to type next.
pub(super) fn told(base: &Base, global: &Global, kept: &Kept, draft: &Draft) -> Vec<String> {
    let lang = base.lang;
    let path = base.location.file().display().to_string();
    let mut lines = match &kept.profile {
        Saved::Unchanged => vec![lang.pick(
            format!("Nic się nie zmieniło: {path} pozostał nietknięty."),
            format!("Nothing has changed: {path} was not touched."),
        )],
        Saved::New => vec![lang.pick(
            format!("Profil zapisany: {path}"),
            format!("Profile saved: {path}"),
        )],
        Saved::Changed { copy } => {
            let mut lines = vec![lang.pick(
                format!("Profil zapisany: {path}"),
                format!("Profile saved: {path}"),
            )];
            if let Some(copy) = copy {
                let copy = copy.display();
                lines.push(lang.pick(
                    format!("Poprzedni: {copy}"),
                    format!("The former one: {copy}"),
                ));
            }
            lines
        }
    };
    if let Some(login) = &kept.login {
        let login = login.display();
        lines.push(lang.pick(
            format!("Login i hasło Firmino: {login}"),
            format!("Login and password of Firmino: {login}"),
        ));
    } else if let Some(left) = base.login_left(draft) {
        lines.push(lang.pick(
            format!("Login i hasło Firmino zostają: {left}"),
            format!("Login and password of Firmino stay: {left}"),
        ));
    }
    // A pass of a module that is not chosen would only say so, and one by hand needs to be told its direction.
    let by_itself = draft.source != Some(ProductSource::Manual);
    // Articles first: lines of orders are linked with their cards.
    let passes: Vec<&str> = [
        ("mirror pull", draft.firmino.joined),
        ("sync orders", draft.has(Module::Orders)),
        ("sync products", draft.has(Module::Products) && by_itself),
        ("sync stock", draft.has(Module::Warehouses)),
    ]
    .into_iter()
    .filter_map(|(pass, runs)| runs.then_some(pass))
    .collect();
    if passes.is_empty() {
        return lines;
    }
    let which = match (&global.config, base.location.name().as_str()) {
        (Some(config), _) => {
            let whole = std::path::absolute(config).unwrap_or_else(|_| config.clone());
            format!(" --config {}", quoted(&whole.display().to_string()))
        }
        (None, "default") => String::new(),
        (None, name) => format!(" --profile {name}"),
    };
    let command = format!("firmino-link{which}");
    lines.push(lang.pick("Dalej:", "Next:").to_owned());
    for pass in &passes {
        lines.push(format!("  {command} {pass} --dry-run"));
        lines.push(format!("  {command} {pass}"));
    }
    // A path that no line can hold is told by `schedule cron` itself.
    if let Ok(cron) = schedule::cron_lines(global) {
        let head = match cron.len() {
            1 => lang.pick("Cron, co pięć minut:", "Cron, every five minutes:"),
            _ => "Cron:",
        };
        lines.push(head.to_owned());
        lines.extend(cron.iter().map(|line| format!("  {}", visible(line))));
    }
    lines
}

/// Imports the file of cards that the answers name.
///
/// # Errors
/// As `mirror import products`.
pub(super) fn cards(global: &Global, desk: &Desk, draft: &Draft) -> Result<Exit, Failure> {
    if draft.cards_file.is_empty() {
        return Ok(Exit::Done);
    }
    import::file(desk, global.json, Path::new(&draft.cards_file))
}

/// A word as a shell takes it; nothing that could move a cursor.
fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "/._-+@,".contains(letter);
    if word.chars().all(plain) {
        return word.to_owned();
    }
    let word = visible(word).into_owned();
    format!("'{}'", word.replace('\'', r"'\''"))
}
