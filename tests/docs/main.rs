//! Documents, examples and packaging tell the truth, and the demo leaves nothing behind.

#![expect(
    clippy::unwrap_used,
    reason = "a check that cannot read its files has failed"
)]

mod build;
mod commands;
mod manifests;
mod packages;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use serde_json::Value;

/// A home of its own for one run of the program.
struct Home(tempfile::TempDir);

/// What the program may be told by the environment, each an empty folder here.
const PLACES: [(&str, &str); 6] = [
    ("HOME", "home"),
    ("XDG_CONFIG_HOME", "config"),
    ("XDG_DATA_HOME", "data"),
    ("XDG_STATE_HOME", "state"),
    ("XDG_CACHE_HOME", "cache"),
    ("TMPDIR", "tmp"),
];

impl Home {
    fn new() -> Home {
        let folder = tempfile::tempdir().unwrap();
        for (_, place) in PLACES {
            fs::create_dir(folder.path().join(place)).unwrap();
        }
        Home(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// The program with these arguments, to be run with nothing but these places.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_firmino-link"));
        command.args(arguments).current_dir(self.path()).env_clear();
        for (name, place) in PLACES {
            command.env(name, self.path().join(place));
        }
        command
    }

    /// Every file and folder beside the ones that were there before.
    fn left(&self) -> Vec<PathBuf> {
        let mut all = Vec::new();
        let mut folders = vec![self.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path.clone());
                }
                all.push(path);
            }
        }
        let ours = |path: &PathBuf| {
            PLACES
                .iter()
                .any(|(_, place)| *path == self.path().join(place))
        };
        all.retain(|path| !ours(path));
        all
    }
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The README's transcript of the demo: the block that begins with the demo's first words.
fn transcript() -> Vec<String> {
    let readme = read("README.md");
    let block = readme
        .split("```")
        .find(|block| block.trim_start().starts_with("A made-up shop"))
        .expect("README.md shows the demo");
    block.trim().lines().map(str::to_owned).collect()
}

#[test]
fn the_readme_names_its_two_commands() {
    let readme = read("README.md");
    assert!(readme.contains("\ncargo run --release -- demo "));
    assert!(readme.contains("\ncargo test "));
    assert!(readme.lines().count() <= 150);
}

#[test]
fn the_demo_ends_well_and_leaves_nothing() {
    let home = Home::new();
    let begun = Instant::now();
    let output = home.run(&["--lang", "en", "demo"]);
    let took = begun.elapsed();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(took < Duration::from_secs(20), "{took:?}");
    assert_eq!(home.left(), Vec::<PathBuf>::new());
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn the_readme_shows_what_the_demo_says() {
    let said = text(&Home::new().run(&["--lang", "en", "demo"]).stdout);
    let said: Vec<&str> = said.lines().collect();
    let shown = transcript();
    assert_eq!(shown[0], said[0]);
    // Every line of the README, in its order; `…` stands for lines that were left out.
    let mut rest = said.iter();
    for line in shown.iter().filter(|line| line.trim() != "…") {
        assert!(
            rest.any(|said| said == line),
            "README.md shows, but the demo does not say here: {line}"
        );
    }
}

#[test]
fn the_demo_speaks_polish_and_json() {
    let home = Home::new();
    let polish = text(&home.run(&["--lang", "pl", "demo"]).stdout);
    assert!(polish.contains("Wymaga edycji"), "{polish}");
    let output = home.run(&["--json", "demo"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["pass"], "orders");
    assert_eq!(report["orders"]["seen"], 39);
    assert!(report["firmino"]["pull"]["pull"]["articles"].is_object());
    assert_eq!(report["firmino"]["push"]["push"]["orders"]["pushed"], 5);
    assert_eq!(home.left(), Vec::<PathBuf>::new());
}

/// `docs/sandbox.md` says how each order of the demo ends.
#[test]
fn the_orders_of_the_demo_end_as_documented() {
    let home = Home::new();
    let kept = home.path().join("kept");
    let demo = home.run(&["demo", "--keep", kept.to_str().unwrap()]);
    assert_eq!(demo.status.code(), Some(0), "{}", text(&demo.stderr));
    let again = home.run(&["demo", "--keep", kept.to_str().unwrap()]);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("jest już pokaz"));
    let config = kept.join("demo.toml");
    let list = home.run(&[
        "--config",
        config.to_str().unwrap(),
        "--json",
        "orders",
        "list",
    ]);
    let list: Value = serde_json::from_slice(&list.stdout).unwrap();
    let ends: Vec<(i64, String)> = list["orders"]
        .as_array()
        .unwrap()
        .iter()
        .map(|order| (order["id"].as_i64().unwrap(), end(order)))
        .collect();
    let page = read("docs/sandbox.md");
    let mut rows = 0;
    for row in page.lines().filter(|line| line.starts_with("| 10")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let id: i64 = cells[0].parse().unwrap();
        let real = ends.iter().find(|(order, _)| *order == id);
        let real = real.map_or("not seen", |(_, end)| end);
        assert_eq!(cells.last(), Some(&real), "order {id}");
        rows += 1;
    }
    assert_eq!(rows, 40);
}

/// The end of an order in the page's words.
fn end(order: &Value) -> String {
    let word = |key: &str| order[key].as_str().unwrap_or_default().to_owned();
    let mut codes: Vec<String> = Vec::new();
    for reason in order["reasons"].as_array().unwrap() {
        let code = format!("`{}`", reason["code"].as_str().unwrap());
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let codes = codes.join(", ");
    let cancelled = order["flags"]
        .as_array()
        .unwrap()
        .contains(&"cancelled".into());
    match (word("state").as_str(), cancelled) {
        ("documented", _) => format!("documented: {}", word("kind")),
        ("ready", _) => format!("ready: {}, {codes}", word("kind")),
        ("waiting", true) => "waiting (cancelled)".to_owned(),
        ("waiting", false) => "waiting".to_owned(),
        (state, _) => format!("{state}: {codes}"),
    }
}
