//! The HTTP face on loopback: one thread a connection, the world behind one lock.

mod connection;
mod deliver;
mod request;
mod route;

use std::collections::HashMap;
use std::io;
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use super::world::World;

/// Where the world's time comes from while it is served.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClockSource {
    /// The machine's clock.
    #[default]
    Real,
    /// Starts at the world's own time and runs at real speed.
    FromWorld,
    /// Stands still; only `set_now` and `advance` move it.
    Standing,
}

/// How a world is served.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Port on 127.0.0.1; 0 = any free one.
    pub port: u16,
    /// Where its time comes from.
    pub clock: ClockSource,
}

/// A served world; the server stops when this is dropped.
#[derive(Debug)]
pub struct Sandbox {
    shared: Arc<Shared>,
    address: SocketAddr,
    listener: Option<JoinHandle<()>>,
}

/// What the connections share.
#[derive(Debug)]
struct Shared {
    world: Mutex<World>,
    clock: ClockSource,
    started: Instant,
    started_at_ms: i64,
    stopping: AtomicBool,
    next_connection: AtomicU64,
    open: Mutex<HashMap<u64, TcpStream>>,
}

impl Sandbox {
    /// Serves a world on 127.0.0.1 until the returned value is dropped.
    ///
    /// # Errors
    /// The port cannot be bound, or a thread cannot be started.
    pub fn start(mut world: World, options: Options) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))?;
        let address = listener.local_addr()?;
        world.begin_following();
        let shared = Arc::new(Shared {
            started_at_ms: world.now_ms(),
            world: Mutex::new(world),
            clock: options.clock,
            started: Instant::now(),
            stopping: AtomicBool::new(false),
            next_connection: AtomicU64::new(0),
            open: Mutex::new(HashMap::new()),
        });
        let accepting = Arc::clone(&shared);
        let listener = std::thread::Builder::new()
            .name("sandbox".into())
            .spawn(move || accept(&accepting, &listener))?;
        Ok(Self {
            shared,
            address,
            listener: Some(listener),
        })
    }

    /// Address of the API, e.g. `http://127.0.0.1:4321/connector.php`.
    pub fn url(&self) -> String {
        format!("http://{}/connector.php", self.address)
    }

    /// Address of the exchange rates, as `rates.nbp_url` wants it.
    pub fn nbp_url(&self) -> String {
        format!("http://{}/nbp/api", self.address)
    }

    /// Address of Firmino's API, e.g. `http://127.0.0.1:4321/app/services/rest/api/`.
    pub fn firmino_url(&self) -> String {
        format!("http://{}{}", self.address, super::firmino::BASE)
    }

    /// The bound port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Looks at or changes the world at its present time; no call is handled meanwhile.
    pub fn with<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        act(&mut self.shared.world())
    }

    /// Stops serving: closes every connection and frees the port.
    pub fn shutdown(&mut self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        self.shared.close_all();
        // Wakes the accepting thread.
        let _ = TcpStream::connect(self.address);
        if let Some(listener) = self.listener.take() {
            let _ = listener.join();
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.shutdown();
    }
}

impl Shared {
    /// The world, its clock brought up to date.
    fn world(&self) -> MutexGuard<'_, World> {
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        match self.clock {
            ClockSource::Standing => {}
            ClockSource::Real => {
                let since = SystemTime::now()
                    .duration_since(UNIX_EPOCH)
                    .unwrap_or_default();
                world.follow(i64::try_from(since.as_millis()).unwrap_or(i64::MAX));
            }
            ClockSource::FromWorld => {
                let since = i64::try_from(self.started.elapsed().as_millis()).unwrap_or(0);
                world.follow(self.started_at_ms + since);
            }
        }
        world
    }

    fn stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }

    fn open(&self) -> MutexGuard<'_, HashMap<u64, TcpStream>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn close_all(&self) {
        for (_, stream) in self.open().drain() {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// Forgets a connection, so that dropping its stream really closes it.
    fn forget(&self, connection: u64) {
        self.open().remove(&connection);
    }
}

fn accept(shared: &Arc<Shared>, listener: &TcpListener) {
    let mut threads: Vec<JoinHandle<()>> = Vec::new();
    for stream in listener.incoming() {
        if shared.stopping() {
            break;
        }
        let Ok(stream) = stream else { continue };
        let Ok(twin) = stream.try_clone() else {
            continue;
        };
        let id = shared.next_connection.fetch_add(1, Ordering::Relaxed);
        shared.open().insert(id, twin);
        let serving = Arc::clone(shared);
        let thread = std::thread::Builder::new()
            .name(format!("sandbox-{id}"))
            .spawn(move || connection::serve(&serving, stream, id));
        threads.retain(|thread| !thread.is_finished());
        threads.extend(thread);
    }
    shared.close_all();
    for thread in threads {
        let _ = thread.join();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
