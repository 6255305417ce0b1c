//! A pull from its row in `runs` to its report.

use super::{Mode, ended_as};
use crate::firmino::{Client, FirminoError};
use crate::mirror::{Mirror, MirrorError};
use crate::net::Clock;
use crate::report::progress::Progress;
use crate::report::pull::{Problem, Requests};
use crate::report::{Exit, Failure, PullReport};
use crate::sync::crash;
use crate::sync::firmino::{Asked, MirrorBudget, PullError, pull as read};
use crate::texts::{Lang, firmino as texts};

/// What a pull needs.
pub struct Pulling<'a> {
    /// Firmino.
    pub client: &'a Client<'a>,
    /// Its count of requests.
    pub budget: &'a MirrorBudget<'a>,
    /// The clock.
    pub clock: &'a dyn Clock,
    /// Where progress is told.
    pub progress: &'a dyn Progress,
}

/// Runs a pull on `mirror`, which in a dry run is a copy in memory, and reports.
///
/// # Errors
/// Only if the run's own row cannot be written before it begins.
pub fn pull(
    by: &Pulling<'_>,
    mirror: &mut Mirror,
    asked: &Asked,
    mode: Mode,
    lang: Lang,
) -> Result<PullReport, MirrorError> {
    let now = by.clock.wall().as_second();
    let run = match mode {
        Mode::Apply => Some(mirror.write(|mirror| mirror.begin_run("pull", now))?),
        Mode::DryRun => None,
    };
    if let Some(run) = run {
        crash::point();
        by.progress.begun(run);
    }
    let mut report = PullReport::begin(run);
    report.pull.dry_run = mode == Mode::DryRun;
    match read(by.client, mirror, asked, now, by.progress) {
        Ok(pulled) => {
            let pull = &mut report.pull;
            pull.complete = pulled.is_complete();
            pull.articles = pulled.articles;
            pull.customers = pulled.customers;
            pull.quantities = pulled.quantities;
            let earlier = pulled.earlier.iter().map(|list| list.word().to_owned());
            pull.earlier = earlier.collect();
            pull.problems = pulled
                .notices
                .into_iter()
                .map(|notice| Problem {
                    message: match notice.differs {
                        None => texts::message(lang, &notice.code).to_owned(),
                        Some(differs) => {
                            texts::quantity(lang, differs.level, differs.pieces, differs.expected)
                        }
                    },
                    fix: texts::fix(lang, &notice.code).to_owned(),
                    code: notice.code,
                    list: notice.list.to_owned(),
                    subject: notice.id,
                    name: notice.name,
                    new: notice.is_new,
                })
                .collect();
            match pulled.stopped {
                Some(FirminoError::RunSpent { .. }) => pull.enough = true,
                Some(error) => report.error = Some(Failure::of_firmino(lang, &error)),
                None => {}
            }
        }
        Err(error) => report.error = Some(failure(lang, &error)),
    }
    report.pull.requests = requests(by.client, by.budget);
    let exit = report.exit();
    if let Some(run) = run {
        let text = serde_json::to_string(&report).unwrap_or_default();
        ended_as(mirror, run, by.clock, exit, &text);
    }
    Ok(report)
}

/// The requests of a command by now.
pub(super) fn requests(client: &Client<'_>, budget: &MirrorBudget<'_>) -> Requests {
    let by_method = client.by_method().into_iter();
    Requests {
        used_now: client.sent(),
        // A book that cannot be read has told of itself by then.
        used_today: budget.today().map_or(0, |today| today.used),
        limit: budget.a_day(),
        by_method: by_method.map(|(name, n)| (name.to_owned(), n)).collect(),
    }
}

fn failure(lang: Lang, error: &PullError) -> Failure {
    match error {
        PullError::Mirror(error) => Failure::of_mirror(lang, error),
        PullError::Firmino(error) => Failure::of_firmino(lang, error),
        PullError::Empty { list, known } => {
            let name = texts::list(lang, list.word());
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
fn other_account(lang: Lang) -> Failure {
    Failure::new(
        Exit::Config,
        "firmino.other-account",
        lang.pick(
            "ta kopia danych jest połączona z innym kontem Firmino: znane numery mają tam inne nazwy; z tej listy nic nie zmieniono",
            "this mirror is joined with another account of Firmino: known ids bear other names there; nothing of this list was changed",
        ),
        lang.pick(
            "użyj loginu i firmino.company tamtego konta albo innej kopii (mirror.path)",
            "use that account's login and firmino.company, or another mirror (mirror.path)",
        ),
    )
}

/// The account of Firmino is named otherwise than at the last push, and no pull has looked whether it is the same one.
pub fn unknown_account(lang: Lang) -> Failure {
    Failure::new(
        Exit::Config,
        "firmino.other-account",
        lang.pick(
            "[firmino] ma inny login, adres albo firmę niż przy ostatnim mirror push i nie wiadomo, czy to to samo konto; nic nie wysłano",
            "[firmino] has another login, address or company than at the last mirror push, and whether it is the same account is not known; nothing was sent",
        ),
        lang.pick(
            "sprawdzi to: firmino-link mirror pull; potem uruchom mirror push ponownie",
            "this is looked at by: firmino-link mirror pull; then run mirror push again",
        ),
    )
}
