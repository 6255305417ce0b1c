//! `mirror export …`: the mirror's cards as files, without token and network.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::desk::Desk;
use super::{import, saved, show};
use crate::domain::import::Kind;
use crate::report::{Exit, Failure, time, visible};
use crate::sync::export::{self, Exported};
use crate::texts::{self, Lang, count};

/// Most problems that are listed to a person.
const LISTED: usize = 10;

/// What is exported.
#[derive(Debug, Subcommand)]
pub(super) enum Export {
    /// All product cards, with the headings that `mirror import products` reads
    ///
    /// Imported unchanged, the file changes nothing. VAT rates and prices that only BaseLinker said stand in columns of
    /// their own: an import would make a person's word of them.
    Products(ExportArgs),
    /// All buyers' cards, with the headings that `mirror import contractors` reads
    Contractors(ExportArgs),
    /// All levels, with the headings that `mirror import stock` reads
    ///
    /// A level that was never counted is left blank: it is not zero. When the counted file comes back, --as-of says when it
    /// was exported or counted, so that what orders took meanwhile stays taken.
    Stock(ExportArgs),
}

impl Export {
    fn parts(&self) -> (Kind, &ExportArgs) {
        match self {
            Export::Products(args) => (Kind::Products, args),
            Export::Contractors(args) => (Kind::Contractors, args),
            Export::Stock(args) => (Kind::Stock, args),
        }
    }
}

/// Options of an export.
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// The CSV file; it takes the place of one that is there. Without it, or with `-`, stdout
    file: Option<PathBuf>,
    /// The CSV file, named so
    #[arg(short, long, value_name = "FILE", conflicts_with = "file")]
    output: Option<PathBuf>,
}

impl ExportArgs {
    fn place(&self) -> &Path {
        let named = self.file.as_deref().or(self.output.as_deref());
        named.unwrap_or(Path::new("-"))
    }
}

pub(super) fn run(desk: &Desk, json: bool, what: &Export) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let (kind, args) = what.parts();
    let file = args.place();
    let to_stdout = file == Path::new("-");
    if to_stdout && json {
        return Err(both(lang, kind));
    }
    if !to_stdout {
        may_write(desk, file)?;
    }
    let mirror = desk.mirror()?;
    // Before the levels are read: what moves meanwhile is not in them.
    let now = jiff::Timestamp::now().as_second();
    let exported = match what {
        Export::Products(_) => export::products(&mirror),
        Export::Contractors(_) => export::contractors(&mirror),
        Export::Stock(_) => export::stock(&mirror),
    };
    let exported = exported.map_err(|error| Failure::of_mirror(lang, &error))?;
    if to_stdout {
        print(&exported.text);
    } else {
        saved::whole(file, &exported.text).map_err(|error| unwritten(lang, file, &error))?;
        show::out(&if json {
            value(lang, kind, file, &exported, now).to_string()
        } else {
            shown(lang, kind, file, &exported)
        });
    }
    for note in notes(lang, kind, &exported, now) {
        show::err(&note);
    }
    Ok(Exit::Done)
}

/// To the byte into a pipe; on a terminal nothing that would move the cursor.
fn print(text: &str) {
    if show::width().is_none() {
        return show::file(text);
    }
    for line in text.trim_start_matches('\u{feff}').lines() {
        show::out(&visible(line));
    }
}

/// Refuses a file that is no place for an export.
fn may_write(desk: &Desk, path: &Path) -> Result<(), Failure> {
    let lang = desk.lang;
    let refused = |message: String| {
        Failure::new(
            Exit::Usage,
            "export.file",
            message,
            lang.pick(
                "podaj inny plik, np. eksport.csv",
                "name another file, such as export.csv",
            ),
        )
    };
    let shown = path.display();
    if path.metadata().is_ok_and(|there| !there.is_file()) {
        return Err(refused(lang.pick(
            format!("{shown} nie jest zwykłym plikiem"),
            format!("{shown} is no plain file"),
        )));
    }
    let real = |path: &Path| path.canonicalize().ok();
    let ours = [desk.mirror_path.as_path(), desk.location.file()];
    if real(path).is_some_and(|path| ours.iter().any(|own| real(own).as_ref() == Some(&path))) {
        return Err(refused(lang.pick(
            format!("{shown} to kopia danych albo profil: eksport by je zastąpił"),
            format!("{shown} is the mirror or the profile: the export would take its place"),
        )));
    }
    Ok(())
}

fn both(lang: Lang, kind: Kind) -> Failure {
    let kind = kind.word();
    Failure::new(
        Exit::Usage,
        "export.stdout",
        lang.pick(
            "na stdout nie zmieści się naraz plik i JSON",
            "stdout cannot be both the file and JSON",
        ),
        lang.pick(
            format!("podaj plik: firmino-link mirror export {kind} eksport.csv --json, albo opuść --json"),
            format!("name a file: firmino-link mirror export {kind} export.csv --json, or leave --json out"),
        ),
    )
}

fn unwritten(lang: Lang, path: &Path, error: &std::io::Error) -> Failure {
    let path = path.display();
    Failure::new(
        Exit::Failed,
        "export.file",
        lang.pick(
            format!("nie udało się zapisać {path}: {error}"),
            format!("{path} could not be written: {error}"),
        ),
        lang.pick(
            "podaj plik w folderze, do którego wolno pisać",
            "name a file in a folder that can be written to",
        ),
    )
}

fn value(lang: Lang, kind: Kind, path: &Path, exported: &Exported, now: i64) -> Value {
    let problems = exported.refused.listed.iter();
    let problems: Vec<Value> = problems
        .map(|problem| import::told(lang, kind, problem))
        .collect();
    let mut value = json!({
        "schema": 1,
        "export": kind.word(),
        "file": path.display().to_string(),
        "rows": exported.rows,
        "left_blank": exported.blank,
        "problems": problems,
        "more": exported.refused.more,
        "read_otherwise": exported.otherwise,
    });
    if kind == Kind::Stock {
        value["as_of"] = time::warsaw(now).into();
    }
    value
}

fn shown(lang: Lang, kind: Kind, path: &Path, exported: &Exported) -> String {
    let (polish, english) = match kind {
        Kind::Products => (["kartoteka", "kartoteki", "kartotek"], ["card", "cards"]),
        Kind::Contractors => (
            ["kontrahent", "kontrahentów", "kontrahentów"],
            ["contractor", "contractors"],
        ),
        Kind::Stock => (["stan", "stany", "stanów"], ["level", "levels"]),
    };
    let rows = count(lang, exported.rows, polish, english);
    let path = path.display().to_string();
    let path = visible(&path);
    lang.pick(
        format!("{rows} w pliku {path}"),
        format!("{rows} in {path}"),
    )
}

/// What was left blank, and why.
fn blank(lang: Lang, kind: Kind, blank: usize) -> String {
    if kind == Kind::Stock {
        let levels = count(
            lang,
            blank,
            ["stan", "stany", "stanów"],
            ["level", "levels"],
        );
        return lang.pick(
            format!("{levels} bez ilości, bo jeszcze nie policzono: puste pole to nie zero, import je pomija"),
            format!("{levels} without quantity, as nobody has counted yet: blank is not zero, and an import leaves it out"),
        );
    }
    let cards = count(
        lang,
        blank,
        ["kartoteka", "kartoteki", "kartotek"],
        ["card", "cards"],
    );
    lang.pick(
        format!("{cards} bez stawki VAT lub ceny, bo podał je tylko BaseLinker: stoją w kolumnach vat_from_baselinker i price_from_baselinker, których import nie czyta; wpisane w vat lub price_gross liczą się jako Twoje"),
        format!("{cards} without VAT rate or price, as only BaseLinker said them: they stand in vat_from_baselinker and price_from_baselinker, which no import reads; written into vat or price_gross they count as yours"),
    )
}

fn notes(lang: Lang, kind: Kind, exported: &Exported, now: i64) -> Vec<String> {
    let mut notes = Vec::new();
    let word = lang.pick("uwaga", "note");
    if kind == Kind::Stock && exported.rows > 0 {
        let now = time::warsaw(now);
        notes.push(lang.pick(
            format!("{word}: to stany z chwili eksportu; przy wczytywaniu podaj ją, aby późniejsze zamówienia zostały odjęte: --as-of {now}"),
            format!("{word}: the levels are those of this moment; name it to the import, so that what later orders take stays taken: --as-of {now}"),
        ));
    }
    if exported.blank > 0 {
        notes.push(format!("{word}: {}", blank(lang, kind, exported.blank)));
    }
    let wrong = exported.refused.count();
    if wrong > 0 {
        let import = kind.word();
        let mut lines = vec![lang.pick(
            format!("{word}: mirror import {import} nie przyjmie tego pliku bez poprawek"),
            format!("{word}: mirror import {import} will not take this file as it is"),
        )];
        for problem in exported.refused.listed.iter().take(LISTED) {
            let message = texts::import::message(lang, problem);
            lines.push(format!("  {}", visible(&message)));
            lines.push(format!(
                "  → {}",
                visible(&texts::import::fix(lang, kind, &problem.wrong))
            ));
        }
        if wrong > LISTED {
            let more = wrong - LISTED;
            lines.push(lang.pick(
                format!("  … i jeszcze {more}"),
                format!("  … and {more} more"),
            ));
        }
        notes.push(lines.join("\n"));
    }
    if !exported.otherwise.is_empty() {
        let listed = exported.otherwise.iter().take(LISTED);
        let listed: Vec<String> = listed.map(u64::to_string).collect();
        let listed = listed.join(", ");
        notes.push(lang.pick(
            format!("{word}: import odczyta te wiersze inaczej, niż są w kopii danych: {listed}"),
            format!("{word}: an import reads these lines otherwise than they are in the mirror: {listed}"),
        ));
    }
    notes
}
