//! The house's rules, held by machine: who may import whom, one door a crate, no printing below `cli`, small files,
//! linked documents. `docs/architecture.md` says the same to people.

#![expect(
    clippy::unwrap_used,
    reason = "a check that cannot read its files has failed"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// What each room may import beside itself: a room, or single names of one.
const ROOMS: [(&str, &[&str]); 14] = [
    ("domain", &[]),
    ("profile", &["domain", "texts"]),
    ("net", &[]),
    ("sandbox", &[]),
    ("baselinker", &["net"]),
    ("firmino", &["net", "domain"]),
    ("nbp", &["net"]),
    ("mirror", &["domain"]),
    ("printout", &["domain"]),
    ("texts", &["domain"]),
    ("wizard", &["domain", "profile", "report", "texts"]),
    (
        "report",
        &[
            "texts",
            "domain",
            "net::Talk",
            "net::Wait",
            "net::AddressError",
            "net::Cause",
            "net::LoginError",
            "net::Shape",
            "net::TokenError",
            "net::TransportError",
            "net::pace::PaceError",
            "baselinker::ApiError",
            "firmino::FirminoError",
            "firmino::Unkept",
            "mirror::BadCopy",
            "mirror::MirrorError",
            "mirror::OtherAccount",
            "printout::PrintoutError",
        ],
    ),
    (
        "sync",
        &[
            "baselinker",
            "domain",
            "firmino",
            "mirror",
            "nbp",
            "net",
            "printout",
            "profile",
            "report",
            "texts",
        ],
    ),
    (
        "cli",
        &[
            "baselinker",
            "domain",
            "firmino",
            "mirror",
            "net",
            "profile",
            "report",
            "sandbox",
            "sync",
            "texts",
            "wizard",
        ],
    ),
];

/// Where each of these crates may be named: files, or folders with what is beside them under the same name.
const DOORS: [(&str, &[&str]); 27] = [
    ("clap", &["src/cli"]),
    ("clap_complete", &["src/cli/completions"]),
    ("clap_mangen", &["src/cli/man"]),
    ("dialoguer", &["src/wizard/ask"]),
    ("indicatif", &["src/report"]),
    ("comfy_table", &["src/report"]),
    ("console", &["src/cli", "src/report", "src/wizard/ask"]),
    ("ctrlc", &["src/report/interrupt"]),
    ("textwrap", &["src/wizard/ask"]),
    ("reqwest", &["src/net"]),
    ("tokio", &["src/net"]),
    ("rustls", &["src/net"]),
    ("rusqlite", &["src/mirror", "src/net/pace"]),
    ("toml", &["src/profile"]),
    ("toml_edit", &["src/profile"]),
    ("csv", &["src/sync/import/sheet"]),
    ("encoding_rs", &["src/sync/import/text"]),
    ("pdf_writer", &["src/printout"]),
    ("xmp_writer", &["src/printout/about"]),
    ("subsetter", &["src/printout/font"]),
    ("flate2", &["src/printout/compress"]),
    ("ttf_parser", &["src/printout/face"]),
    ("notosans", &["src/printout/face"]),
    ("httparse", &["src/sandbox"]),
    ("socket2", &["src/sandbox", "src/net/http/tests"]),
    ("anyhow", &["src/sandbox"]),
    ("firmino_link", &["src/main"]),
];

/// Words that only some files may hold, tests too.
const WORDS: [(&str, &[&str]); 9] = [
    ("print!", &[]),
    ("println!", &[]),
    ("eprint!", &[]),
    ("eprintln!", &["src/report/progress"]),
    ("stdout()", &["src/cli"]),
    ("env::var", &["src/cli", "src/sync/crash"]),
    ("env::args", &["src/cli"]),
    ("env::set_var", &[]),
    ("unsafe", &[]),
];

/// Most lines of a source file.
const LINES: usize = 450;

/// A source file without its comments.
struct Source {
    /// `src/…`, with slashes.
    path: String,
    text: String,
    lines: usize,
}

impl Source {
    fn new(path: &str, text: &str) -> Source {
        let code = |line: &str| match line {
            line if line.trim_start().starts_with("//") => String::new(),
            line => line.split(" // ").next().unwrap_or_default().to_owned(),
        };
        Source {
            path: path.to_owned(),
            text: text.lines().map(code).collect::<Vec<_>>().join("\n"),
            lines: text.lines().count(),
        }
    }

    /// Names of the module: `src/a/b.rs` → `a`, `b`.
    fn module(&self) -> Vec<&str> {
        let path = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        path.split('/').collect()
    }

    fn room(&self) -> &str {
        self.module()[0]
    }

    fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }

    /// Whether it is this file or lies in the folder beside it.
    fn lies_in(&self, place: &str) -> bool {
        let rest = self.path.strip_prefix(place);
        rest.is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
    }

    /// Where `word` begins and is not the end of a longer word or path.
    fn places<'t>(&'t self, word: &'t str) -> impl Iterator<Item = usize> + 't {
        self.text
            .match_indices(word)
            .map(|(at, _)| at)
            .filter(|at| {
                let before = self.text[..*at].chars().next_back();
                !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
            })
    }

    fn at(&self, place: usize, what: &str) -> String {
        let line = self.text[..place].lines().count().max(1);
        format!("{}:{line}: {what}", self.path)
    }
}

/// Every path of a `use` tree, from the text that stands after `crate::`.
fn paths(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    tree(text, "", &mut found);
    found
}

/// Reads one tree; answers what is left of the text.
fn tree<'t>(text: &'t str, prefix: &str, found: &mut Vec<String>) -> &'t str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = rest.trim_start().trim_start_matches(',').trim_start();
            match rest.chars().next() {
                None => return rest,
                Some('}') => return &rest[1..],
                Some(c) if c.is_alphabetic() || c == '_' || c == '{' || c == '*' => {
                    rest = tree(rest, prefix, found);
                }
                // ` as other`, or what is no tree at all.
                Some(c) => rest = &rest[c.len_utf8()..],
            }
        }
    }
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '*'))
        .unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let path = match prefix {
        "" => name.to_owned(),
        prefix => format!("{prefix}::{name}"),
    };
    match rest.strip_prefix("::") {
        Some(deeper) => tree(deeper, &path, found),
        None => {
            found.push(path);
            rest
        }
    }
}

/// Imports that a room may not have.
fn wrong_imports(source: &Source) -> Vec<String> {
    let room = source.room();
    if matches!(source.path.as_str(), "src/lib.rs" | "src/main.rs") {
        return Vec::new();
    }
    let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
        return vec![format!("{}: `{room}` is no room", source.path)];
    };
    let may = |path: &str| {
        let within = |door: &str| path == door || path.starts_with(&format!("{door}::"));
        within(room) || allowed.iter().any(|door| within(door))
    };
    let mut wrong = Vec::new();
    for place in source.places("crate::") {
        let after = &source.text[place + "crate::".len()..];
        // `pub(in crate::room)` ends with a bracket, a macro's `$crate::` begins with a dollar: both read the same.
        for path in paths(after).iter().filter(|path| !may(path)) {
            wrong.push(source.at(place, &format!("`{room}` imports `{path}`")));
        }
    }
    wrong.extend(climbs_out(source));
    wrong
}

/// `super::super::…` that leads out of the room.
fn climbs_out(source: &Source) -> Vec<String> {
    let tests_begin = source
        .text
        .find("#[cfg(test)]\nmod tests {")
        .unwrap_or(source.text.len());
    let mut wrong = Vec::new();
    for place in source.places("super::") {
        let chain = &source.text[place..];
        let steps = (0..)
            .take_while(|n| chain[n * 7..].starts_with("super::"))
            .count();
        let depth = source.module().len() + usize::from(place > tests_begin);
        if steps >= depth {
            wrong.push(source.at(place, "`super` leads out of the room"));
        }
    }
    wrong
}

/// Crates and words where they may not stand.
fn wrong_words(source: &Source) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, doors) in DOORS {
        let used = [format!("{name}::"), format!("use {name}")];
        if doors.iter().any(|door| source.lies_in(door)) {
            continue;
        }
        for word in &used {
            let named = source.places(word).filter(|at| {
                let after = source.text[at + word.len()..].chars().next();
                word.ends_with(':') || matches!(after, Some(';' | ' '))
            });
            wrong.extend(named.map(|at| source.at(at, &format!("names the crate `{name}`"))));
        }
    }
    for (word, files) in WORDS {
        if files.iter().any(|file| source.lies_in(file)) {
            continue;
        }
        // `std::env::var` and `io::stdout()` stand after a path, so here any place counts but the end of a longer word.
        let found = source.text.match_indices(word).filter(|(at, _)| {
            let before = source.text[..*at].chars().next_back();
            let after = source.text[at + word.len()..].chars().next();
            let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
            !inside(before) && (word != "unsafe" || !inside(after))
        });
        wrong.extend(found.map(|(at, _)| source.at(at, &format!("`{word}` may not stand here"))));
    }
    wrong
}

fn too_long(source: &Source) -> Option<String> {
    let long = source.lines > LINES && !source.is_test();
    long.then(|| format!("{}: {} lines", source.path, source.lines))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn name(path: &Path) -> String {
    let inside = path.strip_prefix(root()).unwrap();
    inside.to_str().unwrap().replace('\\', "/")
}

fn sources() -> Vec<Source> {
    let read = |path: &PathBuf| Source::new(&name(path), &fs::read_to_string(path).unwrap());
    files(&root().join("src"), "rs").iter().map(read).collect()
}

fn none(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn rooms_import_only_what_they_may() {
    none(sources().iter().flat_map(wrong_imports).collect());
}

#[test]
fn every_room_has_its_rule() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let mut there: Vec<&str> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    let mut ruled: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    there.sort_unstable();
    ruled.sort_unstable();
    assert_eq!(there, ruled);
}

#[test]
fn crates_and_words_stand_only_where_they_may() {
    none(sources().iter().flat_map(wrong_words).collect());
}

#[test]
fn files_are_small() {
    none(sources().iter().filter_map(too_long).collect());
}

#[test]
fn documents_are_there_and_linked() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let mut wrong = Vec::new();
    for path in [
        "CHANGELOG.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "config.example.toml",
        "docs/architecture.md",
        "docs/mirror.md",
        "docs/orders.md",
        "docs/profile.md",
        "docs/sandbox.md",
    ] {
        if !root().join(path).is_file() || !readme.contains(&format!("]({path})")) {
            wrong.push(format!("{path}: not there, or not linked from README.md"));
        }
    }
    for path in files(&root().join("docs"), "md") {
        if !readme.contains(&format!("]({})", name(&path))) {
            wrong.push(format!("{}: not linked from README.md", name(&path)));
        }
    }
    none(wrong);
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut pages = files(&root().join("docs"), "md");
    pages.extend(["README.md", "CHANGELOG.md"].map(|page| root().join(page)));
    let mut wrong = Vec::new();
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let file = link.split('#').next().unwrap_or_default();
            if file.is_empty() || link.contains("://") {
                continue;
            }
            if !page.parent().unwrap().join(file).exists() {
                wrong.push(format!("{}: {link}", name(&page)));
            }
        }
    }
    none(wrong);
}

#[test]
fn the_schema_is_told_whole() {
    let told = fs::read_to_string(root().join("docs/mirror.md")).unwrap();
    let mut wrong = Vec::new();
    let mut table = String::new();
    let steps = files(&root().join("src/mirror"), "sql");
    assert!(steps.len() > 1);
    let schema: String = steps
        .iter()
        .map(|step| fs::read_to_string(step).unwrap())
        .collect();
    for line in schema.lines() {
        let added = line
            .strip_prefix("ALTER TABLE ")
            .and_then(|rest| rest.split_once(" ADD COLUMN "));
        if let Some((changed, _)) = added {
            table = changed.to_owned();
        }
        if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
            table = rest.split(' ').next().unwrap().to_owned();
            if !told.contains(&format!("**{table}**")) {
                wrong.push(format!("table {table}"));
            }
        } else if let Some(column) = added
            .map(|(_, column)| column)
            .or_else(|| line.strip_prefix("  "))
        {
            let column = column.split(' ').next().unwrap();
            let part = told.split(&format!("**{table}**")).nth(1);
            let part = part.and_then(|rest| rest.split("\n**").next());
            let is_column = column.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            if is_column
                && !column.is_empty()
                && !part.is_some_and(|part| part.contains(&format!("`{column}`")))
            {
                wrong.push(format!("{table}.{column}"));
            }
        }
    }
    none(wrong);
}

#[test]
fn every_reason_is_told() {
    let told = fs::read_to_string(root().join("docs/orders.md")).unwrap();
    let wrong = firmino_link::domain::reason::Code::ALL
        .map(firmino_link::domain::reason::Code::text)
        .into_iter()
        .filter(|code| !told.contains(&format!("`{code}`")));
    none(wrong.collect());
}

/// A planted line is caught, each kind by its own rule.
#[test]
fn the_rules_can_fail() {
    let imports = [
        ("src/domain/plan.rs", "use crate::mirror::Mirror;"),
        ("src/baselinker.rs", "use crate::sandbox::World;"),
        ("src/mirror/open.rs", "let x = crate::sync::run::orders();"),
        ("src/sandbox/log.rs", "use crate::{baselinker, sandbox};"),
        (
            "src/report/pass.rs",
            "use crate::net::{\n    Talk,\n    pace::Pace,\n};",
        ),
        ("src/sync/orders/walk.rs", "use crate::cli;"),
        ("src/texts.rs", "use crate::*;"),
        ("src/texts/orders.rs", "use super::super::mirror;"),
        (
            "src/nbp.rs",
            "use super::profile;\n#[cfg(test)]\nmod tests {\n    use super::*;\n}",
        ),
        ("src/cellar/wine.rs", "fn f() {}"),
    ];
    for (path, text) in imports {
        let wrong = wrong_imports(&Source::new(path, text));
        assert_eq!(wrong.len(), 1, "{path}: {text}: {wrong:?}");
    }
    let words = [
        ("src/sync/run.rs", "use clap::Parser;"),
        ("src/wizard/setup.rs", "use dialoguer::Select;"),
        (
            "src/baselinker/account.rs",
            "let c = reqwest::Client::new();",
        ),
        ("src/net/retry.rs", "use rusqlite::Connection;"),
        ("src/cli/show.rs", "use toml;"),
        ("src/cli/show.rs", "println!(\"x\");"),
        ("src/sync/orders.rs", "    eprintln!(\"x\");"),
        ("src/mirror/open.rs", "std::env::var_os(\"HOME\")"),
        ("src/report/table.rs", "std::io::stdout().lock()"),
    ];
    for (path, text) in words {
        let wrong = wrong_words(&Source::new(path, text));
        assert_eq!(wrong.len(), 1, "{path}: {text}: {wrong:?}");
    }
    let well = [
        (
            "src/report/failure.rs",
            "use crate::net::{Talk, Wait};\nuse crate::texts::Lang;",
        ),
        (
            "src/profile/reading/entry.rs",
            "pub(in crate::profile) fn name() {}",
        ),
        ("src/domain/a/b.rs", "use super::super::money::Amount;"),
        (
            "src/texts.rs",
            "// use crate::mirror::Mirror;\n#[cfg(test)]\nmod tests {\n    use super::*;\n}",
        ),
        ("src/net/http.rs", "use reqwest::{redirect, retry};"),
        ("src/report/progress.rs", "eprintln!(\"{line}\");"),
        ("src/cli/global.rs", "std::env::var(name)"),
    ];
    for (path, text) in well {
        let source = Source::new(path, text);
        let mut wrong = wrong_imports(&source);
        wrong.extend(wrong_words(&source));
        assert_eq!(wrong, Vec::<String>::new());
    }
    let long = "//\n".repeat(LINES + 1);
    assert!(too_long(&Source::new("src/domain/plan.rs", &long)).is_some());
    assert!(too_long(&Source::new("src/domain/plan/tests.rs", &long)).is_none());
}
