//! `sandbox …`: a made-up account over HTTP.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::json;

use super::global::Global;
use super::show;
use crate::report::{Exit, Failure};
use crate::sandbox::{FaultRule, ServeOptions, serve};

/// The sandbox.
#[derive(Debug, Subcommand)]
pub(super) enum SandboxCommand {
    /// Serve a made-up account on 127.0.0.1 until stopped
    Serve(ServeArgs),
}

#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    /// Port; 0 is any free one
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    port: u16,
    /// Scenario: demo-shop or empty
    #[arg(
        long,
        value_name = "NAME",
        default_value = "demo-shop",
        conflicts_with = "world"
    )]
    scenario: String,
    /// World from a JSON file (docs/sandbox.md)
    #[arg(long, value_name = "FILE.json")]
    world: Option<PathBuf>,
    /// Seed of odd encodings; without it the live shapes are served
    #[arg(long, value_name = "SEED")]
    quirks: Option<u64>,
    /// Seed from which undocumented behaviour is drawn
    #[arg(long, value_name = "SEED")]
    unknowns: Option<u64>,
    /// Calls allowed in a window; 0 is no limit
    #[arg(long, value_name = "N")]
    rate: Option<usize>,
    /// The window, in seconds
    #[arg(long, value_name = "SECS")]
    window: Option<u64>,
    /// Length of a block, in seconds
    #[arg(long, value_name = "SECS")]
    block: Option<u64>,
    /// A fault such as getOrders:2=reset-after (can be repeated; docs/sandbox.md)
    #[arg(long = "fault", value_name = "RULE")]
    faults: Vec<FaultRule>,
}

pub(super) fn run(global: &Global, command: &SandboxCommand) -> Result<Exit, Failure> {
    let SandboxCommand::Serve(args) = command;
    let options = ServeOptions {
        port: args.port,
        scenario: args.scenario.clone(),
        world_file: args.world.clone(),
        quirks: args.quirks,
        unknowns: args.unknowns,
        rate: args.rate,
        window: args.window,
        block: args.block,
        faults: args.faults.clone(),
        ..ServeOptions::default()
    };
    let served = serve(&options, |sandbox| {
        let token = sandbox
            .with(|world| world.tokens.first().cloned())
            .unwrap_or_default();
        let (url, nbp, firmino) = (sandbox.url(), sandbox.nbp_url(), sandbox.firmino_url());
        if global.json {
            show::out(
                &json!({"schema": 1, "url": url, "nbp_url": nbp, "firmino_url": firmino, "token": token})
                    .to_string(),
            );
        } else {
            show::out(&format!(
                "api_url = \"{url}\"\nnbp_url = \"{nbp}\"\ntoken   = {token}\nfirmino_url = \"{firmino}\""
            ));
        }
    });
    match served {
        Ok(()) => Ok(Exit::Done),
        Err(error) => Err(Failure::new(
            Exit::Failed,
            "sandbox",
            format!("{error:#}"),
            "docs/sandbox.md",
        )),
    }
}
