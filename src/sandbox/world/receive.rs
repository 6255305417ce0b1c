//! One call from its arrival to the delivery of its answer: token, limit, fault, method.

use serde_json::{Map, Value};

use super::World;
use crate::sandbox::delivery::{Answer, Delivery};
use crate::sandbox::fault::Fault;
use crate::sandbox::firmino;
use crate::sandbox::json::Writer;
use crate::sandbox::limit::RateLimit;
use crate::sandbox::log::{CallOutcome, LoggedCall};
use crate::sandbox::method::{self, ApiError};
use crate::sandbox::parameters::Parameters;
use crate::sandbox::random::Random;
use crate::sandbox::unknowns::{BlockZone, LimitScope};

/// A call as read from the wire; `None` where a field was absent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Call<'a> {
    /// Header `X-BLToken`, else the form field `token`.
    pub token: Option<&'a str>,
    /// Form field `method`.
    pub method: Option<&'a str>,
    /// Form field `parameters`: JSON text.
    pub parameters: Option<&'a str>,
}

/// A call whose effect is still on its way.
#[derive(Clone, Debug)]
pub(crate) struct LateCall {
    pub(super) due_ms: i64,
    pub(super) method: String,
    pub(super) parameters: Map<String, Value>,
}

impl World {
    /// Receives one call at the world's present time.
    pub fn receive(&mut self, call: &Call<'_>) -> Delivery {
        let method = call.method.unwrap_or_default();
        let parameters = read_parameters(call.parameters);
        let (outcome, delivery) = self.handle(call.token, method, &parameters);
        self.log.push(LoggedCall {
            at_ms: self.now_ms,
            method: method.to_owned(),
            parameters: parameters.map_or(Value::Null, Value::Object),
            outcome,
        });
        delivery
    }

    /// Whether a fault is planned for a request outside the API, such as `nbp`; spends it.
    pub(crate) fn fault_for(&mut self, method: &str) -> Option<Fault> {
        self.faults.take(method)
    }

    fn handle(
        &mut self,
        token: Option<&str>,
        method: &str,
        parameters: &Result<Map<String, Value>, ApiError>,
    ) -> (CallOutcome, Delivery) {
        if let Err(refusal) = self.check_token(token) {
            return self.refuse(refusal);
        }
        if let Err(until) = self.check_limit(token.unwrap_or_default()) {
            let message = format!(
                "Query limit exceeded, token blocked until {}",
                self.shown_time(until)
            );
            let (_, delivery) = self.refuse(ApiError::new("ERROR_BLOCKED_TOKEN", message));
            return (CallOutcome::Blocked, delivery);
        }
        if self.account_blocked {
            return self.refuse(account_blocked());
        }
        match self.faults.take(method) {
            Some(fault) => self.spoil(fault, method, parameters),
            None => match self.execute(method, parameters) {
                Ok(body) => (CallOutcome::Success, Delivery::Answer(Answer::json(body))),
                Err(error) => self.refuse(error),
            },
        }
    }

    fn check_token(&self, token: Option<&str>) -> Result<(), ApiError> {
        let token = token.unwrap_or_default();
        if token.is_empty() {
            Err(ApiError::new(
                "ERROR_EMPTY_TOKEN",
                "No user token provided.",
            ))
        } else if !self.tokens.iter().any(|known| known == token) {
            Err(ApiError::new("ERROR_BAD_TOKEN", "Invalid user token"))
        } else {
            Ok(())
        }
    }

    fn check_limit(&mut self, token: &str) -> Result<(), i64> {
        let key = self.limit_key(token);
        // Without a limit a block set by hand still holds.
        let limit = self.limit.unwrap_or(RateLimit {
            calls: usize::MAX,
            window: 1,
            block: 1,
        });
        self.limiter
            .admit(&key, self.now_ms, &limit, self.unknowns.refused_calls)
            .map_err(|refusal| {
                if refusal.first {
                    self.log.count_block();
                }
                refusal.until
            })
    }

    pub(super) fn limit_key(&self, token: &str) -> String {
        match self.unknowns.limit_scope {
            LimitScope::PerToken => token.to_owned(),
            LimitScope::PerAccount => String::new(),
        }
    }

    fn shown_time(&self, second: i64) -> String {
        let zone = match self.unknowns.block_zone {
            BlockZone::Warsaw => super::super::warsaw(),
            BlockZone::Utc => jiff::tz::TimeZone::UTC,
            BlockZone::Machine => jiff::tz::TimeZone::system(),
        };
        jiff::Timestamp::from_second(second)
            .unwrap_or(jiff::Timestamp::MAX)
            .to_zoned_datetime(zone)
            .strftime("%Y-%m-%d %H:%M:%S")
            .to_string()
    }

    pub(super) fn refuse(&mut self, error: ApiError) -> (CallOutcome, Delivery) {
        let body = self.writer().document(|answer| {
            answer.text("status", "ERROR");
            answer.text("error_code", &error.code);
            answer.text("error_message", &error.message);
        });
        (
            CallOutcome::Error(error.code),
            Delivery::Answer(Answer::json(body)),
        )
    }

    /// A writer whose quirks belong to this call alone.
    fn writer(&self) -> Writer {
        let number = self.log.len() as u64;
        Writer::new(self.quirks.map(|seed| Random::stream(seed, number)))
    }

    pub(super) fn execute(
        &mut self,
        method: &str,
        parameters: &Result<Map<String, Value>, ApiError>,
    ) -> Result<String, ApiError> {
        let writer = self.writer();
        let run = method::find(method)?;
        let parameters = parameters.as_ref().map_err(Clone::clone)?;
        run(self, &Parameters::new(parameters), writer)
    }

    pub(super) fn apply_late_calls(&mut self) {
        let (due, waiting) = std::mem::take(&mut self.late)
            .into_iter()
            .partition(|call| call.due_ms <= self.now_ms);
        self.late = waiting;
        let due: Vec<LateCall> = due;
        for call in due {
            // Nobody is there to read the answer, whatever it is.
            let _ = self.execute(&call.method, &Ok(call.parameters));
        }
        firmino::apply_late(self);
    }
}

pub(super) fn account_blocked() -> ApiError {
    ApiError::new("ERROR_USER_ACCOUNT_BLOCKED", "User account is blocked")
}

/// Absent, empty and `[]` all mean no parameters.
fn read_parameters(text: Option<&str>) -> Result<Map<String, Value>, ApiError> {
    let text = text.unwrap_or_default().trim();
    if text.is_empty() {
        return Ok(Map::new());
    }
    match serde_json::from_str(text) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(Value::Array(list)) if list.is_empty() => Ok(Map::new()),
        _ => Err(ApiError::new(
            "ERROR_BAD_PARAMETERS",
            "Parameters are not a JSON object",
        )),
    }
}
