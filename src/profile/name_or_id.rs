//! A thing of the BaseLinker account, meant by its name or by its id.

use std::fmt;

use toml::de::DeValue;

use super::reading::Entry;

/// A status, series, catalogue, price group or warehouse as the profile means it.
///
/// Names are resolved to ids before anything is read (design.md, section 6).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameOrId {
    /// The name as BaseLinker shows it, without blanks around it.
    Name(String),
    /// BaseLinker's id, above zero.
    Id(i64),
}

impl fmt::Display for NameOrId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => write!(formatter, "{name:?}"),
            Self::Id(id) => write!(formatter, "{id}"),
        }
    }
}

impl NameOrId {
    /// A value that may be absent; an empty text means *unset*.
    pub(super) fn read(entry: &Entry<'_>, example: &str) -> Option<Self> {
        match entry.value()? {
            DeValue::Integer(_) => match entry.integer().filter(|id| *id > 0) {
                Some(id) => Some(Self::Id(id)),
                None => {
                    entry.refuse(
                        format!("is {}, which is no id", entry.shown()),
                        "write BaseLinker's id, a whole number above 0, or the name in quotes",
                    );
                    None
                }
            },
            DeValue::String(_) => entry.filled_text(example).map(Self::Name),
            _ => {
                let fix = entry.write(example);
                entry.wrong_type("a name in quotes or an id", &fix);
                None
            }
        }
    }

    /// A list; an empty text in it is refused, repetitions are dropped.
    pub(super) fn read_list(entry: &Entry<'_>, example: &str) -> Vec<Self> {
        let mut list = Vec::new();
        for item in entry.items("a list of names or ids", example) {
            if item.is_unset() {
                item.absent("every item is a name or an id", example);
            } else if let Some(thing) = Self::read(&item, example)
                && !list.contains(&thing)
            {
                list.push(thing);
            }
        }
        list
    }
}
