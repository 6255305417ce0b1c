//! `mirror push`: ready orders to Firmino, and their documents back.

mod told;

use clap::Args;

use super::desk::Desk;
use super::global::Global;
use super::{pull, show, sync};
use crate::domain::handover::Issuing;
use crate::domain::warsaw;
use crate::firmino::Client;
use crate::mirror::{Mirror, MirrorError, backup};
use crate::net::{Clock as _, HttpTransport, Line, SystemClock, SystemJitter};
use crate::profile::Firmino;
use crate::report::progress::{Progress as _, Teller};
use crate::report::{Exit, Failure};
use crate::sync::firmino::MirrorBudget;
use crate::sync::handover::{Pushed, Pushing, Trouble, Which, Word, belongs, plan};
use crate::texts::Lang;

/// Options of a push.
#[derive(Debug, Default, Args)]
pub(super) struct Push {
    /// Orders by BaseLinker's ids (without: those that are there, then ready ones that KSeF holds back here)
    #[arg(value_name = "ORDER")]
    orders: Vec<i64>,
    /// Tell what would go; send nothing
    #[arg(long)]
    dry_run: bool,
    /// Send so many requests at most; the next push goes on
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    max_requests: Option<u32>,
    /// Of one order in doubt: it is there, under this id (the order's, or its document's where that was asked for)
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
    let of_mirror = |error: MirrorError| Failure::of_mirror(lang, &error);
    let which = which(lang, args)?;
    let account = desk.profile.firmino.as_ref();
    let account = account.ok_or_else(|| pull::unset(lang))?;
    if account.send_own {
        return Err(send_own(lang));
    }
    let settings = desk.settings()?;
    let issuing = issuing(account);
    let clock = SystemClock;
    if args.dry_run {
        let mut mirror = Mirror::rehearsal(&desk.mirror_path).map_err(of_mirror)?;
        let planned = plan(&settings, &clock, &mut mirror, issuing, &which).map_err(of_mirror)?;
        let text = match global.json {
            true => told::plan_value(lang, &planned).to_string(),
            false => told::plan_text(lang, &planned),
        };
        show::out(&text);
        return Ok(exit_of(&planned.troubles, 0));
    }
    let (place, name) = pull::place(desk, account)?;
    let _lock = sync::wait_for_lock(desk, args.wait).map_err(of_mirror)?;
    let mut mirror = desk.mirror()?;
    mirror.quick_check().map_err(of_mirror)?;
    let now = clock.wall().as_second();
    backup::daily(&mirror, &warsaw::day(now).to_string()).map_err(of_mirror)?;
    if !belongs(&mut mirror, &name).map_err(of_mirror)? {
        return Err(pull::other_account(lang));
    }
    let counted = Mirror::open(&desk.mirror_path).map_err(of_mirror)?;
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
    let planned = plan(&settings, &clock, &mut mirror, issuing, &which).map_err(of_mirror)?;
    let used = budget.today().map_err(of_mirror)?.used;
    teller.say(&told::forecast(
        lang,
        planned.requests,
        used,
        budget.a_day(),
    ));
    let client = Client::new(line, place, &budget);
    let push = Pushing {
        client: &client,
        clock: &clock,
        settings: &settings,
        issuing,
        window: i64::from(account.settle_window),
        progress: &teller,
    };
    let pushed = push.run(&mut mirror, &which);
    teller.finish();
    let pushed = pushed.map_err(of_mirror)?;
    let requests = told::Requests {
        used_now: client.sent(),
        used_today: budget.today().map_err(of_mirror)?.used,
        limit: budget.a_day(),
        by_method: client.by_method(),
    };
    let stopped = pushed.stopped.as_ref();
    let stopped = stopped.filter(|error| !pull::is_asked_for(error));
    let failure = stopped.map(|error| Failure::of_firmino(lang, error));
    let text = match global.json {
        true => told::value(lang, &pushed, &requests, failure.as_ref()).to_string(),
        false => told::text(lang, &pushed, &requests),
    };
    show::out(&text);
    if let Some(failure) = &failure {
        show::err(&failure.text(lang));
    }
    Ok(exit(&pushed, failure.as_ref()))
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

/// The heaviest of what happened.
fn exit(pushed: &Pushed, failure: Option<&Failure>) -> Exit {
    let stopped = failure.map_or(Exit::Done, |failure| failure.exit);
    let told = exit_of(
        &pushed.troubles,
        pushed.orders.pushed + pushed.orders.confirmed,
    );
    let doubt = if pushed.orders.in_doubt > 0 {
        Exit::Person
    } else {
        Exit::Done
    };
    stopped.max(told).max(doubt)
}

/// An id that the mirror does not know is a slip of the pen, unless others went along with it.
fn exit_of(troubles: &[Trouble], went: u64) -> Exit {
    let unknown = |trouble: &Trouble| matches!(trouble, Trouble::NotReady { state: None, .. });
    match troubles {
        [] => Exit::Done,
        some if went == 0 && some.iter().all(unknown) => Exit::Usage,
        _ => Exit::Person,
    }
}

fn send_own(lang: Lang) -> Failure {
    Failure::new(
        Exit::Config,
        "firmino.send-own",
        lang.pick(
            "firmino.send_own = true: wysyłania do Firmino dokumentów wystawionych tutaj jeszcze nie ma",
            "firmino.send_own = true: documents issued here cannot be sent to Firmino yet",
        ),
        lang.pick(
            "ustaw firmino.send_own = false",
            "set firmino.send_own = false",
        ),
    )
}
