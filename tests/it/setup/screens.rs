//! Every screen of a walk, compared with the agreed ones.

use std::path::{Path, PathBuf};

use crate::shop::Desk;

/// What each question added to the screen.
pub(super) struct Screens {
    desk: PathBuf,
    before: Vec<String>,
    text: String,
}

impl Screens {
    pub(super) fn of(desk: &Desk) -> Screens {
        Screens {
            desk: desk.path("").components().collect(),
            before: Vec::new(),
            text: String::new(),
        }
    }

    /// Adds what is new on the screen since the last one: the answer as it stays there, and what follows.
    pub(super) fn add(&mut self, screen: &str) {
        let lines: Vec<String> = screen.lines().map(str::to_owned).collect();
        let same = lines.iter().zip(&self.before).take_while(|(a, b)| a == b);
        for line in lines.iter().skip(same.count()) {
            self.text += line;
            self.text.push('\n');
        }
        self.text += "----\n";
        self.before = lines;
    }

    /// Compares with `screens.LANG.txt`; `UPDATE_SCREENS=1` writes it anew.
    #[track_caller]
    pub(super) fn compare(&self, lang: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/it/setup")
            .join(format!("screens.{lang}.txt"));
        let seen = normal(&self.text, &self.desk.display().to_string());
        if std::env::var_os("UPDATE_SCREENS").is_some() {
            std::fs::write(&path, &seen).expect("written");
            return;
        }
        let agreed = std::fs::read_to_string(&path).expect("agreed screens");
        if seen == agreed {
            return;
        }
        let mut pairs = agreed.lines().zip(seen.lines()).enumerate();
        let first = pairs.find(|(_, (a, b))| a != b);
        match first {
            Some((at, (was, is))) => panic!(
                "{}:{}\n  agreed: {was}\n  shown:  {is}\n(UPDATE_SCREENS=1 agrees to what is shown)",
                path.display(),
                at + 1
            ),
            None => panic!("{}: one ends before the other", path.display()),
        }
    }
}

/// Without what differs from run to run: days, and the desk's folder with the wrapping that its length makes.
fn normal(text: &str, desk: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut joining = false;
    for line in text.lines() {
        // The terminal breaks a command where its last column is, in the middle of a word.
        let of_command = lines.last().is_some_and(|last| {
            let ends: &[&str] = match () {
                () if last.starts_with("  firmino-link ") => {
                    &[" sync orders", " sync products", " sync stock"]
                }
                () if last.contains("-59/5 * * * *") => &[">/dev/null"],
                () => return false,
            };
            !ends.iter().any(|end| last.contains(end))
        });
        match lines.last_mut() {
            Some(last) if of_command => last.push_str(line),
            Some(last) if joining => *last = format!("{} {}", last.trim_end(), line.trim()),
            _ => lines.push(line.to_owned()),
        }
        let last = lines.last().map(String::as_str).unwrap_or_default();
        let welcome = ["Profil: ", "Profile: "]
            .iter()
            .any(|head| last.starts_with(head));
        let saved = ["Profil zapisany:", "Profile saved:"]
            .iter()
            .any(|head| last.starts_with(head));
        joining = (welcome && !last.ends_with("BaseLinker.")) || (saved && !last.contains(".toml"));
    }
    days(
        &(lines.join("\n") + "\n")
            .replace(desk, "<desk>")
            .replace(env!("CARGO_BIN_EXE_firmino-link"), "<program>"),
    )
}

/// Every `YYYY-MM-DD` becomes `<day>`, but for the first days of KSeF, which are the law's.
fn days(text: &str) -> String {
    let mut rest = text;
    let mut out = String::new();
    while let Some(c) = rest.chars().next() {
        let ten = rest.get(..10).filter(|ten| {
            let shape = |(at, c): (usize, char)| match at {
                4 | 7 => c == '-',
                _ => c.is_ascii_digit(),
            };
            ten.is_ascii() && ten.char_indices().all(shape)
        });
        match ten {
            Some(day) if day != "2026-04-01" => {
                out += "<day>";
                rest = &rest[10..];
            }
            _ => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    out
}
