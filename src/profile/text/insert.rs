//! Puts keys and tables that are not there yet where a reader looks for them.

use std::ops::Range;

use super::ProfileText;
use super::layout::{end_of, line_end, past_comma};
use super::tree::{Body, Node};
use super::value::{Value, key, quoted};

/// The tables in the order of config.example.toml; deeper ones are written as `{ … }`.
pub(super) const TABLES: [&[&str]; 14] = [
    &["company"],
    &["ksef"],
    &["baselinker"],
    &["orders"],
    &["orders", "numbering"],
    &["products"],
    &["warehouses"],
    &["warehouses", "links"],
    &["delivery"],
    &["payments"],
    &["rates"],
    &["brakes"],
    &["alerts"],
    &["mirror"],
];

/// Whether the key at this path is written under a header of its own.
pub(super) fn has_header(path: &[&str]) -> bool {
    path.len() == 1 || TABLES.contains(&path)
}

fn rank(path: &[&str]) -> usize {
    TABLES
        .iter()
        .position(|table| table == &path)
        .or_else(|| TABLES.iter().position(|table| table[0] == path[0]))
        .unwrap_or(TABLES.len())
}

/// `value` under the keys `below`.
fn nested(below: &[&str], value: Value) -> Value {
    below.iter().rev().fold(value, |value, name| {
        Value::Pairs(vec![((*name).to_owned(), value)])
    })
}

/// `a.b.key = value`, where the tables of the first `there` parts are written with dots already.
fn dotted_line(path: &[&str], there: usize, value: &Value) -> String {
    let dotted: Vec<String> = path[..=there].iter().map(|name| key(name)).collect();
    let value = nested(&path[there + 1..], value.clone());
    format!("{} = {}", dotted.join("."), value.written())
}

impl ProfileText {
    /// Writes a key that is not there.
    pub(super) fn insert(&mut self, path: &[&str], value: &Value) {
        let tree = self.tree();
        let chain = tree.chain(path);
        let depth = chain.len();
        if chain.last().is_some_and(|node| !node.is_table()) {
            self.remove(&path[..depth]);
            return self.insert(path, value);
        }
        // A table of dotted keys is written in the lines of the one that it stands in.
        let host = chain
            .iter()
            .rposition(|node| !matches!(node.body, Body::Dotted { .. }));
        match host.map(|host| (host + 1, &chain[host].body)) {
            Some((host, Body::Inline { span, children })) => {
                let line = dotted_line(&path[host..], depth - host, value);
                self.add_pair(span, children, &line);
            }
            at if at.as_ref().map_or(0, |(host, _)| *host) < depth => {
                let host = at.map_or(0, |(host, _)| host);
                let mut lines = Vec::new();
                chain[depth - 1].lines(false, &mut lines);
                let last = lines.iter().map(|line| line.end).max().unwrap_or(0);
                self.add_line(last, &dotted_line(&path[host..], depth - host, value));
            }
            Some((host, Body::Table { header, children })) => {
                let home = self.home(path);
                match header {
                    Some(header) if host >= home => {
                        let mut lines = Vec::new();
                        children
                            .iter()
                            .for_each(|node| node.lines(false, &mut lines));
                        let last = lines.iter().map(|line| line.end).max();
                        let line = self.key_line(path, host, value);
                        self.add_line(last.unwrap_or(header.end), &line);
                    }
                    _ => self.under_new_header(path, home.max(host), value),
                }
            }
            _ if path.len() == 1 => self.add_to_root(&self.key_line(path, 0, value)),
            _ => self.under_new_header(path, self.home(path), value),
        }
    }

    /// How many parts of the path are the header that its key stands under.
    fn home(&self, path: &[&str]) -> usize {
        let most = path.len().saturating_sub(1);
        (1..=most)
            .rev()
            .find(|length| has_header(&path[..*length]))
            .unwrap_or(most)
    }

    fn key_line(&self, path: &[&str], host: usize, value: &Value) -> String {
        let name = match path {
            // Names of BaseLinker, quoted alike whether or not they need it.
            ["payments", name] => quoted(name),
            _ => key(path[host]),
        };
        let value = nested(&path[host + 1..], value.clone());
        format!("{name} = {}", value.written())
    }

    fn under_new_header(&mut self, path: &[&str], header: usize, value: &Value) {
        let line = self.key_line(path, header, value);
        self.add_section(&path[..header], false, &[line]);
    }

    /// A header with lines below it, after the sections that come before it.
    pub(super) fn add_section(&mut self, path: &[&str], many: bool, lines: &[String]) {
        let tree = self.tree();
        let sections = tree.sections();
        let kin = sections.iter().rposition(|other| other.path[0] == path[0]);
        let own = rank(path);
        let before = kin.or_else(|| {
            sections.iter().rposition(|other| {
                let other: Vec<&str> = other.path.iter().map(String::as_str).collect();
                !self.added.contains(other[0]) || rank(&other) <= own
            })
        });
        let at = end_of(&self.text, &tree, &sections, before);
        let newline = self.newline;
        let name: Vec<String> = path.iter().map(|name| key(name)).collect();
        let (open, close) = if many { ("[[", "]]") } else { ("[", "]") };
        let mut block = format!("{open}{}{close}{newline}", name.join("."));
        for line in lines {
            block.push_str(line);
            block.push_str(newline);
        }
        let gap = gap(&self.text[..at], newline);
        let after = if at < self.text.len() { newline } else { "" };
        self.splice(at..at, &format!("{gap}{block}{after}"));
        if kin.is_none() {
            self.added.insert(path[0].to_owned());
        }
    }

    /// A line after the one in which the byte `after` lies.
    pub(super) fn add_line(&mut self, after: usize, line: &str) {
        let at = line_end(&self.text, after);
        let newline = self.newline;
        if self.text[..at].ends_with('\n') {
            self.splice(at..at, &format!("{line}{newline}"));
        } else {
            self.splice(at..at, &format!("{newline}{line}{newline}"));
        }
    }

    fn add_to_root(&mut self, line: &str) {
        let tree = self.tree();
        let mut lines = Vec::new();
        tree.children
            .iter()
            .for_each(|node| node.lines(false, &mut lines));
        if let Some(last) = lines.iter().map(|line| line.end).max() {
            return self.add_line(last, line);
        }
        let at = end_of(&self.text, &tree, &tree.sections(), None);
        let newline = self.newline;
        let gap = gap(&self.text[..at], newline);
        let after = if at < self.text.len() { newline } else { "" };
        self.splice(at..at, &format!("{gap}{line}{newline}{after}"));
    }

    fn add_pair(&mut self, span: &Range<usize>, children: &[Node], pair: &str) {
        let mut lines = Vec::new();
        children
            .iter()
            .for_each(|node| node.lines(false, &mut lines));
        match lines.iter().map(|line| line.end).max() {
            None => self.splice(span.clone(), &format!("{{ {pair} }}")),
            Some(last) => match past_comma(&self.text, last) {
                Some(comma) => self.splice(comma..comma, &format!(" {pair},")),
                None => self.splice(last..last, &format!(", {pair}")),
            },
        }
    }
}

/// What has to stand between a text and a part that begins after a blank line.
fn gap(before: &str, newline: &str) -> String {
    let trimmed = before.trim_end_matches([' ', '\t', '\r']);
    let Some(rest) = trimmed.strip_suffix('\n') else {
        return if trimmed.is_empty() {
            String::new()
        } else {
            newline.repeat(2)
        };
    };
    let rest = rest.trim_end_matches([' ', '\t', '\r']);
    if rest.is_empty() || rest.ends_with('\n') {
        String::new()
    } else {
        newline.to_owned()
    }
}
