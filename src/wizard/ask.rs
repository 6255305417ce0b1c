//! Asking on the terminal: dialoguer's prompts, with the manners that it lacks (models.md §4.3).

pub mod interrupt;
mod line;
mod prompt;

pub use line::line;

use std::io::IsTerminal as _;

use console::{Term, style};
use dialoguer::theme::SimpleTheme;
use dialoguer::{MultiSelect, Select};

use super::question::{Question, Step};
use super::screen::{Answer, Form, Screen, heading};
use crate::texts::Lang;

/// Whether there is a person to ask: standard input and error are both a terminal.
pub fn can_ask() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// A yes or no, `no` first. Escape, and a terminal that went away, are a no.
pub fn confirm(lang: Lang, question: &str) -> bool {
    if interrupt::guard(lang.pick("Przerwano.", "Interrupted.")).is_err() {
        return false;
    }
    let answers = lang.pick(["Nie", "Tak"], ["No", "Yes"]);
    // Not dialoguer's Confirm: it takes only y and n.
    let chosen = Select::with_theme(&SimpleTheme)
        .with_prompt(question)
        .items(answers)
        .default(0)
        .interact_opt();
    match chosen {
        Ok(chosen) => chosen == Some(1),
        Err(dialoguer::Error::IO(error)) if error.kind() == std::io::ErrorKind::Interrupted => {
            interrupt::leave()
        }
        Err(_) => false,
    }
}

/// Ticks of a list: everything is ticked at first, space changes, Enter takes. `None` at Escape, and where the terminal
/// went away. Lines that are too long for the terminal are cut.
pub fn tick(lang: Lang, question: &str, lines: &[String]) -> Option<Vec<usize>> {
    /// Lines shown at once.
    const SHOWN: usize = 15;
    interrupt::guard(lang.pick("Przerwano.", "Interrupted.")).ok()?;
    let width = usize::from(Term::stderr().size().1)
        .saturating_sub(8)
        .max(20);
    let cut = |line: &String| console::truncate_str(line, width, "…").into_owned();
    let lines: Vec<String> = lines.iter().map(cut).collect();
    let chosen = MultiSelect::with_theme(&SimpleTheme)
        .with_prompt(question)
        .items(&lines)
        .defaults(&vec![true; lines.len()])
        .max_length(SHOWN)
        // All that was ticked, in one line, would fill the terminal.
        .report(false)
        .interact_opt();
    match chosen {
        Ok(chosen) => chosen,
        Err(dialoguer::Error::IO(error)) if error.kind() == std::io::ErrorKind::Interrupted => {
            interrupt::leave()
        }
        Err(_) => None,
    }
}

/// What a person did at a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Answered.
    Answer(Answer),
    /// Went back.
    Back,
}

/// A terminal that shows screens.
#[derive(Debug)]
pub struct Terminal {
    lang: Lang,
    term: Term,
    step: Option<Step>,
}

impl Terminal {
    /// The process's terminal. From here on Ctrl-C leaves with 130, whatever is asked.
    ///
    /// # Errors
    /// There is no terminal to leave in order.
    pub fn open(lang: Lang) -> std::io::Result<Terminal> {
        interrupt::guard(lang.pick(
            "Przerwano. Nic nie zostało zapisane.",
            "Interrupted. Nothing was saved.",
        ))?;
        Ok(Terminal {
            lang,
            term: Term::stderr(),
            step: None,
        })
    }

    /// Columns that text may take.
    fn width(&self) -> usize {
        usize::from(self.term.size().1).clamp(40, 100)
    }

    /// Words stay whole, with their hyphens: addresses, days and commands are copied from here.
    fn wrapping<'a>(&self) -> textwrap::Options<'a> {
        textwrap::Options::new(self.width())
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
    }

    /// A paragraph, wrapped; lines that begin with a blank stay as they are.
    ///
    /// # Errors
    /// The terminal went away.
    pub fn say(&self, paragraph: &str) -> std::io::Result<()> {
        for line in paragraph.lines() {
            if line.starts_with(' ') {
                let text = line.trim();
                let blanks = &line[..line.len() - line.trim_start().len()];
                let hanging = self
                    .wrapping()
                    .initial_indent(blanks)
                    .subsequent_indent("      ");
                for part in textwrap::wrap(text, hanging) {
                    self.term.write_line(&part)?;
                }
                continue;
            }
            for part in textwrap::wrap(line, self.wrapping()) {
                if line.starts_with('!') {
                    let part = style(part).for_stderr().yellow().to_string();
                    self.term.write_line(&part)?;
                } else {
                    self.term.write_line(&part)?;
                }
            }
        }
        Ok(())
    }

    /// A line as it is.
    ///
    /// # Errors
    /// The terminal went away.
    pub fn verbatim(&self, line: &str) -> std::io::Result<()> {
        self.term.write_line(line)
    }

    /// A title.
    ///
    /// # Errors
    /// The terminal went away.
    pub fn title(&self, title: &str) -> std::io::Result<()> {
        self.term.write_line("")?;
        for part in textwrap::wrap(title, self.width()) {
            self.term
                .write_line(&style(part).for_stderr().bold().to_string())?;
        }
        Ok(())
    }

    /// Shows a question until it is answered or gone back from. `refusal` says why an answer cannot be taken.
    ///
    /// # Errors
    /// The terminal went away.
    pub fn ask(
        &mut self,
        screen: &Screen,
        refusal: &dyn Fn(&Answer) -> Option<String>,
    ) -> std::io::Result<Reply> {
        let step = screen.question.step();
        if self.step != Some(step) {
            self.title(&heading(self.lang, step))?;
            self.step = Some(step);
        }
        for paragraph in &screen.body {
            self.say(paragraph)?;
        }
        let mut screen = screen.clone();
        self.unfold(&mut screen)?;
        loop {
            let asked = prompt::ask(self.lang, &self.term, &screen, refusal);
            match asked {
                Ok(prompt::Typed::Answer(answer)) => return Ok(Reply::Answer(answer)),
                Ok(prompt::Typed::Back) => return Ok(Reply::Back),
                Ok(prompt::Typed::Explain) => self.say(&format!("? {}", screen.help))?,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => interrupt::leave(),
                Err(error) => return Err(error),
            }
        }
    }

    /// Prompts and items that do not fit one line are shown above, whole; dialoguer would draw them anew at each key.
    fn unfold(&self, screen: &mut Screen) -> std::io::Result<()> {
        let room = self.width().saturating_sub(12);
        let shown = match &screen.form {
            Form::Text { present, .. } => present
                .as_deref()
                .map_or(0, |text| console::measure_text_width(text) + 3),
            _ => 0,
        };
        if console::measure_text_width(&screen.prompt) + shown > room {
            self.say(&screen.prompt)?;
            screen.prompt = self.lang.pick("Odpowiedź", "Answer").to_owned();
        }
        let (Form::Pick { items, .. } | Form::Tick { items, .. }) = &mut screen.form else {
            return Ok(());
        };
        // Bytes, not columns: dialoguer counts lines by them. A mark and a box stand before an item.
        let room = self.width().saturating_sub(7);
        if items.iter().any(|item| item.len() > room) {
            for item in items.iter() {
                self.say(&format!("  • {item}"))?;
            }
        }
        for item in items.iter_mut() {
            let mut columns = room;
            while item.len() > room {
                columns = columns.saturating_sub(1);
                *item = console::truncate_str(item, columns, "…").into_owned();
            }
        }
        Ok(())
    }

    /// Where the machine has no question before `at`: said once.
    ///
    /// # Errors
    /// The terminal went away.
    pub fn no_way_back(&self, at: Question) -> std::io::Result<()> {
        self.say(if at < Question::Integrate {
            self.lang
                .pick("To pierwsze pytanie.", "This is the first question.")
        } else {
            self.lang.pick(
                "Profil jest już zapisany; zmienisz go, uruchamiając setup jeszcze raz.",
                "The profile is saved already; run setup once more to change it.",
            )
        })
    }
}
