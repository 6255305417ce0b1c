//! The two clocks: one for waits, one for dates.

use std::time::Duration;

use jiff::Timestamp;

/// Time, as pacing and dates need it.
pub trait Clock {
    /// Time since the machine booted: not moved by NTP, the same for all processes, counting suspension.
    fn boot(&self) -> Duration;
    /// Names the boot that [`Clock::boot`] counts from.
    fn boot_id(&self) -> String;
    /// Wall clock; only for dates that people see.
    fn wall(&self) -> Timestamp;
    /// Does nothing for `pause`.
    fn sleep(&self, pause: Duration);
}

/// The machine's own clocks.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn boot(&self) -> Duration {
        #[cfg(any(target_os = "linux", target_os = "android"))]
        let id = rustix::time::ClockId::Boottime;
        #[cfg(not(any(target_os = "linux", target_os = "android")))]
        let id = rustix::time::ClockId::Monotonic;
        let now = rustix::time::clock_gettime(id);
        // Neither clock is ever negative.
        let seconds = u64::try_from(now.tv_sec).unwrap_or_default();
        let nanos = u32::try_from(now.tv_nsec).unwrap_or_default();
        Duration::new(seconds, nanos)
    }

    fn boot_id(&self) -> String {
        std::fs::read_to_string("/proc/sys/kernel/random/boot_id")
            .map_or_else(|_| "no boot id".to_owned(), |id| id.trim().to_owned())
    }

    fn wall(&self) -> Timestamp {
        Timestamp::now()
    }

    fn sleep(&self, pause: Duration) {
        std::thread::sleep(pause);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boot_time_goes_on_and_names_its_boot() {
        let clock = SystemClock;
        let before = clock.boot();
        clock.sleep(Duration::from_millis(2));
        assert!(clock.boot() >= before + Duration::from_millis(2));
        assert_eq!(clock.boot_id(), clock.boot_id());
        assert!(!clock.boot_id().is_empty());
    }
}
