//! What the program says of itself: every `--help`, the manual pages and the completions, from one definition.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::shop::{Desk, Out};

/// Most columns of a line of help.
const COLUMNS: usize = 100;

/// The help of a command.
fn help(desk: &Desk, lang: &str, path: &[String], columns: &str) -> String {
    let mut command = desk.command(["--lang", lang]);
    command.env_remove("FIRMINO_LINK_CONFIG");
    command.args(path);
    let out = command
        .arg("--help")
        .env("COLUMNS", columns)
        .output()
        .expect("started");
    assert_eq!(out.status.code(), Some(0), "{path:?}");
    assert!(out.stderr.is_empty(), "{path:?}");
    String::from_utf8(out.stdout).expect("UTF-8")
}

/// The names in the lists of commands of a help, in their order; `sync` for `sync orders` and its like.
fn below(help: &str) -> Vec<String> {
    let other = |heading: &str| {
        let words = [
            "Usage",
            "Użycie",
            "Arg",
            "Opt",
            "Opc",
            "Examples",
            "Przykłady",
        ];
        words.iter().any(|word| heading.starts_with(word))
    };
    let mut names: Vec<String> = Vec::new();
    let mut listed = false;
    for line in help.lines() {
        if !line.starts_with(' ') {
            listed = line.ends_with(':') && !other(line);
        }
        let entry = line
            .strip_prefix("  ")
            .filter(|entry| !entry.starts_with(' '));
        let name = entry.and_then(|entry| entry.split(' ').next());
        if let Some(name) = name.filter(|name| listed && names.iter().all(|seen| seen != name)) {
            names.push(name.to_owned());
        }
    }
    names
}

/// Every command, as the helps themselves tell them, with its help.
fn helps(desk: &Desk, lang: &str) -> Vec<(Vec<String>, String)> {
    let mut found = Vec::new();
    let mut open = vec![Vec::new()];
    while let Some(path) = open.pop() {
        let help = help(desk, lang, &path, "100");
        for name in below(&help).into_iter().rev() {
            open.push([path.as_slice(), &[name]].concat());
        }
        found.push((path, help));
    }
    found
}

/// The long options that a help names at the head of an entry.
fn options(help: &str) -> impl Iterator<Item = &str> {
    help.lines()
        .map(str::trim_start)
        .filter(|line| line.starts_with('-'))
        .flat_map(|line| line.split([' ', ',', '.', '=']))
        .filter(|word| word.starts_with("--") && word.len() > 2)
}

/// All helps of a language as one text.
fn whole(lang: &str) -> String {
    let mut seen = String::new();
    for (path, help) in helps(&Desk::bare(), lang) {
        for line in help.lines() {
            let columns = line.chars().count();
            assert!(columns <= COLUMNS, "{path:?}: {columns} columns: {line}");
        }
        seen += &format!("$ firmino-link {} --help\n", path.join(" ")).replace("  ", " ");
        // Blank lines of an entry are indented, which an editor would take away.
        for line in help.lines() {
            seen += line.trim_end();
            seen.push('\n');
        }
        seen.push('\n');
    }
    seen
}

#[test]
fn every_help_is_the_agreed_one() {
    compare("en", &whole("en"));
    compare("pl", &whole("pl"));
}

/// No line of a Polish help is one of the English help, but for names and lines that only name.
#[test]
fn every_text_has_its_polish() {
    let english = whole("en");
    let texts: Vec<&str> = english.lines().filter(|line| told(line)).collect();
    let polish = whole("pl");
    let left: Vec<&str> = polish
        .lines()
        .filter(|line| told(line) && texts.contains(line))
        .collect();
    assert_eq!(
        left,
        Vec::<&str>::new(),
        "give these their pair in src/texts/help.pl.txt"
    );
}

/// Lines that say something: not names of options and arguments, nor the rest of a list of keys.
fn told(line: &str) -> bool {
    let text = line.trim_start();
    let name = text.starts_with(['-', '<', '[', '$'])
        || text.ends_with(" # bash")
        || text.starts_with("contractor vat:LINE");
    text.contains(' ') && !name
}

#[test]
fn the_language_of_a_help_is_that_of_other_texts() {
    let desk = Desk::bare();
    let first = |args: &[&str], lang: &str| {
        let out = desk
            .command(args)
            .env("LANG", lang)
            .output()
            .expect("started");
        Out::of(out).exits(0).stdout
    };
    assert!(first(&["--help"], "").starts_with("Łączy"));
    assert!(first(&["-h"], "en_GB.UTF-8").starts_with("Links"));
    assert!(first(&["sync", "-h", "--lang=pl"], "en_GB.UTF-8").starts_with("Synchronizuj"));
    desk.write(
        "shop.toml",
        "version = 1\nlanguage = \"en\"\nmodules = [\"products\"]\n[products]\nsource = \"manual\"\n",
    );
    assert!(first(&["sync", "--help"], "pl_PL.UTF-8").starts_with("Synchronise"));
}

/// Compares with `LANG.txt`; `UPDATE_SCREENS=1` writes it anew.
#[track_caller]
fn compare(lang: &str, seen: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/it/helps/{lang}.txt"));
    if std::env::var_os("UPDATE_SCREENS").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(&path, seen).expect("written");
        return;
    }
    let agreed = std::fs::read_to_string(&path).expect("agreed helps");
    let mut pairs = agreed.lines().zip(seen.lines()).enumerate();
    if let Some((at, (was, is))) = pairs.find(|(_, (a, b))| a != b) {
        panic!(
            "{}:{}\n  agreed: {was}\n  shown:  {is}\n(UPDATE_SCREENS=1 agrees to what is shown)",
            path.display(),
            at + 1
        );
    }
    assert_eq!(
        agreed,
        seen,
        "{}: one ends before the other",
        path.display()
    );
}

#[test]
fn setup_and_sync_stand_first() {
    let desk = Desk::bare();
    let help = |path: &[String]| help(&desk, "en", path, "100");
    let first = help(&[]);
    let names = below(&first);
    assert_eq!(names[..3], ["setup", "demo", "sync"]);
    let at = |pass: &str| first.find(&format!("\n  sync {pass} ")).expect(pass);
    assert!(at("orders") < at("products") && at("products") < at("stock"));
    assert!(first.contains("\n\nBegin:\n  setup "), "{first}");
    let passes = below(&help(&["sync".to_owned()]));
    assert_eq!(passes, ["orders", "products", "stock", "all"]);
}

#[test]
fn no_width_makes_a_help_wider() {
    let desk = Desk::bare();
    for columns in ["40", "250", "0"] {
        for path in [vec![], vec!["sync".to_owned(), "orders".to_owned()]] {
            for line in help(&desk, "en", &path, columns).lines() {
                assert!(line.chars().count() <= COLUMNS, "{columns}: {line}");
            }
        }
    }
}

#[test]
fn each_command_has_its_manual_page() {
    let desk = Desk::bare();
    let out = desk.run(["--lang", "en", "man", "--dir", "pages"]).exits(0);
    let helps = helps(&desk, "en");
    assert_eq!(out.stdout, format!("{} pages: pages\n", helps.len()));
    let pages = std::fs::read_dir(desk.path("pages")).expect("a folder");
    assert_eq!(pages.count(), helps.len());
    for (path, help) in helps {
        let name = [&["firmino-link".to_owned()], path.as_slice()].concat();
        let name = format!("pages/{}.1", name.join("-"));
        let page = std::fs::read_to_string(desk.path(&name)).expect(&name);
        assert!(page.contains(".TH "), "{name}");
        for line in help
            .lines()
            .filter(|line| line.starts_with("  firmino-link "))
        {
            let roff = line.trim().replace('-', "\\-");
            assert!(page.contains(&format!("\n{roff}\n")), "{name}: no {line}");
        }
        for option in options(&help) {
            let roff = option.replace('-', "\\-");
            assert!(page.contains(&roff), "{name}: no {option}");
        }
    }
    // The program's own page is the one that is printed.
    let own = std::fs::read_to_string(desk.path("pages/firmino-link.1")).expect("a page");
    assert_eq!(desk.run(["man"]).exits(0).stdout, own);
    for word in ["EXIT STATUS", "\\fB75\\fR", "SH FILES", "SH ENVIRONMENT"] {
        assert!(own.contains(word), "{word}");
    }
}

/// The short word for scripts; the long one also tells the build, as far as it is known.
#[test]
fn the_version_is_told_short_and_long() {
    let desk = Desk::bare();
    let short = format!("firmino-link {}\n", env!("CARGO_PKG_VERSION"));
    for lang in ["en", "pl"] {
        assert_eq!(desk.run(["--lang", lang, "-V"]).exits(0).stdout, short);
        let long = desk.run(["--lang", lang, "--version"]).exits(0).stdout;
        let rest = long.strip_prefix(short.trim_end()).expect("the version");
        let target = format!("{}-{})\n", std::env::consts::ARCH, std::env::consts::OS);
        assert!(rest.starts_with(" (") && rest.ends_with(&target), "{long}");
    }
}

#[test]
fn manual_pages_that_cannot_be_written_are_told() {
    let desk = Desk::bare();
    desk.write("pages", "a file where a folder should be");
    let out = desk
        .run(["--lang", "en", "--json", "man", "--dir", "pages"])
        .exits(1);
    assert_eq!(out.error().0, "man.folder");
}

#[test]
fn completions_know_every_command_and_option() {
    let desk = Desk::bare();
    let helps = helps(&desk, "en");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let out = desk.run(["completions", shell]).exits(0);
        assert_eq!(out.stderr, "");
        let script = out.stdout;
        for (path, help) in &helps {
            if let Some(name) = path.last() {
                assert!(script.contains(name.as_str()), "{shell}: no {path:?}");
            }
            for option in options(help) {
                // fish writes a long option as `-l name`, and is told no options below two words.
                if shell == "fish" && path.len() > 2 {
                    continue;
                }
                let bare = option.trim_start_matches('-');
                let there = script.contains(option) || script.contains(&format!("-l {bare}"));
                assert!(there, "{shell}: no {option} of {path:?}");
            }
        }
    }
    let wrong = desk.run(["completions", "tcsh"]).exits(2);
    assert!(wrong.stderr.contains("bash"), "{}", wrong.stderr);
}

/// The scripts are read by the shells that are here; none of them has to be.
#[test]
fn shells_understand_their_completions() {
    let desk = Desk::bare();
    for shell in ["bash", "zsh", "fish"] {
        let script = desk.run(["completions", shell]).exits(0).stdout;
        desk.write("script", &script);
        let read = Command::new(shell)
            .args(["-n".as_ref(), desk.path("script").as_os_str()])
            .stdin(Stdio::null())
            .output();
        if let Ok(read) = read {
            let said = String::from_utf8_lossy(&read.stderr);
            assert!(read.status.success(), "{shell}: {said}");
        }
    }
}

#[test]
fn completions_and_manual_are_one_object_with_json() {
    let desk = Desk::bare();
    for (words, key) in [
        (&["completions", "bash"][..], "/script"),
        (&["man"][..], "/page"),
    ] {
        let plain = desk.run(words).exits(0).stdout;
        let json = desk.run([words, &["--json"]].concat()).exits(0).json();
        assert_eq!(json["schema"], 1);
        assert_eq!(json.pointer(key), Some(&plain.into()));
    }
}
