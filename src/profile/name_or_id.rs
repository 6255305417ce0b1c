//! A thing of the BaseLinker account, meant by its name or by its id.

use std::fmt;

use toml::de::DeValue;

use super::reading::Entry;
use crate::texts::Said;

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
                    let what = Said::of(|lang| {
                        let shown = entry.shown(lang);
                        lang.pick(
                            format!("jest {shown}, a to nie jest id"),
                            format!("is {shown}, which is no id"),
                        )
                    });
                    let fix = Said::new(
                        "napisz id z BaseLinker, liczbę całkowitą powyżej 0, albo nazwę w cudzysłowie",
                        "write BaseLinker's id, a whole number above 0, or the name in quotes",
                    );
                    entry.refuse(&what, fix);
                    None
                }
            },
            DeValue::String(_) => entry.filled_text(example).map(Self::Name),
            _ => {
                let fix = entry.write(example);
                let form = Said::new("nazwa w cudzysłowie albo id", "a name in quotes or an id");
                entry.wrong_type(&form, fix);
                None
            }
        }
    }

    /// A list; an empty text in it is refused, repetitions are dropped.
    pub(super) fn read_list(entry: &Entry<'_>, example: &str) -> Vec<Self> {
        let mut list = Vec::new();
        let form = Said::new("lista nazw albo id", "a list of names or ids");
        for item in entry.items(&form, example) {
            if item.is_unset() {
                let why = Said::new(
                    "każda pozycja jest nazwą albo id",
                    "every item is a name or an id",
                );
                item.absent(&why, example);
            } else if let Some(thing) = Self::read(&item, example)
                && !list.contains(&thing)
            {
                list.push(thing);
            }
        }
        list
    }
}
