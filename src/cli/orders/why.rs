//! `orders why`: every gate with what was seen there, then what to do.

use serde_json::{Value, json};

use super::{of_mirror, there};
use crate::cli::account::{Access, TokenFlag};
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::show;
use crate::cli::wire::Wire;
use crate::domain::gates::{Gate, Passage};
use crate::domain::state::{Flags, State};
use crate::mirror::{Mirror, MirrorError};
use crate::net::SystemClock;
use crate::report::wrap::wrap;
use crate::report::{Exit, Failure, gates, visible};
use crate::sync::orders::statuses::Named;
use crate::sync::settings::Settings;
use crate::sync::why::{self, ReadError, Reading, Why};
use crate::texts::gates::{self as texts, End};
use crate::texts::{Lang, orders};

/// Columns where there is no terminal to ask.
const COLUMNS: u16 = 80;

pub(super) fn why(global: &Global, desk: &Desk, id: i64) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let settings = desk.settings()?;
    let mut mirror = open(desk)?;
    let row = mirror.order(id).map_err(of_mirror(lang))?;
    let known = row.is_some();
    let reading = match known {
        true => Reading::default(),
        false => read(global, desk, &mirror, id)?,
    };
    let found = why::why(&settings, &mut mirror, &SystemClock, id, reading);
    let found = found.map_err(of_mirror(lang))?;
    let allowed = allowed(&settings);
    let end = texts::end(
        lang,
        &found.gates,
        id,
        found.state,
        &found.documents,
        settings.rules.issue,
        &allowed,
    );
    if global.json {
        show::out(&told_json(lang, &found, &end, &allowed).to_string());
    } else {
        show::out(&told(lang, &found, &end, &allowed));
        let there = row.map(|row| there::text(lang, &mirror, &row));
        let there = there.transpose().map_err(of_mirror(lang))?;
        if let Some(there) = there.filter(|text| !text.is_empty()) {
            show::out(&there);
        }
    }
    let unknown = |passage: &Passage| passage.gate == Gate::Known && !passage.reasons.is_empty();
    Ok(match found.gates.iter().any(unknown) && !known {
        true => Exit::Usage,
        false => Exit::Done,
    })
}

/// The mirror; an empty one in memory where there is none yet.
fn open(desk: &Desk) -> Result<Mirror, Failure> {
    let lang = desk.lang;
    // Of one that was lost, backups tell: that is an error.
    if !matches!(
        Mirror::open(&desk.mirror_path),
        Err(MirrorError::Missing { .. })
    ) {
        return desk.mirror();
    }
    let now = jiff::Timestamp::now().as_second();
    Mirror::in_memory(now).map_err(of_mirror(lang))
}

/// One read of an order that the mirror does not know.
fn read(global: &Global, desk: &Desk, mirror: &Mirror, id: i64) -> Result<Reading, Failure> {
    let lang = desk.lang;
    let access = Access::find(desk, TokenFlag::None)?;
    let wire = Wire::open(global, lang)?;
    let account = access.open(wire.line());
    why::read(&account, mirror, id).map_err(|error| match error {
        ReadError::Api(error) => Failure::of_api(lang, &error),
        ReadError::Mirror(error) => Failure::of_mirror(lang, &error),
    })
}

/// `orders.statuses`, as the profile names them.
fn allowed(settings: &Settings) -> String {
    let names = settings.statuses.allowed.iter().map(|named| match named {
        Named::Name(name) => name.clone(),
        Named::Id(id) => id.to_string(),
    });
    names.collect::<Vec<_>>().join(", ")
}

fn told_json(lang: Lang, found: &Why, end: &End, allowed: &str) -> Value {
    let gates: Vec<Value> = found
        .gates
        .iter()
        .map(|passage| {
            let closed = texts::closed(lang, passage, found.order, allowed);
            let (message, fix) = match closed.first() {
                Some((message, fix)) => (json!(visible(message)), json!(visible(fix))),
                None => (Value::Null, Value::Null),
            };
            json!({
                "gate": passage.gate.text(),
                "passed": passage.passed,
                "value": visible(&passage.value),
                "code": passage.code(),
                "message": message,
                "fix": fix,
            })
        })
        .collect();
    json!({
        "schema": 1,
        "order": found.order,
        "state": found.state.map(State::text),
        "documents": found.documents,
        "gates": gates,
        "conclusion": visible(&end.said),
        "next": visible(&end.next),
    })
}

fn told(lang: Lang, found: &Why, end: &End, allowed: &str) -> String {
    let columns = usize::from(show::width().unwrap_or(COLUMNS)).clamp(40, 100);
    let state = found
        .state
        .map(|state| orders::state(lang, state, Flags::default()));
    let head = match state {
        Some(state) => lang.pick(
            format!("Zamówienie {}: {state}", found.order),
            format!("Order {}: {state}", found.order),
        ),
        None => lang.pick(
            format!("Zamówienie {}: kopia danych go nie zna", found.order),
            format!("Order {}: the mirror does not know it", found.order),
        ),
    };
    let mut lines = vec![head];
    for passage in &found.gates {
        lines.extend(gates::lines(lang, passage, found.order, allowed, columns));
    }
    lines.push(String::new());
    lines.extend(wrap(&visible(&end.said), columns, 2));
    lines.extend(wrap(&format!("→ {}", visible(&end.next)), columns, 2));
    lines.join("\n")
}
