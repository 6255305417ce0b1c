//! `[baselinker]`: the account, and how it is called.

use std::path::PathBuf;
use std::time::Duration;

use super::name_or_id::NameOrId;
use super::reading::{Entry, Section};
use super::token::{Secret, TokenReference};
use super::url;
use crate::texts::Said;

/// The BaseLinker account of the profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Address of the API; https, or http on this machine.
    pub api_url: String,
    /// The product catalogue; unset: the only one there is.
    pub inventory: Option<NameOrId>,
    /// Where the token is; unset: the environment is asked.
    pub token: Option<TokenReference>,
    /// Calls allowed in any `rate_window`, at least 1.
    pub rate_limit: u32,
    /// The window, at least one second.
    pub rate_window: Duration,
    /// Another place of the file in which processes share their pace; for several users.
    pub rate_file: Option<PathBuf>,
    /// Total time of one call, at least one second.
    pub timeout: Duration,
    /// From the sending of a create until its read-back can be believed; longer than `timeout`.
    pub settle_window: Duration,
}

impl Account {
    pub(super) fn read(section: &Section<'_>) -> Self {
        let default = "https://api.baselinker.com/connector.php";
        let seconds = |key: &str, default: u32| section.entry(key).whole(default, 1..=86_400);
        let timeout = seconds("timeout", 30);
        let settle_window = seconds("settle_window", 150);
        if settle_window <= timeout {
            let explicit = ["settle_window", "timeout"]
                .map(|key| section.entry(key))
                .into_iter()
                .find(|entry| entry.is_present());
            let entry = explicit.unwrap_or_else(|| section.entry("settle_window"));
            refuse_window(&entry, settle_window, timeout);
        }
        Self {
            api_url: url::read(&section.entry("api_url"), default)
                .unwrap_or_else(|| default.to_owned()),
            inventory: NameOrId::read(&section.entry("inventory"), "3101"),
            token: TokenReference::read(section, Secret::Token),
            rate_limit: section.entry("rate_limit").whole(90, 1..=u32::MAX),
            rate_window: Duration::from_secs(seconds("rate_window", 60).into()),
            rate_file: section
                .entry("rate_file")
                .filled_text("\"/var/lib/firmino-link/rate.sqlite\"")
                .map(PathBuf::from),
            timeout: Duration::from_secs(timeout.into()),
            settle_window: Duration::from_secs(settle_window.into()),
        }
    }
}

/// What makes something is looked for only when its call has ended; seconds.
pub(super) fn refuse_window(entry: &Entry<'_>, settle_window: u32, timeout: u32) {
    let what = Said::of(|lang| {
        lang.pick(
            format!("nie pasuje: `settle_window` ({settle_window} s) musi być dłuższe niż `timeout` ({timeout} s)"),
            format!("does not fit: `settle_window` ({settle_window} s) has to be longer than `timeout` ({timeout} s)"),
        )
    });
    let fix = Said::of(|lang| {
        let write = lang.pick("napisz", "write");
        format!("{write} `settle_window = {}`", timeout.saturating_mul(5))
    });
    entry.refuse(&what, fix);
}
