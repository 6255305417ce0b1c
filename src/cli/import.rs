//! `mirror import …`: files into the mirror, without token and network.

mod contractors;
mod products;
mod stock;

use std::fs::File;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::desk::Desk;
use super::{show, sync};
use crate::domain::import::{Column, FileField, Kind, Problem};
use crate::domain::warsaw;
use crate::mirror::{Mirror, MirrorError, backup, lock};
use crate::report::{Exit, Failure, visible};
use crate::sync::import::mapping::{MapError, Mapping};
use crate::sync::import::text::{self, Encoding};
use crate::sync::import::{Problems, cards, contractors as buyers, counts};
use crate::texts::{self, Lang, count};

/// Most problems that are listed to a person; JSON has up to a thousand.
const LISTED: usize = 50;

/// What is imported.
#[derive(Debug, Subcommand)]
pub(super) enum Import {
    /// Product cards by SKU; makes the mirror if there is none
    ///
    /// Headings that are sku, name, vat, ean, unit, price_net, price_gross, weight, class_code, note or images map
    /// themselves. An empty cell leaves what a card has. With one bad row nothing is applied.
    Products(ImportArgs),
    /// Counted levels of cards by SKU and warehouse
    ///
    /// Headings that are sku, warehouse or quantity map themselves. Without a warehouse the levels are those of
    /// warehouses.default, else of the only warehouse. An empty quantity is unknown, not zero: its row is left out. With one
    /// bad row nothing is applied.
    Stock(StockArgs),
    /// Buyers' cards by tax number, short name, or name and address; makes the mirror if there is none
    ///
    /// Headings that are name, short_name, nip, country, street, house, flat, postcode, city, email or phone map themselves,
    /// and so do those of Firmino's API (fullName, shortName, tin, countryCode, houseNo, flatNo, locality). An empty cell
    /// leaves what a card has. With one bad row nothing is applied.
    Contractors(ImportArgs),
}

/// Options of an import.
#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// The CSV file
    file: PathBuf,
    /// A column's field, as "Nazwa towaru=name"; "Uwagi=-" leaves one out (can be repeated; remembered)
    #[arg(long = "map", value_name = "COL=FIELD")]
    map: Vec<String>,
    /// Tell what would happen; change nothing
    #[arg(long)]
    dry_run: bool,
    /// Wait so many seconds for another pass to end
    #[arg(long, value_name = "SECS", default_value_t = 0)]
    wait: u64,
}

/// Options of an import of levels.
#[derive(Debug, Args)]
pub(super) struct StockArgs {
    #[command(flatten)]
    of_file: ImportArgs,
    /// When the levels were counted, as 2026-11-23T18:00:00+01:00, or "2026-11-23 18:00" in Warsaw: later movements stay
    /// on top (without: now)
    #[arg(long, value_name = "TIME")]
    as_of: Option<String>,
}

pub(super) fn run(desk: &Desk, json: bool, import: &Import) -> Result<Exit, Failure> {
    let (kind, args, done) = match import {
        Import::Products(args) => (Kind::Products, args, products::run(desk, json, args)),
        Import::Stock(args) => {
            let done = stock::run(desk, json, args);
            (Kind::Stock, &args.of_file, done)
        }
        Import::Contractors(args) => (Kind::Contractors, args, contractors::run(desk, json, args)),
    };
    let lang = desk.lang;
    match done {
        Ok(told) => {
            show::out(&told.result);
            for note in told.notes {
                show::err(&note);
            }
            Ok(Exit::Done)
        }
        Err(Refused::Rows(problems)) => {
            let failure = refusal(lang, kind, &args.file, &problems);
            if json {
                let listed: Vec<Value> = problems
                    .listed
                    .iter()
                    .map(|problem| told(lang, kind, problem))
                    .collect();
                let value = json!({"schema": 1, "error": failure, "problems": listed, "more": problems.more});
                show::out(&value.to_string());
            }
            show::err(&failure.text(lang));
            Ok(failure.exit)
        }
        Err(Refused::Mirror(error)) => Err(Failure::of_mirror(lang, &error)),
        Err(Refused::Other(failure)) => Err(failure),
    }
}

/// Imports products from a file, as `mirror import products FILE` does.
///
/// # Errors
/// See [`run`].
pub(super) fn file(desk: &Desk, json: bool, path: &Path) -> Result<Exit, Failure> {
    let args = ImportArgs {
        file: path.to_owned(),
        map: Vec::new(),
        dry_run: false,
        wait: 10,
    };
    run(desk, json, &Import::Products(args))
}

/// What is told of an import.
struct Told {
    /// For stdout.
    result: String,
    /// For stderr.
    notes: Vec<String>,
}

/// Why nothing was imported.
enum Refused {
    Rows(Problems),
    Mirror(MirrorError),
    Other(Failure),
}

impl From<MirrorError> for Refused {
    fn from(error: MirrorError) -> Refused {
        Refused::Mirror(error)
    }
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Refused {
        Refused::Other(failure)
    }
}

impl From<cards::ApplyError> for Refused {
    fn from(error: cards::ApplyError) -> Refused {
        match error {
            cards::ApplyError::Rows(problems) => Refused::Rows(problems),
            cards::ApplyError::Mirror(error) => Refused::Mirror(error),
        }
    }
}

impl From<counts::ApplyError> for Refused {
    fn from(error: counts::ApplyError) -> Refused {
        match error {
            counts::ApplyError::Rows(problems) => Refused::Rows(problems),
            counts::ApplyError::Mirror(error) => Refused::Mirror(error),
        }
    }
}

impl From<buyers::ApplyError> for Refused {
    fn from(error: buyers::ApplyError) -> Refused {
        match error {
            buyers::ApplyError::Rows(problems) => Refused::Rows(problems),
            buyers::ApplyError::Mirror(error) => Refused::Mirror(error),
        }
    }
}

/// The mirror under its lock, if there is one; of a dry run a copy in memory.
fn open(
    desk: &Desk,
    args: &ImportArgs,
) -> Result<(Option<lock::Lock>, Option<Mirror>), MirrorError> {
    let (lock, mirror) = if args.dry_run {
        (None, Mirror::rehearsal(&desk.mirror_path))
    } else {
        let lock = sync::wait_for_lock(desk, args.wait)?;
        (Some(lock), Mirror::open(&desk.mirror_path))
    };
    let mirror = match mirror {
        Err(MirrorError::Missing { .. }) => return Ok((lock, None)),
        mirror => mirror?,
    };
    mirror.check_machine(desk.machine().as_deref())?;
    mirror.quick_check()?;
    Ok((lock, Some(mirror)))
}

/// Applies a read file to the mirror that is there, after the day's backup, else to a new one.
fn applied<A, E: Into<Refused>>(
    desk: &Desk,
    args: &ImportArgs,
    mirror: Option<Mirror>,
    now: i64,
    apply: impl Fn(&mut Mirror) -> Result<A, E>,
) -> Result<A, Refused> {
    let apply = |mirror: &mut Mirror| apply(mirror).map_err(Into::into);
    if let Some(mut mirror) = mirror {
        backup::daily(&mirror, &warsaw::day(now).to_string())?;
        return apply(&mut mirror);
    }
    // In memory first: a file that is refused leaves no mirror behind.
    let rehearsed = apply(&mut Mirror::in_memory(now)?)?;
    if args.dry_run {
        return Ok(rehearsed);
    }
    let mut mirror = Mirror::open_or_create(&desk.mirror_path, now)?;
    mirror.check_machine(desk.machine().as_deref())?;
    apply(&mut mirror)
}

/// The file's bytes.
fn bytes(lang: Lang, path: &Path) -> Result<Vec<u8>, Refused> {
    match File::open(path).and_then(text::take) {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(problem)) => Err(Refused::Rows(problem.into())),
        Err(error) => Err(Refused::Other(Failure::new(
            Exit::Usage,
            "import.unreadable",
            format!("{}: {error}", path.display()),
            lang.pick(
                "podaj plik CSV, który można czytać",
                "name a CSV file that can be read",
            ),
        ))),
    }
}

/// What `--map` says.
fn mapping<F: FileField>(lang: Lang, kind: Kind, args: &ImportArgs) -> Result<Mapping<F>, Failure> {
    Mapping::parse(&args.map).map_err(|error| of_map(lang, kind, &error))
}

fn of_map(lang: Lang, kind: Kind, error: &MapError) -> Failure {
    let message = match error {
        MapError::Shape(word) => lang.pick(
            format!("„{word}” nie ma postaci KOLUMNA=POLE"),
            format!("\"{word}\" is not COLUMN=FIELD"),
        ),
        MapError::Field(word) => lang.pick(
            format!("nie ma pola „{word}”"),
            format!("there is no field \"{word}\""),
        ),
        MapError::Twice(heading) => lang.pick(
            format!("kolumna „{heading}” jest wskazana dwa razy"),
            format!("the column \"{heading}\" is mapped twice"),
        ),
    };
    let fields = texts::import::fields(kind);
    let example = match kind {
        Kind::Products => "Nazwa towaru=name",
        Kind::Stock => "Ilość=quantity",
        Kind::Contractors => "Nazwa firmy=name",
    };
    let fix = lang.pick(
        format!("--map \"{example}\"; pola: {fields}; - pomija kolumnę"),
        format!("--map \"{example}\"; fields: {fields}; - leaves a column out"),
    );
    Failure::new(Exit::Usage, "import.map", message, fix)
}

/// Everything that is wrong, as one failure.
fn refusal(lang: Lang, kind: Kind, path: &Path, problems: &Problems) -> Failure {
    let path = path.display();
    let wrong = problems.count();
    let things = count(
        lang,
        wrong,
        [
            "rzecz do poprawienia",
            "rzeczy do poprawienia",
            "rzeczy do poprawienia",
        ],
        ["thing to correct", "things to correct"],
    );
    let mut lines = vec![lang.pick(
        format!("{path}: {things}; nic nie wczytano"),
        format!("{path}: {things}; nothing was imported"),
    )];
    let listed = problems.listed.iter().take(LISTED);
    lines.extend(
        listed.map(|problem| format!("  {}", visible(&texts::import::message(lang, problem)))),
    );
    if wrong > LISTED {
        let more = wrong - LISTED;
        lines.push(lang.pick(
            format!("  … i jeszcze {more}"),
            format!("  … and {more} more"),
        ));
    }
    let first = problems.listed.first();
    let code = match (first, wrong) {
        (Some(only), 1) => only.wrong.code(),
        _ => "import.rows",
    };
    // What mends each kind, once.
    let mut fixes: Vec<String> = Vec::new();
    for problem in problems.listed.iter().take(LISTED) {
        let fix = texts::import::fix(lang, kind, &problem.wrong);
        if !fixes.contains(&fix) {
            fixes.push(fix);
        }
    }
    Failure::new(Exit::Usage, code, lines.join("\n"), fixes.join("\n  "))
}

/// A problem in JSON.
pub(super) fn told(lang: Lang, kind: Kind, problem: &Problem) -> Value {
    json!({
        "code": problem.wrong.code(),
        "line": problem.line,
        "column": problem.column.as_ref().map(|column| &column.heading),
        "column_number": problem.column.as_ref().map(|column| column.number),
        "value": problem.value,
        "message": texts::import::message(lang, problem),
        "fix": texts::import::fix(lang, kind, &problem.wrong),
    })
}

/// The file's columns in JSON.
fn columns_value<F: FileField>(columns: &[(Column, F)]) -> Vec<Value> {
    let columns = columns.iter();
    columns
        .map(|(column, field)| json!({"heading": column.heading, "field": field.word()}))
        .collect()
}

/// How the file is written: `(encoding utf-8, separator: semicolon)`.
fn written(lang: Lang, encoding: Encoding, separator: char) -> String {
    let (encoding, parts) = (encoding.word(), texts::import::separator(lang, separator));
    lang.pick(
        format!("(kodowanie {encoding}, separator: {parts})"),
        format!("(encoding {encoding}, separator: {parts})"),
    )
}

/// That a dry run wrote nothing.
fn rehearsal(lang: Lang) -> String {
    lang.pick(
        "Próba: niczego nie zapisano.",
        "A rehearsal: nothing was written.",
    )
    .to_owned()
}

/// Which columns were read, and which were not.
fn columns_text<F: FileField>(
    lang: Lang,
    columns: &[(Column, F)],
    extra: &[String],
) -> Vec<String> {
    let read: Vec<String> = columns
        .iter()
        .map(|(column, field)| match &column.heading {
            same if same.eq_ignore_ascii_case(field.word()) => field.word().to_owned(),
            heading => format!("{heading} → {}", field.word()),
        })
        .collect();
    let listed = |columns: &[String]| visible(&columns.join(", ")).into_owned();
    let word = lang.pick("kolumny", "columns");
    let mut lines = vec![format!("{word}: {}", listed(&read))];
    if !extra.is_empty() {
        let word = lang.pick("kolumny pominięte", "columns not read");
        lines.push(format!("{word}: {}", listed(extra)));
    }
    lines
}
