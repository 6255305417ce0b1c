//! The one bar on the terminal, and lines that are written beside it.

use std::sync::{Mutex, PoisonError};

use indicatif::{ProgressBar, WeakProgressBar};

/// The bar that the process shows now; the handler of interruptions has to know it, too.
static SHOWN: Shown = Shown(Mutex::new(None));

/// The bar on a terminal, if there is one: it draws itself from a thread of its own.
struct Shown(Mutex<Option<WeakProgressBar>>);

impl Shown {
    fn put(&self, bar: &ProgressBar) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(bar.downgrade());
    }

    /// No bar is drawn or shown anew before `write` ends; that it may end the process is what this is for.
    fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        let shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match shown.as_ref().and_then(WeakProgressBar::upgrade) {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }
}

/// From here on this is the bar on the terminal.
pub(super) fn put(bar: &ProgressBar) {
    SHOWN.put(bar);
}

/// Writes to the terminal with the bar taken off it; afterwards it is shown again.
pub fn aside<T>(write: impl FnOnce() -> T) -> T {
    SHOWN.aside(write)
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use indicatif::{ProgressDrawTarget, TermLike};

    use super::*;

    /// A terminal that counts what is written to it.
    #[derive(Debug, Clone, Default)]
    struct Paper(Arc<AtomicUsize>);

    impl Paper {
        fn written(&self) -> usize {
            self.0.load(Ordering::SeqCst)
        }

        fn write(&self) -> io::Result<()> {
            self.0.fetch_add(1, Ordering::SeqCst);
            Ok(())
        }
    }

    impl TermLike for Paper {
        fn width(&self) -> u16 {
            80
        }
        fn move_cursor_up(&self, _: usize) -> io::Result<()> {
            self.write()
        }
        fn move_cursor_down(&self, _: usize) -> io::Result<()> {
            self.write()
        }
        fn move_cursor_right(&self, _: usize) -> io::Result<()> {
            self.write()
        }
        fn move_cursor_left(&self, _: usize) -> io::Result<()> {
            self.write()
        }
        fn write_line(&self, _: &str) -> io::Result<()> {
            self.write()
        }
        fn write_str(&self, _: &str) -> io::Result<()> {
            self.write()
        }
        fn clear_line(&self) -> io::Result<()> {
            self.write()
        }
        fn flush(&self) -> io::Result<()> {
            Ok(())
        }
    }

    fn grows(paper: &Paper) -> bool {
        let before = paper.written();
        (0..500).any(|_| {
            std::thread::sleep(Duration::from_millis(2));
            paper.written() > before
        })
    }

    #[test]
    fn a_turning_bar_is_still_while_a_line_is_written_beside_it() {
        let paper = Paper::default();
        let shown = Shown(Mutex::new(None));
        let target = ProgressDrawTarget::term_like(Box::new(paper.clone()));
        let bar = ProgressBar::with_draw_target(None, target);
        shown.put(&bar);
        bar.enable_steady_tick(Duration::from_millis(1));
        assert!(grows(&paper), "it turns");
        shown.aside(|| {
            let before = paper.written();
            std::thread::sleep(Duration::from_millis(50));
            assert_eq!(paper.written(), before, "nothing is drawn meanwhile");
        });
        assert!(grows(&paper), "it turns again");
        bar.finish_and_clear();
    }

    #[test]
    fn a_bar_that_is_gone_is_not_waited_for() {
        let shown = Shown(Mutex::new(None));
        shown.put(&ProgressBar::hidden());
        assert_eq!(shown.aside(|| 1), 1);
    }
}
