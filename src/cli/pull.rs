//! `mirror pull`: articles and customers of Firmino into the mirror.

use clap::{Args, ValueEnum};

use super::desk::Desk;
use super::global::Global;
use super::push::own;
use super::watch::{self, Counts};
use super::wire::Wire;
use super::{place, show, sync};
use crate::domain::warsaw;
use crate::firmino::Client;
use crate::mirror::firmino::List;
use crate::mirror::{Mirror, MirrorError, backup, lock};
use crate::net::{Clock as _, SystemClock};
use crate::profile;
use crate::report::progress::{Progress as _, Teller};
use crate::report::{Exit, Failure, PullReport};
use crate::sync::firmino::{self as pulling, Asked, Manner, MirrorBudget, Shelf};
use crate::sync::run::{self, Mode, Pulling};
use crate::texts::{Lang, firmino as texts};

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
    /// Take Firmino's count where a level differs (firmino.warehouse), instead of telling it
    #[arg(long)]
    take_quantities: bool,
    /// Wait so many seconds for another pass to end
    #[arg(long, value_name = "SECS", default_value_t = 0)]
    wait: u64,
}

pub(super) fn run(desk: &Desk, global: &Global, args: &Pull) -> Result<Exit, Failure> {
    let counts = Counts::of(args.dry_run);
    watch::told(desk, counts, || {
        let report = watch::pass(global, desk, counts, "pull", || pull(desk, global, args))?;
        let report = match report {
            Ok(report) => report,
            Err(exit) => return Ok(exit),
        };
        show::out(&match global.json {
            true => serde_json::to_string(&report).unwrap_or_default(),
            false => report.text(desk.lang),
        });
        watch::tell_error(global, desk, ("pull", report.run), report.error.as_ref());
        Ok(report.exit())
    })
}

/// Reads what Firmino has.
///
/// # Errors
/// Whatever keeps it from beginning; what happens later is in the report.
pub(super) fn pull(desk: &Desk, global: &Global, args: &Pull) -> Result<PullReport, Failure> {
    let lang = desk.lang;
    let of_mirror = |error: MirrorError| Failure::of_mirror(lang, &error);
    let account = desk.profile.firmino.as_ref().ok_or_else(|| unset(lang))?;
    let (place, name) = place::firmino_of(desk, account)?;
    let now = SystemClock.wall().as_second();
    let (_lock, mut mirror, counted) = open(desk, args, now).map_err(of_mirror)?;
    let (a_day, this_run) = (account.requests_per_day, args.max_requests);
    let budget = MirrorBudget::new(counted, &SystemClock, a_day, this_run);
    let wire = Wire::open(global, lang)?;
    if args.what == Some(What::Customers) && args.take_quantities {
        return Err(of_articles(lang));
    }
    let lists = match args.what {
        Some(What::Articles) => vec![List::Articles],
        Some(What::Customers) => vec![List::Customers],
        None => vec![List::Articles, List::Customers],
    };
    let shelf = match lists.contains(&List::Articles) {
        true => shelf(desk, account, args, &mut mirror, &wire.teller)?,
        false => None,
    };
    let forecast = pulling::forecast(&mirror, &lists).map_err(of_mirror)?;
    let today = budget.today().map_err(of_mirror)?;
    let told = texts::pull_forecast(lang, forecast, today.used, a_day);
    wire.teller.say(&told);
    let asked = Asked {
        lists,
        most: args.limit.map(|limit| limit as usize),
        shelf,
        account: name,
    };
    let by = Pulling {
        client: &Client::new(wire.line(), place, &budget),
        budget: &budget,
        clock: &SystemClock,
        progress: &wire.teller,
    };
    let mode = match args.dry_run {
        true => Mode::DryRun,
        false => Mode::Apply,
    };
    run::pull(&by, &mut mirror, &asked, mode, lang).map_err(of_mirror)
}

/// The warehouse that Firmino's quantities stand for, where the profile names one.
fn shelf(
    desk: &Desk,
    account: &profile::Firmino,
    args: &Pull,
    mirror: &mut Mirror,
    teller: &Teller,
) -> Result<Option<Shelf>, Failure> {
    let lang = desk.lang;
    let of_mirror = |error: MirrorError| Failure::of_mirror(lang, &error);
    let Some(symbol) = &account.warehouse else {
        return match args.take_quantities {
            true => Err(no_warehouse(lang)),
            false => Ok(None),
        };
    };
    if desk.profile.warehouses.is_none() && !args.take_quantities {
        teller.say(&no_module(lang));
        return Ok(None);
    }
    desk.warehouses()?;
    desk.put_warehouses(mirror).map_err(of_mirror)?;
    let Some(row) = mirror.warehouse(symbol).map_err(of_mirror)? else {
        let known = mirror.warehouse_symbols().map_err(of_mirror)?;
        // Before the first stock pass there are none: the rest can be read all the same.
        if known.is_empty() && !args.take_quantities {
            teller.say(&no_warehouses_yet(lang, symbol));
            return Ok(None);
        }
        return Err(unknown_warehouse(lang, symbol, &known.join(", ")));
    };
    Ok(Some(Shelf {
        warehouse: row.id,
        manner: match args.take_quantities || account.take_quantities {
            true => Manner::Take,
            false => Manner::Tell,
        },
        own: own(account),
    }))
}

fn no_warehouse(lang: Lang) -> Failure {
    Failure::new(
        Exit::Config,
        "firmino.warehouse",
        lang.pick(
            "profil nie mówi, którego magazynu dotyczy ilość w Firmino",
            "the profile does not say which warehouse Firmino's quantity stands for",
        ),
        lang.pick(
            "wpisz w profilu w [firmino]: warehouse = \"SYMBOL\"",
            "set in the profile, in [firmino]: warehouse = \"SYMBOL\"",
        ),
    )
}

/// Customers have no quantities.
fn of_articles(lang: Lang) -> Failure {
    Failure::new(
        Exit::Usage,
        "firmino.take-quantities",
        lang.pick(
            "--take-quantities dotyczy towarów, a czytani mieli być tylko kontrahenci",
            "--take-quantities is about articles, and customers alone were to be read",
        ),
        "firmino-link mirror pull articles --take-quantities",
    )
}

fn no_module(lang: Lang) -> String {
    lang.pick(
        "ilości z Firmino pominięte (firmino.warehouse): moduł warehouses nie jest wybrany",
        "quantities of Firmino are left out (firmino.warehouse): the module warehouses is not chosen",
    )
    .to_owned()
}

fn no_warehouses_yet(lang: Lang, symbol: &str) -> String {
    lang.pick(
        format!("magazynu „{symbol}” (firmino.warehouse) jeszcze tu nie ma, więc ilości pominięto; magazyny wczyta: firmino-link sync stock"),
        format!("the warehouse \"{symbol}\" (firmino.warehouse) is not here yet, so quantities were left out; warehouses are read by: firmino-link sync stock"),
    )
}

fn unknown_warehouse(lang: Lang, symbol: &str, known: &str) -> Failure {
    Failure::new(
        Exit::Config,
        "firmino.warehouse",
        lang.pick(
            format!("firmino.warehouse: w kopii danych nie ma magazynu „{symbol}”"),
            format!("firmino.warehouse: the mirror has no warehouse \"{symbol}\""),
        ),
        match known {
            "" => lang
                .pick(
                    "wczytaj magazyny: firmino-link sync stock",
                    "read the warehouses: firmino-link sync stock",
                )
                .to_owned(),
            known => lang.pick(format!("są: {known}"), format!("there are: {known}")),
        },
    )
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

pub(super) fn unset(lang: Lang) -> Failure {
    Failure::new(
        Exit::Config,
        "profile.firmino",
        lang.pick("w profilu nie ma tabeli [firmino]", "the profile has no table [firmino]"),
        lang.pick(
            "firmino-link setup pyta o konto Firmino; albo dopisz do profilu [firmino], a login i hasło (po jednym w wierszu) do pliku NAZWA.firmino obok niego, chmod 600",
            "firmino-link setup asks for the account; or add [firmino] to the profile, and login and password (a line each) to a file NAME.firmino beside it, chmod 600",
        ),
    )
}
