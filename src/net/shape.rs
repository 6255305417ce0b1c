//! What is wrong with the body of a reply.

/// What is wrong with the body of a reply. It names fields and never quotes them: they may hold data of persons.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Shape {
    /// There is none.
    #[error("it is empty")]
    Empty,
    /// It ends too early.
    #[error("it is cut off")]
    Cut,
    /// Something else, such as a page; it is quoted, harmless, short and without secrets.
    #[error("it is no JSON: {0}")]
    NoJson(String),
    /// JSON, but no object.
    #[error("it is no JSON object")]
    NoObject,
    /// A file was asked for.
    #[error("it is no PDF")]
    NoPdf,
    /// A field without which the reply means nothing.
    #[error("`{0}` is missing or cannot be read")]
    Field(&'static str),
    /// A field of another form than documented.
    #[error("`{0}` does not have the documented form")]
    Form(&'static str),
    /// A field that tells of something else.
    #[error("`{0}` is not what was asked for")]
    Unasked(&'static str),
    /// A list whose keys are ids.
    #[error("a key of `{0}` is no id")]
    Key(&'static str),
    /// A row of this list.
    #[error("a row of `{0}` does not have the documented form")]
    Row(&'static str),
    /// A row without its id.
    #[error("a row of `{list}` has no readable `{name}`")]
    RowId {
        /// The list.
        list: &'static str,
        /// The id's field.
        name: &'static str,
    },
    /// A known row of another form than documented.
    #[error("row {id} of `{list}` does not have the documented form")]
    RowForm {
        /// The list.
        list: &'static str,
        /// The row's id.
        id: i64,
    },
    /// A known row without a field that it must have, or with one that cannot be read.
    #[error("row {id} of `{list}` has no readable `{name}`")]
    RowField {
        /// The list.
        list: &'static str,
        /// The row's id.
        id: i64,
        /// The field.
        name: &'static str,
    },
}
