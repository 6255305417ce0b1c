//! `[firmino]`: the account of Streamsoft Firmino, and how its API is called.

use std::time::Duration;

use super::account::refuse_window;
use super::reading::Section;
use super::token::{Secret, TokenReference};
use super::url;

/// The account of Firmino that the mirror is joined with. Without the table nothing of Firmino's is ever called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Firmino {
    /// Address of the API, without resource and method; https, or http on this machine.
    pub api_url: String,
    /// Where login and password are; unset: NAME.firmino beside the profile.
    pub credentials: Option<TokenReference>,
    /// `companyShortName`: which of several companies of one login; unset: the login's own.
    pub company: Option<String>,
    /// Requests a day (in Warsaw) of all processes together, at least 1. Firmino allows 500 (firmino.md §3.1, told by
    /// third parties).
    pub requests_per_day: u32,
    /// Total time of one request, at least one second.
    pub timeout: Duration,
    /// From sending what makes something until a look can be believed (seconds); longer than `timeout`.
    pub settle_window: u32,
    /// Symbol of the warehouse whose count Firmino's single quantity is; unset: quantities are not taken.
    pub warehouse: Option<String>,
    /// Whether Firmino is right where its quantity does not explain a level; else that is told.
    pub take_quantities: bool,
    /// Whether documents are issued in Firmino.
    pub issue: bool,
    /// Whether documents issued here are sent to Firmino.
    pub send_own: bool,
}

impl Firmino {
    pub(super) fn read(section: &Section<'_>) -> Self {
        let default = "https://app.firmino.pl/app/services/rest/api";
        let timeout = section.entry("timeout").whole(30, 1..=86_400);
        let settle_window = section.entry("settle_window").whole(150, 1..=86_400);
        if settle_window <= timeout {
            refuse_window(&section.entry("settle_window"), settle_window, timeout);
        }
        Self {
            api_url: url::read(&section.entry("api_url"), default)
                .unwrap_or_else(|| default.to_owned()),
            credentials: TokenReference::read(section, Secret::Login),
            company: section.entry("company").filled_text("\"HURTOWNIA\""),
            requests_per_day: section.entry("requests_per_day").whole(450, 1..=u32::MAX),
            timeout: Duration::from_secs(timeout.into()),
            settle_window,
            warehouse: section.entry("warehouse").filled_text("\"MAG\""),
            take_quantities: section.entry("take_quantities").flag(false),
            issue: section.entry("issue").flag(false),
            send_own: section.entry("send_own").flag(false),
        }
    }
}
