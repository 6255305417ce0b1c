//! One line outside the wizard.

use std::io;

use console::Term;
use dialoguer::Input;
use dialoguer::theme::ColorfulTheme;

use super::interrupt;
use crate::texts::Lang;

/// Asks for a line that begins as `seen` and can be changed; `None` for an empty one. `refusal` says why a line cannot be
/// taken. Ctrl-C leaves with 130.
///
/// # Errors
/// The terminal went away.
pub fn line(
    lang: Lang,
    prompt: &str,
    seen: &str,
    refusal: &dyn Fn(&str) -> Option<String>,
) -> io::Result<Option<String>> {
    interrupt::guard(lang.pick(
        "Przerwano. Nic nie zostało zapisane.",
        "Interrupted. Nothing was saved.",
    ))?;
    let theme = ColorfulTheme::default();
    let typed = Input::<String>::with_theme(&theme)
        .with_prompt(prompt)
        .with_initial_text(seen)
        .allow_empty(true)
        .validate_with(|text: &String| match text.trim() {
            "" => Ok(()),
            text if text == seen => Ok(()),
            text => refusal(text).map_or(Ok(()), Err),
        })
        .interact_text_on(&Term::stderr());
    match typed {
        Ok(text) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
        Err(dialoguer::Error::IO(error)) if error.kind() == io::ErrorKind::Interrupted => {
            interrupt::leave()
        }
        Err(dialoguer::Error::IO(error)) => Err(error),
    }
}
