//! `warnings` of a call that was carried out in part: `""`, `[]`, absent, or a map.

use std::collections::BTreeMap;

use super::reply::{Reply, Shape};
use super::wire::{Lenient, Map, Text};

/// Notes by what they are about, such as `images`. What cannot be read is a note without a key: the call itself was
/// carried out, and its reply must not be lost for it.
pub(super) fn notes(reply: &Reply<'_>) -> Vec<(String, String)> {
    match reply.optional::<Map<Text>>("warnings") {
        Lenient::Known(map) => map
            .0
            .into_iter()
            .map(|(about, note)| (about, said(note)))
            .collect(),
        Lenient::Absent => Vec::new(),
        Lenient::Odd(text) => vec![(String::new(), text.into_string())],
    }
}

/// What was refused, by product or variant.
///
/// # Errors
/// Something is refused, but not by the id of a product: then nobody knows which ones were written.
pub(super) fn by_product(reply: &Reply<'_>) -> Result<BTreeMap<i64, String>, Shape> {
    let map = match reply.optional::<Map<Text>>("warnings") {
        Lenient::Known(map) => map,
        Lenient::Absent => Map::default(),
        Lenient::Odd(_) => return Err(Shape::Form("warnings")),
    };
    let numbered = map.0.into_iter().map(|(key, warning)| {
        let id: Option<i64> = key.trim().parse().ok().filter(|id| *id > 0);
        Ok((id.ok_or(Shape::Key("warnings"))?, said(warning)))
    });
    numbered.collect()
}

fn said(text: Text) -> String {
    match text {
        Lenient::Known(text) => text,
        Lenient::Absent => String::new(),
        Lenient::Odd(text) => text.into_string(),
    }
}
