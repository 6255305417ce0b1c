//! `[alerts]`: who is told when passes fail, and when they go well again.

use super::reading::Section;
use super::url;

/// Where news of a pass goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alerts {
    /// Address called after a pass; unset: none.
    pub heartbeat_url: Option<String>,
    /// Program and arguments, run when passes begin to fail; empty: none.
    pub on_failure: Vec<String>,
    /// Program and arguments, run when they go well again; empty: none.
    pub on_recovery: Vec<String>,
}

impl Alerts {
    pub(super) fn read(section: &Section<'_>) -> Self {
        let example = r#"["mail", "-s", "firmino-link", "it@example.com"]"#;
        let command = |key: &str| section.entry(key).texts(example);
        Self {
            heartbeat_url: url::read(
                &section.entry("heartbeat_url"),
                "https://example.com/ping/firmino-link",
            ),
            on_failure: command("on_failure"),
            on_recovery: command("on_recovery"),
        }
    }
}
