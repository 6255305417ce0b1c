//! One call from its arrival to the delivery of its answer: who calls, the daily limit, a fault, the method.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use super::BASE;
use super::account::{Firmino, day_of};
use super::answer::{Refusal, Response};
use super::call::{self, Deed, Scene, Task};
use super::spoil;
use crate::sandbox::delivery::{Answer, Delivery};
use crate::sandbox::log::{CallOutcome, LoggedCall};
use crate::sandbox::unknowns::OverLimit;
use crate::sandbox::world::World;

/// A call as read from the wire.
#[derive(Clone, Copy, Debug, Default)]
pub struct FirminoCall<'a> {
    /// HTTP method.
    pub verb: &'a str,
    /// Whole path.
    pub path: &'a str,
    /// Header `Authorization`.
    pub authorization: Option<&'a str>,
    /// Header `companyShortName`.
    pub company: Option<&'a str>,
    /// Header `Accept`.
    pub accept: &'a str,
    /// Header `Content-Type`.
    pub content_type: &'a str,
    /// Body.
    pub body: &'a [u8],
}

/// A call whose effect is still on its way.
#[derive(Clone, Debug)]
pub(crate) struct LateFirminoCall {
    pub(super) due_ms: i64,
    pub(super) deed: Deed,
    pub(super) task: Task,
}

impl World {
    /// Receives one call of Firmino's API at the world's present time.
    pub fn receive_firmino(&mut self, call: &FirminoCall<'_>) -> Delivery {
        deliver(self, call)
    }
}

/// Answers a call and writes it down.
pub(crate) fn deliver(world: &mut World, call: &FirminoCall<'_>) -> Delivery {
    let (name, path_id) = parts(call.path);
    let body = read_body(call.body);
    let (outcome, delivery) = handle(world, call, &name, path_id.as_deref(), body.as_ref());
    let mut parameters = body.unwrap_or_default();
    if let Some(id) = path_id {
        parameters.insert("id in path".into(), id.into());
    }
    let at_ms = world.now_ms();
    world.firmino.log.push(LoggedCall {
        at_ms,
        method: name,
        parameters: Value::Object(parameters),
        outcome,
    });
    delivery
}

/// Lets effects come that are due; nobody is there to read the answers.
pub(crate) fn apply_late(world: &mut World) {
    let now_ms = world.now_ms();
    let (due, waiting): (Vec<_>, Vec<_>) = std::mem::take(&mut world.firmino.late)
        .into_iter()
        .partition(|call| call.due_ms <= now_ms);
    world.firmino.late = waiting;
    for call in due {
        let scene = scene(world);
        let _ = (call.deed)(&mut world.firmino, &call.task, scene);
    }
}

fn handle(
    world: &mut World,
    call: &FirminoCall<'_>,
    name: &str,
    path_id: Option<&str>,
    body: Option<&Map<String, Value>>,
) -> (CallOutcome, Delivery) {
    if !may_enter(world, call.authorization) {
        let mut answer = Answer::html(401, "Unauthorized");
        let wanted = "Basic realm=\"Firmino\"".to_owned();
        answer.headers.push(("WWW-Authenticate", wanted));
        return page(answer);
    }
    let scene = scene(world);
    let company = &world.firmino.company;
    if let Some(other) = call.company.filter(|named| named != company) {
        return refuse(
            Refusal::wrong(format!("Nie znaleziono firmy {other}")),
            scene,
        );
    }
    if let Err(refusal) = within_limit(world, scene) {
        return refusal;
    }
    let fault = world.fault_for(&format!("firmino:{name}"));
    let task = Task {
        path_id: path_id.map(str::to_owned),
        body: body.cloned().unwrap_or_default(),
        wants_pdf: call.accept.contains("application/pdf"),
    };
    let deed = match readable(call, name, body) {
        Ok(deed) => deed,
        Err(answer) => return page(answer),
    };
    match fault {
        Some(fault) => spoil::spoil(world, fault, deed, task, scene),
        None => finish(deed(&mut world.firmino, &task, scene), scene),
    }
}

/// The outcome and answer of a call that nothing spoils.
pub(super) fn finish(result: Result<Response, Refusal>, scene: Scene) -> (CallOutcome, Delivery) {
    match result {
        Ok(response) => (CallOutcome::Success, Delivery::Answer(response.answer())),
        Err(refusal) => refuse(refusal, scene),
    }
}

pub(super) fn refuse(refusal: Refusal, scene: Scene) -> (CallOutcome, Delivery) {
    let answer = refusal.answer(scene.unknowns);
    (CallOutcome::Error(refusal.text), Delivery::Answer(answer))
}

fn page(answer: Answer) -> (CallOutcome, Delivery) {
    let outcome = CallOutcome::Error(answer.status.to_string());
    (outcome, Delivery::Answer(answer))
}

fn scene(world: &World) -> Scene {
    Scene {
        today: day_of(world.now_ms()),
        unknowns: world.unknowns().firmino,
    }
}

/// `RESOURCE/METHOD` and the id behind it.
fn parts(path: &str) -> (String, Option<String>) {
    let below = path.strip_prefix(BASE).unwrap_or_default();
    let mut parts = below.split('/').filter(|part| !part.is_empty());
    let name: Vec<&str> = parts.by_ref().take(2).collect();
    (name.join("/"), parts.next().map(str::to_owned))
}

/// The object in a body; an empty body is an empty object.
fn read_body(body: &[u8]) -> Option<Map<String, Value>> {
    if body.trim_ascii().is_empty() {
        return Some(Map::new());
    }
    serde_json::from_slice(body).ok()
}

fn may_enter(world: &World, authorization: Option<&str>) -> bool {
    let sent = authorization.and_then(|header| {
        let (scheme, value) = header.split_once(' ')?;
        let plain = STANDARD.decode(value.trim()).ok()?;
        let basic = scheme.eq_ignore_ascii_case("basic");
        basic.then(|| String::from_utf8(plain).ok()).flatten()
    });
    let Firmino {
        login, password, ..
    } = &world.firmino;
    sent.is_some_and(|sent| sent == format!("{login}:{password}"))
}

fn within_limit(world: &mut World, scene: Scene) -> Result<(), (CallOutcome, Delivery)> {
    let unknowns = scene.unknowns;
    let now_ms = world.now_ms();
    let limit = world.firmino.daily_limit;
    let admitted =
        world
            .firmino
            .day
            .admit(now_ms, limit, unknowns.limit_day, unknowns.refused_requests);
    admitted.map_err(|_| {
        let answer = match unknowns.over_limit {
            OverLimit::TooManyRequests => Answer::html(429, "Too Many Requests"),
            OverLimit::Forbidden => Answer::html(403, "Forbidden"),
            OverLimit::InBody => {
                let text = "Przekroczono dzienny limit zapytań".to_owned();
                let body = serde_json::json!({"success": false, "response": text});
                Answer::json(body.to_string())
            }
        };
        (CallOutcome::Blocked, Delivery::Answer(answer))
    })
}

/// The deed of a call that can be read.
fn readable(
    call: &FirminoCall<'_>,
    name: &str,
    body: Option<&Map<String, Value>>,
) -> Result<Deed, Answer> {
    let deed = call::find(name).ok_or_else(|| Answer::html(404, "Not Found"))?;
    if call.verb != "POST" {
        return Err(Answer::html(405, "Method Not Allowed"));
    }
    if !call.content_type.starts_with("application/json") {
        return Err(Answer::html(415, "Unsupported Media Type"));
    }
    match body {
        Some(_) => Ok(deed),
        None => Err(Answer::html(400, "Bad Request")),
    }
}
