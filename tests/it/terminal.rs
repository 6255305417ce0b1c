//! The binary on a terminal, as a person sees and types at it.

mod issue;

use std::io::{Read as _, Write as _};
use std::num::NonZeroU16;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::shop::Desk;

/// Keys as a terminal sends them.
pub(crate) const ENTER: &str = "\r";
pub(crate) const ESC: &str = "\u{1b}";
pub(crate) const UP: &str = "\u{1b}[A";
pub(crate) const DOWN: &str = "\u{1b}[B";
pub(crate) const BACKSPACE: &str = "\u{7f}";
pub(crate) const CTRL_C: &str = "\u{3}";

/// How long anything may take to show.
const DEADLINE: Duration = Duration::from_secs(10);

/// `ECHO` of termios(3), the same number on Linux, macOS and the BSDs.
const ECHO: u64 = 0x8;

/// A running binary and the screen that it writes to.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn std::io::Write + Send>,
    screen: Arc<Mutex<vt100::Parser>>,
    reader: Option<std::thread::JoinHandle<()>>,
}

impl Terminal {
    /// Runs the binary at this desk on a terminal of so many columns and rows.
    pub(crate) fn start(desk: &Desk, args: &[&str], columns: u16, rows: u16) -> Terminal {
        Terminal::start_with(desk, args, &[], columns, rows)
    }

    /// The same with more variables.
    pub(crate) fn start_with(
        desk: &Desk,
        args: &[&str],
        variables: &[(&str, &str)],
        columns: u16,
        rows: u16,
    ) -> Terminal {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let of_desk = desk.command(args);
        let mut command = CommandBuilder::new(of_desk.get_program());
        command.args(of_desk.get_args());
        command.env_clear();
        for (name, value) in of_desk.get_envs() {
            command.env(name, value.expect("set"));
        }
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        for (name, value) in variables {
            command.env(name, value);
        }
        command.cwd(of_desk.get_current_dir().expect("set"));
        let child = pair.slave.spawn_command(command).expect("started");
        // Held open here it would hide that the binary has closed it.
        drop(pair.slave);
        let whole = |count| NonZeroU16::new(count).expect("a size");
        let screen = vt100::Parser::new(whole(rows), whole(columns), 0);
        let screen = Arc::new(Mutex::new(screen));
        let mut output = pair.master.try_clone_reader().expect("a reader");
        let shown = Arc::clone(&screen);
        let reader = std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            // A terminal whose last user is gone ends in an error.
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                let mut screen = shown.lock().unwrap_or_else(PoisonError::into_inner);
                screen.process(&bytes[..count]);
            }
        });
        Terminal {
            child,
            keys: pair.master.take_writer().expect("a writer"),
            master: pair.master,
            screen,
            reader: Some(reader),
        }
    }

    /// Types a text or key.
    pub(crate) fn send(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("typed");
        self.keys.flush().expect("typed");
    }

    /// The lines on the screen without blanks at their ends, and without empty lines below.
    pub(crate) fn screen(&self) -> String {
        self.with(|screen| {
            let lines: Vec<String> = screen
                .contents()
                .lines()
                .map(|line| line.trim_end().to_owned())
                .collect();
            lines.join("\n").trim_end().to_owned()
        })
    }

    /// Waits until the screen holds the text.
    #[track_caller]
    pub(crate) fn see(&self, text: &str) {
        self.until(&format!("{text:?} is not"), |screen| screen.contains(text));
    }

    /// Waits until the screen does not hold the text.
    #[track_caller]
    pub(crate) fn gone(&self, text: &str) {
        self.until(&format!("{text:?} is still"), |screen| {
            !screen.contains(text)
        });
    }

    /// Waits until the screen fits.
    #[track_caller]
    pub(crate) fn until(&self, complaint: &str, fits: impl Fn(&str) -> bool) {
        let began = Instant::now();
        loop {
            let screen = self.screen();
            if fits(&screen) {
                return;
            }
            assert!(
                began.elapsed() < DEADLINE,
                "{complaint} on the screen:\n{screen}\n(end)"
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Whether anything on the screen has a colour of its own.
    pub(crate) fn coloured(&self) -> bool {
        self.with(|screen| {
            let (rows, columns) = screen.size();
            let (rows, columns) = (rows.get(), columns.get());
            let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
            cells
                .filter_map(|(row, column)| screen.cell(row, column))
                .any(|cell| {
                    cell.fgcolor() != vt100::Color::Default
                        || cell.bgcolor() != vt100::Color::Default
                })
        })
    }

    /// Whether the cursor is hidden.
    pub(crate) fn cursor_hidden(&self) -> bool {
        self.with(vt100::Screen::hide_cursor)
    }

    /// Whether the terminal shows what is typed.
    pub(crate) fn echo(&self) -> bool {
        let settings = self.master.get_termios().expect("a terminal");
        u64::from(settings.local_flags.bits()) & ECHO != 0
    }

    /// Waits until single keys are read: before that the terminal itself would take a key that erases.
    #[track_caller]
    pub(crate) fn listens(&self) {
        self.until("keys are not read", |_| !self.echo());
    }

    /// Waits for the end and everything written before it; answers the exit code, none if a
    /// signal ended the binary.
    #[track_caller]
    pub(crate) fn wait(&mut self) -> Option<u32> {
        let began = Instant::now();
        let status = loop {
            match self.child.try_wait().expect("a child") {
                Some(status) => break status,
                None if began.elapsed() < DEADLINE => {
                    std::thread::sleep(Duration::from_millis(5));
                }
                None => panic!("it still runs; on the screen:\n{}\n(end)", self.screen()),
            }
        };
        if let Some(reader) = self.reader.take() {
            reader.join().expect("read to the end");
        }
        match status.signal() {
            Some(_) => None,
            None => Some(status.exit_code()),
        }
    }

    fn with<T>(&self, look: impl Fn(&vt100::Screen) -> T) -> T {
        let screen = self.screen.lock().unwrap_or_else(PoisonError::into_inner);
        look(screen.screen())
    }
}

impl Drop for Terminal {
    /// A test that failed leaves nothing running.
    fn drop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(Some(_))) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}
