//! The TOML profile: types, validation, token sources.
