//! `demo`: everything at work on a made-up shop, over real HTTP, in a folder that goes away.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::desk::Desk;
use super::global::Global;
use super::{pull, push, show, suggest, sync};
use crate::domain::warsaw;
use crate::report::{Exit, Failure, PassReport, PullReport, PushReport, summary};
use crate::sandbox::{
    ClockSource, DEFAULT_TOKEN, FIRMINO_LOGIN, FIRMINO_PASSWORD, Options, Sandbox, scenario,
};
use crate::sync::handover::Which;
use crate::texts::Lang;

/// Options of `demo`.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Keep profile and mirror in this folder
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

/// The made-up shop's history begins this long before now (seconds).
const HISTORY: i64 = 4 * 24 * 3600;

pub(super) fn run(global: &Global, command: &Demo) -> Result<Exit, Failure> {
    let lang = global.first_lang();
    let wrong = |what: &str, error: &dyn std::fmt::Display| {
        Failure::new(
            Exit::Failed,
            "demo",
            format!("{what}: {error}"),
            "firmino-link demo --keep DIR",
        )
    };
    if let Some(keep) = &command.keep {
        may_fill(lang, keep)?;
    }
    let now = jiff::Timestamp::now().as_second();
    let world = scenario("demo-shop", 1, now).ok_or_else(|| wrong("sandbox", &"demo-shop"))?;
    let options = Options {
        port: 0,
        clock: ClockSource::Real,
    };
    let sandbox = Sandbox::start(world, options).map_err(|error| wrong("sandbox", &error))?;
    let temporary = match &command.keep {
        Some(_) => None,
        None => Some(tempfile::tempdir().map_err(|error| wrong("folder", &error))?),
    };
    let folder = match (&command.keep, &temporary) {
        (Some(keep), _) => keep.clone(),
        (None, Some(temporary)) => temporary.path().to_owned(),
        (None, None) => return Err(wrong("folder", &"-")),
    };
    std::fs::create_dir_all(&folder).map_err(|error| wrong("folder", &error))?;
    let from = warsaw::day(now - HISTORY).to_string();
    let profile = profile(&sandbox, &from);
    write(&folder.join("demo.toml"), &profile).map_err(|error| wrong("demo.toml", &error))?;
    write(&folder.join("demo.token"), DEFAULT_TOKEN)
        .map_err(|error| wrong("demo.token", &error))?;
    let login = format!("{FIRMINO_LOGIN}\n{FIRMINO_PASSWORD}\n");
    write(&folder.join("demo.firmino"), &login).map_err(|error| wrong("demo.firmino", &error))?;

    let global = Global {
        config: Some(folder.join("demo.toml")),
        ..global.clone()
    };
    if command.keep.is_some() {
        suggest::of_file(&folder.join("demo.toml"));
    }
    let desk = Desk::open(&global)?;
    if !global.json && !global.quiet {
        show::out(lang.pick(
            "Wymyślony sklep: 40 zamówień w BaseLinker (udawanym, na tym komputerze), pusta kopia danych Firmino.\n",
            "A made-up shop: 40 orders in BaseLinker (a sandbox on this computer), an empty mirror of Firmino's data.\n",
        ));
    }
    let report = sync::orders(&global, &desk, &sync::OrdersArgs::default())?;
    if let Some(failure) = &report.error {
        show::err(&failure.text(lang));
        return Ok(report.exit);
    }
    if global.json {
        let whole = Whole {
            firmino: firmino(&global, &desk)?,
            orders: &report,
        };
        show::out(&serde_json::to_string(&whole).unwrap_or_default());
    } else {
        show::out(&summary::told(lang, &report, show::width()));
        show::out(desk.lang.pick(
            "\nDruga strona, Firmino (też udawane): najpierw odczyt (mirror pull), potem zamówienia dla KSeF (mirror push).\n",
            "\nThe other side, Firmino (a sandbox, too): first reading (mirror pull), then the orders for KSeF (mirror push).\n",
        ));
        let there = firmino(&global, &desk)?;
        show::out(&format!(
            "{}\n\n{}",
            there.pull.text(lang),
            there.push.text(lang)
        ));
        for failure in there.pull.error.iter().chain(&there.push.error) {
            show::err(&failure.text(lang));
        }
        show::out(&next(lang, command.keep.as_deref()));
    }
    // Orders that need a person are part of the show, not its failure.
    Ok(if report.exit == Exit::Person {
        Exit::Done
    } else {
        report.exit
    })
}

/// What is told in JSON: the orders pass, and beside it the other side.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    orders: &'a PassReport,
    firmino: OtherSide,
}

#[derive(Serialize)]
struct OtherSide {
    pull: PullReport,
    push: PushReport,
}

/// The other side: what Firmino has comes here, and the orders that KSeF holds back go there.
fn firmino(global: &Global, desk: &Desk) -> Result<OtherSide, Failure> {
    let global = Global {
        quiet: true,
        ..global.clone()
    };
    let pull = pull::pull(desk, &global, &pull::Pull::default())?;
    let Some(account) = &desk.profile.firmino else {
        return Err(pull::unset(desk.lang));
    };
    // What is left to a person is part of the show, too.
    let push = push::push(desk, &global, &push::Push::default(), account, &Which::Due)?;
    Ok(OtherSide { pull, push })
}

/// A demo makes its shop anew: on a mirror that holds another one it would be stopped as on another's account.
fn may_fill(lang: Lang, folder: &Path) -> Result<(), Failure> {
    if !folder.join("demo.toml").exists() && !folder.join("demo.sqlite").exists() {
        return Ok(());
    }
    let (shown, config) = (folder.display(), folder.join("demo.toml"));
    let config = config.display();
    Err(Failure::new(
        Exit::Usage,
        "demo.kept",
        lang.pick(
            format!("w folderze {shown} jest już pokaz"),
            format!("the folder {shown} holds a demo already"),
        ),
        lang.pick(
            format!("obejrzyj go: firmino-link --config {config} orders list; nowy pokaz: podaj inny folder albo usuń ten"),
            format!("look at it: firmino-link --config {config} orders list; for a new demo name another folder, or remove this one"),
        ),
    ))
}

fn next(lang: Lang, kept: Option<&Path>) -> String {
    let commands = |config: &str| {
        format!(
            "  firmino-link --config {config} documents list\n  firmino-link --config {config} documents show NUMBER\n  firmino-link --config {config} documents pdf NUMBER\n  \
             firmino-link --config {config} orders list --needs-me\n  firmino-link --config {config} orders show 1004"
        )
    };
    match kept {
        Some(folder) => {
            let config = folder.join("demo.toml").display().to_string();
            format!("\n{}\n{}", lang.pick("Co obejrzeć dalej:", "What to look at next:"), commands(&config))
        }
        None => lang
            .pick(
                "\nNic nie zostało na dysku. Aby obejrzeć dokumenty i zamówienia: firmino-link demo --keep FOLDER",
                "\nNothing is left on the disk. To look at documents and orders: firmino-link demo --keep DIR",
            )
            .to_owned(),
    }
}

/// The demo's profile: documents at once, wide limits, everything inside the folder.
fn profile(sandbox: &Sandbox, from: &str) -> String {
    let (api, nbp, firmino) = (sandbox.url(), sandbox.nbp_url(), sandbox.firmino_url());
    format!(
        r#"version = 1
modules = ["orders", "warehouses"]

[company]
name = "Sklep Pokazowy sp. z o.o."
nip = "1111111111"
street = "ul. Krótka 3"
postcode = "65-001"
city = "Zielona Góra"
vat_eu = true

[baselinker]
api_url = "{api}"
token = {{ file = "demo.token" }}
rate_file = "rate.sqlite"
rate_limit = 1000
rate_window = 1

[orders]
from = {from}
statuses = ["Opłacone", "Spakowane", "Wysłane"]
cancelled_statuses = ["Anulowane"]
finished_statuses = ["Zrealizowane", "Zwrot"]
send_invoices = false
issue = "automatically"

[payments]
"PayU" = {{ form = "transfer", days = 0 }}
"Allegro Finance" = {{ form = "transfer", days = 0 }}
"Pobranie" = {{ form = "cash-on-delivery", days = 0 }}
"Przelew" = {{ form = "transfer", days = 0 }}

[rates]
nbp_url = "{nbp}"

[brakes]
old_orders = 1000

[firmino]
api_url = "{firmino}"
credentials = {{ file = "demo.firmino" }}

[mirror]
path = "demo.sqlite"
machine = "demo"
"#
    )
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(text.as_bytes())
}
