//! Going through the wizard: which question stands open, and keys for it.

use std::time::{Duration, Instant};

use firmino_link::sandbox::DEFAULT_TOKEN;

use crate::shop::{Desk, Shop};
use crate::terminal::{ENTER, ESC, Terminal};

/// How a question is answered, seen from the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A line: text, token, yes or no.
    Line,
    /// A list to choose in.
    List,
}

/// A question that stands open.
#[derive(Clone, Debug)]
pub(super) struct Open {
    /// Its prompt without the present value.
    pub(super) prompt: String,
    pub(super) kind: Kind,
    /// The whole screen.
    pub(super) screen: String,
    /// Everything up to the prompt: another question, or the same once more, differs in it; keys typed do not.
    key: String,
}

/// A wizard that runs.
pub(super) struct Wizard {
    pub(super) terminal: Terminal,
    last: String,
}

/// Rows on which nothing scrolls away in one walk.
pub(super) const TALL: u16 = 400;

impl Wizard {
    /// `setup` for the shop's sandbox in a language.
    pub(super) fn start(shop: &Shop, lang: &str, rows: u16) -> Wizard {
        Wizard::start_at(&shop.desk, &shop.sandbox.url(), lang, &[], rows)
    }

    /// The same at any address, with more variables.
    pub(super) fn start_at(
        desk: &Desk,
        url: &str,
        lang: &str,
        variables: &[(&str, &str)],
        rows: u16,
    ) -> Wizard {
        let args = ["--lang", lang, "setup", "--api-url", url];
        Wizard {
            terminal: Terminal::start_with(desk, &args, variables, 80, rows),
            last: String::new(),
        }
    }

    /// The binary with these words.
    pub(super) fn of(desk: &Desk, words: &[&str]) -> Wizard {
        Wizard {
            terminal: Terminal::start_with(desk, words, &[], 80, TALL),
            last: String::new(),
        }
    }

    /// Types without waiting for another question.
    pub(super) fn type_in(&mut self, keys: &str) {
        self.terminal.send(keys);
    }

    /// Types and waits for the next question.
    #[track_caller]
    pub(super) fn answer(&mut self, keys: &str) -> Open {
        self.terminal.send(keys);
        self.next()
    }

    /// Moves the mark of a list until this stands there, and takes it.
    #[track_caller]
    pub(super) fn answer_list(&mut self, keys: &str, marked: &str) -> Open {
        self.answer_end(keys, marked);
        self.next()
    }

    /// Types where a complaint was shown: the next question is the one below this line.
    #[track_caller]
    pub(super) fn answer_line(&mut self, keys: &str, answered: &str) -> Open {
        self.terminal.send(keys);
        self.terminal.see(answered);
        self.next()
    }

    /// The same where no question follows.
    #[track_caller]
    pub(super) fn answer_end(&mut self, keys: &str, marked: &str) {
        self.terminal.send(keys);
        self.terminal.see(marked);
        self.terminal.send(ENTER);
    }

    /// Goes back as a person would: `<` in a line, Escape in a list.
    #[track_caller]
    pub(super) fn back(&mut self, from: &Open) -> Open {
        match from.kind {
            Kind::Line => self.answer(&format!("<{ENTER}")),
            Kind::List => self.answer(ESC),
        }
    }

    /// Waits for a question that was not answered yet, drawn whole.
    #[track_caller]
    pub(super) fn next(&mut self) -> Open {
        let began = Instant::now();
        let mut before = String::new();
        let mut quiet = Instant::now();
        loop {
            let screen = self.terminal.screen();
            if screen != before {
                before.clone_from(&screen);
                quiet = Instant::now();
            }
            if quiet.elapsed() > Duration::from_millis(20)
                && let Some(open) = open(&screen)
                && open.key != self.last
            {
                self.last.clone_from(&open.key);
                return open;
            }
            assert!(
                began.elapsed() < Duration::from_secs(10),
                "no other question on the screen:\n{screen}\n(end)"
            );
            std::thread::sleep(Duration::from_millis(4));
        }
    }

    /// Waits for this question.
    #[track_caller]
    pub(super) fn at(&mut self, prompt: &str) -> Open {
        let open = self.next();
        assert!(
            open.prompt.contains(prompt),
            "not {prompt:?} but:\n{}",
            open.screen
        );
        open
    }

    /// The right token.
    #[track_caller]
    pub(super) fn give_token(&mut self) -> Open {
        self.at("Token API");
        self.answer(&format!("{DEFAULT_TOKEN}{ENTER}"))
    }

    /// Takes what is proposed up to this question.
    #[track_caller]
    pub(super) fn enter_until(&mut self, mut open: Open, prompt: &str) -> Open {
        for _ in 0..90 {
            if open.prompt.contains(prompt) {
                return open;
            }
            open = self.answer(ENTER);
        }
        panic!("{prompt:?} is never asked:\n{}", open.screen);
    }
}

fn open(screen: &str) -> Option<Open> {
    let lines: Vec<&str> = screen.lines().collect();
    let at = lines
        .iter()
        .rposition(|line| line.starts_with("? ") && line.contains('›'))?;
    // What stands below is a list, or a complaint about the last answer.
    let below = lines.get(at + 1..).unwrap_or_default();
    let listed = below
        .iter()
        .any(|line| line.starts_with("❯ ") || line.starts_with("  "));
    let (head, _) = lines[at].split_once('›')?;
    let mut prompt = head.trim_start_matches("? ").trim();
    // A long question stands above, and its items may, too.
    if ["Odpowiedź", "Answer"]
        .iter()
        .any(|short| prompt.starts_with(short))
    {
        prompt = lines[..at]
            .iter()
            .rev()
            .find(|line| !line.starts_with(' '))?;
    }
    let end = [" (", " ["]
        .iter()
        .filter_map(|mark| prompt.find(mark))
        .min();
    Some(Open {
        prompt: prompt[..end.unwrap_or(prompt.len())].to_owned(),
        kind: if listed { Kind::List } else { Kind::Line },
        screen: screen.to_owned(),
        key: format!("{}\n{head}", lines[..at].join("\n")),
    })
}
