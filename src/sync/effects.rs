//! Whether a pass writes to BaseLinker.

/// Whether writes are sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Effects {
    /// They are.
    #[default]
    Real,
    /// They are only counted: a dry run.
    Rehearsed,
}
