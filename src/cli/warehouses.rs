//! `warehouses …`: which of BaseLinker's warehouses is which of ours. None of it needs token or network.

mod link;
mod list;

use clap::Subcommand;

use super::desk::Desk;
use super::global::Global;
use crate::report::{Exit, Failure};

/// Warehouses.
#[derive(Debug, Subcommand)]
pub(super) enum Warehouses {
    /// List BaseLinker's warehouses as last read, and those of the mirror that they are
    List,
    /// Say that a warehouse of BaseLinker is one of the mirror; one that is not there yet is made
    Link {
        /// BaseLinker's key, as bl_8801 (firmino-link warehouses list)
        #[arg(value_name = "BL_KEY")]
        key: String,
        /// Symbol of the warehouse in the mirror, as MAG
        symbol: String,
    },
    /// Drop the link of a warehouse of BaseLinker; no pass makes it again
    Unlink {
        /// BaseLinker's key, as bl_8801
        #[arg(value_name = "BL_KEY")]
        key: String,
    },
}

pub(super) fn run(global: &Global, command: &Warehouses) -> Result<Exit, Failure> {
    let desk = Desk::open(global)?;
    match command {
        Warehouses::List => list::run(global, &desk),
        Warehouses::Link { key, symbol } => link::link(global, &desk, key.trim(), symbol.trim()),
        Warehouses::Unlink { key } => link::unlink(global, &desk, key.trim()),
    }
}
