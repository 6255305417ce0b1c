//! `documents send`: printouts to BaseLinker, by a person's word.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::cli::account::{Access, TokenFlag};
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::wire::Wire;
use crate::cli::{show, sync};
use crate::domain::warsaw;
use crate::mirror::documents::DocumentRow;
use crate::mirror::{Mirror, MirrorError};
use crate::net::{Clock as _, SystemClock};
use crate::report::progress::Progress as _;
use crate::report::{Exit, Failure, visible};
use crate::sync::orders::elsewhere::{self, Elsewhere};
use crate::sync::printouts::{CALLS, Sending, Which};
use crate::sync::run;
use crate::texts::Lang;

/// Options of `documents send`.
#[derive(Debug, Args)]
pub(in crate::cli) struct SendArgs {
    /// Numbers of documents
    #[arg(required = true, value_name = "NUMBER")]
    numbers: Vec<String>,
    /// Wait so many seconds for another pass to end
    #[arg(long, value_name = "SECS", default_value_t = 0)]
    wait: u64,
    /// Send for so many minutes at most
    #[arg(long, value_name = "M")]
    max_minutes: Option<u32>,
    /// File with the token
    #[arg(long, value_name = "FILE", conflicts_with = "token_stdin")]
    token_file: Option<PathBuf>,
    /// Read the token from standard input
    #[arg(long)]
    token_stdin: bool,
}

pub(super) fn run(global: &Global, desk: &Desk, args: &SendArgs) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let of_mirror = |error: MirrorError| Failure::of_mirror(lang, &error);
    let settings = desk.settings()?;
    if settings.series.is_none() {
        return Err(off(lang));
    }
    let flag = match (&args.token_file, args.token_stdin) {
        (Some(path), _) => TokenFlag::File(path),
        (None, true) => TokenFlag::Stdin,
        (None, false) => TokenFlag::None,
    };
    let access = Access::find(desk, flag)?;
    let _lock = sync::wait_for_lock(desk, args.wait).map_err(of_mirror)?;
    let mut mirror = desk.mirror()?;
    let documents = promise(lang, &mut mirror, &args.numbers)?;
    let wire = Wire::open(global, lang)?;
    let line = wire.line();
    let account = access.open(line);
    let of_pass = |error| run::failure(lang, &error);
    elsewhere::series(&account, &settings, &mut mirror).map_err(of_pass)?;
    let series = elsewhere::ours(&settings, &mirror).map_err(of_mirror)?;
    let series = series.ok_or_else(|| off(lang))?;
    let there = Elsewhere {
        account: &account,
        from: warsaw::start_of(settings.from),
        ours: Some(series),
        now: SystemClock.wall().as_second(),
    };
    let sending = Sending {
        account: &account,
        line,
        elsewhere: &there,
        series,
        window: settings.settle_window,
        telling: sync::telling(args.max_minutes),
    };
    wire.teller
        .sending(documents.len() * CALLS, account.calls_a_minute());
    let sent = sending.run(&mut mirror, &Which::Documents(documents));
    wire.teller.finish();
    let sent = sent.map_err(of_pass)?;
    let problems: Vec<_> = sent
        .unsent
        .iter()
        .map(|one| run::unsent_problem(lang, one))
        .collect();
    if global.json {
        let value = json!({"schema": 1, "sent": sent.sent, "pending": sent.pending, "in_doubt": sent.in_doubt, "problems": problems});
        show::out(&value.to_string());
    } else {
        show::out(&lang.pick(
            format!(
                "Wysłane wydruki: {}; jeszcze do wysłania: {}.",
                sent.sent, sent.pending
            ),
            format!(
                "Printouts sent: {}; still to send: {}.",
                sent.sent, sent.pending
            ),
        ));
        for problem in &problems {
            show::err(&format!("! {}\n   → {}", problem.message, problem.fix));
        }
    }
    Ok(if problems.is_empty() {
        Exit::Done
    } else {
        Exit::Person
    })
}

/// Promises these documents' printouts, also those that were given up; answers their rows.
fn promise(lang: Lang, mirror: &mut Mirror, numbers: &[String]) -> Result<Vec<i64>, Failure> {
    let of_mirror = |error: MirrorError| Failure::of_mirror(lang, &error);
    let mut documents = Vec::with_capacity(numbers.len());
    for number in numbers {
        let row = mirror.document(number).map_err(of_mirror)?;
        let row = row.ok_or_else(|| unknown(lang, number))?;
        if let Some(refused) = cannot(lang, &row) {
            return Err(refused);
        }
        documents.push(row.id);
    }
    let now = SystemClock.wall().as_second();
    let promised: Result<(), MirrorError> = mirror.write(|mirror| {
        for document in &documents {
            if !mirror.promise_printout(*document, now)? {
                mirror.retry_printout(*document)?;
            }
        }
        Ok(())
    });
    promised.map_err(of_mirror)?;
    Ok(documents)
}

fn cannot(lang: Lang, row: &DocumentRow) -> Option<Failure> {
    let number = visible(&row.number);
    if row.void().is_some() {
        return Some(Failure::new(
            Exit::Usage,
            "document.void",
            lang.pick(
                format!("{number} jest anulowany: nie wysyła się go"),
                format!("{number} is void: it is not sent"),
            ),
            "firmino-link documents list --unsent",
        ));
    }
    (row.kind == "receipt").then(|| {
        Failure::new(
            Exit::Usage,
            "document.receipt",
            lang.pick(
                format!("{number} to paragon: jego wydruku nie wysyła się do BaseLinker (byłaby to druga faktura albo wydruk fiskalny)"),
                format!("{number} is a receipt: its printout does not go to BaseLinker (it would be a second invoice, or ring up a fiscal one)"),
            ),
            lang.pick(
                format!("wydruk: firmino-link documents pdf {number}"),
                format!("its printout: firmino-link documents pdf {number}"),
            ),
        )
    })
}

fn unknown(lang: Lang, number: &str) -> Failure {
    let number = visible(number);
    Failure::new(
        Exit::Usage,
        "document.unknown",
        lang.pick(
            format!("nie ma dokumentu {number}"),
            format!("there is no document {number}"),
        ),
        "firmino-link documents list",
    )
}

fn off(lang: Lang) -> Failure {
    Failure::new(
        Exit::Config,
        "documents.off",
        lang.pick(
            "wysyłanie wydruków jest wyłączone w profilu (orders.send_invoices)",
            "sending of printouts is off in the profile (orders.send_invoices)",
        ),
        lang.pick(
            "[orders] send_invoices = true i invoice_series = \"nazwa serii\"",
            "[orders] send_invoices = true and invoice_series = \"name of the series\"",
        ),
    )
}
