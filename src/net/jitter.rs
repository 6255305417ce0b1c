//! Chance, for pauses that must not fall together.

use std::time::Duration;

/// A source of chance.
pub trait Jitter {
    /// A span from zero to `most`, each as likely.
    fn up_to(&self, most: Duration) -> Duration;
}

/// The thread's own generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemJitter;

impl Jitter for SystemJitter {
    fn up_to(&self, most: Duration) -> Duration {
        let micros = u64::try_from(most.as_micros()).unwrap_or(u64::MAX);
        Duration::from_micros(fastrand::u64(0..=micros))
    }
}
