//! What a planned fault makes of a call.

use serde_json::{Map, Value};

use super::World;
use super::receive::{LateCall, account_blocked};
use crate::sandbox::delivery::{Answer, Delivery};
use crate::sandbox::fault::{Fault, WrongShape};
use crate::sandbox::log::CallOutcome;
use crate::sandbox::method::{self, ApiError};

impl World {
    /// Lets a fault happen to a call that would otherwise have been carried out and answered.
    pub(super) fn spoil(
        &mut self,
        fault: Fault,
        method: &str,
        parameters: &Result<Map<String, Value>, ApiError>,
    ) -> (CallOutcome, Delivery) {
        let name = fault.to_string();
        let untouched = |delivery| {
            let name = name.clone();
            (
                CallOutcome::Fault {
                    name,
                    applied: false,
                },
                delivery,
            )
        };
        match fault {
            Fault::BadGateway => untouched(bad_gateway()),
            Fault::TooManyRequests(retry_after) => {
                let mut answer = Answer::html(429, "Too Many Requests");
                if let Some(seconds) = retry_after {
                    answer.headers.push(("Retry-After", seconds.to_string()));
                }
                untouched(Delivery::Answer(answer))
            }
            Fault::Unavailable => {
                untouched(Delivery::Answer(Answer::html(503, "Service Unavailable")))
            }
            Fault::Hang => untouched(Delivery::Hang),
            Fault::ResetBefore => untouched(Delivery::Reset),
            Fault::Late(seconds) => {
                if let Ok(parameters) = parameters {
                    self.late.push(LateCall {
                        due_ms: self.now_ms + i64::from(seconds) * 1000,
                        method: method.to_owned(),
                        parameters: parameters.clone(),
                    });
                }
                untouched(Delivery::Reset)
            }
            Fault::Lose(products) => {
                let parameters = parameters.clone().map(|all| without(all, products));
                self.carry_out(name, method, &parameters)
            }
            Fault::Warn(products) => {
                let parameters = parameters.clone().map(|all| refused(all, products));
                self.carry_out(name, method, &parameters)
            }
            Fault::Huge(bytes) => untouched(Delivery::Huge { bytes }),
            Fault::Redirect(status, to) => {
                let mut answer = Answer::html(status, "Moved");
                answer.headers.push(("Location", to));
                untouched(Delivery::Answer(answer))
            }
            Fault::UnknownError => self.refuse(ApiError::new(
                "ERROR_SANDBOX_UNHEARD_OF",
                "Something nobody has documented",
            )),
            Fault::AccountBlocked => self.refuse(account_blocked()),
            Fault::BadGatewayAfter
            | Fault::HangAfter
            | Fault::ResetAfter
            | Fault::CutBody
            | Fault::LongLength
            | Fault::Slow(_)
            | Fault::Shape(_) => {
                let (applied, body) = match self.execute(method, parameters) {
                    Ok(body) => (true, body),
                    Err(error) => (false, error.body()),
                };
                let delivery = spoilt_answer(&fault, method, body);
                (CallOutcome::Fault { name, applied }, delivery)
            }
        }
    }
}

impl World {
    /// Carries out and answers a call whose parameters are not those that came.
    fn carry_out(
        &mut self,
        name: String,
        method: &str,
        parameters: &Result<Map<String, Value>, ApiError>,
    ) -> (CallOutcome, Delivery) {
        match self.execute(method, parameters) {
            Ok(body) => (
                CallOutcome::Fault {
                    name,
                    applied: true,
                },
                Delivery::Answer(Answer::json(body)),
            ),
            Err(error) => self.refuse(error),
        }
    }
}

/// The first products of a call.
fn first(parameters: &Map<String, Value>, products: u32) -> Vec<String> {
    let all = parameters.get("products").and_then(Value::as_object);
    let keys = all.into_iter().flat_map(|all| all.keys().cloned());
    keys.take(products as usize).collect()
}

/// A call without its first products.
fn without(mut parameters: Map<String, Value>, products: u32) -> Map<String, Value> {
    for key in first(&parameters, products) {
        if let Some(all) = parameters
            .get_mut("products")
            .and_then(Value::as_object_mut)
        {
            all.remove(&key);
        }
    }
    parameters
}

/// A call whose first products name what is not there.
fn refused(mut parameters: Map<String, Value>, products: u32) -> Map<String, Value> {
    for key in first(&parameters, products) {
        if let Some(all) = parameters
            .get_mut("products")
            .and_then(Value::as_object_mut)
        {
            all.insert(key, serde_json::json!({"bl_0": 1}));
        }
    }
    parameters
}

fn spoilt_answer(fault: &Fault, method: &str, body: String) -> Delivery {
    let length = body.len();
    let answer = Answer::json(body);
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
        Fault::Shape(shape) => Delivery::Answer(wrong_shape(*shape, method, answer)),
        _ => Delivery::Reset,
    }
}

fn wrong_shape(shape: WrongShape, method: &str, right: Answer) -> Answer {
    let key = method::answer_key(method);
    match shape {
        WrongShape::MissingKey => Answer::json(r#"{"status":"SUCCESS"}"#.into()),
        WrongShape::KeyText => Answer::json(format!(
            r#"{{"status":"SUCCESS","{key}":"{{\"0\":{{\"id\":12"}}"#
        )),
        WrongShape::KeyNumber => Answer::json(format!(r#"{{"status":"SUCCESS","{key}":7}}"#)),
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
