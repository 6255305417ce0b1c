//! What the wizard begins with: the place, the text that is there, the language, the account's address.

use jiff::Timestamp;
use jiff::civil::Date;

use super::Setup;
use crate::cli::desk::{environment, of_profile};
use crate::cli::global::{Global, var};
use crate::domain::warsaw;
use crate::mirror::Mirror;
use crate::profile::token::{LoginError, TokenReference, TokenSource, find_login};
use crate::profile::{
    self, Account, Choice, Language, Location, MirrorPlace, Problem, Profile, ProfileError,
    ProfileName, ProfileText, Value,
};
use crate::report::{Exit, Failure};
use crate::texts::Lang;
use crate::wizard::draft::Draft;
use crate::wizard::facts::{CardSeen, Facts, LoginThere};
use crate::wizard::{read, written};

/// The ground that the wizard stands on.
#[derive(Debug)]
pub(super) struct Base {
    pub(super) location: Location,
    pub(super) lang: Lang,
    pub(super) today: Date,
    /// The profile's text as it stands in the file; `None`: there is none.
    pub(super) seen: Option<String>,
    /// The profile in the file.
    pub(super) present: Option<Profile>,
    /// The address that a flag names.
    api_url: Option<String>,
    /// The address of Firmino's API that a flag names.
    firmino_url: Option<String>,
}

/// How Firmino is called by some answers, and where what is sent to it is counted.
#[derive(Debug)]
pub(super) struct Joined {
    pub(super) firmino: profile::Firmino,
    pub(super) mirror: MirrorPlace,
}

impl Base {
    /// Finds the place and reads what is there.
    ///
    /// # Errors
    /// Exit 78 where a profile is there and wrong: what it says could not be kept.
    pub(super) fn open(global: &Global, command: &Setup) -> Result<Base, Failure> {
        let first = global.first_lang();
        let choice = match &global.config {
            Some(path) => Choice::File(path.clone()),
            None => Choice::Name(
                ProfileName::parse(&global.profile).map_err(|error| of_profile(first, &error))?,
            ),
        };
        let location =
            Location::find(choice, &environment()).map_err(|error| of_profile(first, &error))?;
        let today = warsaw::day(Timestamp::now().as_second());
        let seen = match std::fs::read(location.file()) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => {
                return Err(of_profile(
                    first,
                    &ProfileError::Unreadable {
                        path: location.file().to_owned(),
                        why: error.to_string(),
                    },
                ));
            }
        };
        let (seen, present) = match seen {
            None => (None, None),
            Some(bytes) => {
                let profile = crate::profile::load(&location, today)
                    .map_err(|error| of_profile(first, &error))?;
                (String::from_utf8(bytes).ok(), Some(profile))
            }
        };
        let language = match present.as_ref().and_then(|profile| profile.language) {
            Some(Language::Pl) => Some("pl"),
            Some(Language::En) => Some("en"),
            None => None,
        };
        Ok(Base {
            location,
            lang: Lang::choose(global.lang.as_deref(), language, var),
            today,
            seen,
            present,
            api_url: command.api_url.clone(),
            firmino_url: command.firmino_url.clone(),
        })
    }

    /// The text that answers are put into.
    pub(super) fn text(&self) -> ProfileText {
        let there = self
            .seen
            .as_deref()
            .and_then(|text| ProfileText::parse(text).ok());
        there.unwrap_or_default()
    }

    /// The answers that the profile in the file holds.
    pub(super) fn was(&self) -> Option<Draft> {
        let text = self.text();
        self.present.as_ref()?;
        read::with_unchosen(&text, self.today)
            .or_else(|| Some(read::draft(self.present.as_ref()?, &text, self.today)))
    }

    /// How the account is called: as the profile says, or as any new one would be.
    ///
    /// # Errors
    /// Exit 2 for an address that cannot be used.
    pub(super) fn account(&self) -> Result<Account, Failure> {
        let mut text = match &self.seen {
            Some(_) => self.text(),
            None => least(),
        };
        if let Some(url) = &self.api_url {
            text.set(&["baselinker", "api_url"], Value::Text(url.clone()));
        }
        self.parse(&text).map(|profile| profile.baselinker)
    }

    /// How Firmino is called by these answers, whatever else they lack yet. `onto` has the keys that are never asked.
    ///
    /// # Errors
    /// Exit 2 for an address that cannot be used.
    pub(super) fn joined(&self, draft: &Draft, onto: &ProfileText) -> Result<Joined, Failure> {
        let mut text = least();
        for path in onto.paths() {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            if let (Some(&("firmino" | "mirror")), Some(value)) = (path.first(), onto.get(&path)) {
                text.set(&path, value);
            }
        }
        let company = Value::Text(draft.firmino.company.clone());
        text.set(&["firmino", "company"], company);
        if let Some(url) = &self.firmino_url {
            text.set(&["firmino", "api_url"], Value::Text(url.clone()));
        }
        let profile = self.parse(&text)?;
        let firmino = profile.firmino.ok_or_else(|| {
            Failure::new(Exit::Usage, "setup.answers", "[firmino]", "docs/firmino.md")
        })?;
        Ok(Joined {
            firmino,
            mirror: profile.mirror,
        })
    }

    /// The profile of a text.
    ///
    /// # Errors
    /// Exit 2 with all that is wrong in it.
    pub(super) fn parse(&self, text: &ProfileText) -> Result<Profile, Failure> {
        Profile::parse(&text.render(), self.today).map_err(|problems| {
            let listed: Vec<String> = problems
                .iter()
                .map(|problem| unplaced(self.lang, problem))
                .collect();
            Failure::new(Exit::Usage, "setup.answers", listed.join("\n"), "")
        })
    }

    /// The whole text of these answers.
    pub(super) fn written(&self, draft: &Draft, onto: ProfileText) -> ProfileText {
        let mut text = onto;
        written::write(draft, self.lang, &mut text);
        if let Some(url) = &self.api_url {
            text.set(&["baselinker", "api_url"], Value::Text(url.clone()));
        }
        if let (Some(url), true) = (&self.firmino_url, draft.firmino.joined) {
            text.set(&["firmino", "api_url"], Value::Text(url.clone()));
        }
        if text.get(&["baselinker", "token"]).is_none() {
            self.name_token_file(&mut text);
        }
        text
    }

    /// The token stands in its own file beside the profile.
    pub(super) fn name_token_file(&self, text: &mut ProfileText) {
        let name = format!("{}.token", self.location.name());
        text.set(
            &["baselinker", "token"],
            Value::Pairs(vec![("file".to_owned(), Value::Text(name))]),
        );
    }

    /// The login of Firmino that is there already, where the profile says so or beside it. Programs are not run for
    /// it.
    fn login_there(&self, named: Option<&TokenReference>) -> LoginThere {
        match named {
            Some(TokenReference::Env(name)) => {
                return LoginThere::Given(TokenSource::LoginVariable(name.clone()).told(self.lang));
            }
            Some(TokenReference::Command(command)) => {
                let program = command.program().to_owned();
                return LoginThere::Given(TokenSource::LoginCommand(program).told(self.lang));
            }
            Some(TokenReference::File(_)) | None => {}
        }
        match find_login(named, &self.location, environment()) {
            Ok(found) => match found.source() {
                TokenSource::LoginFile(path) if *path == self.location.login_file() => {
                    LoginThere::File(self.login_file_name())
                }
                TokenSource::LoginFile(path) => LoginThere::File(path.display().to_string()),
                other => LoginThere::Given(other.told(self.lang)),
            },
            Err(ProfileError::Login(LoginError::Nowhere(_))) => LoginThere::Nowhere,
            Err(error) => LoginThere::Unusable(error.told(self.lang)),
        }
    }

    /// Where a login stays that the answers no longer use.
    pub(super) fn login_left(&self, draft: &Draft) -> Option<String> {
        let firmino = self.present.as_ref()?.firmino.as_ref()?;
        match self.login_there(firmino.credentials.as_ref()) {
            LoginThere::File(place) if !draft.firmino.joined => {
                Some(self.location.folder().join(place).display().to_string())
            }
            _ => None,
        }
    }

    fn login_file_name(&self) -> String {
        format!("{}.firmino", self.location.name())
    }

    /// Login and password of Firmino stand in their own file beside the profile, where they are looked for without a
    /// word.
    pub(super) fn use_own_login_file(&self, text: &mut ProfileText) {
        text.remove(&["firmino", "credentials"]);
    }

    /// What is known before anything is asked: Firmino's login by `profile`, and what the mirror holds, if there is one.
    pub(super) fn remember(&self, profile: Option<&Profile>, facts: &mut Facts) {
        let firmino = profile.and_then(|profile| profile.firmino.as_ref());
        facts.login = self.login_there(firmino.and_then(|firmino| firmino.credentials.as_ref()));
        facts.login_file = self.login_file_name();
        let warehouses = profile.and_then(|profile| profile.warehouses.as_ref());
        facts.default_symbol = warehouses.and_then(|warehouses| warehouses.default.clone());
        let Some(profile) = &self.present else { return };
        let Ok(path) = self.location.mirror(&profile.mirror, &environment()) else {
            return;
        };
        // A copy in memory: looking changes nothing, not even the schema.
        let Ok(mirror) = Mirror::rehearsal(&path) else {
            return;
        };
        facts.symbols = mirror.warehouse_symbols().unwrap_or_default();
        let cards = mirror.card_names().unwrap_or_default().into_iter();
        facts.mirror_cards = cards
            .map(|(sku, name, linked)| CardSeen { sku, name, linked })
            .collect();
    }
}

/// The least that is a profile.
fn least() -> ProfileText {
    let mut text = ProfileText::new();
    text.set(&["version"], Value::Whole(1));
    text.set(
        &["modules"],
        Value::List(vec![Value::Text("products".to_owned())]),
    );
    text
}

/// A problem without its place, which another text has.
pub(super) fn unplaced(lang: Lang, problem: &Problem) -> String {
    format!("{} ({})", problem.what.told(lang), problem.fix.told(lang))
}
