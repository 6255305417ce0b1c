//! `schedule`: lines and units that run the passes by themselves, printed and never installed.

mod cron;
mod systemd;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use super::desk::{Desk, environment, of_profile};
use super::global::{Global, var};
use super::{show, sync};
use crate::profile::{Choice, Location, Module, ProductSource, ProfileName, state_folder};
use crate::report::{Exit, Failure};
use crate::texts::Lang;

/// What runs the passes.
#[derive(Debug, Subcommand)]
pub(super) enum Schedule {
    /// Lines for `crontab -e`
    Cron(Program),
    /// Services and timers of systemd; their instance is the profile
    Systemd(Units),
}

/// Options of `schedule cron`.
#[derive(Debug, Args)]
pub(super) struct Program {
    /// Path of the program there (without it: of this one)
    #[arg(long, value_name = "PATH")]
    program: Option<PathBuf>,
}

/// Options of `schedule systemd`.
#[derive(Debug, Args)]
pub(super) struct Units {
    /// Only this file (without it: all that the profile needs)
    #[arg(value_enum)]
    unit: Option<Unit>,
    #[command(flatten)]
    program: Program,
}

/// A file of systemd.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Unit {
    /// firmino-link@.service
    Service,
    /// firmino-link@.timer
    Timer,
    /// firmino-link-pull@.service: reads Firmino
    PullService,
    /// firmino-link-pull@.timer
    PullTimer,
    /// firmino-link-push@.service: hands over to Firmino
    PushService,
    /// firmino-link-push@.timer
    PushTimer,
}

impl Unit {
    /// The files that the profile needs. Handing over runs by itself where Firmino issues; else its units are to be asked for.
    fn needed(job: &Job) -> Vec<Unit> {
        let mut units = vec![Unit::Service, Unit::Timer];
        if job.firmino != Joined::Not {
            units.extend([Unit::PullService, Unit::PullTimer]);
        }
        if job.firmino == Joined::Both {
            units.extend([Unit::PushService, Unit::PushTimer]);
        }
        units
    }

    fn file(self, job: &Job) -> File {
        use systemd::{Work, service, timer};
        let (work, ending, text): (_, _, fn(&Job, Work) -> String) = match self {
            Unit::Service => (Work::Passes, "service", service),
            Unit::Timer => (Work::Passes, "timer", timer),
            Unit::PullService => (Work::Pull, "service", service),
            Unit::PullTimer => (Work::Pull, "timer", timer),
            Unit::PushService => (Work::Push, "service", service),
            Unit::PushTimer => (Work::Push, "timer", timer),
        };
        File {
            path: format!("/etc/systemd/system/{}.{ending}", work.unit()),
            text: text(job, work),
        }
    }
}

/// Everything that the printed text depends on.
#[derive(Debug)]
struct Job {
    lang: Lang,
    program: String,
    profile: String,
    /// Absolute, where the profile was named by its file.
    config: Option<String>,
    /// Variables of XDG that are set here and would not be there.
    variables: Vec<(&'static str, String)>,
    passes: BTreeSet<&'static str>,
    firmino: Joined,
    home: Home,
}

/// What of Firmino's API runs by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joined {
    /// Nothing: there is no `[firmino]`.
    Not,
    /// Readings; handing over is a person's word.
    Read,
    /// Handing over, too: the profile has Firmino issue the documents.
    Both,
}

/// Whose the profile is.
#[derive(Debug)]
enum Home {
    /// /etc/firmino-link and /var/lib/firmino-link, of a user of their own.
    System,
    /// A person's: who it is, and the folders that passes write to.
    Person { user: String, writes: Vec<String> },
}

/// The folder of profiles that are nobody's.
const SYSTEM: &str = "/etc/firmino-link";

/// A printed file.
struct File {
    path: String,
    text: String,
}

pub(super) fn run(global: &Global, command: &Schedule) -> Result<Exit, Failure> {
    let files = match command {
        Schedule::Cron(program) => {
            let job = job(global, program)?;
            vec![File {
                path: "crontab".to_owned(),
                text: cron::text(&job),
            }]
        }
        Schedule::Systemd(units) => {
            let job = job(global, &units.program)?;
            let wanted = match units.unit {
                Some(unit) => vec![unit],
                None => Unit::needed(&job),
            };
            wanted.into_iter().map(|unit| unit.file(&job)).collect()
        }
    };
    if global.json {
        let files: Vec<_> = files
            .iter()
            .map(|file| serde_json::json!({ "path": file.path, "text": file.text }))
            .collect();
        show::out(&serde_json::json!({ "schema": 1, "files": files }).to_string());
    } else {
        let texts: Vec<_> = files.into_iter().map(|file| file.text).collect();
        show::file(&texts.join("\n"));
    }
    Ok(Exit::Done)
}

/// The lines of a crontab that do everything that the profile has run by itself, as `schedule cron` prints them.
///
/// # Errors
/// A path that cannot stand in a line; a profile that cannot be read.
pub(super) fn cron_lines(global: &Global) -> Result<Vec<String>, Failure> {
    let program = Program { program: None };
    Ok(cron::lines(&job(global, &program)?))
}

/// Looks up what the text depends on. A profile that is not there yet has all passes, and no person's home.
fn job(global: &Global, program: &Program) -> Result<Job, Failure> {
    let desk = match Desk::open(global) {
        Ok(desk) => Some(desk),
        Err(failure) if failure.code == "profile.missing" => None,
        Err(failure) => return Err(failure),
    };
    let lang = desk.as_ref().map_or(global.first_lang(), |desk| desk.lang);
    let program = match &program.program {
        Some(path) => path.clone(),
        None => std::env::current_exe().map_err(|error| {
            let what = lang.pick(
                "nie wiadomo, gdzie jest ten program",
                "it is unknown where this program is",
            );
            wrong(lang, &format!("{what}: {error}"))
        })?,
    };
    let config = global.config.as_deref();
    let config = config.map(|path| absolute(lang, path)).transpose()?;
    let home = match &desk {
        Some(desk) if desk.location.folder() != Path::new(SYSTEM) => person(desk)?,
        _ => Home::System,
    };
    let passes = desk.as_ref().map_or_else(all_passes, passes);
    let account = desk.as_ref().and_then(|desk| desk.profile.firmino.as_ref());
    let firmino = match account.map(|account| account.issue) {
        None => Joined::Not,
        Some(false) => Joined::Read,
        Some(true) => Joined::Both,
    };
    Ok(Job {
        lang,
        program: absolute(lang, &program)?,
        profile: name(global)?,
        config,
        variables: variables(lang)?,
        passes,
        firmino,
        home,
    })
}

fn name(global: &Global) -> Result<String, Failure> {
    let name = match &global.config {
        Some(path) => Location::find(Choice::File(path.clone()), &environment())
            .map(|location| location.name().clone()),
        None => ProfileName::parse(&global.profile),
    };
    let name = name.map_err(|error| of_profile(global.first_lang(), &error))?;
    Ok(name.to_string())
}

fn all_passes() -> BTreeSet<&'static str> {
    BTreeSet::from(["orders", "products", "stock"])
}

/// The passes of the chosen modules that need nobody beside them.
fn passes(desk: &Desk) -> BTreeSet<&'static str> {
    let modules = desk.profile.modules();
    let by_itself = |pass: &&str| match *pass {
        "orders" => modules.contains(&Module::Orders),
        "stock" => modules.contains(&Module::Warehouses),
        _ => !matches!(sync::products_of(desk), None | Some(ProductSource::Manual)),
    };
    all_passes().into_iter().filter(by_itself).collect()
}

/// The person whose profile it is, with the folders of mirror and pace.
fn person(desk: &Desk) -> Result<Home, Failure> {
    let user = ["USER", "LOGNAME"].into_iter().find_map(var);
    let user = user.filter(|user| {
        user.chars()
            .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
    });
    let rate = match &desk.profile.baselinker.rate_file {
        Some(path) => desk
            .location
            .resolve(path, &environment())
            .map(|path| above(&path)),
        None => state_folder(&environment()),
    };
    let rate = rate.map_err(|error| of_profile(desk.lang, &error))?;
    let mut writes = vec![absolute(desk.lang, &above(&desk.mirror_path))?];
    let rate = absolute(desk.lang, &rate)?;
    if !writes.contains(&rate) {
        writes.push(rate);
    }
    Ok(Home::Person {
        user: user.unwrap_or_else(|| rustix::process::getuid().as_raw().to_string()),
        writes,
    })
}

fn above(path: &Path) -> PathBuf {
    path.parent().unwrap_or(Path::new(".")).to_owned()
}

fn variables(lang: Lang) -> Result<Vec<(&'static str, String)>, Failure> {
    let mut variables = Vec::new();
    for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
        // Relative ones are ignored by the program, too.
        let value = var(name).filter(|value| Path::new(value).is_absolute());
        if let Some(value) = value {
            variables.push((name, absolute(lang, Path::new(&value))?));
        }
    }
    Ok(variables)
}

/// A path as text that may stand in one line.
fn absolute(lang: Lang, path: &Path) -> Result<String, Failure> {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match whole.to_str() {
        Some(text) if !text.chars().any(char::is_control) => Ok(text.to_owned()),
        _ => {
            let what = lang.pick(
                "ta ścieżka nie może stać w jednym wierszu tekstu",
                "this path cannot stand in one line of text",
            );
            Err(wrong(lang, &format!("{what}: {}", whole.display())))
        }
    }
}

fn wrong(lang: Lang, what: &str) -> Failure {
    Failure::new(
        Exit::Failed,
        "schedule.path",
        what,
        lang.pick(
            "podaj ścieżkę bez znaków sterujących, np. --program /usr/local/bin/firmino-link",
            "give a path without control characters, as --program /usr/local/bin/firmino-link",
        ),
    )
}

/// A number that the name alone decides, the same on every computer (FNV-1a).
fn hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
