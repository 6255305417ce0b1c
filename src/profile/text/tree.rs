//! What stands where in a profile's text.

use std::ops::Range;

use toml_edit::{Document, Item, Table, TableLike, TomlError, Value as Toml};

use super::value::Value;

/// A key of the text, with its place.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) name: String,
    /// Bytes of the key's last part; of a table that stands at several places, of the first.
    pub(super) key: Range<usize>,
    pub(super) body: Body,
}

/// How a key's value is written.
#[derive(Clone, Debug)]
pub(super) enum Body {
    /// `key = value`
    Plain { span: Range<usize>, value: Value },
    /// `key = [ … ]`
    List {
        span: Range<usize>,
        items: Vec<(Range<usize>, Value)>,
    },
    /// `key = { … }`
    Inline {
        span: Range<usize>,
        children: Vec<Node>,
    },
    /// `key.child = …`
    Dotted { children: Vec<Node> },
    /// `[key]`; no header where only `[key.child]` stands.
    Table {
        header: Option<Range<usize>>,
        children: Vec<Node>,
    },
    /// `[[key]]`, each by its header.
    Tables {
        items: Vec<(Range<usize>, Vec<Node>)>,
    },
}

/// `[path]` or `[[path]]`.
#[derive(Clone, Debug)]
pub(super) struct Section {
    pub(super) path: Vec<String>,
    pub(super) header: Range<usize>,
}

/// The keys of a text.
pub(super) struct Tree {
    pub(super) children: Vec<Node>,
}

impl Tree {
    /// Reads a text without byte order mark.
    pub(super) fn of(text: &str) -> Result<Self, TomlError> {
        let document = Document::parse(text)?;
        Ok(Self {
            children: children(document.as_table()),
        })
    }

    /// The nodes along the path as far as they are there.
    pub(super) fn chain(&self, path: &[&str]) -> Vec<&Node> {
        let mut chain = Vec::new();
        let mut among = self.children.as_slice();
        for name in path {
            let Some(node) = among.iter().find(|node| node.name == *name) else {
                break;
            };
            chain.push(node);
            among = node.children();
        }
        chain
    }

    pub(super) fn find(&self, path: &[&str]) -> Option<&Node> {
        let chain = self.chain(path);
        (chain.len() == path.len())
            .then(|| chain.last().copied())
            .flatten()
    }

    /// All headers in the order of the text.
    pub(super) fn sections(&self) -> Vec<Section> {
        let mut sections = Vec::new();
        for node in &self.children {
            node.sections(&mut Vec::new(), &mut sections);
        }
        sections.sort_by_key(|section| section.header.start);
        sections
    }

    /// Where each `key = value` of lines of its own lies, in the order of the text.
    pub(super) fn lines(&self) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        for node in &self.children {
            node.lines(true, &mut lines);
        }
        lines.sort_by_key(|line| line.start);
        lines
    }
}

impl Node {
    /// The keys of a table, however it is written.
    pub(super) fn children(&self) -> &[Node] {
        match &self.body {
            Body::Inline { children, .. }
            | Body::Dotted { children }
            | Body::Table { children, .. } => children,
            Body::Plain { .. } | Body::List { .. } | Body::Tables { .. } => &[],
        }
    }

    pub(super) fn is_table(&self) -> bool {
        matches!(
            self.body,
            Body::Inline { .. } | Body::Dotted { .. } | Body::Table { .. }
        )
    }

    pub(super) fn value(&self) -> Value {
        match &self.body {
            Body::Plain { value, .. } => value.clone(),
            Body::List { items, .. } => {
                Value::List(items.iter().map(|(_, value)| value.clone()).collect())
            }
            Body::Tables { items } => {
                Value::List(items.iter().map(|(_, nodes)| pairs(nodes)).collect())
            }
            Body::Inline { .. } | Body::Dotted { .. } | Body::Table { .. } => {
                pairs(self.children())
            }
        }
    }

    fn sections(&self, path: &mut Vec<String>, found: &mut Vec<Section>) {
        path.push(self.name.clone());
        let mut head = |header: &Range<usize>| {
            found.push(Section {
                path: path.clone(),
                header: header.clone(),
            });
        };
        let mut inside: Vec<&Node> = Vec::new();
        match &self.body {
            Body::Table { header, children } => {
                header.iter().for_each(&mut head);
                inside.extend(children);
            }
            Body::Tables { items } => {
                for (header, children) in items {
                    head(header);
                    inside.extend(children);
                }
            }
            Body::Dotted { children } => inside.extend(children),
            Body::Plain { .. } | Body::List { .. } | Body::Inline { .. } => {}
        }
        for node in inside {
            node.sections(path, found);
        }
        path.pop();
    }

    /// Lines of this node; those below headers only if `deep`.
    pub(super) fn lines(&self, deep: bool, found: &mut Vec<Range<usize>>) {
        match &self.body {
            Body::Plain { span, .. } | Body::List { span, .. } | Body::Inline { span, .. } => {
                found.push(self.key.start..span.end);
            }
            Body::Dotted { children } => {
                children.iter().for_each(|node| node.lines(deep, found));
            }
            Body::Table { children, .. } if deep => {
                children.iter().for_each(|node| node.lines(deep, found));
            }
            Body::Tables { items } if deep => {
                let all = items.iter().flat_map(|(_, nodes)| nodes);
                all.for_each(|node| node.lines(deep, found));
            }
            Body::Table { .. } | Body::Tables { .. } => {}
        }
    }
}

fn pairs(nodes: &[Node]) -> Value {
    Value::Pairs(
        nodes
            .iter()
            .map(|node| (node.name.clone(), node.value()))
            .collect(),
    )
}

fn children(table: &dyn TableLike) -> Vec<Node> {
    let names = table.iter().map(|(name, _)| name);
    names.filter_map(|name| node(table, name)).collect()
}

/// Everything that was parsed has its place, so nothing is left out.
fn node(table: &dyn TableLike, name: &str) -> Option<Node> {
    let (key, item) = table.get_key_value(name)?;
    let body = match item {
        Item::None => return None,
        Item::Value(Toml::Array(list)) => Body::List {
            span: list.span()?,
            items: list
                .iter()
                .filter_map(|value| Some((value.span()?, Value::of(value))))
                .collect(),
        },
        Item::Value(Toml::InlineTable(table)) if table.is_dotted() => Body::Dotted {
            children: children(table),
        },
        Item::Value(Toml::InlineTable(table)) => Body::Inline {
            span: table.span()?,
            children: children(table),
        },
        Item::Value(value) => Body::Plain {
            span: value.span()?,
            value: Value::of(value),
        },
        Item::Table(table) if table.is_dotted() => Body::Dotted {
            children: children(table),
        },
        Item::Table(table) => Body::Table {
            header: header(table),
            children: children(table),
        },
        Item::ArrayOfTables(tables) => Body::Tables {
            items: tables
                .iter()
                .filter_map(|table| Some((header(table)?, children(table))))
                .collect(),
        },
    };
    Some(Node {
        name: name.to_owned(),
        key: key.span()?,
        body,
    })
}

fn header(table: &Table) -> Option<Range<usize>> {
    table.span().filter(|_| !table.is_implicit())
}
