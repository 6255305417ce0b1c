//! `man`: manual pages in roff, from the same definition as `--help`.

use std::io;
use std::path::{Path, PathBuf};

use clap::builder::Resettable;
use clap::{Args, Command};
use clap_mangen::Man;

use super::global::Global;
use super::{saved, show};
use crate::report::{Exit, Failure};
use crate::texts::{Lang, count};

/// Options of `man`.
#[derive(Debug, Args)]
pub(super) struct ManPages {
    /// Write a page a command into this folder, instead of the program's own to stdout
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// What holds for the whole program and stands in no option.
const MORE: &str = r#".SH "EXIT STATUS"
.TP
\fB0\fR
done
.TP
\fB1\fR
failed: an answer of a wrong shape, a redirect, another API error, a full disk
.TP
\fB2\fR
wrong usage
.TP
\fB3\fR
done, and there is something new for a person
.TP
\fB4\fR
BaseLinker refused the token
.TP
\fB5\fR
a brake stopped it
.TP
\fB75\fR
try later: another pass is running, network, BaseLinker's limit
.TP
\fB78\fR
profile or mirror wrong or missing
.TP
\fB130\fR
interrupted
.SH FILES
.TP
\fI$XDG_CONFIG_HOME/firmino\-link/NAME.toml\fR
the profile; \fINAME.token\fR beside it holds the token
.TP
\fI$XDG_DATA_HOME/firmino\-link/NAME.sqlite\fR
the mirror: a legal book with personal data; checked daily copies stand in \fINAME.sqlite.backups/\fR
.SH ENVIRONMENT
.TP
\fBFIRMINO_LINK_PROFILE\fR, \fBFIRMINO_LINK_CONFIG\fR
as \fB\-\-profile\fR and \fB\-\-config\fR
.TP
\fBBASELINKER_TOKEN\fR
the token, where the profile names no other place that is there
.TP
\fBCREDENTIALS_DIRECTORY\fR
set by systemd; the token may be the credential \fIbaselinker\-token\fR
"#;

/// Prints the program's page, or writes all pages.
///
/// # Errors
/// Exit 1 where the folder cannot be written.
pub(super) fn run(
    global: &Global,
    mut program: Command,
    command: &ManPages,
) -> Result<Exit, Failure> {
    let lang = global.first_lang();
    // Fills in what subcommands take from their parents.
    program.build();
    match &command.dir {
        None => {
            let page = page(&program).map_err(|error| wrong(lang, Path::new("-"), &error))?;
            if global.json {
                let told = serde_json::json!({ "schema": 1, "page": page });
                show::out(&told.to_string());
            } else {
                show::file(&page);
            }
        }
        Some(folder) => {
            let written = write(folder, &program).map_err(|error| wrong(lang, folder, &error))?;
            if global.json {
                let told = serde_json::json!({ "schema": 1, "pages": written });
                show::out(&told.to_string());
            } else {
                let pages = count(
                    lang,
                    written.len(),
                    ["strona", "strony", "stron"],
                    ["page", "pages"],
                );
                show::out(&format!("{pages}: {}", folder.display()));
            }
        }
    }
    Ok(Exit::Done)
}

/// Writes the pages of a command and of all below it; answers their names.
fn write(folder: &Path, command: &Command) -> io::Result<Vec<String>> {
    std::fs::create_dir_all(folder)?;
    let name = format!("{}.1", full_name(command));
    saved::public(&folder.join(&name), &page(command)?)?;
    let mut names = vec![name];
    for below in command.get_subcommands() {
        names.extend(write(folder, below)?);
    }
    Ok(names)
}

/// The words that call a command, joined by hyphens.
fn full_name(command: &Command) -> &str {
    command
        .get_display_name()
        .unwrap_or_else(|| command.get_name())
}

fn page(command: &Command) -> io::Result<String> {
    // `clap_mangen` would run the lines of the examples together, and a build's commit changes no page.
    let shown = command
        .clone()
        .after_help(Resettable::Reset)
        .long_version(Resettable::Reset);
    // The place of the date holds the version: an empty one would move the others, and pages are the same every day.
    let man = Man::new(shown)
        .date(env!("CARGO_PKG_VERSION"))
        .source("firmino-link")
        .manual("firmino-link");
    let mut page = Vec::new();
    man.render(&mut page)?;
    let mut page = String::from_utf8(page).map_err(io::Error::other)?;
    page += &examples(command);
    if command.get_name() == full_name(command) {
        page += MORE;
    }
    Ok(page)
}

/// The section of the examples, line by line as the help has them below its heading.
fn examples(command: &Command) -> String {
    let help = command.get_after_help().map(ToString::to_string);
    let help = help.unwrap_or_default();
    let mut section = ".SH EXAMPLES\n.nf\n".to_owned();
    for line in help.lines().skip(1) {
        section += &line.trim().replace('\\', r"\e").replace('-', r"\-");
        section.push('\n');
    }
    section + ".fi\n"
}

fn wrong(lang: Lang, folder: &Path, error: &io::Error) -> Failure {
    Failure::new(
        Exit::Failed,
        "man.folder",
        format!(
            "{}: {}: {error}",
            lang.pick(
                "nie udało się zapisać stron podręcznika",
                "the manual pages could not be written"
            ),
            folder.display()
        ),
        lang.pick(
            "wskaż katalog, w którym wolno pisać: firmino-link man --dir KATALOG",
            "name a folder that may be written: firmino-link man --dir DIR",
        ),
    )
}
