//! One connection, request after request.

use std::net::TcpStream;

use super::request::{self, NoRequest};
use super::{Shared, deliver, route};
use crate::sandbox::delivery::{Answer, Delivery};

/// Whether a connection is used for the next request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    KeepOpen,
    Close,
}

/// Serves a connection until the client or the sandbox is done with it.
pub(super) fn serve(shared: &Shared, mut stream: TcpStream, connection: u64) {
    let _ = stream.set_nodelay(true);
    let mut buffer = Vec::new();
    loop {
        let (delivery, date, keep_alive) = match request::read(&mut stream, &mut buffer) {
            Ok(request) => {
                let mut world = shared.world();
                let delivery = route::answer(&mut world, &request);
                (delivery, world.now(), request.keep_alive)
            }
            Err(NoRequest::Refused(status, title)) => {
                let refusal = Delivery::Answer(Answer::html(status, title));
                (refusal, shared.world().now(), false)
            }
            Err(NoRequest::Closed) => break,
        };
        let reset = delivery == Delivery::Reset;
        if reset {
            shared.forget(connection);
        }
        let wanted = if keep_alive {
            After::KeepOpen
        } else {
            After::Close
        };
        match deliver::deliver(shared, &mut stream, &delivery, date, wanted) {
            Ok(After::KeepOpen) => {}
            Ok(After::Close) | Err(_) => break,
        }
    }
    shared.forget(connection);
}
