//! The API token, and Firmino's login: where they may be, and how they are fetched without being shown (design.md,
//! Secrets).

mod command;
mod error;
mod file;
mod login;
mod reference;
mod source;
mod text;

use std::io::Read;
use std::path::{Path, PathBuf};

use super::error::ProfileError;
use super::location::{Environment, Location};

pub use error::TokenError;
pub use login::{LoginError, LoginText, find_login};
pub(super) use reference::Secret;
pub use reference::{TokenCommand, TokenReference};
pub use source::TokenSource;
pub use text::TokenText;

/// The variable that is asked after the profile.
const VARIABLE: &str = "BASELINKER_TOKEN";

/// A token named by this command.
pub enum Flag<'a> {
    /// `--token-file PATH`
    File(PathBuf),
    /// `--token-stdin`
    Stdin(&'a mut dyn Read),
}

/// The token of the first source that is there: the flag, the profile, `BASELINKER_TOKEN`,
/// `$CREDENTIALS_DIRECTORY/baselinker-token`.
///
/// A file or variable that the profile names and that does not exist is *not there*; a source
/// that is there and wrong ends the search, so that no other account's token slips in.
/// `profile` is `baselinker.token` with the profile's place, from which its paths are meant.
///
/// # Errors
/// [`ProfileError::Token`] with what is wrong, or with all places that were looked at;
/// [`ProfileError::NoHome`] for a `~/` without home.
pub fn find(
    flag: Option<Flag<'_>>,
    profile: Option<(&TokenReference, &Location)>,
    environment: Environment<'_>,
) -> Result<TokenText, ProfileError> {
    match flag {
        Some(Flag::File(path)) => return Ok(read_file(&path, TokenSource::FlagFile, environment)?),
        Some(Flag::Stdin(input)) => {
            let bytes = file::read_capped(input).map_err(TokenError::Stdin)?;
            return Ok(TokenText::from_bytes(bytes, TokenSource::Stdin)?);
        }
        None => {}
    }
    let mut looked_at = Vec::new();
    if let Some((reference, location)) = profile {
        match from_profile(reference, location, environment) {
            Err(ProfileError::Token(TokenError::Missing(source))) => looked_at.push(source),
            settled => return settled,
        }
    }
    let variable = TokenSource::Variable(VARIABLE.to_owned());
    if let Some(value) = environment.filled(VARIABLE) {
        return Ok(TokenText::parse(&value, variable)?);
    }
    looked_at.push(variable);
    if let Some(folder) = environment.filled("CREDENTIALS_DIRECTORY") {
        let path = Path::new(&folder).join("baselinker-token");
        match read_file(&path, TokenSource::Credential, environment) {
            Err(TokenError::Missing(source)) => looked_at.push(source),
            settled => return Ok(settled?),
        }
    }
    Err(TokenError::Nowhere(looked_at).into())
}

fn from_profile(
    reference: &TokenReference,
    location: &Location,
    environment: Environment<'_>,
) -> Result<TokenText, ProfileError> {
    match reference {
        TokenReference::File(path) => {
            let path = location.resolve(path, &environment)?;
            Ok(read_file(&path, TokenSource::ProfileFile, environment)?)
        }
        TokenReference::Env(name) => {
            let source = TokenSource::ProfileVariable(name.clone());
            match environment.filled(name) {
                Some(value) => Ok(TokenText::parse(&value, source)?),
                None => Err(TokenError::Missing(source).into()),
            }
        }
        TokenReference::Command(command) => {
            let source = TokenSource::Command(command.program().to_owned());
            let bytes = command::output(command, &source, command::LIMIT)?;
            Ok(TokenText::from_bytes(bytes, source)?)
        }
    }
}

fn read_file(
    path: &Path,
    source: fn(PathBuf) -> TokenSource,
    environment: Environment<'_>,
) -> Result<TokenText, TokenError> {
    let source = source(path.to_owned());
    let bytes = read_bytes(path, &source, environment)?;
    TokenText::from_bytes(bytes, source)
}

fn read_bytes(
    path: &Path,
    source: &TokenSource,
    environment: Environment<'_>,
) -> Result<Vec<u8>, TokenError> {
    let credentials = environment
        .filled("CREDENTIALS_DIRECTORY")
        .map(PathBuf::from);
    let keeper = match credentials {
        Some(folder) if file::is_below(path, &folder) => file::Keeper::Systemd,
        _ => file::Keeper::User,
    };
    file::read(path, keeper, source)
}
