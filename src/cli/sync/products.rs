//! `sync products`: the products pass by the profile's source, or by a person's word where it is manual.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;

use super::{open_mirror_for, telling};
use crate::cli::account::{Access, TokenFlag};
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::watch::Counts;
use crate::cli::wire::Wire;
use crate::mirror::MirrorError;
use crate::profile::ProductSource;
use crate::report::pass::PlannedChange;
use crate::report::{Exit, Failure, PassReport, visible};
use crate::sync::products::{Ask, Effects, Extent, Pass, Settings, Way};
use crate::sync::run::{self, Mode};
use crate::texts::Lang;
use crate::wizard::ask;

/// Options of `sync products`.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct ProductsArgs {
    /// Tell what would happen; change nothing on either side
    #[arg(long)]
    dry_run: bool,
    /// From BaseLinker into the cards (source baselinker or manual)
    #[arg(long, conflicts_with = "push")]
    pull: bool,
    /// From the cards to BaseLinker (source firmino or manual)
    #[arg(long)]
    push: bool,
    /// Only products and cards with this SKU, compared anew (can be repeated)
    #[arg(long = "sku", value_name = "SKU")]
    skus: Vec<String>,
    /// Compare everything anew, whatever is known
    #[arg(long)]
    full: bool,
    /// Wait so many seconds for another pass to end
    #[arg(long, value_name = "SECS", default_value_t = 0)]
    wait: u64,
    /// Write to BaseLinker for so many minutes at most (without a terminal: 4)
    #[arg(long, value_name = "M")]
    max_minutes: Option<u32>,
    /// Let the plan go that a brake stopped, by its hash
    #[arg(long, value_name = "HASH")]
    force: Option<String>,
    /// File with the token
    #[arg(long, value_name = "FILE", conflicts_with = "token_stdin")]
    token_file: Option<PathBuf>,
    /// Read the token from standard input
    #[arg(long)]
    token_stdin: bool,
}

/// Runs a products pass of the desk's profile.
///
/// # Errors
/// Whatever keeps it from beginning; what happens later is in the report.
pub(in crate::cli) fn products(
    global: &Global,
    desk: &Desk,
    args: &ProductsArgs,
) -> Result<PassReport, Failure> {
    let lang = desk.lang;
    let name = desk.location.name().as_str();
    let settings = Settings::from_profile(name, &desk.profile);
    let settings = settings.ok_or_else(|| not_chosen(lang))?;
    let way = way(lang, source(desk).unwrap_or(ProductSource::Manual), args)?;
    let access = Access::find(desk, flag_of(args))?;
    let run = |access, effects, only| {
        let mode = match effects {
            Effects::Rehearsed => Mode::DryRun,
            Effects::Real => Mode::Apply,
        };
        let ask = Ask {
            way,
            skus: args.skus.iter().map(|sku| sku.trim().to_owned()).collect(),
            only,
            extent: if args.full {
                Extent::Full
            } else {
                Extent::Changed
            },
            force: args.force.clone(),
            telling: telling(args.max_minutes),
            effects,
        };
        pass(global, desk, args, &settings, (access, mode, ask))
    };
    // By hand, a person at a terminal ticks what is to happen.
    let by_hand = source(desk) == Some(ProductSource::Manual);
    if !by_hand || args.dry_run || global.json || global.no_input || !ask::can_ask() {
        let effects = if args.dry_run {
            Effects::Rehearsed
        } else {
            Effects::Real
        };
        return run(access, effects, None);
    }
    let shown = run(access, Effects::Rehearsed, None)?;
    if shown.error.is_some() {
        return Ok(shown);
    }
    // Nothing to tick: links are made, and a stopped plan is kept, so that a person can let it go.
    if shown.changes.is_empty() || shown.brake.is_some() {
        let access = Access::find(desk, flag_of(args))?;
        return run(access, Effects::Real, Some(BTreeSet::new()));
    }
    let counts = &shown.products;
    let all =
        counts.created_here + counts.updated_here + counts.created_there + counts.updated_there;
    let rest = all.saturating_sub(shown.changes.len() as u64);
    if rest > 0 {
        crate::cli::show::out(&lang.pick(
            format!("Zmian jest więcej: o {rest} zapyta następny raz."),
            format!("There are more changes: {rest} are asked for the next time."),
        ));
    }
    let Some(only) = ticked(lang, way, &shown.changes) else {
        return Err(Failure::new(
            Exit::Interrupted,
            "interrupted",
            lang.pick("niczego nie zmieniono", "nothing was changed"),
            "",
        ));
    };
    run(
        Access::find(desk, flag_of(args))?,
        Effects::Real,
        Some(only),
    )
}

/// Lets a person tick changes; the ids of what was ticked.
fn ticked(lang: Lang, way: Way, changes: &[PlannedChange]) -> Option<BTreeSet<i64>> {
    let lines: Vec<String> = changes.iter().map(|change| line(lang, change)).collect();
    let question = lang.pick(
        match way {
            Way::Pull => {
                "Co przenieść z BaseLinker do kartotek? (spacja zaznacza, Enter przyjmuje)"
            }
            Way::Push => "Co wysłać z kartotek do BaseLinker? (spacja zaznacza, Enter przyjmuje)",
        },
        match way {
            Way::Pull => "What to take from BaseLinker into the cards? (space ticks, Enter takes)",
            Way::Push => "What to send from the cards to BaseLinker? (space ticks, Enter takes)",
        },
    );
    let chosen = ask::tick(lang, question, &lines)?;
    let (ticked, all) = (chosen.len(), lines.len());
    crate::cli::show::err(&lang.pick(
        format!("Zaznaczono {ticked} z {all}."),
        format!("Ticked: {ticked} of {all}."),
    ));
    let ids = chosen.into_iter().filter_map(|at| {
        let change = changes.get(at)?;
        match way {
            Way::Pull => change.product,
            Way::Push => change.card,
        }
    });
    Some(ids.collect())
}

fn line(lang: Lang, change: &PlannedChange) -> String {
    let new = [lang.pick("nowy", "new").to_owned()];
    let parts = if change.parts.is_empty() {
        &new[..]
    } else {
        &change.parts
    };
    visible(&format!("{} – {}", change.name, parts.join("; "))).into_owned()
}

fn pass(
    global: &Global,
    desk: &Desk,
    args: &ProductsArgs,
    settings: &Settings,
    (access, mode, ask): (Access, Mode, Ask),
) -> Result<PassReport, Failure> {
    let lang = desk.lang;
    let of_mirror = |error: MirrorError| Failure::of_mirror(lang, &error);
    let (_lock, mut mirror) = open_mirror_for(desk, mode, args.wait).map_err(of_mirror)?;
    let wire = Wire::open(global, lang)?;
    let line = wire.line();
    let identity = access.identity.clone();
    let account = access.open(line);
    let pass = Pass {
        account: &account,
        identity,
        line,
        settings,
        progress: &wire.teller,
        ask,
    };
    run::products(&pass, &mut mirror, mode, lang).map_err(of_mirror)
}

fn flag_of(args: &ProductsArgs) -> TokenFlag<'_> {
    match (&args.token_file, args.token_stdin) {
        (Some(path), _) => TokenFlag::File(path),
        (None, true) => TokenFlag::Stdin,
        (None, false) => TokenFlag::None,
    }
}

/// The profile's main source of products; `None` where the module is not chosen.
pub(in crate::cli) fn source(desk: &Desk) -> Option<ProductSource> {
    desk.profile
        .products
        .as_ref()
        .map(|products| products.source)
}

impl ProductsArgs {
    /// Whether it is a pass, or a rehearsal.
    pub(super) fn counts(&self) -> Counts {
        Counts::of(self.dry_run)
    }

    /// A pass in the profile's own direction, within these bounds.
    pub(super) fn within(dry_run: bool, wait: u64, max_minutes: Option<u32>) -> ProductsArgs {
        ProductsArgs {
            dry_run,
            wait,
            max_minutes,
            ..ProductsArgs::default()
        }
    }

    /// A rehearsal in the profile's own direction.
    pub(in crate::cli) fn rehearsal() -> ProductsArgs {
        ProductsArgs {
            dry_run: true,
            ..ProductsArgs::default()
        }
    }
}

fn not_chosen(lang: Lang) -> Failure {
    Failure::new(
        Exit::Config,
        "profile.module",
        lang.pick(
            "moduł produktów (products) nie jest wybrany w profilu",
            "the module `products` is not chosen in the profile",
        ),
        lang.pick(
            "dopisz \"products\" do modules w profilu",
            "add \"products\" to modules in the profile",
        ),
    )
}

/// The direction: that of the main source, which nothing else overrules, or the one that a person says.
fn way(lang: Lang, source: ProductSource, args: &ProductsArgs) -> Result<Way, Failure> {
    match (source, args.pull, args.push) {
        (ProductSource::Firmino, false, _) => Ok(Way::Push),
        (ProductSource::BaseLinker, _, false) => Ok(Way::Pull),
        (ProductSource::Manual, true, _) => Ok(Way::Pull),
        (ProductSource::Manual, false, true) => Ok(Way::Push),
        (ProductSource::Manual, false, false) => Err(Failure::new(
            Exit::Usage,
            "products.way",
            lang.pick(
                "synchronizacja produktów jest ręczna: trzeba powiedzieć, w którą stronę",
                "products are synchronised by hand: say in which direction",
            ),
            lang.pick(
                "firmino-link sync products --pull (z BaseLinker) albo --push (do BaseLinker); najpierw z --dry-run",
                "firmino-link sync products --pull (from BaseLinker) or --push (to BaseLinker); with --dry-run first",
            ),
        )),
        (ProductSource::Firmino | ProductSource::BaseLinker, ..) => Err(Failure::new(
            Exit::Usage,
            "products.way",
            lang.pick(
                format!("źródłem produktów jest {} (products.source): w drugą stronę nic nie idzie", source.as_str()),
                format!("the source of products is {} (products.source): nothing goes the other way", source.as_str()),
            ),
            lang.pick(
                "bez --pull i --push, albo products.source = \"manual\"",
                "without --pull and --push, or products.source = \"manual\"",
            ),
        )),
    }
}
