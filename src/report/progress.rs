//! What a pass tells while it runs: on stderr, gone without a terminal.

mod shown;

use std::cell::RefCell;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

pub use shown::aside;

use super::words::Words as _;
use super::{interrupt, time};
use crate::net::{Talk, Wait};
use crate::texts::{Lang, count};

/// Hears how far a pass has come.
pub trait Progress {
    /// A pass begins, as this run.
    fn begun(&self, _run: i64) {}

    /// So many pages and orders have been read.
    fn read(&self, _pages: usize, _orders: usize) {}

    /// So many of all read orders are in the book.
    fn applied(&self, _done: usize, _all: usize) {}

    /// So many pages and products have been read.
    fn listed(&self, _pages: usize, _products: usize) {}

    /// So many of all products to send were sent, in so long.
    fn sent(&self, _done: usize, _all: usize, _took: Duration) {}

    /// So many calls at most will be sent, at so many a minute.
    fn sending(&self, _calls: usize, _a_minute: u32) {}

    /// A line that stays, in the user's language.
    fn say(&self, _line: &str) {}
}

/// Hears nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {}

/// How much is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loudness {
    /// Nothing but errors.
    Quiet,
    /// Progress on a terminal, long waits everywhere.
    Normal,
    /// Every call, too.
    Verbose,
}

/// A sign that turns, and a text; without a style of its own a bar of 0/0 would be drawn.
fn turning() -> ProgressStyle {
    ProgressStyle::with_template("{spinner} {wide_msg}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
}

/// A spinner on a terminal, gone when this is dropped.
#[derive(Debug)]
pub struct Spinner {
    bar: ProgressBar,
    text: String,
}

impl Spinner {
    /// Begins to turn beside this text.
    pub fn turn(text: &str) -> Spinner {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        bar.set_style(turning());
        bar.set_message(text.to_owned());
        shown::put(&bar);
        bar.enable_steady_tick(Duration::from_millis(120));
        Spinner {
            bar,
            text: text.to_owned(),
        }
    }
}

impl Talk for Spinner {
    fn call(&self, _method: &'static str) {
        self.bar.set_message(self.text.clone());
    }

    /// The limit of calls, or the rest of a block: so many seconds more.
    fn waiting(&self, _reason: &Wait, left: Duration) {
        let seconds = left.as_secs() + u64::from(left.subsec_nanos() > 0);
        self.bar.set_message(format!("{} ({seconds} s)", self.text));
    }
}

impl Drop for Spinner {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Tells on stderr: a spinner on a terminal, single lines about long waits otherwise.
#[derive(Debug)]
pub struct Teller {
    lang: Lang,
    loudness: Loudness,
    bar: ProgressBar,
    terminal: bool,
    /// What lines of a log begin with: several passes may share one.
    run: RefCell<String>,
    waiting: RefCell<Option<Wait>>,
}

/// A wait shorter than this is not worth a line in a log.
const LONG: Duration = Duration::from_secs(5);

impl Teller {
    /// A teller for this process.
    pub fn new(lang: Lang, loudness: Loudness) -> Teller {
        let terminal = console::user_attended_stderr();
        let shown = terminal && loudness == Loudness::Normal;
        let target = if shown {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        bar.set_style(turning());
        if shown {
            shown::put(&bar);
        }
        Teller {
            lang,
            loudness,
            bar,
            terminal: shown,
            run: RefCell::default(),
            waiting: RefCell::new(None),
        }
    }

    /// Takes the progress off the screen.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }

    fn show(&self, message: String) {
        self.bar.set_message(message);
        self.bar.tick();
    }

    #[expect(clippy::print_stderr, reason = "the one place that talks on the way")]
    fn line(&self, line: &str) {
        if self.loudness == Loudness::Quiet {
            return;
        }
        self.bar
            .suspend(|| eprintln!("{}{line}", self.run.borrow()));
    }

    fn wait_text(&self, reason: &Wait, left: Duration) -> String {
        let seconds = left.as_secs() + u64::from(left.subsec_nanos() > 0);
        match reason {
            Wait::RateLimit => self.lang.pick(
                format!("limit wywołań BaseLinker: czekam {seconds} s"),
                format!("BaseLinker's limit of calls: waiting {seconds} s"),
            ),
            Wait::Blocked { until } => {
                let until = time::clock(until.as_second());
                self.lang.pick(
                    format!("BaseLinker zablokował token do {until}: czekam {seconds} s, nic nie wysyłam"),
                    format!("BaseLinker has blocked the token until {until}: waiting {seconds} s, nothing is sent"),
                )
            }
            Wait::Probe => self.lang.pick(
                format!("inny proces sprawdza, czy blokada minęła: czekam {seconds} s"),
                format!("another process tries whether the block is over: waiting {seconds} s"),
            ),
            Wait::Retry {
                method,
                attempt,
                cause,
            } => {
                let cause = cause.words(self.lang);
                self.lang.pick(
                    format!("{method}: {cause}; próba {attempt} za {seconds} s"),
                    format!("{method}: {cause}; try {attempt} in {seconds} s"),
                )
            }
        }
    }
}

impl Progress for Teller {
    fn begun(&self, run: i64) {
        if !console::user_attended_stderr() {
            *self.run.borrow_mut() = self
                .lang
                .pick(format!("[przebieg {run}] "), format!("[run {run}] "));
        }
    }

    fn read(&self, pages: usize, orders: usize) {
        let pages = count(
            self.lang,
            pages,
            ["strona", "strony", "stron"],
            ["page", "pages"],
        );
        let orders = count(
            self.lang,
            orders,
            ["zamówienie", "zamówienia", "zamówień"],
            ["order", "orders"],
        );
        self.show(self.lang.pick(
            format!("czytam: {pages}, {orders}"),
            format!("reading: {pages}, {orders}"),
        ));
    }

    fn applied(&self, done: usize, all: usize) {
        self.show(self.lang.pick(
            format!("zapisuję: {done} z {all}"),
            format!("writing: {done} of {all}"),
        ));
    }

    fn listed(&self, pages: usize, products: usize) {
        let pages = count(
            self.lang,
            pages,
            ["strona", "strony", "stron"],
            ["page", "pages"],
        );
        let products = count(
            self.lang,
            products,
            ["produkt", "produkty", "produktów"],
            ["product", "products"],
        );
        self.show(self.lang.pick(
            format!("czytam: {pages}, {products}"),
            format!("reading: {pages}, {products}"),
        ));
    }

    fn sent(&self, done: usize, all: usize, took: Duration) {
        const WIDE: usize = 24;
        let full = done * WIDE / all.max(1);
        let bar = format!("{}{}", "█".repeat(full), "·".repeat(WIDE - full.min(WIDE)));
        let rest = took
            .as_secs()
            .saturating_mul(all.saturating_sub(done) as u64)
            / (done.max(1) as u64);
        let eta = format!("{}:{:02}", rest / 60, rest % 60);
        self.show(self.lang.pick(
            format!("wysyłam {bar} {done} z {all}, jeszcze około {eta}"),
            format!("sending {bar} {done} of {all}, about {eta} more"),
        ));
    }

    fn sending(&self, calls: usize, a_minute: u32) {
        let minutes = calls.div_ceil(a_minute.max(1) as usize);
        self.line(&self.lang.pick(
            format!("do wysłania: najwyżej {calls} wywołań, około {minutes} min; można przerwać, następny przebieg dokończy"),
            format!("to send: {calls} calls at most, about {minutes} min; it may be interrupted, the next pass goes on"),
        ));
    }

    fn say(&self, line: &str) {
        self.line(line);
    }
}

impl Talk for Teller {
    fn stopping(&self) -> bool {
        interrupt::stopping()
    }

    fn call(&self, method: &'static str) {
        *self.waiting.borrow_mut() = None;
        if self.loudness == Loudness::Verbose {
            self.line(&format!("→ {method}"));
        }
    }

    fn waiting(&self, reason: &Wait, left: Duration) {
        let text = self.wait_text(reason, left);
        if self.terminal {
            self.show(text);
            return;
        }
        // Told every second: a log wants it once, and only if it is long, a block always.
        let told = self.waiting.borrow().as_ref() == Some(reason);
        if !told
            && (left >= LONG
                || matches!(reason, Wait::Blocked { .. })
                || self.loudness == Loudness::Verbose)
        {
            self.line(&text);
        }
        *self.waiting.borrow_mut() = Some(reason.clone());
    }
}
