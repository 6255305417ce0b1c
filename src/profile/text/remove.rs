//! Takes keys and tables out, with the comments that are theirs.

use std::ops::Range;

use super::ProfileText;
use super::layout::{extent, line_end, line_start, past_comma};
use super::tree::{Body, Node};
use super::value::Value;

impl ProfileText {
    /// Takes a key or table out, with the comment on its line or right above its header.
    pub fn remove(&mut self, path: &[&str]) {
        while let Some(node) = self.tree().find(path).cloned() {
            match &node.body {
                Body::Plain { span, .. } | Body::List { span, .. } | Body::Inline { span, .. } => {
                    self.cut_value(path, &node, span);
                }
                Body::Tables { items } => {
                    let Some((header, _)) = items.last() else {
                        return;
                    };
                    self.cut_section(header);
                }
                Body::Table { header, children } => match (children.last(), header) {
                    (Some(child), _) => self.remove(&[path, &[child.name.as_str()]].concat()),
                    (None, Some(header)) => self.cut_section(header),
                    (None, None) => return,
                },
                Body::Dotted { children } => {
                    let Some(child) = children.last() else {
                        return;
                    };
                    self.remove(&[path, &[child.name.as_str()]].concat());
                }
            }
        }
    }

    /// Takes a whole table out of the top of the profile and tells its keys; none if it is not there.
    pub fn take_table(&mut self, name: &str) -> Option<Vec<(String, Value)>> {
        let Some(Value::Pairs(pairs)) = self.get(&[name]) else {
            return None;
        };
        self.remove(&[name]);
        Some(pairs)
    }

    /// Takes the section under this header out; sections of tables inside it stay.
    pub(super) fn cut_section(&mut self, header: &Range<usize>) {
        let tree = self.tree();
        let sections = tree.sections();
        let found = sections.iter().position(|other| other.header == *header);
        if let Some(index) = found {
            let extent = extent(&self.text, &tree, &sections, index);
            self.splice(extent, "");
        }
    }

    fn cut_value(&mut self, path: &[&str], node: &Node, span: &Range<usize>) {
        let tree = self.tree();
        let chain = tree.chain(path);
        let above = &chain[..chain.len() - 1];
        let host = above
            .iter()
            .rev()
            .find(|node| !matches!(node.body, Body::Dotted { .. }));
        match host.map(|host| &host.body) {
            Some(Body::Inline {
                span: braces,
                children,
            }) => self.cut_pair(braces, children, span),
            _ => {
                let lines = line_start(&self.text, node.key.start)..line_end(&self.text, span.end);
                self.splice(lines, "");
            }
        }
    }

    /// Takes one pair out of `{ … }`.
    fn cut_pair(&mut self, braces: &Range<usize>, children: &[Node], value: &Range<usize>) {
        let mut pairs = Vec::new();
        children
            .iter()
            .for_each(|node| node.lines(false, &mut pairs));
        pairs.sort_by_key(|pair| pair.start);
        let at = pairs.iter().position(|pair| pair.end == value.end);
        let Some(at) = at.filter(|_| pairs.len() > 1) else {
            return self.splice(braces.clone(), "{}");
        };
        // A pair begins after the comma or brace before it: its key may have more parts.
        let begin = |at: usize| match at.checked_sub(1) {
            None => braces.start + 1,
            Some(before) => {
                let end = pairs[before].end;
                past_comma(&self.text, end).unwrap_or(end)
            }
        };
        let cut = if at + 1 < pairs.len() {
            begin(at)..begin(at + 1)
        } else {
            pairs[at - 1].end..pairs[at].end
        };
        self.splice(cut, "");
    }
}
