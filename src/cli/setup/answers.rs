//! The wizard by an answers file: the same machine, nothing asked, everything wrong told at once.

use std::path::Path;

use serde_json::json;

use super::base::{Base, unplaced};
use super::confirm::{self, After};
use super::keep::{self, Save};
use super::look::{Looks, token_of};
use super::token::{of_flag, of_trouble};
use super::{Setup, mend, talk};
use crate::cli::desk::{Desk, environment};
use crate::cli::global::Global;
use crate::cli::show;
use crate::profile::token::{TokenReference, TokenSource, find_login};
use crate::profile::{LoginText, Problem, Profile, ProfileText, Saved, TokenText, Value};
use crate::report::{Exit, Failure, visible};
use crate::texts::Lang;
use crate::wizard::draft::Draft;
use crate::wizard::facts::Need;
use crate::wizard::scripted::{Wrong, answer_all};
use crate::wizard::view::{index_of, shown};
use crate::wizard::{Machine, Origin, TokenAsked, read, written};

/// Answers as they were read.
struct Answers {
    draft: Draft,
    /// What is saved: the present profile's text with the keys that the wizard never asks, or the file's own.
    onto: ProfileText,
    profile: Profile,
    firmino: FirminoSaid,
    after: After,
}

/// What answers say of Firmino's account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FirminoSaid {
    /// There is no table: what a profile that is there says holds.
    Nothing,
    /// The mirror is joined with it.
    Joined,
}

/// An answers file as it was read, and what is wrong in it by itself.
struct Read {
    /// `None` where nothing of it can be looked at.
    answers: Option<Answers>,
    /// Lines for people.
    wrong: Vec<String>,
    problems: Vec<Problem>,
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
    let given = parsed(&base, file)?;
    if global.lang.is_none() {
        base.lang = match given.get(&["language"]) {
            Some(Value::Text(word)) if word == "pl" => Lang::Pl,
            Some(Value::Text(word)) if word == "en" => Lang::En,
            _ => base.lang,
        };
    }
    let lang = base.lang;
    answered(global, command, base, given, terminal).map_err(|failure| failure.told_in(lang))
}

fn answered(
    global: &Global,
    command: &Setup,
    base: Base,
    given: ProfileText,
    terminal: bool,
) -> Result<Exit, Failure> {
    let lang = base.lang;
    let read = read_answers(&base, given);
    let (mut wrong, problems) = (read.wrong, read.problems);
    if !command.yes && !terminal {
        wrong.push(
            lang.pick(
                "--yes: brak: bez terminala nie ma kogo zapytać o zapis",
                "--yes: missing: without a terminal nobody can be asked about saving",
            )
            .to_owned(),
        );
    }
    let Some(answers) = read.answers else {
        return Err(of_wrong(lang, &wrong));
    };
    let token = of_flag(command, &base).and_then(|flag| match flag {
        Some(token) => Ok(Some(token)),
        None => token_of(None, &base, Some(&answers.profile)),
    });
    let token = match token {
        Ok(Some(token)) => token,
        Ok(None) => {
            wrong.push(
                lang.pick(
                    "baselinker.token: nie ma tokenu: --token-file, --token-stdin, klucz w odpowiedziach albo BASELINKER_TOKEN",
                    "baselinker.token: there is no token: --token-file, --token-stdin, the key in the answers, or BASELINKER_TOKEN",
                )
                .to_owned(),
            );
            return Err(of_wrong(lang, &wrong));
        }
        Err(failure) => return Err(also(lang, wrong, failure)),
    };
    let mut account = answers.profile.baselinker.clone();
    if let Some(url) = &command.api_url {
        url.clone_into(&mut account.api_url);
    }
    let mut looks = Looks::of(&base, account, Some(token.clone()))?;
    let mut machine = Machine::new(
        lang,
        base.today,
        answers.draft.clone(),
        None,
        Origin::Answers,
        TokenAsked::No,
    );
    base.remember(Some(&answers.profile), machine.facts_mut());
    match answers.firmino {
        // What the profile has already and the answers leave out is not touched.
        FirminoSaid::Nothing => machine.facts_mut().give_up(Need::Firmino),
        FirminoSaid::Joined => match login_of(lang, &base, &answers.profile) {
            Ok(login) => looks.use_found_login(login),
            Err(missing) => {
                wrong.push(missing);
                machine.facts_mut().give_up(Need::Firmino);
            }
        },
    }
    looks.put_onto(answers.onto.clone());
    match answer_all(&mut machine, |need, machine| looks.look(need, machine)) {
        Ok(mut found) => {
            found.extend(lost_after(lang, &answers.profile, &machine));
            wrong.extend(
                found
                    .iter()
                    .filter(|wrong| !mend::is_at_fault(&problems, &wrong.key))
                    .map(Wrong::to_string),
            );
        }
        Err(trouble) => return Err(also(lang, wrong, of_trouble(trouble))),
    }
    if !wrong.is_empty() {
        return Err(of_wrong(lang, &wrong));
    }
    if !command.yes {
        // The same lookups go on: the token is for the address that the answers name, and for no other.
        return talk::review(global, command, &base, machine, looks, token, answers.onto);
    }
    let draft = machine.draft().clone();
    let mut text = base.written(&draft, answers.onto);
    if is_lent_elsewhere(&token, &answers.profile, &base) {
        base.name_token_file(&mut text);
    }
    let save = Save {
        login: None,
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
        let word = match saved.profile {
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

/// Whether a flag gave the token and the file that the answers name holds none or another one: passes would start
/// without it. A variable or a command that they name is somebody's intent and stays.
fn is_lent_elsewhere(token: &TokenText, profile: &Profile, base: &Base) -> bool {
    let by_flag = matches!(
        token.source(),
        TokenSource::FlagFile(_) | TokenSource::Stdin
    );
    let in_a_file = matches!(profile.baselinker.token, Some(TokenReference::File(_)));
    by_flag
        && in_a_file
        && !token_of(None, base, Some(profile)).is_ok_and(|found| {
            found.is_some_and(|found| {
                matches!(found.source(), TokenSource::ProfileFile(_))
                    && found.expose() == token.expose()
            })
        })
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
        | TokenSource::Credential(_)
        | TokenSource::LoginFile(_)
        | TokenSource::LoginVariable(_)
        | TokenSource::LoginCommand(_)
        | TokenSource::LoginCredential(_) => None,
    }
}

/// Login and password that the answers name.
///
/// # Errors
/// What is said where they are nowhere, or cannot be used.
fn login_of(lang: Lang, base: &Base, profile: &Profile) -> Result<LoginText, String> {
    let named = profile.firmino.as_ref();
    let named = named.and_then(|firmino| firmino.credentials.as_ref());
    find_login(named, &base.location, environment())
        .map_err(|error| format!("firmino.credentials: {}", error.told(lang)))
}

fn of_wrong(lang: Lang, wrong: &[String]) -> Failure {
    let mut lines = vec![
        lang.pick(
            "odpowiedzi do poprawienia; nic nie zapisano:",
            "answers to correct; nothing was saved:",
        )
        .to_owned(),
    ];
    lines.extend(wrong.iter().map(|wrong| format!("  {}", visible(wrong))));
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

/// Statuses to set, which the wizard never asks: a pass would stop at an unknown one.
fn lost_after(lang: Lang, profile: &Profile, machine: &Machine) -> Vec<Wrong> {
    let Some(orders) = &profile.orders else {
        return Vec::new();
    };
    let after = &orders.status_after;
    let statuses = machine.facts().statuses();
    [
        ("orders.status_after.documented", &after.documented),
        ("orders.status_after.needs_editing", &after.needs_editing),
    ]
    .into_iter()
    .filter_map(|(key, status)| Some((key, status.as_ref()?)))
    .filter(|(_, status)| index_of(statuses, status).is_none())
    .map(|(key, status)| Wrong {
        key: key.to_owned(),
        value: shown(status),
        why: lang
            .pick(
                "w BaseLinker nie ma takiego statusu albo nazwa jest podwójna",
                "BaseLinker has no such status, or the name is double",
            )
            .to_owned(),
    })
    .collect()
}

/// A failure on the way: alone it ends the command its own way, else it stands with the wrong answers.
fn also(lang: Lang, mut wrong: Vec<String>, failure: Failure) -> Failure {
    if wrong.is_empty() {
        return failure;
    }
    wrong.push(failure.message);
    of_wrong(lang, &wrong)
}

/// The file as TOML.
fn parsed(base: &Base, file: &Path) -> Result<ProfileText, Failure> {
    let lang = base.lang;
    let name = file.display();
    let text = std::fs::read_to_string(file).map_err(|error| {
        Failure::new(
            Exit::Usage,
            "setup.answers",
            format!("{name}: {error}"),
            lang.pick(
                "podaj plik odpowiedzi, który można czytać",
                "name an answers file that can be read",
            ),
        )
    })?;
    ProfileText::parse(&text).map_err(|problems| {
        let problems: Vec<String> = problems.iter().map(|problem| problem.told(lang)).collect();
        of_wrong(lang, &problems)
    })
}

fn read_answers(base: &Base, mut given: ProfileText) -> Read {
    let whole = given.render();
    let after = after(base.lang, given.take_table("after"));
    // Lines are those of the file as long as nothing was taken out above them.
    let line = if whole.starts_with(given.render().trim_end()) {
        |lang, problem: &Problem| problem.told(lang)
    } else {
        unplaced
    };
    let (found, problems) = match Profile::parse_answers(&given.render(), base.today) {
        Ok(profile) => (Some((profile, given)), Vec::new()),
        Err(problems) => (mend::mended(&given, &problems, base.today), problems),
    };
    let mut wrong: Vec<String> = problems
        .iter()
        .map(|problem| line(base.lang, problem))
        .collect();
    let after = after.unwrap_or_else(|word| {
        wrong.push(word.to_string());
        After::Later
    });
    let answers = found.map(|(profile, given)| {
        let mut draft = read::draft(&profile, &given, base.today);
        let firmino = match (&profile.firmino, &base.present) {
            (Some(_), _) => FirminoSaid::Joined,
            (None, present) => {
                draft.firmino = present.as_ref().map(read::firmino).unwrap_or_default();
                FirminoSaid::Nothing
            }
        };
        Answers {
            onto: onto(base, given, &draft),
            draft,
            profile,
            firmino,
            after,
        }
    });
    Read {
        answers,
        wrong,
        problems,
    }
}

/// Where nothing was, the file is the profile, with its comments; a profile that is there gets the file's values.
fn onto(base: &Base, mut given: ProfileText, draft: &Draft) -> ProfileText {
    if base.seen.is_none() {
        // What it says of an answers file is not true of the profile.
        given.drop_head("[after]");
        if !given.render().trim_start().starts_with('#') {
            written::head(&mut given, base.lang);
        }
        return given;
    }
    let mut onto = base.text();
    for path in given.paths() {
        let path_ref: Vec<&str> = path.iter().map(String::as_str).collect();
        if !written::is_asked(&path, draft)
            && let Some(value) = given.get(&path_ref)
        {
            onto.set(&path_ref, value);
        }
    }
    onto
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
