//! `mirror push`: ready orders to Firmino, their documents back, and documents issued here.

mod told;

use clap::Args;

use super::desk::Desk;
use super::global::Global;
use super::watch::{self, Counts};
use super::wire::Wire;
use super::{place, pull, show, sync};
use crate::domain::handover::Issuing;
use crate::domain::warsaw;
use crate::firmino::Client;
use crate::mirror::{Mirror, MirrorError, backup};
use crate::net::{Clock as _, SystemClock};
use crate::profile::Firmino;
use crate::report::progress::Progress as _;
use crate::report::{Exit, Failure, PushReport};
use crate::sync::firmino::MirrorBudget;
use crate::sync::handover::{OwnDocuments, Pushing, Which, Word, belongs, plan};
use crate::sync::run;
use crate::texts::{Lang, firmino as texts};

/// Options of a push.
#[derive(Debug, Default, Args)]
pub(super) struct Push {
    /// Orders by BaseLinker's ids (without: those that are there, then ready ones that KSeF holds back here, then documents
    /// issued here)
    #[arg(value_name = "ORDER")]
    orders: Vec<i64>,
    /// Tell what would go; send nothing
    #[arg(long)]
    dry_run: bool,
    /// Send so many requests at most; the next push goes on
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    max_requests: Option<u32>,
    /// Of one order in doubt: it is there, under this id (the order's, or its document's where that was asked for or
    /// issued here)
    #[arg(long, value_name = "ID", conflicts_with = "absent", value_parser = clap::value_parser!(i64).range(1..))]
    there: Option<i64>,
    /// Of one order in doubt: you looked, and it is not there
    #[arg(long)]
    absent: bool,
    /// Wait so many seconds for another pass to end
    #[arg(long, value_name = "SECS", default_value_t = 0)]
    wait: u64,
}

pub(super) fn run(desk: &Desk, global: &Global, args: &Push) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let which = which(lang, args)?;
    let account = desk.profile.firmino.as_ref();
    let account = account.ok_or_else(|| pull::unset(lang))?;
    if args.dry_run {
        return rehearse(desk, global, account, &which);
    }
    watch::told(desk, Counts::Yes, || {
        let push = || push(desk, global, args, account, &which);
        let report = match watch::pass(global, desk, Counts::Yes, "push", push)? {
            Ok(report) => report,
            Err(exit) => return Ok(exit),
        };
        show::out(&match global.json {
            true => serde_json::to_string(&report).unwrap_or_default(),
            false => report.text(lang),
        });
        watch::tell_error(global, desk, ("push", report.run), report.error.as_ref());
        Ok(report.exit)
    })
}

fn rehearse(
    desk: &Desk,
    global: &Global,
    account: &Firmino,
    which: &Which,
) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let of_mirror = |error: MirrorError| Failure::of_mirror(lang, &error);
    let settings = desk.settings()?;
    let mut mirror = Mirror::rehearsal(&desk.mirror_path).map_err(of_mirror)?;
    let way = (issuing(account), own(account));
    let planned = plan(&settings, &SystemClock, &mut mirror, way, which).map_err(of_mirror)?;
    show::out(&match global.json {
        true => told::value(lang, &planned).to_string(),
        false => told::text(lang, &planned),
    });
    Ok(run::push_exit(&planned.troubles, 0))
}

/// Hands over what is due, or what is named.
///
/// # Errors
/// Whatever keeps it from beginning; what happens later is in the report.
pub(super) fn push(
    desk: &Desk,
    global: &Global,
    args: &Push,
    account: &Firmino,
    which: &Which,
) -> Result<PushReport, Failure> {
    let lang = desk.lang;
    let of_mirror = |error: MirrorError| Failure::of_mirror(lang, &error);
    let settings = desk.settings()?;
    let way = (issuing(account), own(account));
    let (place, name) = place::firmino_of(desk, account)?;
    let _lock = sync::wait_for_lock(desk, args.wait).map_err(of_mirror)?;
    let mut mirror = desk.mirror()?;
    mirror.quick_check().map_err(of_mirror)?;
    let today = warsaw::day(SystemClock.wall().as_second());
    backup::daily(&mirror, &today.to_string()).map_err(of_mirror)?;
    if !belongs(&mut mirror, &name).map_err(of_mirror)? {
        return Err(run::unknown_account(lang));
    }
    let counted = Mirror::open(&desk.mirror_path).map_err(of_mirror)?;
    let (a_day, this_run) = (account.requests_per_day, args.max_requests);
    let budget = MirrorBudget::new(counted, &SystemClock, a_day, this_run);
    let wire = Wire::open(global, lang)?;
    let planned = plan(&settings, &SystemClock, &mut mirror, way, which).map_err(of_mirror)?;
    let used = budget.today().map_err(of_mirror)?.used;
    let forecast = texts::push_forecast(lang, planned.requests, used, a_day);
    wire.teller.say(&forecast);
    let by = Pushing {
        client: &Client::new(wire.line(), place, &budget),
        clock: &SystemClock,
        settings: &settings,
        issuing: way.0,
        own: way.1,
        window: i64::from(account.settle_window),
        progress: &wire.teller,
    };
    run::push(&by, &budget, &mut mirror, which, lang).map_err(of_mirror)
}

fn which(lang: Lang, args: &Push) -> Result<Which, Failure> {
    let word = match (args.there, args.absent) {
        (Some(id), _) => Some(Word::There(id)),
        (None, true) => Some(Word::Absent),
        (None, false) => None,
    };
    match (word, args.orders.as_slice()) {
        (None, []) => Ok(Which::Due),
        (None, orders) => Ok(Which::Orders(orders.to_vec())),
        (Some(word), [order]) => Ok(Which::Told(*order, word)),
        (Some(_), _) => Err(Failure::new(
            Exit::Usage,
            "push.one-order",
            lang.pick(
                "--there i --absent mówią o jednym zamówieniu",
                "--there and --absent are about one order",
            ),
            "firmino-link mirror push ORDER --there ID | --absent",
        )),
    }
}

fn issuing(account: &Firmino) -> Issuing {
    match account.issue {
        true => Issuing::Asked,
        false => Issuing::ByPerson,
    }
}

/// What becomes of documents issued here.
pub(super) fn own(account: &Firmino) -> OwnDocuments {
    match account.send_own {
        true => OwnDocuments::Sent,
        false => OwnDocuments::Kept,
    }
}
