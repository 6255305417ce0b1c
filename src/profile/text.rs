//! Changes the text of a profile so that whatever a person wrote in it stays: comments, order,
//! layout, line ends. Only the bytes of a changed value are replaced; the rest is never
//! written anew.

mod comment;
mod insert;
mod layout;
mod links;
mod list;
mod remove;
#[cfg(test)]
mod tests;
mod tree;
mod value;

use std::collections::BTreeSet;
use std::ops::Range;

pub use value::Value;

use super::problem::{Position, Problem};
use super::reading::Reading;
use crate::texts::Said;
use tree::{Body, Node, Tree};

const MARK: &str = "\u{feff}";

/// A profile's text; always TOML, not always a right profile.
#[derive(Clone, Debug)]
pub struct ProfileText {
    /// Without byte order mark.
    text: String,
    marked: bool,
    newline: &'static str,
    /// Names of top tables that were not there at first, which have the order of the example.
    added: BTreeSet<String>,
}

impl Default for ProfileText {
    fn default() -> Self {
        Self::new()
    }
}

impl ProfileText {
    /// A text without keys.
    pub fn new() -> Self {
        Self {
            text: String::new(),
            marked: false,
            newline: "\n",
            added: BTreeSet::new(),
        }
    }

    /// Takes a text as it stands in a file; byte order mark and Windows line ends stay.
    ///
    /// # Errors
    /// The places that are not TOML; keys and values are not checked.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let (marked, text) = match text.strip_prefix(MARK) {
            Some(text) => (true, text),
            None => (false, text),
        };
        if let Err(error) = Tree::of(text) {
            let mut problems = match Reading::of(text) {
                Ok(reading) => reading.finish(),
                Err(problems) => problems,
            };
            problems.retain(|problem| problem.key.is_empty());
            if problems.is_empty() {
                problems.push(Problem {
                    key: String::new(),
                    at: error.span().map(|span| Position::of(text, span.start)),
                    what: Said::of(|lang| {
                        let not_toml = lang.pick("to nie TOML", "not TOML");
                        format!("{not_toml}: {}", error.message())
                    }),
                    fix: Said::new("popraw ten wiersz", "correct the line"),
                });
            }
            return Err(problems);
        }
        let first = text.split_inclusive('\n').next().unwrap_or_default();
        Ok(Self {
            text: text.to_owned(),
            marked,
            newline: if first.ends_with("\r\n") {
                "\r\n"
            } else {
                "\n"
            },
            added: BTreeSet::new(),
        })
    }

    /// The value at this path, a table as [`Value::Pairs`]; none if it is not there.
    pub fn get(&self, path: &[&str]) -> Option<Value> {
        self.tree().find(path).map(Node::value)
    }

    /// Makes the key have this value.
    ///
    /// Where it says the same already (a day as text, a list in another layout) nothing changes;
    /// otherwise only the value does, and its comment stays. A list or table is changed item by
    /// item. What is not there is put where it belongs, with its table.
    pub fn set(&mut self, path: &[&str], value: Value) {
        let Some(node) = self.tree().find(path).cloned() else {
            if !path.is_empty() {
                self.insert(path, &value);
            }
            return;
        };
        if node.value().means(&value) {
            return;
        }
        match (&node.body, value) {
            (
                Body::Inline { .. } | Body::Dotted { .. } | Body::Table { .. },
                Value::Pairs(pairs),
            ) => {
                for (name, value) in &pairs {
                    self.set(&[path, &[name.as_str()]].concat(), value.clone());
                }
                for child in node.children() {
                    if pairs.iter().all(|(name, _)| *name != child.name) {
                        self.remove(&[path, &[child.name.as_str()]].concat());
                    }
                }
            }
            (Body::List { .. }, Value::List(wanted)) => self.change_list(path, &wanted),
            (
                Body::Plain { span, .. } | Body::List { span, .. } | Body::Inline { span, .. },
                value,
            ) => self.splice(span.clone(), &value.written()),
            (Body::Dotted { .. } | Body::Table { .. } | Body::Tables { .. }, value) => {
                self.remove(path);
                self.insert(path, &value);
            }
        }
    }

    /// Every key that holds a value, in the order of the text.
    ///
    /// What config.example.toml has under a header is told key by key and the rest whole
    /// (`baselinker.token`, a method of payment, all `warehouses.links`), however it is written.
    pub fn paths(&self) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        gather(&self.tree().children, &mut Vec::new(), &mut found);
        found.sort();
        found.into_iter().map(|(_, path)| path).collect()
    }

    /// The text, as a file is to hold it.
    pub fn render(&self) -> String {
        let mark = if self.marked { MARK } else { "" };
        format!("{mark}{}", self.text)
    }

    fn tree(&self) -> Tree {
        Tree::of(&self.text).expect("the text was TOML, and no change leaves anything else")
    }

    fn splice(&mut self, range: Range<usize>, with: &str) {
        self.text.replace_range(range, with);
    }
}

fn gather(nodes: &[Node], path: &mut Vec<String>, found: &mut Vec<(usize, Vec<String>)>) {
    for node in nodes {
        path.push(node.name.clone());
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        if node.is_table() && insert::has_header(&names) {
            gather(node.children(), path, found);
        } else {
            found.push((node.key.start, path.clone()));
        }
        path.pop();
    }
}
