//! Login and password of Firmino: two lines of a text that nobody else can read.

use std::fmt;
use std::path::Path;

use super::error::{TokenError, listed};
use super::reference::TokenReference;
use super::source::TokenSource;
use super::text::LONGEST;
use super::{command, read_bytes};
use crate::profile::error::ProfileError;
use crate::profile::location::{Environment, Location};
use crate::texts::Lang;

/// Login and password. Neither Debug nor any message shows them, and there is no Display.
#[derive(Clone, PartialEq, Eq)]
pub struct LoginText {
    login: String,
    password: String,
    source: TokenSource,
}

/// Why there is no login. Each has a [fix](Self::fix).
#[derive(Debug)]
pub enum LoginError {
    /// No source is there.
    Nowhere(Vec<TokenSource>),
    /// Not a login in the first line and a password in the second.
    NotTwoLines(TokenSource),
    /// HTTP cannot carry such a login.
    OddLogin(TokenSource),
    /// The source is there and cannot be read.
    Source(TokenError),
}

impl LoginError {
    /// What is wrong, in one sentence.
    pub fn told(&self, lang: Lang) -> String {
        match self {
            Self::Nowhere(sources) => {
                let sources = listed(lang, sources);
                lang.pick(
                    format!("nie ma loginu Firmino; sprawdzone: {sources}"),
                    format!("there is no login of Firmino; looked at {sources}"),
                )
            }
            Self::NotTwoLines(source) => {
                let source = source.told(lang);
                lang.pick(
                    format!("{source}: to nie dwa wiersze, login i hasło"),
                    format!("{source} is not two lines, the login and the password"),
                )
            }
            Self::OddLogin(source) => {
                let source = source.told(lang);
                lang.pick(
                    format!("{source}: login z dwukropkiem albo znak sterujący"),
                    format!("{source} has a login with a colon, or a control character"),
                )
            }
            Self::Source(error) => error.told(lang),
        }
    }

    /// What to do now, in one sentence.
    pub fn fix(&self, lang: Lang) -> String {
        match self {
            Self::Nowhere(_) => lang.pick(
                "uruchom `firmino-link setup` albo zapisz login i hasło Firmino, każde w swoim wierszu, w pliku o prawach 0600 obok profilu: NAZWA.firmino",
                "run `firmino-link setup`, or put Firmino's login and password, a line each, into a file of mode 0600 beside the profile: NAME.firmino",
            ).to_owned(),
            Self::NotTwoLines(_) | Self::OddLogin(_) => lang.pick(
                "napisz login w pierwszym wierszu, hasło w drugim, nic więcej",
                "write the login in the first line and the password in the second, nothing else",
            ).to_owned(),
            Self::Source(
                TokenError::Empty(_) | TokenError::Malformed(_) | TokenError::TooLong(_) | TokenError::NotAFile(_),
            ) => lang.pick(
                "podaj plik o dwóch wierszach: login, hasło",
                "name a file of two lines: login, password",
            ).to_owned(),
            Self::Source(error) => error.fix(lang),
        }
    }
}

impl fmt::Display for LoginError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.told(Lang::En))
    }
}

impl std::error::Error for LoginError {}

impl From<TokenError> for LoginError {
    fn from(error: TokenError) -> Self {
        Self::Source(error)
    }
}

impl LoginText {
    /// Takes a text of two lines; line ends, a byte order mark and blank lines after them go. Blanks inside a line stay:
    /// a password may have them.
    ///
    /// # Errors
    /// [`LoginError::NotTwoLines`], [`LoginError::OddLogin`]; none holds the text.
    pub fn parse(text: &str, source: TokenSource) -> Result<Self, LoginError> {
        let text = text.trim_start_matches('\u{feff}').trim_end();
        let mut lines = text.lines().map(|line| line.trim_end_matches('\r'));
        let (Some(login), Some(password), None) = (lines.next(), lines.next(), lines.next()) else {
            return Err(LoginError::NotTwoLines(source));
        };
        let login = login.trim();
        if login.is_empty() || password.is_empty() {
            return Err(LoginError::NotTwoLines(source));
        }
        // RFC 7617: what stands before the first colon is the login.
        if login.contains(':')
            || [login, password]
                .iter()
                .any(|part| part.contains(char::is_control))
        {
            return Err(LoginError::OddLogin(source));
        }
        Ok(Self {
            login: login.to_owned(),
            password: password.to_owned(),
            source,
        })
    }

    /// Takes what a person typed.
    ///
    /// # Errors
    /// As [`LoginText::parse`].
    pub fn typed(login: &str, password: &str) -> Result<Self, LoginError> {
        Self::parse(&format!("{login}\n{password}"), TokenSource::Typed)
    }

    fn from_bytes(bytes: Vec<u8>, source: TokenSource) -> Result<Self, LoginError> {
        if bytes.len() > LONGEST {
            return Err(TokenError::TooLong(source).into());
        }
        match String::from_utf8(bytes) {
            Ok(text) => Self::parse(&text, source),
            Err(_) => Err(LoginError::NotTwoLines(source)),
        }
    }

    /// Login and password for the request's header, and nothing else.
    pub fn expose(&self) -> (&str, &str) {
        (&self.login, &self.password)
    }

    /// Where they came from.
    pub fn source(&self) -> &TokenSource {
        &self.source
    }
}

impl fmt::Debug for LoginText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("LoginText")
            .field("login", &"***")
            .field("password", &"***")
            .field("source", &self.source)
            .finish()
    }
}

/// The login of the first source that is there: what the profile names by `firmino.credentials`, else NAME.firmino
/// beside the profile; then `$CREDENTIALS_DIRECTORY/firmino-credentials`. As with the token, what is there and wrong ends
/// the search.
///
/// # Errors
/// [`ProfileError::Login`] with what is wrong, or with all places that were looked at; [`ProfileError::NoHome`] for a
/// `~/` without home.
pub fn find_login(
    named: Option<&TokenReference>,
    location: &Location,
    environment: Environment<'_>,
) -> Result<LoginText, ProfileError> {
    let mut looked_at = Vec::new();
    match from_profile(named, location, environment) {
        Err(ProfileError::Login(LoginError::Source(TokenError::Missing(source)))) => {
            looked_at.push(source);
        }
        settled => return settled,
    }
    if let Some(folder) = environment.filled("CREDENTIALS_DIRECTORY") {
        let path = Path::new(&folder).join("firmino-credentials");
        let source = TokenSource::LoginCredential(path.clone());
        match read_bytes(&path, &source, environment) {
            Err(TokenError::Missing(source)) => looked_at.push(source),
            read => {
                return Ok(LoginText::from_bytes(
                    read.map_err(LoginError::from)?,
                    source,
                )?);
            }
        }
    }
    Err(LoginError::Nowhere(looked_at).into())
}

fn from_profile(
    named: Option<&TokenReference>,
    location: &Location,
    environment: Environment<'_>,
) -> Result<LoginText, ProfileError> {
    let (bytes, source) = match named {
        Some(TokenReference::Env(name)) => {
            let source = TokenSource::LoginVariable(name.clone());
            match environment.filled(name) {
                Some(value) => (Ok(value.into_bytes()), source),
                None => (Err(TokenError::Missing(source.clone())), source),
            }
        }
        Some(TokenReference::Command(named)) => {
            let source = TokenSource::LoginCommand(named.program().to_owned());
            (command::output(named, &source, command::LIMIT), source)
        }
        named => {
            let path = match named {
                Some(TokenReference::File(path)) => location.resolve(path, &environment)?,
                _ => location.login_file(),
            };
            let source = TokenSource::LoginFile(path.clone());
            (read_bytes(&path, &source, environment), source)
        }
    };
    Ok(LoginText::from_bytes(
        bytes.map_err(LoginError::from)?,
        source,
    )?)
}
