//! HTTP transport, pacing, retry classes and outcomes.
