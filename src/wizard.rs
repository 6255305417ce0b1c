//! `setup`: the five steps as a pure state machine (question, answer, back, lookup), and the terminal that shows it.
//!
//! [`machine::Machine`] says what to show ([`screen::Screen`]) or to look up ([`facts::Need`]) next; a front brings
//! answers. There are two: [`ask`] on a terminal, and [`scripted`] for an answers file. `ask` is the only door to the
//! terminal.

pub mod ask;
pub mod draft;
pub mod facts;
pub mod machine;
pub mod path;
pub mod precheck;
pub mod question;
pub mod read;
pub mod screen;
pub mod scripted;
pub mod steps;
pub mod view;
pub mod written;

pub use machine::{Machine, Origin, TokenAtFault, Trouble, Turn};
pub use path::TokenAsked;
pub use steps::{login_is_typed, welcome};
