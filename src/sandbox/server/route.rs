//! Which part of the sandbox a request is for.

use super::request::Request;
use crate::sandbox::delivery::{Answer, Delivery};
use crate::sandbox::firmino::{self, FirminoCall};
use crate::sandbox::nbp;
use crate::sandbox::world::{Call, World};

/// Finds the answer to a request.
pub(super) fn answer(world: &mut World, request: &Request) -> Delivery {
    if request.path == "/connector.php" {
        return connector(world, request);
    }
    if request.path.starts_with(firmino::BASE) {
        return firmino::deliver(world, &firmino_call(request));
    }
    match request.path.strip_prefix("/nbp/api/") {
        Some(path) if request.verb == "GET" => nbp::deliver(world, path),
        _ => Delivery::Answer(Answer::html(404, "Not Found")),
    }
}

/// A body that is not form-encoded is not parsed, so its method is missing.
fn connector(world: &mut World, request: &Request) -> Delivery {
    let is_form = request
        .content_type
        .starts_with("application/x-www-form-urlencoded");
    let mut token = None;
    let mut method = None;
    let mut parameters = None;
    if request.verb == "POST" && is_form {
        for (key, value) in form_urlencoded::parse(&request.body) {
            match key.as_ref() {
                "token" => token = Some(value),
                "method" => method = Some(value),
                "parameters" => parameters = Some(value),
                _ => {}
            }
        }
    }
    world.receive(&Call {
        token: request.token.as_deref().or(token.as_deref()),
        method: method.as_deref(),
        parameters: parameters.as_deref(),
    })
}

fn firmino_call(request: &Request) -> FirminoCall<'_> {
    FirminoCall {
        verb: &request.verb,
        path: &request.path,
        authorization: request.authorization.as_deref(),
        company: request.company.as_deref(),
        accept: &request.accept,
        content_type: &request.content_type,
        body: &request.body,
    }
}
