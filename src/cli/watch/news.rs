//! News of a changed state: `on_failure` when it is worse than what was told last, `on_recovery` when it is better.

use serde_json::{Value, json};

use super::program;
use crate::cli::desk::Desk;
use crate::cli::{show, status, suggest};
use crate::domain::alert::{News, news};
use crate::domain::health::Health;
use crate::mirror::told::Told;
use crate::net::{Clock as _, SystemClock};
use crate::report::{Exit, Failure, time};
use crate::texts::status as texts;

/// Tells what changed, if anything. A program that fails is told on stderr and tried again after the next pass.
pub(super) fn tell(desk: &Desk, exit: Exit, failure: Option<&Failure>) {
    let alerts = &desk.profile.alerts;
    if alerts.on_failure.is_empty() && alerts.on_recovery.is_empty() {
        return;
    }
    let state = State::of(desk, failure);
    let mut told = match Told::hold(&desk.mirror_path) {
        Ok(told) => told,
        Err(error) => return show::err(&Failure::of_mirror(desk.lang, &error).text(desk.lang)),
    };
    let Some(news) = news(told.state, state.health) else {
        return;
    };
    let command = match news {
        News::Failure => &alerts.on_failure,
        News::Recovery => &alerts.on_recovery,
    };
    let said = said(desk, news, told.state, &state, exit, failure).to_string();
    match program::run(desk.lang, command, &suggest::named(&said)) {
        Ok(()) => {
            if let Err(error) = told.keep(state.health) {
                show::err(&Failure::of_mirror(desk.lang, &error).text(desk.lang));
            }
        }
        Err(what) => show::err(&desk.lang.pick(
            format!(
                "alerts.on_{}: {what}; następny przebieg spróbuje ponownie",
                news.word()
            ),
            format!(
                "alerts.on_{}: {what}; the next pass tries again",
                news.word()
            ),
        )),
    }
}

/// The state of things after the passes.
struct State {
    health: Health,
    text: String,
    status: Value,
}

impl State {
    fn of(desk: &Desk, failure: Option<&Failure>) -> State {
        match (status::Answer::of(desk), failure) {
            (Ok(answer), _) => State {
                health: answer.health,
                text: answer.lines(desk.lang),
                status: answer.object(desk.lang),
            },
            // The book itself cannot be opened: nothing goes on before a person has looked.
            (Err(unread), failure) => State {
                health: Health::Late,
                text: failure.unwrap_or(&unread).text(desk.lang),
                status: Value::Null,
            },
        }
    }
}

fn said(
    desk: &Desk,
    news: News,
    from: Health,
    state: &State,
    exit: Exit,
    failure: Option<&Failure>,
) -> Value {
    let lang = desk.lang;
    let profile = desk.location.name().as_str();
    json!({
        "schema": 1,
        "event": news.word(),
        "profile": profile,
        "at": time::warsaw(SystemClock.wall().as_second()),
        "from": from.word(),
        "to": state.health.word(),
        "exit": exit.code(),
        "subject": format!("firmino-link ({profile}): {}", texts::health(lang, state.health)),
        "text": suggest::named(&state.text),
        "status": state.status,
        "error": failure,
    })
}
