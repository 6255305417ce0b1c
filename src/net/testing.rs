//! A world for tests: a clock that only sleeping moves, no chance, a transport that reads from a script.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::time::Duration;

use jiff::Timestamp;

use super::{Clock, Jitter, Request, Response, Talk, Transport, TransportError, Wait};

/// Moves when somebody sleeps, or is moved.
pub(crate) struct FakeClock {
    boot: Cell<Duration>,
    boot_id: RefCell<String>,
    wall: Cell<Timestamp>,
}

impl FakeClock {
    pub(crate) fn new() -> Self {
        Self {
            boot: Cell::new(Duration::from_secs(1000)),
            boot_id: RefCell::new("first boot".to_owned()),
            wall: Cell::new("2026-11-23T21:00:00Z".parse().expect("a moment")),
        }
    }

    pub(crate) fn go_on(&self, span: Duration) {
        self.boot.set(self.boot.get() + span);
        self.wall.set(self.wall.get() + span);
    }

    pub(crate) fn reboot(&self, off: Duration) {
        self.boot.set(Duration::from_secs(5));
        self.boot_id.replace("another boot".to_owned());
        self.wall.set(self.wall.get() + off);
    }
}

impl Clock for FakeClock {
    fn boot(&self) -> Duration {
        self.boot.get()
    }

    fn boot_id(&self) -> String {
        self.boot_id.borrow().clone()
    }

    fn wall(&self) -> Timestamp {
        self.wall.get()
    }

    fn sleep(&self, pause: Duration) {
        self.go_on(pause);
    }
}

/// Always the longest.
pub(crate) struct Most;

impl Jitter for Most {
    fn up_to(&self, most: Duration) -> Duration {
        most
    }
}

/// Remembers what it was told, repetitions left out.
#[derive(Default)]
pub(crate) struct Ear {
    pub(crate) waits: RefCell<Vec<Wait>>,
    pub(crate) longest_gap: Cell<Duration>,
    last: Cell<Option<Duration>>,
}

impl Talk for Ear {
    fn waiting(&self, reason: &Wait, remaining: Duration) {
        let is_new = self.waits.borrow().last() != Some(reason);
        if is_new {
            self.waits.borrow_mut().push(reason.clone());
        } else if let Some(last) = self.last.get() {
            self.longest_gap
                .set(self.longest_gap.get().max(last.saturating_sub(remaining)));
        }
        self.last.set(Some(remaining));
    }
}

/// Answers in the order written, each after its time; panics when the script is over.
pub(crate) struct Script<'a> {
    clock: &'a FakeClock,
    answers: RefCell<VecDeque<(Duration, Result<Response, TransportError>)>>,
    pub(crate) requests: RefCell<Vec<Request>>,
}

impl<'a> Script<'a> {
    pub(crate) fn new(clock: &'a FakeClock) -> Self {
        Self {
            clock,
            answers: RefCell::default(),
            requests: RefCell::default(),
        }
    }

    pub(crate) fn then(self, after: Duration, answer: Result<Response, TransportError>) -> Self {
        self.answers.borrow_mut().push_back((after, answer));
        self
    }

    pub(crate) fn body(self, body: &str) -> Self {
        self.status(200, body)
    }

    pub(crate) fn status(self, status: u16, body: &str) -> Self {
        let response = Response {
            status,
            date: None,
            retry_after: None,
            body: body.as_bytes().to_vec(),
        };
        self.then(Duration::from_millis(100), Ok(response))
    }

    pub(crate) fn fails(self, error: TransportError) -> Self {
        self.then(Duration::from_millis(100), Err(error))
    }

    pub(crate) fn is_over(&self) -> bool {
        self.answers.borrow().is_empty()
    }
}

impl Transport for Script<'_> {
    fn send(&self, request: &Request, deadline: Duration) -> Result<Response, TransportError> {
        self.requests.borrow_mut().push(request.clone());
        let (after, answer) = self
            .answers
            .borrow_mut()
            .pop_front()
            .expect("the script goes on");
        if after > deadline {
            self.clock.go_on(deadline);
            return Err(TransportError::TimedOut(deadline));
        }
        self.clock.go_on(after);
        answer.map(|mut response| {
            response.date = response.date.or(Some(self.clock.wall()));
            response
        })
    }
}
