//! One prompt: a line, a secret, yes or no, one of several, any of several.

use std::collections::BTreeSet;
use std::io;

use console::{Term, style};
use dialoguer::theme::ColorfulTheme;
use dialoguer::{FuzzySelect, Input, Password, Select};

use crate::texts::Lang;
use crate::wizard::screen::{Answer, Empty, Form, Screen};

/// What came of one prompt.
pub(super) enum Typed {
    /// An answer.
    Answer(Answer),
    /// Back.
    Back,
    /// The explanation is wanted.
    Explain,
}

/// Lists longer than this are searched by typing.
const LONG: usize = 12;

pub(super) fn ask(
    lang: Lang,
    term: &Term,
    screen: &Screen,
    refusal: &dyn Fn(&Answer) -> Option<String>,
) -> io::Result<Typed> {
    match &screen.form {
        Form::Text { present, empty } => line(term, screen, present.as_deref(), *empty, refusal),
        Form::Secret { .. } => secret(term, screen, refusal),
        Form::YesNo { present } => yes_no(lang, term, screen, *present, refusal),
        Form::Pick { items, present } => pick(lang, term, screen, items, *present, refusal),
        Form::Tick { items, present, .. } => tick(lang, term, screen, items, present, refusal),
    }
}

fn io_error(error: dialoguer::Error) -> io::Error {
    let dialoguer::Error::IO(error) = error;
    error
}

/// `<` and `?` are commands in every line.
fn command(text: &str) -> Option<Typed> {
    match text.trim() {
        "<" => Some(Typed::Back),
        "?" => Some(Typed::Explain),
        _ => None,
    }
}

fn as_answer(text: &str, empty: Empty) -> Answer {
    let text = text.trim();
    if empty == Empty::Allowed && text == "-" {
        return Answer::Text(String::new());
    }
    Answer::Text(text.to_owned())
}

fn line(
    term: &Term,
    screen: &Screen,
    present: Option<&str>,
    empty: Empty,
    refusal: &dyn Fn(&Answer) -> Option<String>,
) -> io::Result<Typed> {
    let theme = ColorfulTheme::default();
    let mut input = Input::<String>::with_theme(&theme)
        .with_prompt(&screen.prompt)
        .allow_empty(true);
    if let Some(present) = present.filter(|text| !text.is_empty()) {
        input = input.default(present.to_owned());
    }
    let typed = input
        .validate_with(|text: &String| match command(text) {
            Some(_) => Ok(()),
            None => refusal(&as_answer(text, empty)).map_or(Ok(()), Err),
        })
        .interact_text_on(term)
        .map_err(io_error)?;
    Ok(command(&typed).unwrap_or_else(|| Typed::Answer(as_answer(&typed, empty))))
}

fn secret(
    term: &Term,
    screen: &Screen,
    refusal: &dyn Fn(&Answer) -> Option<String>,
) -> io::Result<Typed> {
    let typed = Password::with_theme(&ColorfulTheme::default())
        .with_prompt(&screen.prompt)
        .allow_empty_password(true)
        .validate_with(|text: &String| match command(text) {
            Some(_) => Ok(()),
            None => refusal(&Answer::Text(text.trim().to_owned())).map_or(Ok(()), Err),
        })
        .interact_on(term)
        .map_err(io_error)?;
    Ok(command(&typed).unwrap_or_else(|| Typed::Answer(Answer::Text(typed.trim().to_owned()))))
}

/// `t`, `tak`, `y`, `yes`, `n`, `nie`, `no`, in both languages.
fn spoken(text: &str, present: bool) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "" => Some(present),
        "t" | "tak" | "y" | "yes" => Some(true),
        "n" | "nie" | "no" => Some(false),
        _ => None,
    }
}

fn yes_no(
    lang: Lang,
    term: &Term,
    screen: &Screen,
    present: bool,
    refusal: &dyn Fn(&Answer) -> Option<String>,
) -> io::Result<Typed> {
    let choice = match present {
        true => lang.pick("[T/n]", "[Y/n]"),
        false => lang.pick("[t/N]", "[y/N]"),
    };
    let theme = ColorfulTheme::default();
    let typed = Input::<String>::with_theme(&theme)
        .with_prompt(format!("{} {choice}", screen.prompt))
        .allow_empty(true)
        .report(false)
        .validate_with(
            |text: &String| match (command(text), spoken(text, present)) {
                (Some(_), _) => Ok(()),
                (None, Some(flag)) => refusal(&Answer::Flag(flag)).map_or(Ok(()), Err),
                (None, None) => Err(lang.pick("t albo n", "y or n").to_owned()),
            },
        )
        .interact_text_on(term)
        .map_err(io_error)?;
    if let Some(command) = command(&typed) {
        return Ok(command);
    }
    let flag = spoken(&typed, present).unwrap_or(present);
    done(
        term,
        &screen.prompt,
        if flag {
            lang.pick("tak", "yes")
        } else {
            lang.pick("nie", "no")
        },
    )?;
    Ok(Typed::Answer(Answer::Flag(flag)))
}

/// The line that an answered question leaves.
fn done(term: &Term, prompt: &str, answer: &str) -> io::Result<()> {
    let mark = style("✔").for_stderr().green();
    term.write_line(&format!(
        "{mark} {prompt} · {}",
        style(answer).for_stderr().green()
    ))
}

/// A list of lines, one of which is chosen; `None`: Escape.
fn choose(term: &Term, prompt: &str, items: &[String], at: usize) -> io::Result<Option<usize>> {
    let theme = ColorfulTheme::default();
    let rows = usize::from(term.size().0).saturating_sub(6).max(4);
    let chosen = if items.len() > LONG {
        FuzzySelect::with_theme(&theme)
            .with_prompt(prompt)
            .items(items)
            .default(at)
            .max_length(rows)
            .report(false)
            .interact_on_opt(term)
    } else {
        Select::with_theme(&theme)
            .with_prompt(prompt)
            .items(items)
            .default(at)
            .max_length(rows)
            .report(false)
            .interact_on_opt(term)
    };
    chosen.map_err(io_error)
}

fn ways_out(lang: Lang) -> [String; 2] {
    [
        lang.pick("← Wstecz", "← Back").to_owned(),
        lang.pick("? Objaśnij", "? Explain").to_owned(),
    ]
}

fn refused(term: &Term, why: &str) -> io::Result<()> {
    let mark = style("✘").for_stderr().red();
    term.write_line(&format!("{mark} {why}"))
}

fn pick(
    lang: Lang,
    term: &Term,
    screen: &Screen,
    items: &[String],
    present: Option<usize>,
    refusal: &dyn Fn(&Answer) -> Option<String>,
) -> io::Result<Typed> {
    let mut lines = items.to_vec();
    lines.extend(ways_out(lang));
    let mut at = present.unwrap_or(0);
    loop {
        let Some(chosen) = choose(term, &screen.prompt, &lines, at)? else {
            return Ok(Typed::Back);
        };
        at = chosen;
        if chosen == items.len() {
            return Ok(Typed::Back);
        }
        let Some(item) = items.get(chosen) else {
            return Ok(Typed::Explain);
        };
        let answer = Answer::Pick(chosen);
        if let Some(why) = refusal(&answer) {
            refused(term, &why)?;
            continue;
        }
        done(term, &screen.prompt, item)?;
        return Ok(Typed::Answer(answer));
    }
}

/// A menu: each line toggles, the first one goes on. So no key has to be known, and long lists can be searched.
fn tick(
    lang: Lang,
    term: &Term,
    screen: &Screen,
    items: &[String],
    present: &BTreeSet<usize>,
    refusal: &dyn Fn(&Answer) -> Option<String>,
) -> io::Result<Typed> {
    let mut ticked = present.clone();
    let mut at = 0;
    loop {
        let mut lines = vec![format!(
            "{} ({})",
            lang.pick("Dalej", "Next (Dalej)"),
            ticked.len()
        )];
        lines.extend(items.iter().enumerate().map(|(at, item)| {
            let mark = if ticked.contains(&at) { "[x]" } else { "[ ]" };
            format!("{mark} {item}")
        }));
        lines.extend(ways_out(lang));
        let Some(chosen) = choose(term, &screen.prompt, &lines, at)? else {
            return Ok(Typed::Back);
        };
        at = chosen;
        match chosen.checked_sub(1) {
            None => {
                let answer = Answer::Ticks(ticked.clone());
                if let Some(why) = refusal(&answer) {
                    refused(term, &why)?;
                    continue;
                }
                let names = items
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| ticked.contains(at));
                let names: Vec<&str> = names
                    .map(|(_, item)| item.split("  ").next().unwrap_or(item))
                    .map(|item| item.split(" – ").next().unwrap_or(item))
                    .collect();
                let shown = if names.is_empty() {
                    "–".to_owned()
                } else {
                    names.join(", ")
                };
                done(term, &screen.prompt, &shown)?;
                return Ok(Typed::Answer(answer));
            }
            Some(at) if at < items.len() => {
                if !ticked.remove(&at) {
                    ticked.insert(at);
                }
            }
            Some(at) if at == items.len() => return Ok(Typed::Back),
            Some(_) => return Ok(Typed::Explain),
        }
    }
}
