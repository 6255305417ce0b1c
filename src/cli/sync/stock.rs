//! `sync stock`: warehouses, and levels to BaseLinker.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;

use super::{effects, open_mirror_for, telling};
use crate::cli::account::{Access, TokenFlag};
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::products::unclear;
use crate::cli::watch::Counts;
use crate::cli::wire::Wire;
use crate::domain::stock::Word;
use crate::mirror::{Mirror, MirrorError};
use crate::report::{Exit, Failure, PassReport};
use crate::sync::links::{self, Meant};
use crate::sync::orders::warehouses;
use crate::sync::run::{self, Mode};
use crate::sync::stock::{Ask, Pass, Sending, Settings, Which};
use crate::texts::Lang;

/// Options of `sync stock`.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct StockArgs {
    /// Tell what would happen; change nothing on either side
    #[arg(long)]
    dry_run: bool,
    /// Only levels of cards with this SKU, read and compared (can be repeated)
    #[arg(long = "sku", value_name = "SKU", conflicts_with = "full")]
    skus: Vec<String>,
    /// Read and compare every level of linked cards
    #[arg(long)]
    full: bool,
    /// Wait so many seconds for another pass to end
    #[arg(long, value_name = "SECS", default_value_t = 0)]
    wait: u64,
    /// Write to BaseLinker for so many minutes at most (without a terminal: 4)
    #[arg(long, value_name = "M")]
    max_minutes: Option<u32>,
    /// Let the sending go that a brake stopped, by its hash
    #[arg(long, value_name = "HASH", conflicts_with = "skus")]
    force: Option<String>,
    /// File with the token
    #[arg(long, value_name = "FILE", conflicts_with = "token_stdin")]
    token_file: Option<PathBuf>,
    /// Read the token from standard input
    #[arg(long)]
    token_stdin: bool,
}

impl StockArgs {
    /// A pass within these bounds.
    pub(super) fn within(dry_run: bool, wait: u64, max_minutes: Option<u32>) -> StockArgs {
        StockArgs {
            dry_run,
            wait,
            max_minutes,
            ..StockArgs::default()
        }
    }

    /// Whether it is a pass, or a rehearsal.
    pub(super) fn counts(&self) -> Counts {
        Counts::of(self.dry_run)
    }

    /// A rehearsal.
    pub(in crate::cli) fn rehearsal() -> StockArgs {
        StockArgs::within(true, 0, None)
    }
}

/// Options of `stock push`.
#[derive(Debug, Args)]
pub(in crate::cli) struct PushArgs {
    /// The cards: SKUs or ids (id:7 and sku:7 say which)
    #[arg(required = true, value_name = "SKU")]
    skus: Vec<String>,
    /// Tell what would happen; change nothing on either side
    #[arg(long)]
    dry_run: bool,
    /// Wait so many seconds for another pass to end
    #[arg(long, value_name = "SECS", default_value_t = 0)]
    wait: u64,
    /// File with the token
    #[arg(long, value_name = "FILE", conflicts_with = "token_stdin")]
    token_file: Option<PathBuf>,
    /// Read the token from standard input
    #[arg(long)]
    token_stdin: bool,
}

impl PushArgs {
    /// The pass that it is.
    pub(super) fn pass(&self) -> StockArgs {
        StockArgs {
            skus: self.skus.clone(),
            dry_run: self.dry_run,
            wait: self.wait,
            token_file: self.token_file.clone(),
            token_stdin: self.token_stdin,
            ..StockArgs::default()
        }
    }
}

/// Runs a stock pass of the desk's profile.
///
/// # Errors
/// Whatever keeps it from beginning; what happens later is in the report.
pub(in crate::cli) fn stock(
    global: &Global,
    desk: &Desk,
    args: &StockArgs,
) -> Result<PassReport, Failure> {
    pass(global, desk, args, Word::OfPass)
}

/// Runs a stock pass by this word.
///
/// # Errors
/// See [`stock`]; with a person's word also where levels are not sent at all.
pub(super) fn pass(
    global: &Global,
    desk: &Desk,
    args: &StockArgs,
    word: Word,
) -> Result<PassReport, Failure> {
    let lang = desk.lang;
    let of_mirror = |error: MirrorError| Failure::of_mirror(lang, &error);
    let name = desk.location.name().as_str();
    let settings = Settings::from_profile(name, &desk.profile).ok_or_else(|| not_chosen(lang))?;
    if word == Word::OfPerson && settings.sending == Sending::Off {
        return Err(off(lang));
    }
    let flag = match (&args.token_file, args.token_stdin) {
        (Some(path), _) => TokenFlag::File(path),
        (None, true) => TokenFlag::Stdin,
        (None, false) => TokenFlag::None,
    };
    let access = Access::find(desk, flag)?;
    let mode = if args.dry_run {
        Mode::DryRun
    } else {
        Mode::Apply
    };
    let (_lock, mut mirror) = open_mirror_for(desk, mode, args.wait).map_err(of_mirror)?;
    warehouses::profile_links(&settings.stock, &mut mirror).map_err(of_mirror)?;
    let which = which(lang, args, &mirror)?;
    let wire = Wire::open(global, lang)?;
    let line = wire.line();
    let identity = access.identity.clone();
    let account = access.open(line);
    let pass = Pass {
        account: &account,
        identity,
        line,
        settings: &settings,
        progress: &wire.teller,
        ask: Ask {
            which,
            word,
            force: args.force.clone(),
            telling: telling(args.max_minutes),
            effects: effects(mode),
        },
    };
    run::stock(&pass, &mut mirror, mode, lang).map_err(of_mirror)
}

/// Which levels are meant; a SKU that no card or several have is a mistake.
fn which(lang: Lang, args: &StockArgs, mirror: &Mirror) -> Result<Which, Failure> {
    if args.full {
        return Ok(Which::Full);
    }
    if args.skus.is_empty() {
        return Ok(Which::Changed);
    }
    let mut cards = BTreeSet::new();
    for sku in &args.skus {
        let meant = links::meant(mirror, sku.trim());
        match meant.map_err(|error| Failure::of_mirror(lang, &error))? {
            Meant::One(card) => {
                cards.insert(card.card);
            }
            meant => return Err(unclear(lang, sku, &meant)),
        }
    }
    Ok(Which::Cards(cards))
}

fn not_chosen(lang: Lang) -> Failure {
    Failure::new(
        Exit::Config,
        "profile.module",
        lang.pick(
            "moduł magazynów (warehouses) nie jest wybrany w profilu",
            "the module `warehouses` is not chosen in the profile",
        ),
        lang.pick(
            "dopisz \"warehouses\" do modules w profilu",
            "add \"warehouses\" to modules in the profile",
        ),
    )
}

fn off(lang: Lang) -> Failure {
    Failure::new(
        Exit::Config,
        "stock.off",
        lang.pick(
            "wysyłanie stanów jest wyłączone w profilu (warehouses.send_stock)",
            "sending of levels is off in the profile (warehouses.send_stock)",
        ),
        lang.pick(
            "[warehouses] send_stock = true; wymaga products.source = \"firmino\"",
            "[warehouses] send_stock = true; it needs products.source = \"firmino\"",
        ),
    )
}
