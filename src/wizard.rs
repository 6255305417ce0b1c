//! The wizard's door to the terminal.
