//! `setup --token-stdin` alone: another token for a profile that is there, tried before it is kept.

use super::Setup;
use super::base::Base;
use super::keep::of_save;
use super::look::{Looks, token_of};
use crate::cli::show;
use crate::profile::token::Flag;
use crate::profile::{ProfileText, Saved, TokenText, Value, save, save_token};
use crate::report::{Exit, Failure};
use crate::wizard::draft::Draft;
use crate::wizard::facts::Need;
use crate::wizard::{Machine, Origin, TokenAsked, TokenAtFault, Trouble};

/// Whether nothing but the token is to be changed.
pub(super) fn is_all(command: &Setup, base: &Base, terminal: bool) -> bool {
    let given = command.token_stdin || (command.token_file.is_some() && !terminal);
    let alone = command.save_answers.is_none()
        && command.api_url.is_none()
        && command.firmino_url.is_none();
    given && alone && base.present.is_some()
}

/// The token that a flag of this command names, if one does.
pub(super) fn of_flag(command: &Setup, base: &Base) -> Result<Option<TokenText>, Failure> {
    let mut stdin = std::io::stdin().lock();
    let flag = match (&command.token_file, command.token_stdin) {
        (Some(path), _) => Flag::File(path.clone()),
        (None, true) => Flag::Stdin(&mut stdin),
        (None, false) => return Ok(None),
    };
    token_of(Some(flag), base, None)
}

/// A failed lookup as a failure of the command.
pub(super) fn of_trouble(trouble: Trouble) -> Failure {
    let exit = match trouble.token {
        TokenAtFault::Yes | TokenAtFault::Perhaps => Exit::Token,
        TokenAtFault::No => Exit::Later,
    };
    Failure::new(exit, "setup.account", trouble.message, trouble.fix)
}

/// Tries the token and keeps it.
///
/// # Errors
/// 4 for a token that BaseLinker refuses, 75 where it cannot be asked, 78 where it cannot be kept. Nothing has changed
/// then.
pub(super) fn replace(command: &Setup, base: &Base) -> Result<Exit, Failure> {
    let lang = base.lang;
    let Some(token) = of_flag(command, base)? else {
        return Err(Failure::new(
            Exit::Usage,
            "setup.no-token",
            lang.pick("nie ma tokenu", "there is no token"),
            "--token-stdin",
        ));
    };
    let looks = Looks::new(base, Some(token.clone()))?;
    let machine = Machine::new(
        lang,
        base.today,
        Draft::new(base.today),
        None,
        Origin::Default,
        TokenAsked::No,
    );
    looks.look(Need::Account, &machine).map_err(of_trouble)?;
    let saved = save_token(&base.location, &token).map_err(|error| of_save(base.lang, &error))?;
    name_file(base)?;
    show::out(match saved {
        Saved::Unchanged => lang.pick(
            "To ten sam token; nic się nie zmieniło.",
            "It is the same token; nothing has changed.",
        ),
        Saved::New | Saved::Changed { .. } => lang.pick(
            "Token sprawdzony i zapisany; profil bez zmian.",
            "Token tried and saved; the profile is as it was.",
        ),
    });
    Ok(Exit::Done)
}

/// Where the profile names another place of the token, it is this file from now on.
fn name_file(base: &Base) -> Result<(), Failure> {
    let mut text: ProfileText = base.text();
    let own = Value::Text(format!("{}.token", base.location.name()));
    if text
        .get(&["baselinker", "token", "file"])
        .is_some_and(|file| file == own)
    {
        return Ok(());
    }
    base.name_token_file(&mut text);
    save(&base.location, base.seen.as_deref(), &text.render())
        .map_err(|error| of_save(base.lang, &error))?;
    Ok(())
}
