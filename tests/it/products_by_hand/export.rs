//! `mirror export …`.
