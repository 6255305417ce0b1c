//! What a planned fault makes of a call.

use serde_json::json;

use super::answer::Refusal;
use super::call::{Deed, Scene, Task};
use super::receive::{LateFirminoCall, finish, refuse};
use crate::sandbox::delivery::{Answer, Delivery};
use crate::sandbox::fault::{Fault, WrongShape};
use crate::sandbox::log::CallOutcome;
use crate::sandbox::world::World;

/// Lets a fault happen to a call that would otherwise have been carried out and answered.
pub(super) fn spoil(
    world: &mut World,
    fault: Fault,
    deed: Deed,
    task: Task,
    scene: Scene,
) -> (CallOutcome, Delivery) {
    let name = fault.to_string();
    let untouched = |delivery| {
        let (name, applied) = (name.clone(), false);
        (CallOutcome::Fault { name, applied }, delivery)
    };
    match fault {
        Fault::BadGateway => untouched(bad_gateway()),
        Fault::Unavailable => untouched(Delivery::Answer(Answer::html(503, "Service Unavailable"))),
        Fault::TooManyRequests(retry_after) => {
            let mut answer = Answer::html(429, "Too Many Requests");
            let seconds = retry_after.map(|seconds| ("Retry-After", seconds.to_string()));
            answer.headers.extend(seconds);
            untouched(Delivery::Answer(answer))
        }
        Fault::Hang => untouched(Delivery::Hang),
        Fault::ResetBefore => untouched(Delivery::Reset),
        Fault::Huge(bytes) => untouched(Delivery::Huge { bytes }),
        Fault::Redirect(status, to) => {
            let mut answer = Answer::html(status, "Moved");
            answer.headers.push(("Location", to));
            untouched(Delivery::Answer(answer))
        }
        Fault::Late(seconds) => {
            world.firmino.late.push(LateFirminoCall {
                due_ms: world.now_ms() + i64::from(seconds) * 1000,
                deed,
                task,
            });
            untouched(Delivery::Reset)
        }
        Fault::UnknownError => {
            let text = "Wystąpił nieoczekiwany błąd".to_owned();
            refuse(Refusal { status: 500, text }, scene)
        }
        Fault::AccountBlocked => {
            let text = "Konto jest zablokowane".to_owned();
            refuse(Refusal { status: 403, text }, scene)
        }
        // There is no list of products to lose one of.
        Fault::Lose(_) | Fault::Warn(_) => finish(deed(&mut world.firmino, &task, scene), scene),
        Fault::BadGatewayAfter
        | Fault::HangAfter
        | Fault::ResetAfter
        | Fault::CutBody
        | Fault::LongLength
        | Fault::Slow(_)
        | Fault::Shape(_) => {
            let (applied, answer) = match deed(&mut world.firmino, &task, scene) {
                Ok(response) => (true, response.answer()),
                Err(refusal) => (false, refusal.answer(scene.unknowns)),
            };
            let delivery = spoilt(&fault, answer);
            (CallOutcome::Fault { name, applied }, delivery)
        }
    }
}

fn spoilt(fault: &Fault, answer: Answer) -> Delivery {
    let length = answer.body.len();
    match fault {
        Fault::BadGatewayAfter => bad_gateway(),
        Fault::HangAfter => Delivery::Hang,
        Fault::CutBody => Delivery::Partial {
            answer,
            declared: length,
            sent: length / 2,
        },
        Fault::LongLength => Delivery::Partial {
            answer,
            declared: length + 1000,
            sent: length,
        },
        Fault::Slow(bytes_per_second) => Delivery::Slow {
            answer,
            bytes_per_second: *bytes_per_second,
        },
        Fault::Shape(shape) => Delivery::Answer(misshapen(*shape, answer)),
        _ => Delivery::Reset,
    }
}

fn misshapen(shape: WrongShape, right: Answer) -> Answer {
    let json = |value: serde_json::Value| Answer::json(value.to_string());
    match shape {
        WrongShape::MissingKey => json(json!({"success": true})),
        WrongShape::KeyText => json(json!({"success": true, "response": "{\"list\":[{\"id\":12"})),
        WrongShape::KeyNumber => json(json!({"success": true, "response": 7})),
        WrongShape::Truncated => {
            let mut middle = right.body.len() / 2;
            while !right.body.is_char_boundary(middle) {
                middle -= 1;
            }
            Answer::json(right.body[..middle].to_owned())
        }
        WrongShape::Html => Answer::html(200, "Przerwa techniczna"),
        WrongShape::Null => Answer::json("null".into()),
        WrongShape::EmptyList => Answer::json("[]".into()),
        WrongShape::Empty => Answer::json(String::new()),
    }
}

fn bad_gateway() -> Delivery {
    Delivery::Answer(Answer::html(502, "Bad Gateway"))
}
