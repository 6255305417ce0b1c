//! `[mirror]`: where the mirror is, and on which machine.

use std::path::PathBuf;

use super::reading::Section;

/// The mirror's place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MirrorPlace {
    /// As written; unset: the default place. `Location::mirror` resolves it.
    pub path: Option<PathBuf>,
    /// A name for this machine; unset: /etc/machine-id. Containers set it.
    pub machine: Option<String>,
}

impl MirrorPlace {
    pub(super) fn read(section: &Section<'_>) -> Self {
        Self {
            path: section
                .entry("path")
                .filled_text("\"/srv/firmino/default.sqlite\"")
                .map(PathBuf::from),
            machine: section.entry("machine").filled_text("\"shop-server\""),
        }
    }
}
