//! Asking on the terminal.

use std::io::IsTerminal as _;

use dialoguer::Select;
use dialoguer::theme::SimpleTheme;

use crate::texts::Lang;

/// Whether there is a person to ask: standard input and error are both a terminal.
pub fn can_ask() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// A yes or no, `no` first. Escape, and a terminal that went away, are a no.
pub fn confirm(lang: Lang, question: &str) -> bool {
    let answers = lang.pick(["Nie", "Tak"], ["No", "Yes"]);
    // Not dialoguer's Confirm: it takes only y and n.
    let chosen = Select::with_theme(&SimpleTheme)
        .with_prompt(question)
        .items(answers)
        .default(0)
        .interact_opt();
    matches!(chosen, Ok(Some(1)))
}
