//! What most commands work on: the profile, its language, its mirror.

use std::path::PathBuf;

use jiff::Timestamp;

use super::global::{Global, var};
use crate::domain::warsaw;
use crate::mirror::{Mirror, MirrorError};
use crate::profile::{
    self, Choice, Environment, Language, Location, Profile, ProfileError, ProfileName, Warehouses,
};
use crate::report::{Exit, Failure};
use crate::sync::orders::warehouses;
use crate::sync::settings::{KeepStock, Settings};
use crate::texts::Lang;

/// A read profile and its places.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) profile: Profile,
    pub(super) location: Location,
    pub(super) lang: Lang,
    pub(super) mirror_path: PathBuf,
}

/// The process's environment as the profile room wants it.
pub(super) fn environment() -> Environment<'static> {
    Environment { var: &var }
}

impl Desk {
    /// Finds and reads the profile.
    ///
    /// # Errors
    /// Exit 78, with everything that is wrong in it.
    pub(super) fn open(global: &Global) -> Result<Desk, Failure> {
        let first = global.first_lang();
        let wrong = |error: &ProfileError| of_profile(first, error);
        let choice = match &global.config {
            Some(path) => Choice::File(path.clone()),
            None => {
                Choice::Name(ProfileName::parse(&global.profile).map_err(|error| wrong(&error))?)
            }
        };
        let environment = environment();
        let location = Location::find(choice, &environment).map_err(|error| wrong(&error))?;
        let today = warsaw::day(Timestamp::now().as_second());
        let profile = profile::load(&location, today).map_err(|error| wrong(&error))?;
        let language = match profile.language {
            Some(Language::Pl) => Some("pl"),
            Some(Language::En) => Some("en"),
            None => None,
        };
        let lang = match language {
            None => first,
            known => Lang::choose(global.lang.as_deref(), known, var),
        };
        let mirror_path = location
            .mirror(&profile.mirror, &environment)
            .map_err(|error| wrong(&error))?;
        Ok(Desk {
            profile,
            location,
            lang,
            mirror_path,
        })
    }

    /// Opens the mirror, which must be there and belong to this computer.
    ///
    /// # Errors
    /// Exit 78.
    pub(super) fn mirror(&self) -> Result<Mirror, Failure> {
        let mirror = Mirror::open(&self.mirror_path)
            .map_err(|error| Failure::of_mirror(self.lang, &error))?;
        mirror
            .check_machine(self.machine().as_deref())
            .map_err(|error| Failure::of_mirror(self.lang, &error))?;
        Ok(mirror)
    }

    /// Opens the mirror, making it if there is none.
    ///
    /// # Errors
    /// Exit 78.
    pub(super) fn mirror_or_new(&self) -> Result<Mirror, Failure> {
        let now = Timestamp::now().as_second();
        let mirror = Mirror::open_or_create(&self.mirror_path, now);
        let mirror = mirror.map_err(|error| Failure::of_mirror(self.lang, &error))?;
        mirror
            .check_machine(self.machine().as_deref())
            .map_err(|error| Failure::of_mirror(self.lang, &error))?;
        Ok(mirror)
    }

    /// Opens the mirror as [`Desk::mirror`] does, with the warehouses and links of the profile in it.
    ///
    /// # Errors
    /// Exit 78.
    pub(super) fn mirror_with_warehouses(&self) -> Result<Mirror, Failure> {
        let mut mirror = self.mirror()?;
        self.put_warehouses(&mut mirror)
            .map_err(|error| Failure::of_mirror(self.lang, &error))?;
        Ok(mirror)
    }

    /// Puts the warehouses and links of the profile into the mirror, where they are not there yet.
    ///
    /// # Errors
    /// Those of the mirror.
    pub(super) fn put_warehouses(&self, mirror: &mut Mirror) -> Result<(), MirrorError> {
        warehouses::profile_links(&KeepStock::from_profile(&self.profile), mirror)
    }

    /// `[warehouses]`, for commands that change levels.
    ///
    /// # Errors
    /// Exit 78 without the module `warehouses`: orders would lower no level, and what was counted would soon be wrong.
    pub(super) fn warehouses(&self) -> Result<&Warehouses, Failure> {
        self.profile.warehouses.as_ref().ok_or_else(|| {
            Failure::new(
                Exit::Config,
                "profile.module",
                self.lang.pick(
                    "moduł magazynów (warehouses) nie jest wybrany w profilu, więc zamówienia nie zmieniają stanów i policzony stan zaraz byłby nieprawdziwy",
                    "the module `warehouses` is not chosen in the profile, so orders move no stock and a counted level would soon be wrong",
                ),
                self.lang.pick(
                    "dopisz \"warehouses\" do modules w profilu",
                    "add \"warehouses\" to modules in the profile",
                ),
            )
        })
    }

    /// What an orders pass needs of the profile.
    ///
    /// # Errors
    /// Exit 78 without the module `orders`.
    pub(super) fn settings(&self) -> Result<Settings, Failure> {
        Settings::from_profile(self.location.name().as_str(), &self.profile).ok_or_else(|| {
            Failure::new(
                Exit::Config,
                "profile.module",
                self.lang.pick(
                    "moduł zamówień (orders) nie jest wybrany w profilu",
                    "the module `orders` is not chosen in the profile",
                ),
                self.lang.pick(
                    "dopisz \"orders\" do modules w profilu",
                    "add \"orders\" to modules in the profile",
                ),
            )
        })
    }

    /// This computer's id: the profile's word, else /etc/machine-id, else none.
    pub(super) fn machine(&self) -> Option<String> {
        let system = || {
            std::fs::read_to_string("/etc/machine-id")
                .ok()
                .map(|id| id.trim().to_owned())
        };
        self.profile
            .mirror
            .machine
            .clone()
            .or_else(system)
            .filter(|id| !id.is_empty())
    }
}

/// An error of profile or token.
pub(super) fn of_profile(lang: Lang, error: &ProfileError) -> Failure {
    let code = match error {
        ProfileError::Missing(_) => "profile.missing",
        ProfileError::Invalid { .. } => "profile.invalid",
        ProfileError::Token(_) => "profile.token",
        ProfileError::Login(_) => "firmino.login",
        ProfileError::NoHome { .. } => "profile.no-home",
        ProfileError::BadName(_)
        | ProfileError::Unreadable { .. }
        | ProfileError::TooLong(_)
        | ProfileError::NotUtf8 { .. } => "profile.unreadable",
    };
    Failure::new(Exit::Config, code, error.told(lang), error.fix(lang))
}
