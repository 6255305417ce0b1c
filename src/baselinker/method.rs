//! What a method of the API is: a name, a class, parameters, and a way to read its reply.

use super::reply::{Reply, Shape};
use crate::net::retry::Class;

/// One method of the API with its arguments. The class decides whether a call may be sent again.
pub trait Method {
    /// The API's name of the method.
    const NAME: &'static str;
    /// Whether it reads, sets or creates.
    type Class: Class;
    /// What a caller gets.
    type Reply;

    /// The arguments as JSON text.
    fn parameters(&self) -> String;

    /// Reads a successful reply.
    ///
    /// # Errors
    /// The reply lacks the method's own key or has another shape.
    fn read(&self, reply: &Reply<'_>) -> Result<Self::Reply, Shape>;
}
