//! Tables, JSON, progress, exit codes, escaping.
