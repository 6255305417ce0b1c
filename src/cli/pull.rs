//! `mirror pull`: articles and customers of Firmino into the mirror.

mod told;

use clap::{Args, ValueEnum};

use super::desk::{Desk, environment, of_profile};
use super::global::Global;
use super::{show, sync};
use crate::domain::warsaw;
use crate::firmino::{Client, FirminoError, Place};
use crate::mirror::firmino::List;
use crate::mirror::{Mirror, MirrorError, backup, lock};
use crate::net::{Address, Clock as _, HttpTransport, Line, Login, SystemClock, SystemJitter};
use crate::profile::token::find_login;
use crate::profile::{self};
use crate::report::progress::{Progress as _, Teller};
use crate::report::{Exit, Failure};
use crate::sync::firmino::{self as pulling, Asked, MirrorBudget, PullError, Pulled};
use crate::texts::Lang;

/// Which list of Firmino.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    Articles,
    Customers,
}

/// Options of a pull.
#[derive(Debug, Default, Args)]
pub(super) struct Pull {
    /// One list alone (without: both)
    #[arg(value_enum)]
    what: Option<What>,
    /// Tell what would happen; change nothing but the count of requests
    #[arg(long)]
    dry_run: bool,
    /// Take so many rows of each list at most
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
    /// Send so many requests at most; the next pull goes on
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    max_requests: Option<u32>,
    /// Wait so many seconds for another pass to end
    #[arg(long, value_name = "SECS", default_value_t = 0)]
    wait: u64,
}

pub(super) fn run(desk: &Desk, global: &Global, args: &Pull) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let of_mirror = |error: MirrorError| Failure::of_mirror(lang, &error);
    let account = desk.profile.firmino.as_ref().ok_or_else(|| unset(lang))?;
    let (place, name) = place(desk, account)?;
    let clock = SystemClock;
    let now = clock.wall().as_second();
    let (_lock, mut mirror, counted) = open(desk, args, now).map_err(of_mirror)?;
    let budget = MirrorBudget::new(counted, &clock, account.requests_per_day, args.max_requests);
    let transport = HttpTransport::new().map_err(|error| {
        let fix = lang.pick("uruchom ponownie", "run it again");
        Failure::new(Exit::Failed, "net.runtime", error.to_string(), fix)
    })?;
    let teller = Teller::new(lang, global.loudness());
    let line = Line {
        transport: &transport,
        clock: &clock,
        jitter: &SystemJitter,
        talk: &teller,
    };
    let lists = match args.what {
        Some(What::Articles) => vec![List::Articles],
        Some(What::Customers) => vec![List::Customers],
        None => vec![List::Articles, List::Customers],
    };
    let forecast = pulling::forecast(&mirror, &lists).map_err(of_mirror)?;
    let today = budget.today().map_err(of_mirror)?;
    teller.say(&told::forecast(lang, forecast, today.used, budget.a_day()));
    let asked = Asked {
        lists,
        most: args.limit.map(|limit| limit as usize),
        account: name,
    };
    let client = Client::new(line, place, &budget);
    let done = pulling::pull(&client, &mut mirror, &asked, now, &teller);
    teller.finish();
    let mut pulled = done.map_err(|error| of_pull(lang, &error))?;
    pulled.requests.limit = budget.a_day();
    pulled.requests.used_today = budget.today().map_err(of_mirror)?.used;
    let stopped = pulled.stopped.as_ref().filter(|error| !is_asked_for(error));
    let failure = stopped.map(|error| Failure::of_firmino(lang, error));
    let text = if global.json {
        told::value(lang, &pulled, args.dry_run, failure.as_ref()).to_string()
    } else {
        told::text(lang, &pulled, args.dry_run)
    };
    show::out(&text);
    if let Some(failure) = &failure {
        show::err(&failure.text(lang));
    }
    Ok(exit(&pulled, failure.as_ref()))
}

/// The heaviest of what happened.
fn exit(pulled: &Pulled, failure: Option<&Failure>) -> Exit {
    let stopped = failure.map_or(Exit::Done, |failure| failure.exit);
    let person = pulled.notices.iter().any(|notice| notice.is_new);
    stopped.max(if person { Exit::Person } else { Exit::Done })
}

/// The mirror under its lock, and another connection for the count. A dry run works on a copy, but what it sends is
/// counted all the same.
fn open(
    desk: &Desk,
    args: &Pull,
    now: i64,
) -> Result<(Option<lock::Lock>, Mirror, Mirror), MirrorError> {
    let machine = desk.machine();
    if args.dry_run {
        let (mirror, counted) = match Mirror::rehearsal(&desk.mirror_path) {
            Err(MirrorError::Missing { .. }) => (Mirror::in_memory(now)?, Mirror::in_memory(now)?),
            mirror => (mirror?, Mirror::open(&desk.mirror_path)?),
        };
        mirror.check_machine(machine.as_deref())?;
        return Ok((None, mirror, counted));
    }
    let lock = sync::wait_for_lock(desk, args.wait)?;
    let mirror = Mirror::open_or_create(&desk.mirror_path, now)?;
    mirror.check_machine(machine.as_deref())?;
    mirror.quick_check()?;
    backup::daily(&mirror, &warsaw::day(now).to_string())?;
    let counted = Mirror::open(&desk.mirror_path)?;
    Ok((Some(lock), mirror, counted))
}

/// Where Firmino is and who asks; and what tells the account from another.
pub(super) fn place(desk: &Desk, account: &profile::Firmino) -> Result<(Place, String), Failure> {
    let config = |code, message: String| Failure::new(Exit::Config, code, message, "[firmino]");
    let named = account.credentials.as_ref();
    let text =
        find_login(named, &desk.location, environment()).map_err(|error| of_profile(&error))?;
    let (user, password) = text.expose();
    let login =
        Login::new(user, password).map_err(|error| config("firmino.login", error.to_string()))?;
    let address = Address::parse(&account.api_url)
        .map_err(|error| config("profile.api-url", error.to_string()))?;
    let company = account.company.clone();
    let name = format!(
        "{} {} {}",
        address.host(),
        login.fingerprint(),
        company.as_deref().unwrap_or_default()
    );
    let place = Place {
        address,
        login,
        company,
        timeout: account.timeout,
    };
    Ok((place, name))
}

pub(super) fn unset(lang: Lang) -> Failure {
    Failure::new(
        Exit::Config,
        "profile.firmino",
        lang.pick("w profilu nie ma tabeli [firmino]", "the profile has no table [firmino]"),
        lang.pick(
            "dopisz do profilu [firmino], a login i hasło (po jednym w wierszu) do pliku NAZWA.firmino obok niego, chmod 600; docs/firmino.md",
            "add [firmino] to the profile, and login and password (a line each) to a file NAME.firmino beside it, chmod 600; docs/firmino.md",
        ),
    )
}

fn of_pull(lang: Lang, error: &PullError) -> Failure {
    match error {
        PullError::Mirror(error) => Failure::of_mirror(lang, error),
        PullError::Firmino(error) => Failure::of_firmino(lang, error),
        PullError::Empty { list, known } => {
            let name = told::list(lang, *list);
            Failure::new(
                Exit::Brake,
                "firmino.empty",
                lang.pick(
                    format!("Firmino podaje pustą listę ({name}), a znanych jest {known}; nic nie zmieniono"),
                    format!("Firmino's list ({name}) is empty, and {known} are known; nothing was changed"),
                ),
                lang.pick(
                    "sprawdź firmino.company i login: to może być inna firma",
                    "look at firmino.company and the login: this may be another company",
                ),
            )
        }
        PullError::OtherAccount => other_account(lang),
    }
}

/// The mirror is joined with another account of Firmino.
pub(super) fn other_account(lang: Lang) -> Failure {
    Failure::new(
            Exit::Config,
            "firmino.other-account",
            lang.pick(
                "ta kopia danych jest połączona z innym kontem Firmino: znane numery mają tam inne nazwy; nic nie zmieniono",
                "this mirror is joined with another account of Firmino: known ids bear other names there; nothing was changed",
            ),
            lang.pick(
                "użyj loginu i firmino.company tamtego konta albo innej kopii (mirror.path)",
                "use that account's login and firmino.company, or another mirror (mirror.path)",
            ),
        )
}

/// Whether a pull ended because it was to send no more.
pub(super) fn is_asked_for(error: &FirminoError) -> bool {
    matches!(error, FirminoError::RunSpent { .. })
}
