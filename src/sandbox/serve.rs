//! `sandbox serve`: a served world until the process ends.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context as _;

use super::fault::FaultRule;
use super::limit::RateLimit;
use super::scenario::{SCENARIOS, scenario};
use super::server::{ClockSource, Options, Sandbox};
use super::unknowns::Unknowns;
use super::world::World;

/// What to serve, and how.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// Port on 127.0.0.1; 0 = any free one.
    pub port: u16,
    /// Scenario, unless there is a world file.
    pub scenario: String,
    /// Seed of the scenario and of faults that come at a rate.
    pub seed: u64,
    /// World as JSON.
    pub world_file: Option<PathBuf>,
    /// Unix second at which the clock starts; `None` = the world file's, else the machine's clock.
    pub now: Option<i64>,
    /// Seed of encoding quirks; `None` = as the world says (a scenario has none).
    pub quirks: Option<u64>,
    /// Seed from which the undocumented behaviours are drawn; `None` = as the world says.
    pub unknowns: Option<u64>,
    /// Rate limit in calls, `Some(0)` = none; `None` = as the world says.
    pub rate: Option<usize>,
    /// Window of the limit in seconds; `None` = as the world says.
    pub window: Option<u64>,
    /// Length of a block in seconds; `None` = as the world says.
    pub block: Option<u64>,
    /// Faults besides those of the world file.
    pub faults: Vec<FaultRule>,
}

impl Default for ServeOptions {
    fn default() -> Self {
        Self {
            port: 0,
            scenario: "demo-shop".into(),
            seed: 1,
            world_file: None,
            now: None,
            quirks: None,
            unknowns: None,
            rate: None,
            window: None,
            block: None,
            faults: Vec::new(),
        }
    }
}

impl ServeOptions {
    /// The world to serve, and where its time comes from.
    ///
    /// # Errors
    /// The scenario is unknown; the world file cannot be read or is none.
    pub fn world(&self) -> anyhow::Result<(World, ClockSource)> {
        let machine = i64::try_from(
            SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .unwrap_or_default()
                .as_secs(),
        )
        .unwrap_or(0);
        let start = self.now.unwrap_or(machine);
        let mut world = match &self.world_file {
            None => scenario(&self.scenario, self.seed, start).with_context(|| {
                let known = SCENARIOS.join("`, `");
                format!("no scenario `{}`, there are `{known}`", self.scenario)
            })?,
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .with_context(|| format!("cannot read `{}`", path.display()))?;
                World::from_json(&text, start)
                    .with_context(|| format!("cannot use `{}`", path.display()))?
            }
        };
        if let Some(now) = self.now {
            world.set_now(now);
        }
        self.adjust(&mut world);
        let clock = if world.now() == machine {
            ClockSource::Real
        } else {
            ClockSource::FromWorld
        };
        Ok((world, clock))
    }

    fn adjust(&self, world: &mut World) {
        if self.quirks.is_some() {
            world.quirks = self.quirks;
        }
        if let Some(seed) = self.unknowns {
            world.set_unknowns(Unknowns::from_seed(seed));
        }
        if self.rate == Some(0) {
            world.limit = None;
        } else if self.rate.is_some() || self.window.is_some() || self.block.is_some() {
            let present = world.limit.unwrap_or_default();
            world.limit = Some(RateLimit {
                calls: self.rate.unwrap_or(present.calls),
                window: self.window.unwrap_or(present.window),
                block: self.block.unwrap_or(present.block),
            });
        }
        for rule in &self.faults {
            world.plan_fault(rule.clone());
        }
    }
}

/// Serves a world and blocks until the process ends. `on_ready` is called once the port is bound.
///
/// # Errors
/// The world cannot be made (see [`ServeOptions::world`]), or the port cannot be bound.
pub fn serve(options: &ServeOptions, on_ready: impl FnOnce(&Sandbox)) -> anyhow::Result<()> {
    let (world, clock) = options.world()?;
    let port = options.port;
    let sandbox = Sandbox::start(world, Options { port, clock })
        .with_context(|| format!("cannot serve on 127.0.0.1:{port}"))?;
    on_ready(&sandbox);
    loop {
        std::thread::park();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
