//! `products …`: cards and the products of BaseLinker that they are. None of it needs token or network.

mod conflicts;
mod link;
mod list;

pub(super) use self::link::{described, unclear};

use clap::Subcommand;

use super::desk::Desk;
use super::global::Global;
use crate::report::{Exit, Failure};

/// Cards and their products of BaseLinker.
#[derive(Debug, Subcommand)]
pub(super) enum Products {
    /// List cards with the products that they are, oldest first
    List {
        /// At most so many
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
    },
    /// List linked cards only: by what, and since when
    Links {
        /// At most so many
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
    },
    /// List what no pass decides, both sides, and what settles it
    Conflicts {
        /// At most so many
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
    },
    /// Say that a card is a product of BaseLinker; later passes keep to it
    Link {
        /// The card: its id or its SKU (id:7 and sku:7 say which)
        card: String,
        /// BaseLinker's product; of a product with variants the variant's own id
        #[arg(value_name = "BL_ID", value_parser = clap::value_parser!(i64).range(1..))]
        product: i64,
    },
    /// Say that a card is not the product that it is linked to; later passes keep to it
    Unlink {
        /// The card: its id or its SKU (id:7 and sku:7 say which)
        card: String,
    },
}

pub(super) fn run(global: &Global, command: &Products) -> Result<Exit, Failure> {
    let desk = Desk::open(global)?;
    match command {
        Products::List { limit } => list::all(global, &desk, *limit),
        Products::Links { limit } => list::links(global, &desk, *limit),
        Products::Conflicts { limit } => conflicts::run(global, &desk, *limit),
        Products::Link { card, product } => link::link(global, &desk, card, *product),
        Products::Unlink { card } => link::unlink(global, &desk, card),
    }
}
