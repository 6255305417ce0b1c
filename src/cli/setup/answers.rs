//! The wizard by an answers file: the same machine, nothing asked, everything wrong told at once.

use std::path::Path;

use serde_json::json;

use super::base::Base;
use super::confirm::{self, After};
use super::keep::{self, Save};
use super::look::{Looks, token_of};
use super::token::{of_flag, of_trouble};
use super::{Setup, talk};
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::show;
use crate::profile::token::TokenSource;
use crate::profile::{Language, Profile, ProfileText, Saved, TokenText, Value};
use crate::report::{Exit, Failure, visible};
use crate::texts::Lang;
use crate::wizard::draft::Draft;
use crate::wizard::scripted::{Wrong, answer_all};
use crate::wizard::{Machine, Origin, TokenAsked, read, written};

/// Answers as they were read.
struct Answers {
    draft: Draft,
    /// The present profile's text with the keys that the wizard never asks.
    onto: ProfileText,
    profile: Profile,
    after: After,
    lang: Lang,
}

/// Without a terminal and without answers.
pub(super) fn nobody_to_ask(base: &Base) -> Failure {
    let lang = base.lang;
    Failure::new(
        Exit::Usage,
        "setup.no-terminal",
        lang.pick(
            "nie ma terminala, więc nie ma kogo pytać; brakuje: --answers PLIK, --yes, tokenu (--token-file, --token-stdin, baselinker.token w odpowiedziach albo BASELINKER_TOKEN)",
            "there is no terminal, so nobody can be asked; missing: --answers FILE, --yes, a token (--token-file, --token-stdin, baselinker.token in the answers, or BASELINKER_TOKEN)",
        ),
        "firmino-link setup --answers answers.toml --token-file FILE --yes",
    )
}

pub(super) fn run(
    global: &Global,
    command: &Setup,
    mut base: Base,
    file: &Path,
    terminal: bool,
) -> Result<Exit, Failure> {
    let answers = read_answers(&base, file)?;
    if global.lang.is_none() {
        base.lang = answers.lang;
    }
    let lang = base.lang;
    let flag = of_flag(command, &base)?;
    let token = match flag {
        Some(token) => Some(token),
        None => token_of(None, &base, Some(&answers.profile))?,
    };
    let mut wrong: Vec<Wrong> = Vec::new();
    if !command.yes && !terminal {
        wrong.push(Wrong {
            key: "--yes".to_owned(),
            value: String::new(),
            why: lang
                .pick(
                    "brak: bez terminala nie ma kogo zapytać o zapis",
                    "missing: without a terminal nobody can be asked about saving",
                )
                .to_owned(),
        });
    }
    let Some(token) = token else {
        wrong.push(Wrong {
            key: "baselinker.token".to_owned(),
            value: String::new(),
            why: lang.pick(
                "nie ma tokenu: --token-file, --token-stdin, klucz w odpowiedziach albo BASELINKER_TOKEN",
                "there is no token: --token-file, --token-stdin, the key in the answers, or BASELINKER_TOKEN",
            )
            .to_owned(),
        });
        return Err(of_wrong(lang, &wrong));
    };
    let mut account = answers.profile.baselinker.clone();
    if let Some(url) = &command.api_url {
        url.clone_into(&mut account.api_url);
    }
    let looks = Looks::of(&base, account, Some(token.clone()))?;
    let mut machine = Machine::new(
        lang,
        base.today,
        answers.draft.clone(),
        None,
        Origin::Answers,
        TokenAsked::No,
    );
    base.remember(machine.facts_mut());
    wrong.extend(
        answer_all(&mut machine, |need, machine| looks.look(need, machine)).map_err(of_trouble)?,
    );
    if !wrong.is_empty() {
        return Err(of_wrong(lang, &wrong));
    }
    if !command.yes {
        return talk::review(global, command, &base, machine, token, answers.onto);
    }
    let draft = machine.draft().clone();
    let text = base.written(&draft, answers.onto);
    let save = Save {
        token: own_token(&token, &text, &base),
        text,
        answers: command.save_answers.as_deref(),
    };
    let saved = keep::keep(&base, &save)?;
    if !global.json {
        show::out(&keep::told(&base, global, &saved, &draft).join("\n"));
    }
    let desk = Desk::open(global)?;
    keep::cards(global, &desk, &draft)?;
    let ended = confirm::run(global, &desk, &draft, answers.after)?;
    if global.json {
        let word = match saved {
            Saved::New => "new",
            Saved::Changed { .. } => "changed",
            Saved::Unchanged => "unchanged",
        };
        let path = base.location.file().display().to_string();
        show::out(
            &json!({"schema": 1, "profile": path, "saved": word, "passes": ended.reports})
                .to_string(),
        );
    }
    Ok(ended.exit)
}

/// A token that came by a flag, the keyboard or the environment is kept in the profile's own file; one that the answers
/// name stays where it is.
pub(super) fn own_token<'t>(
    token: &'t TokenText,
    text: &ProfileText,
    base: &Base,
) -> Option<&'t TokenText> {
    let own = Value::Text(format!("{}.token", base.location.name()));
    let named = text.get(&["baselinker", "token", "file"]);
    match token.source() {
        TokenSource::FlagFile(_)
        | TokenSource::Stdin
        | TokenSource::Typed
        | TokenSource::Variable(_) => named.is_some_and(|file| file == own).then_some(token),
        TokenSource::ProfileFile(_)
        | TokenSource::ProfileVariable(_)
        | TokenSource::Command(_)
        | TokenSource::Credential(_) => None,
    }
}

fn of_wrong(lang: Lang, wrong: &[Wrong]) -> Failure {
    let mut lines = vec![
        lang.pick(
            "odpowiedzi do poprawienia; nic nie zapisano:",
            "answers to correct; nothing was saved:",
        )
        .to_owned(),
    ];
    lines.extend(
        wrong
            .iter()
            .map(|wrong| format!("  {}", visible(&wrong.to_string()))),
    );
    Failure::new(
        Exit::Usage,
        "setup.answers",
        lines.join("\n"),
        lang.pick(
            "popraw te klucze w pliku odpowiedzi i uruchom ponownie",
            "correct these keys in the answers file and run it again",
        ),
    )
}

fn read_answers(base: &Base, file: &Path) -> Result<Answers, Failure> {
    let lang = base.lang;
    let usage =
        |message: String, fix: &str| Failure::new(Exit::Usage, "setup.answers", message, fix);
    let shown = file.display();
    let text = std::fs::read_to_string(file).map_err(|error| {
        usage(
            format!("{shown}: {error}"),
            lang.pick(
                "podaj plik odpowiedzi, który można czytać",
                "name an answers file that can be read",
            ),
        )
    })?;
    let listed = |problems: &[crate::profile::Problem]| {
        let mut lines = vec![lang.pick(
            format!("{shown}: odpowiedzi do poprawienia; nic nie zapisano:"),
            format!("{shown}: answers to correct; nothing was saved:"),
        )];
        lines.extend(
            problems
                .iter()
                .map(|problem| format!("  {} ({})", problem.what, problem.fix)),
        );
        lines
    };
    let mut given =
        ProfileText::parse(&text).map_err(|problems| usage(listed(&problems).join("\n"), ""))?;
    let after = after(lang, given.take_table("after"));
    let profile = Profile::parse(&given.render(), base.today);
    let (after, profile) = match (after, profile) {
        (Ok(after), Ok(profile)) => (after, profile),
        (after, profile) => {
            let mut lines = listed(&profile.err().unwrap_or_default());
            lines.extend(after.err().map(|wrong| format!("  {wrong}")));
            return Err(usage(
                lines.join("\n"),
                lang.pick(
                    "popraw te klucze w pliku odpowiedzi",
                    "correct these keys in the answers file",
                ),
            ));
        }
    };
    let mut onto = base.text();
    for path in given.paths().iter().filter(|path| !written::is_asked(path)) {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        if let Some(value) = given.get(&path) {
            onto.set(&path, value);
        }
    }
    if let (Some(_), Some(language)) = (&base.seen, given.get(&["language"])) {
        onto.set(&["language"], language);
    }
    let draft = read::draft(&profile, &given, base.today);
    let lang = match profile.language {
        Some(Language::Pl) => Lang::Pl,
        Some(Language::En) => Lang::En,
        None => base.lang,
    };
    Ok(Answers {
        draft,
        onto,
        profile,
        after,
        lang,
    })
}

/// `[after] integrate`; later where it is not there.
fn after(lang: Lang, table: Option<Vec<(String, Value)>>) -> Result<After, Wrong> {
    let mut after = After::Later;
    for (key, value) in table.unwrap_or_default() {
        let known = match &value {
            Value::Text(word) if key == "integrate" => After::parse(word),
            _ => None,
        };
        after = known.ok_or_else(|| Wrong {
            key: format!("after.{key}"),
            value: value.written(),
            why: lang
                .pick(
                    "znane jest tylko after.integrate = \"now\", \"later\" albo \"dry-run\"",
                    "there is only after.integrate = \"now\", \"later\" or \"dry-run\"",
                )
                .to_owned(),
        })?;
    }
    Ok(after)
}
