use std::cell::RefCell;
use std::collections::BinaryHeap;
use std::os::unix::fs::PermissionsExt;

use proptest::prelude::*;

use super::*;
use crate::net::testing::{Ear, FakeClock, Most, Script};
use crate::net::{SystemClock, SystemJitter};

const SECOND: Duration = Duration::from_secs(1);

fn limit(calls: u32, window: Duration, timeout: Duration) -> Limit {
    let calls = NonZeroU32::new(calls).expect("not zero");
    Limit {
        calls,
        window,
        timeout,
        longest_block: 15 * window,
    }
}

/// Three calls in six seconds, two seconds a call: a block's margin is one second.
const SMALL: fn() -> Limit = || limit(3, 6 * SECOND, 2 * SECOND);

struct Desk {
    directory: tempfile::TempDir,
    clock: FakeClock,
}

impl Desk {
    fn new() -> Self {
        Self {
            directory: tempfile::tempdir().expect("a directory"),
            clock: FakeClock::new(),
        }
    }

    fn process(&self) -> Pace {
        Pace::open(&self.directory.path().join("rate.sqlite"), SMALL()).expect("opens")
    }

    fn go(&self, pace: &Pace) -> Slot {
        match pace.try_take(&self.clock).expect("usable") {
            Turn::Go(slot) => slot,
            turn => panic!("{turn:?}"),
        }
    }

    fn call(&self, pace: &Pace) {
        let slot = self.go(pace);
        pace.answered(slot, &self.clock);
    }

    /// What is waited for, and how long from now.
    fn held(&self, pace: &Pace) -> (Wait, Duration) {
        match pace.try_take(&self.clock).expect("usable") {
            Turn::Later(reason, at) => (reason, at - self.clock.boot()),
            turn => panic!("{turn:?}"),
        }
    }

    /// Has the server block a call for `seconds`.
    fn block(&self, pace: &Pace, seconds: i64) -> Timestamp {
        let slot = self.go(pace);
        self.block_slot(pace, slot, seconds)
    }

    fn block_slot(&self, pace: &Pace, slot: Slot, seconds: i64) -> Timestamp {
        let now = self.clock.wall();
        let end = (now + jiff::SignedDuration::from_secs(seconds))
            .to_zoned_datetime(jiff::tz::TimeZone::UTC);
        let message = format!("token blocked until {}", end.strftime("%Y-%m-%d %H:%M:%S"));
        pace.blocked(slot, &self.clock, &message, Some(now))
    }
}

#[test]
fn a_new_file_holds_nothing_back_and_a_full_log_does() {
    let desk = Desk::new();
    let (one, other) = (desk.process(), desk.process());
    desk.call(&one);
    desk.clock.go_on(SECOND);
    desk.call(&other);
    desk.call(&one);
    // The first call leaves the window five seconds from now, for whichever process asks.
    assert_eq!(desk.held(&other), (Wait::RateLimit, 5 * SECOND));
    assert_eq!(desk.held(&one), (Wait::RateLimit, 5 * SECOND));
    desk.clock.go_on(5 * SECOND);
    desk.call(&other);
    assert_eq!(desk.held(&one), (Wait::RateLimit, SECOND));
}

#[test]
fn a_call_counts_from_its_end() {
    let desk = Desk::new();
    let pace = desk.process();
    let slot = desk.go(&pace);
    desk.call(&pace);
    desk.call(&pace);
    desk.clock.go_on(5 * SECOND);
    pace.answered(slot, &desk.clock);
    desk.clock.go_on(SECOND);
    desk.call(&pace);
    desk.call(&pace);
    assert_eq!(desk.held(&pace), (Wait::RateLimit, 5 * SECOND));
}

#[test]
fn a_killed_process_holds_its_slot_to_its_deadline_and_a_window() {
    let desk = Desk::new();
    let pace = desk.process();
    for _ in 0..3 {
        let _killed = desk.go(&pace);
    }
    // While they may be in flight the soonest end is now.
    assert_eq!(desk.held(&pace), (Wait::RateLimit, 6 * SECOND));
    desk.clock.go_on(7 * SECOND);
    assert_eq!(desk.held(&pace), (Wait::RateLimit, SECOND));
    desk.clock.go_on(SECOND);
    desk.call(&pace);
}

#[test]
fn a_call_given_up_may_arrive_a_timeout_later() {
    let desk = Desk::new();
    let pace = desk.process();
    for _ in 0..3 {
        let slot = desk.go(&pace);
        pace.timed_out(slot, &desk.clock);
    }
    assert_eq!(desk.held(&pace), (Wait::RateLimit, 8 * SECOND));
}

#[test]
fn calls_of_an_earlier_boot_count_as_just_made() {
    let desk = Desk::new();
    let pace = desk.process();
    desk.call(&pace);
    desk.call(&pace);
    desk.clock.reboot(Duration::from_secs(60));
    let pace = desk.process();
    desk.call(&pace);
    assert_eq!(desk.held(&pace), (Wait::RateLimit, 6 * SECOND));
    desk.clock.go_on(6 * SECOND);
    desk.call(&pace);
}

#[test]
fn a_block_holds_every_process_until_one_has_tried() {
    let desk = Desk::new();
    let (one, other) = (desk.process(), desk.process());
    let until = desk.block(&one, 30);
    // 30 s as printed, 1 s that the print cuts off, 1 s of margin.
    let blocked = Wait::Blocked { until };
    assert_eq!(desk.held(&other), (blocked.clone(), 32 * SECOND));
    assert_eq!(desk.held(&one), (blocked, 32 * SECOND));
    desk.clock.go_on(32 * SECOND);
    let probe = desk.go(&other);
    assert_eq!(desk.held(&one), (Wait::Probe, Duration::from_millis(100)));
    other.answered(probe, &desk.clock);
    desk.call(&one);
}

#[test]
fn a_dead_prober_is_waited_for_only_so_long() {
    let desk = Desk::new();
    let (one, other) = (desk.process(), desk.process());
    desk.block(&one, 5);
    desk.clock.go_on(7 * SECOND);
    let _killed = desk.go(&one);
    desk.clock.go_on(2 * SECOND - Duration::from_millis(1));
    assert_eq!(desk.held(&other), (Wait::Probe, Duration::from_millis(1)));
    desk.clock.go_on(Duration::from_millis(1));
    desk.call(&other);
    assert!(
        matches!(one.try_take(&desk.clock), Ok(Turn::Go(_))),
        "the gate is open for all"
    );
}

#[test]
fn a_probe_without_an_answer_lets_the_next_one_try() {
    let desk = Desk::new();
    let (one, other) = (desk.process(), desk.process());
    desk.block(&one, 5);
    desk.clock.go_on(7 * SECOND);
    let probe = desk.go(&one);
    one.failed(probe, &desk.clock);
    let probe = desk.go(&other);
    assert_eq!(desk.held(&one).0, Wait::Probe);
    other.answered(probe, &desk.clock);
    desk.call(&one);
}

#[test]
fn a_second_block_ends_the_run_and_stays_for_others() {
    let desk = Desk::new();
    let (one, other) = (desk.process(), desk.process());
    desk.block(&one, 5);
    assert!(!one.gives_up());
    desk.clock.go_on(7 * SECOND);
    let until = desk.block(&one, 5);
    assert!(one.gives_up());
    assert!(matches!(one.try_take(&desk.clock), Ok(Turn::Blocked(end)) if end == until));
    assert_eq!(desk.held(&other), (Wait::Blocked { until }, 7 * SECOND));
}

#[test]
fn a_block_too_long_to_wait_out_is_an_error_and_is_kept() {
    let desk = Desk::new();
    let pace = desk.process();
    let until = desk.block(&pace, 600);
    assert!(matches!(pace.try_take(&desk.clock), Ok(Turn::Blocked(end)) if end == until));
    // Another process, later, waits the rest out.
    desk.clock.go_on(520 * SECOND);
    assert_eq!(desk.held(&desk.process()).1, 82 * SECOND);
}

#[test]
fn an_unreadable_block_lasts_fifteen_windows_and_is_waited_out() {
    let desk = Desk::new();
    let pace = desk.process();
    let slot = desk.go(&pace);
    let until = pace.blocked(slot, &desk.clock, "Query limit exceeded", None);
    assert_eq!(desk.held(&pace), (Wait::Blocked { until }, 91 * SECOND));
}

#[test]
fn of_two_blocks_the_later_end_stands() {
    let desk = Desk::new();
    let (one, other) = (desk.process(), desk.process());
    let slow = desk.go(&other);
    let until = desk.block(&one, 60);
    assert_eq!(desk.block_slot(&other, slow, 10), until);
    assert_eq!(desk.held(&one), (Wait::Blocked { until }, 62 * SECOND));
}

#[test]
fn a_block_is_carried_over_a_reboot() {
    let desk = Desk::new();
    let pace = desk.process();
    let until = desk.block(&pace, 60);
    desk.clock.reboot(Duration::from_secs(40));
    assert_eq!(
        desk.held(&desk.process()),
        (Wait::Blocked { until }, 22 * SECOND)
    );
}

#[test]
fn waits_are_counted_down_by_the_second() {
    let desk = Desk::new();
    let pace = desk.process();
    let script = Script::new(&desk.clock);
    let ear = Ear::default();
    let line = Line {
        transport: &script,
        clock: &desk.clock,
        jitter: &Most,
        talk: &ear,
    };
    for _ in 0..4 {
        let (slot, _) = pace.take(&line).expect("a slot");
        pace.answered(slot, &desk.clock);
    }
    assert_eq!(*ear.waits.borrow(), [Wait::RateLimit]);
    assert!(
        ear.longest_gap.get() <= SECOND,
        "{:?}",
        ear.longest_gap.get()
    );
    assert_eq!(desk.clock.boot(), Duration::from_millis(1_006_020));
}

#[test]
fn the_file_is_private() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("state/firmino-link/rate.sqlite");
    let _pace = Pace::open(&path, SMALL()).expect("opens");
    let mode = |path: &Path| path.metadata().expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(&path.with_extension("sqlite-wal")), 0o600);
    assert_eq!(mode(path.parent().expect("a parent")), 0o700);
    assert_eq!(mode(&directory.path().join("state")), 0o700);
}

#[test]
fn a_file_of_something_else_is_refused() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("rate.sqlite");
    std::fs::write(
        &path,
        "not a database, but long enough to look like one ".repeat(50),
    )
    .expect("writes");
    assert!(matches!(
        Pace::open(&path, SMALL()),
        Err(PaceError::NotOurs { .. })
    ));

    let foreign = directory.path().join("foreign.sqlite");
    Connection::open(&foreign)
        .and_then(|db| db.execute_batch("CREATE TABLE t (x)"))
        .expect("made");
    assert!(matches!(
        Pace::open(&foreign, SMALL()),
        Err(PaceError::Foreign { .. })
    ));

    let error = Pace::open(directory.path(), SMALL())
        .err()
        .expect("a directory is no file");
    assert!(matches!(&error, PaceError::Open { .. }), "{error}");
    let below = Pace::open(&path.join("rate.sqlite"), SMALL())
        .err()
        .expect("no directory");
    assert!(
        below.to_string().contains("rate.sqlite` cannot be opened"),
        "{below}"
    );
}

#[test]
fn many_may_make_and_leave_the_file_at_once() {
    for _ in 0..10 {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("new/rate.sqlite");
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    // The last to leave removes SQLite's side files while another may be coming in.
                    for _ in 0..5 {
                        let pace = Pace::open(&path, limit(100, SECOND, SECOND)).expect("opens");
                        let turn = pace.try_take(&SystemClock).expect("usable");
                        let Turn::Go(slot) = turn else {
                            panic!("{turn:?}")
                        };
                        pace.answered(slot, &SystemClock);
                    }
                });
            }
        });
    }
}

#[test]
fn it_is_named_for_the_token_without_telling_it() {
    let token = Token::parse("abc").expect("valid");
    assert_eq!(Pace::file_name(&token), "rate-ba7816bf8f01cfea.sqlite");
}

#[test]
fn three_real_processes_keep_the_limit() {
    const WINDOW: Duration = Duration::from_secs(1);
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("rate.sqlite");
    let arrivals = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let pace = Pace::open(&path, limit(20, WINDOW, WINDOW)).expect("opens");
                let clock = SystemClock;
                let fake = FakeClock::new();
                let script = Script::new(&fake);
                let line = Line {
                    transport: &script,
                    clock: &clock,
                    jitter: &SystemJitter,
                    talk: &crate::net::Silent,
                };
                for _ in 0..20 {
                    let (slot, _) = pace.take(&line).expect("a slot");
                    std::thread::sleep(Duration::from_micros(fastrand::u64(0..4000)));
                    arrivals.lock().expect("whole").push(clock.boot());
                    std::thread::sleep(Duration::from_micros(fastrand::u64(0..4000)));
                    pace.answered(slot, &clock);
                }
            });
        }
    });
    let mut arrivals = arrivals.into_inner().expect("whole");
    assert_eq!(arrivals.len(), 60);
    assert_eq!(worst(&mut arrivals, 20, WINDOW), None);
}

/// The start of the first window with more than `limit` arrivals.
fn worst(arrivals: &mut [Duration], limit: usize, window: Duration) -> Option<Duration> {
    arrivals.sort();
    arrivals
        .windows(limit + 1)
        .find(|calls| calls[limit] - calls[0] < window)
        .map(|calls| calls[0])
}

/// One call of a simulated process, in milliseconds.
#[derive(Debug, Clone)]
struct Call {
    /// Idle before.
    idle: u64,
    /// From taking the slot to the server.
    there: u64,
    /// From the server back.
    back: u64,
    /// Killed in flight.
    killed: bool,
}

fn call() -> impl Strategy<Value = Call> {
    (
        0..400_u64,
        prop_oneof![4 => 0..60_u64, 1 => 0..2000_u64],
        0..1200_u64,
        proptest::bool::weighted(0.15),
    )
        .prop_map(|(idle, there, back, killed)| Call {
            idle,
            there,
            back,
            killed,
        })
}

/// What a simulated process does next, earliest first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Event(std::cmp::Reverse<Duration>, usize, Step);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Take,
    Return { timed_out: bool },
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whatever the latencies, timeouts and kills: no window at the server holds more than the limit.
    #[test]
    fn no_window_holds_more_than_the_limit(
        calls in 1..6_u32,
        processes in proptest::collection::vec(proptest::collection::vec(call(), 1..25), 1..5),
    ) {
        const TIMEOUT: Duration = Duration::from_secs(1);
        const WINDOW: Duration = Duration::from_secs(2);
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("rate.sqlite");
        let clock = FakeClock::new();
        let paces: Vec<_> = processes.iter().map(|_| Pace::open(&path, limit(calls, WINDOW, TIMEOUT)).expect("opens")).collect();
        let slots: RefCell<Vec<Option<Slot>>> = RefCell::new(processes.iter().map(|_| None).collect());
        let mut todo: Vec<_> = processes.iter().map(|calls| calls.iter()).collect();
        let mut events: BinaryHeap<_> = (0..processes.len())
            .map(|process| Event(std::cmp::Reverse(clock.boot()), process, Step::Take))
            .collect();
        let mut arrivals = Vec::new();
        let wanted: usize = processes.iter().map(Vec::len).sum();
        while let Some(Event(std::cmp::Reverse(at), process, step)) = events.pop() {
            clock.go_on(at - clock.boot());
            let next = |pause: Duration, step| Event(std::cmp::Reverse(at + pause), process, step);
            match step {
                Step::Return { timed_out } => {
                    let slot = slots.borrow_mut()[process].take().expect("in flight");
                    if timed_out { paces[process].timed_out(slot, &clock) } else { paces[process].answered(slot, &clock) }
                    let idle = todo[process].as_slice().first().map_or(0, |call| call.idle);
                    events.push(next(Duration::from_millis(idle), Step::Take));
                }
                Step::Take => {
                    if todo[process].as_slice().is_empty() { continue }
                    match paces[process].try_take(&clock).expect("usable") {
                        Turn::Later(_, until) => {
                            prop_assert!(until > at, "a wait goes forward");
                            events.push(next(until - at, Step::Take));
                        }
                        Turn::Blocked(_) => prop_assert!(false, "nothing blocks"),
                        Turn::Go(slot) => {
                            let call = todo[process].next().expect("looked at");
                            // A call given up arrives within another timeout at most.
                            let there = Duration::from_millis(call.there);
                            arrivals.push(at + if call.killed { there.min(TIMEOUT) } else { there });
                            let whole = there + Duration::from_millis(call.back);
                            if call.killed {
                                let _killed = slot;
                                events.push(next(Duration::from_millis(call.there + 1), Step::Take));
                            } else {
                                slots.borrow_mut()[process] = Some(slot);
                                events.push(next(whole.min(TIMEOUT), Step::Return { timed_out: whole > TIMEOUT }));
                            }
                        }
                    }
                }
            }
        }
        prop_assert_eq!(arrivals.len(), wanted, "everybody gets a turn");
        prop_assert_eq!(worst(&mut arrivals, calls as usize, WINDOW), None);
    }
}
