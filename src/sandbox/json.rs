//! Writes answers in the live shapes, or, with quirks, in any other encoding PHP has been seen to use.
//!
//! A quirk changes the encoding of a value, never the value; all of them follow from one seed.

use rust_decimal::Decimal;

use super::random::Random;
use super::unknowns::EmptyMap;

/// A JSON text in the making.
pub(crate) struct Writer {
    out: String,
    quirks: Option<Random>,
    spaced: bool,
}

/// Open object: a record with known fields, or a map keyed by ids.
pub(crate) struct Fields<'w> {
    writer: &'w mut Writer,
    first: bool,
}

/// Open array.
pub(crate) struct List<'w> {
    writer: &'w mut Writer,
    first: bool,
}

impl Writer {
    pub(crate) fn new(mut quirks: Option<Random>) -> Self {
        let spaced = quirks.as_mut().is_some_and(|random| random.chance(300));
        Self {
            out: String::with_capacity(512),
            quirks,
            spaced,
        }
    }

    /// One record as the whole text.
    pub(crate) fn document(mut self, write: impl FnOnce(&mut Fields<'_>)) -> String {
        self.record(write);
        self.out
    }

    fn roll(&mut self, per_mille: u64) -> bool {
        self.quirks
            .as_mut()
            .is_some_and(|random| random.chance(per_mille))
    }

    fn draw(&mut self, below: u64) -> u64 {
        self.quirks.as_mut().map_or(0, |random| random.below(below))
    }

    fn record(&mut self, write: impl FnOnce(&mut Fields<'_>)) {
        self.out.push('{');
        let mut fields = Fields {
            writer: self,
            first: true,
        };
        write(&mut fields);
        if fields.writer.roll(150) {
            fields.unknown_field();
        }
        self.break_line();
        self.out.push('}');
    }

    fn map(&mut self, empty: EmptyMap, write: impl FnOnce(&mut Fields<'_>)) {
        let start = self.out.len();
        self.out.push('{');
        let mut fields = Fields {
            writer: self,
            first: true,
        };
        write(&mut fields);
        if !fields.first {
            self.out.push('}');
            return;
        }
        self.out.truncate(start);
        let live = match empty {
            EmptyMap::Array => "[]",
            EmptyMap::Object => "{}",
        };
        let text = match self.draw(4) {
            1 => "[]",
            2 => "{}",
            3 => "\"\"",
            _ => live,
        };
        self.out.push_str(text);
    }

    fn list(&mut self, write: impl FnOnce(&mut List<'_>)) {
        self.out.push('[');
        write(&mut List {
            writer: self,
            first: true,
        });
        self.out.push(']');
    }

    fn break_line(&mut self) {
        if self.spaced {
            self.out.push_str("\n ");
        }
    }

    fn integer(&mut self, value: i64) {
        let quoted = self.roll(330);
        self.number(&value.to_string(), quoted);
    }

    fn decimal(&mut self, value: Decimal) {
        let plain = value.normalize().to_string();
        match self.draw(5) {
            1 => self.number(&plain, true),
            2 if value.scale() <= 4 => {
                let mut padded = value;
                padded.rescale(4);
                self.number(&padded.to_string(), true);
            }
            3 => self.number(&seventeen_digits(&plain), false),
            _ => self.number(&plain, false),
        }
    }

    fn number(&mut self, text: &str, quoted: bool) {
        if quoted {
            self.out.push('"');
        }
        self.out.push_str(text);
        if quoted {
            self.out.push('"');
        }
    }

    fn string(&mut self, value: &str) {
        let escaped = self.roll(400);
        self.quote(value, escaped);
    }

    fn quote(&mut self, value: &str, escaped: bool) {
        self.out.push('"');
        for c in value.chars() {
            match c {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                '\r' => self.out.push_str("\\r"),
                '\t' => self.out.push_str("\\t"),
                '/' if escaped => self.out.push_str("\\/"),
                c if c < ' ' || (escaped && !c.is_ascii()) => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        self.out.push_str(&format!("\\u{unit:04x}"));
                    }
                }
                c => self.out.push(c),
            }
        }
        self.out.push('"');
    }
}

/// How PHP prints a float with `serialize_precision = 17`: 39.99 becomes 39.990000000000002.
fn seventeen_digits(plain: &str) -> String {
    let Ok(float) = plain.parse::<f64>() else {
        return plain.to_owned();
    };
    let Some((whole, _)) = plain.split_once('.') else {
        return plain.to_owned();
    };
    let whole_digits = whole.trim_start_matches(['-', '0']).len();
    let text = format!("{float:.*}", 17_usize.saturating_sub(whole_digits));
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

impl Fields<'_> {
    fn key(&mut self, key: &str) -> &mut Writer {
        if !self.first {
            self.writer.out.push(',');
        }
        self.first = false;
        self.writer.break_line();
        self.writer.quote(key, false);
        self.writer.out.push(':');
        if self.writer.spaced {
            self.writer.out.push(' ');
        }
        self.writer
    }

    fn unknown_field(&mut self) {
        let name = format!("x_unknown_{}", self.writer.draw(1000));
        let text = match self.writer.draw(5) {
            0 => "null",
            1 => "17",
            2 => "\"nowo\\u015b\\u0107\"",
            3 => "[]",
            _ => "{\"a\":{\"order_id\":\"1\",\"b\":[1,{\"c\":null}]},\"products\":[]}",
        };
        self.key(&name).out.push_str(text);
    }

    /// A whole number.
    pub(crate) fn int(&mut self, key: &str, value: impl TryInto<i64>) {
        let value = value.try_into().unwrap_or(i64::MAX);
        self.key(key).integer(value);
    }

    /// An id where 0 means none; quirks may print none as `""` or null.
    pub(crate) fn id_or_none(&mut self, key: &str, value: impl TryInto<i64>) {
        let value = value.try_into().unwrap_or(i64::MAX);
        let writer = self.key(key);
        match (value, writer.draw(5)) {
            (0, 1) => writer.out.push_str("\"\""),
            (0, 2) => writer.out.push_str("null"),
            _ => writer.integer(value),
        }
    }

    /// Money, a rate or a weight.
    pub(crate) fn decimal(&mut self, key: &str, value: Decimal) {
        self.key(key).decimal(value);
    }

    /// A whole number whose key goes by two names: the live one, and one that quirks may print instead.
    pub(crate) fn int_under(&mut self, key: &str, other: &str, value: impl TryInto<i64>) {
        let key = if self.writer.roll(400) { other } else { key };
        self.int(key, value);
    }

    /// Money that is a text with two places in samples; quirks may print it as any other money.
    pub(crate) fn money_text(&mut self, key: &str, value: Decimal) {
        let writer = self.key(key);
        if writer.roll(400) {
            return writer.decimal(value);
        }
        let mut shown = value.normalize();
        shown.rescale(shown.scale().max(2));
        writer.number(&shown.to_string(), true);
    }

    /// A number where 0 means none, printed as `""` in live answers; quirks may print none as 0 or null.
    pub(crate) fn decimal_or_none(&mut self, key: &str, value: Decimal) {
        let writer = self.key(key);
        if !value.is_zero() {
            return writer.decimal(value);
        }
        let none = match writer.draw(3) {
            1 => "0",
            2 => "null",
            _ => "\"\"",
        };
        writer.out.push_str(none);
    }

    /// Text; quirks may print an empty one as null or leave it out.
    pub(crate) fn text(&mut self, key: &str, value: &str) {
        if value.is_empty() {
            match self.writer.draw(12) {
                1 => return,
                2 => return self.null(key),
                _ => {}
            }
        }
        self.key(key).string(value);
    }

    /// Text under an id; there even when empty.
    pub(crate) fn text_entry(&mut self, key: &str, value: &str) {
        self.key(key).string(value);
    }

    /// An id kept as text, where `""` and `"0"` both mean none.
    pub(crate) fn text_id(&mut self, key: &str, value: &str) {
        let none = value.is_empty() || value == "0";
        let shown = match self.writer.draw(3) {
            1 if none => "",
            2 if none => "0",
            _ => value,
        };
        let writer = self.key(key);
        let plain_number = value.bytes().all(|b| b.is_ascii_digit())
            && !value.starts_with('0')
            && (1..16).contains(&value.len());
        if plain_number && writer.roll(250) {
            writer.number(value, false);
        } else {
            writer.string(shown);
        }
    }

    /// A flag that is a boolean in live answers.
    pub(crate) fn flag(&mut self, key: &str, value: bool) {
        self.encoded_flag(key, value, 0);
    }

    /// A flag that is `0` or `1` in live answers.
    pub(crate) fn flag_int(&mut self, key: &str, value: bool) {
        self.encoded_flag(key, value, 1);
    }

    /// A flag that is `"0"` or `"1"` in live answers.
    pub(crate) fn flag_text(&mut self, key: &str, value: bool) {
        self.encoded_flag(key, value, 2);
    }

    fn encoded_flag(&mut self, key: &str, value: bool, live: u64) {
        let writer = self.key(key);
        let style = if writer.roll(500) {
            writer.draw(3)
        } else {
            live
        };
        writer.out.push_str(match (style, value) {
            (0, true) => "true",
            (0, false) => "false",
            (1, true) => "1",
            (1, false) => "0",
            (_, true) => "\"1\"",
            (_, false) => "\"0\"",
        });
    }

    pub(crate) fn null(&mut self, key: &str) {
        self.key(key).out.push_str("null");
    }

    /// A text that is null in live answers when there is none.
    pub(crate) fn text_or_null(&mut self, key: &str, value: &str) {
        if value.is_empty() && !self.writer.roll(300) {
            self.null(key);
        } else {
            self.text(key, value);
        }
    }

    /// A key that live answers leave out; quirks may print it as null or as an empty array.
    pub(crate) fn absent(&mut self, key: &str) {
        match self.writer.draw(4) {
            1 => self.null(key),
            2 => self.key(key).out.push_str("[]"),
            _ => {}
        }
    }

    pub(crate) fn record(&mut self, key: &str, write: impl FnOnce(&mut Fields<'_>)) {
        self.key(key).record(write);
    }

    /// An object keyed by ids; `empty` says what stands for none without quirks.
    pub(crate) fn map(&mut self, key: &str, empty: EmptyMap, write: impl FnOnce(&mut Fields<'_>)) {
        self.key(key).map(empty, write);
    }

    /// Texts by key, `""` in samples when there are none; quirks may print none as any empty map.
    pub(crate) fn texts_or_empty(&mut self, key: &str, texts: &[(String, String)]) {
        if texts.is_empty() && !self.writer.roll(500) {
            self.key(key).out.push_str("\"\"");
            return;
        }
        self.map(key, EmptyMap::Array, |map| {
            for (about, text) in texts {
                map.text_entry(about, text);
            }
        });
    }

    pub(crate) fn list(&mut self, key: &str, write: impl FnOnce(&mut List<'_>)) {
        self.key(key).list(write);
    }
}

impl List<'_> {
    fn item(&mut self) -> &mut Writer {
        if !self.first {
            self.writer.out.push(',');
        }
        self.first = false;
        self.writer.break_line();
        self.writer
    }

    pub(crate) fn record(&mut self, write: impl FnOnce(&mut Fields<'_>)) {
        self.item().record(write);
    }

    pub(crate) fn int(&mut self, value: u64) {
        let value = i64::try_from(value).unwrap_or(i64::MAX);
        self.item().integer(value);
    }

    pub(crate) fn text(&mut self, value: &str) {
        self.item().string(value);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
