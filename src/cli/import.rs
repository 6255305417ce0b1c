//! `mirror import …`: files into the mirror, without token and network.

use std::fs::File;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::desk::Desk;
use super::{show, sync};
use crate::domain::import::Problem;
use crate::domain::warsaw;
use crate::mirror::{Mirror, MirrorError, backup, lock};
use crate::report::table::{Column, table};
use crate::report::{Exit, Failure, visible};
use crate::sync::import::cards::{self, Applied, ApplyError, CardsFile};
use crate::sync::import::mapping::{MapError, Mapping};
use crate::sync::import::{Problems, text};
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

pub(super) fn run(desk: &Desk, json: bool, import: &Import) -> Result<Exit, Failure> {
    let Import::Products(args) = import;
    let lang = desk.lang;
    let asked = Mapping::parse(&args.map).map_err(|error| of_map(lang, &error))?;
    let bytes = bytes(lang, &args.file)?;
    let done = match bytes {
        Err(problem) => Err(Refused::Rows(problem.into())),
        Ok(bytes) => products(desk, args, asked, &bytes),
    };
    match done {
        Ok((file, applied)) => {
            show::out(&if json {
                value(args, &file, applied).to_string()
            } else {
                shown(lang, args, &file, applied)
            });
            Ok(Exit::Done)
        }
        Err(Refused::Rows(problems)) => {
            let failure = refusal(lang, &args.file, &problems);
            if json {
                let listed: Vec<Value> = problems
                    .listed
                    .iter()
                    .map(|problem| told(lang, problem))
                    .collect();
                let value = json!({"schema": 1, "error": failure, "problems": listed, "more": problems.more});
                show::out(&value.to_string());
            }
            show::err(&failure.text(lang));
            Ok(failure.exit)
        }
        Err(Refused::Mirror(error)) => Err(Failure::of_mirror(lang, &error)),
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

/// Why nothing was imported.
enum Refused {
    Rows(Problems),
    Mirror(MirrorError),
}

impl From<MirrorError> for Refused {
    fn from(error: MirrorError) -> Refused {
        Refused::Mirror(error)
    }
}

impl From<ApplyError> for Refused {
    fn from(error: ApplyError) -> Refused {
        match error {
            ApplyError::Rows(problems) => Refused::Rows(problems),
            ApplyError::Mirror(error) => Refused::Mirror(error),
        }
    }
}

fn products(
    desk: &Desk,
    args: &ImportArgs,
    asked: Mapping,
    bytes: &[u8],
) -> Result<(CardsFile, Applied), Refused> {
    let now = jiff::Timestamp::now().as_second();
    let (_lock, mirror) = open(desk, args)?;
    let mapping = match &mirror {
        Some(mirror) => asked.over(&cards::remembered(mirror)?),
        None => asked,
    };
    let file = cards::read(bytes, &mapping).map_err(Refused::Rows)?;
    let applied = match mirror {
        Some(mut mirror) => {
            backup::daily(&mirror, &warsaw::day(now).to_string())?;
            cards::apply(&mut mirror, &file, now)?
        }
        None => {
            // In memory first: a file that is refused leaves no mirror behind.
            let rehearsed = cards::apply(&mut Mirror::in_memory(now)?, &file, now)?;
            if args.dry_run {
                rehearsed
            } else {
                let mut mirror = Mirror::open_or_create(&desk.mirror_path, now)?;
                mirror.check_machine(desk.machine().as_deref())?;
                cards::apply(&mut mirror, &file, now)?
            }
        }
    };
    Ok((file, applied))
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

fn bytes(lang: Lang, path: &Path) -> Result<Result<Vec<u8>, Problem>, Failure> {
    let file = File::open(path).and_then(text::take);
    file.map_err(|error| {
        Failure::new(
            Exit::Usage,
            "import.unreadable",
            format!("{}: {error}", path.display()),
            lang.pick(
                "podaj plik CSV, który można czytać",
                "name a CSV file that can be read",
            ),
        )
    })
}

fn of_map(lang: Lang, error: &MapError) -> Failure {
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
    let fields = texts::import::fields();
    let fix = lang.pick(
        format!("--map \"Nazwa towaru=name\"; pola: {fields}; - pomija kolumnę"),
        format!("--map \"Nazwa towaru=name\"; fields: {fields}; - leaves a column out"),
    );
    Failure::new(Exit::Usage, "import.map", message, fix)
}

/// Everything that is wrong, as one failure.
fn refusal(lang: Lang, path: &Path, problems: &Problems) -> Failure {
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
        let fix = texts::import::fix(lang, &problem.wrong);
        if !fixes.contains(&fix) {
            fixes.push(fix);
        }
    }
    Failure::new(Exit::Usage, code, lines.join("\n"), fixes.join("\n  "))
}

/// A problem in JSON.
pub(super) fn told(lang: Lang, problem: &Problem) -> Value {
    json!({
        "code": problem.wrong.code(),
        "line": problem.line,
        "column": problem.column.as_ref().map(|column| &column.heading),
        "column_number": problem.column.as_ref().map(|column| column.number),
        "value": problem.value,
        "message": texts::import::message(lang, problem),
        "fix": texts::import::fix(lang, &problem.wrong),
    })
}

fn value(args: &ImportArgs, file: &CardsFile, applied: Applied) -> Value {
    let columns: Vec<Value> = file
        .columns
        .iter()
        .map(|(column, field)| json!({"heading": column.heading, "field": field.word()}))
        .collect();
    json!({
        "schema": 1,
        "import": "products",
        "file": args.file.display().to_string(),
        "dry_run": args.dry_run,
        "rows": file.rows.len(),
        "created": applied.created,
        "updated": applied.updated,
        "unchanged": applied.unchanged,
        "separator": file.separator.to_string(),
        "encoding": file.encoding.word(),
        "columns": columns,
        "extra_columns": file.extra,
    })
}

fn shown(lang: Lang, args: &ImportArgs, file: &CardsFile, applied: Applied) -> String {
    let path = args.file.display().to_string();
    let path = visible(&path);
    let (encoding, parts) = (
        file.encoding.word(),
        texts::import::separator(lang, file.separator),
    );
    let mut lines = vec![lang.pick(
        format!("Produkty z pliku {path} (kodowanie {encoding}, separator: {parts})"),
        format!("Products of {path} (encoding {encoding}, separator: {parts})"),
    )];
    if args.dry_run {
        lines.push(
            lang.pick(
                "Próba: niczego nie zapisano.",
                "A rehearsal: nothing was written.",
            )
            .to_owned(),
        );
    }
    let rows = [
        (
            lang.pick("nowe kartoteki", "cards created"),
            applied.created,
        ),
        (
            lang.pick("kartoteki zmienione", "cards updated"),
            applied.updated,
        ),
        (lang.pick("bez zmian", "unchanged"), applied.unchanged),
    ];
    let rows = rows.map(|(what, n)| vec![what.to_owned(), n.to_string()]);
    let columns = [("", Column::Left), ("", Column::Right)];
    lines.push(
        table(&columns, rows.to_vec(), None)
            .trim_start_matches('\n')
            .to_owned(),
    );
    let read: Vec<String> = file
        .columns
        .iter()
        .map(|(column, field)| match &column.heading {
            same if same.eq_ignore_ascii_case(field.word()) => field.word().to_owned(),
            heading => format!("{heading} → {}", field.word()),
        })
        .collect();
    let listed = |columns: &[String]| visible(&columns.join(", ")).into_owned();
    lines.push(format!(
        "{}: {}",
        lang.pick("kolumny", "columns"),
        listed(&read)
    ));
    if !file.extra.is_empty() {
        let word = lang.pick("kolumny pominięte", "columns not read");
        lines.push(format!("{word}: {}", listed(&file.extra)));
    }
    lines.join("\n")
}
