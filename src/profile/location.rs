//! Where a profile and the things that belong to it are.

use std::fmt;
use std::path::{Path, PathBuf};

use super::error::{ProfileError, Wanted};
use super::place::MirrorPlace;

/// The environment's variables, passed in so that nothing here reads the process's own.
#[derive(Clone, Copy)]
pub struct Environment<'a> {
    /// The value of a variable; absent too where it is not UTF-8.
    pub var: &'a dyn Fn(&str) -> Option<String>,
}

impl Environment<'_> {
    /// A variable that is there and not empty.
    pub(super) fn filled(&self, name: &str) -> Option<String> {
        (self.var)(name).filter(|value| !value.is_empty())
    }

    fn folder(&self, variable: &str) -> Option<PathBuf> {
        let set = self.filled(variable).map(PathBuf::from);
        set.filter(|folder| folder.is_absolute())
    }

    fn home(&self, wanted: Wanted) -> Result<PathBuf, ProfileError> {
        self.folder("HOME").ok_or(ProfileError::NoHome { wanted })
    }

    /// A folder of the XDG base directory specification, which ignores relative values.
    fn xdg(&self, wanted: Wanted, below_home: &str) -> Result<PathBuf, ProfileError> {
        let base = match wanted.variable().and_then(|variable| self.folder(variable)) {
            Some(base) => base,
            None => self.home(wanted)?.join(below_home),
        };
        Ok(base.join("firmino-link"))
    }
}

/// The folder of what is neither profile nor mirror: `$XDG_STATE_HOME/firmino-link`.
///
/// # Errors
/// [`ProfileError::NoHome`] if neither variable tells.
pub fn state_folder(environment: &Environment<'_>) -> Result<PathBuf, ProfileError> {
    environment.xdg(Wanted::State, ".local/state")
}

/// The name of a profile: letters, digits, `.`, `_` and `-`, since files are named for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileName(String);

impl ProfileName {
    /// Checks a name.
    ///
    /// # Errors
    /// [`ProfileError::BadName`] if it is empty, longer than 64, holds other letters, or
    /// begins with `.` or `-`.
    pub fn parse(text: &str) -> Result<Self, ProfileError> {
        let allowed = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
        if text.is_empty()
            || text.len() > 64
            || text.starts_with(['.', '-'])
            || !text.chars().all(allowed)
        {
            return Err(ProfileError::BadName(text.to_owned()));
        }
        Ok(Self(text.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProfileName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// How the user said which profile is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// `--profile NAME`, `default` if nothing was said.
    Name(ProfileName),
    /// `--config PATH`; the name is the file's stem.
    File(PathBuf),
}

/// A profile's name and file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    name: ProfileName,
    file: PathBuf,
}

impl Location {
    /// Resolves the choice; the file need not exist.
    ///
    /// # Errors
    /// [`ProfileError::NoHome`], or [`ProfileError::BadName`] for a file's stem.
    pub fn find(choice: Choice, environment: &Environment<'_>) -> Result<Self, ProfileError> {
        match choice {
            Choice::Name(name) => {
                let folder = environment.xdg(Wanted::Profile, ".config")?;
                let file = folder.join(format!("{name}.toml"));
                Ok(Self { name, file })
            }
            Choice::File(file) => {
                let stem = file.file_stem().unwrap_or_default();
                let name = ProfileName::parse(&stem.to_string_lossy())?;
                Ok(Self { name, file })
            }
        }
    }

    /// The profile's name.
    pub fn name(&self) -> &ProfileName {
        &self.name
    }

    /// The TOML file.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The folder of the file, from which relative paths of the profile are meant.
    pub fn folder(&self) -> &Path {
        match self.file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        }
    }

    /// Where `setup` keeps the token: `NAME.token` beside the profile.
    pub fn token_file(&self) -> PathBuf {
        self.folder().join(format!("{}.token", self.name))
    }

    /// Where Firmino's login and password are, unless the profile names another place: `NAME.firmino` beside it.
    pub fn login_file(&self) -> PathBuf {
        self.folder().join(format!("{}.firmino", self.name))
    }

    /// The mirror: `mirror.path`, else `$XDG_DATA_HOME/firmino-link/NAME.sqlite`.
    ///
    /// # Errors
    /// [`ProfileError::NoHome`] where the home folder is needed and unknown.
    pub fn mirror(
        &self,
        place: &MirrorPlace,
        environment: &Environment<'_>,
    ) -> Result<PathBuf, ProfileError> {
        match &place.path {
            Some(path) => self.resolve(path, environment),
            None => {
                let folder = environment.xdg(Wanted::Mirror, ".local/share")?;
                Ok(folder.join(format!("{}.sqlite", self.name)))
            }
        }
    }

    /// A path of the profile: `~/` is the home folder, a relative one is meant from the
    /// profile's folder.
    ///
    /// # Errors
    /// [`ProfileError::NoHome`] for `~/` without a home folder.
    pub fn resolve(
        &self,
        path: &Path,
        environment: &Environment<'_>,
    ) -> Result<PathBuf, ProfileError> {
        match path.strip_prefix("~") {
            Ok(below_home) => Ok(environment.home(Wanted::BelowHome)?.join(below_home)),
            Err(_) => Ok(self.folder().join(path)),
        }
    }
}
