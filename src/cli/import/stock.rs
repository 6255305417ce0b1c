//! `mirror import stock`: counted levels.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{
    Refused, StockArgs, Told, bytes, columns_text, columns_value, mapping, open, rehearsal, written,
};
use crate::cli::desk::Desk;
use crate::cli::show;
use crate::domain::import::Kind;
use crate::domain::{moment, warsaw};
use crate::mirror::{MirrorError, backup};
use crate::report::table::{Column, table};
use crate::report::visible::short;
use crate::report::{Exit, Failure, time, visible};
use crate::sync::import::counts::{self, Applied, Counted, CountsFile, Taken};
use crate::texts::{Lang, stock as texts};

/// Most changed levels that are listed to a person; JSON has all.
const LISTED: usize = 50;

pub(super) fn run(desk: &Desk, json: bool, args: &StockArgs) -> Result<Told, Refused> {
    let lang = desk.lang;
    // Before the file is opened: what moves meanwhile is not in it.
    let now = Timestamp::now().as_second();
    let default = desk.warehouses()?.default.as_deref();
    let taken = taken(lang, args, now)?;
    let asked = mapping(lang, Kind::Stock, &args.of_file)?;
    let bytes = bytes(lang, &args.of_file.file)?;
    let (_lock, mirror) = open(desk, &args.of_file)?;
    let mut mirror = mirror.ok_or_else(|| MirrorError::Missing {
        path: desk.mirror_path.clone(),
    })?;
    desk.put_warehouses(&mut mirror)?;
    let mapping = asked.over(&counts::remembered(&mirror)?);
    let file = counts::read(&bytes, &mapping).map_err(Refused::Rows)?;
    backup::daily(&mirror, &warsaw::day(now).to_string())?;
    let applied = counts::apply(&mut mirror, &file, taken, default, now)?;
    let as_of = match taken {
        Taken::Now => now,
        Taken::At(second) => second,
    };
    let below = applied.levels.iter().filter(|level| level.after < 0);
    let below = below.count();
    Ok(Told {
        result: if json {
            value(args, &file, as_of, &applied)
        } else {
            shown(lang, args, &file, taken, &applied)
        },
        notes: match below {
            0 => Vec::new(),
            below => vec![texts::below_zero(lang, below)],
        },
    })
}

fn taken(lang: Lang, args: &StockArgs, now: i64) -> Result<Taken, Failure> {
    let Some(text) = &args.as_of else {
        return Ok(Taken::Now);
    };
    moment::parse(text, now).map(Taken::At).map_err(|wrong| {
        let (message, fix) = texts::unclear(lang, text, wrong, now);
        Failure::new(Exit::Usage, "import.as-of", message, fix)
    })
}

fn value(args: &StockArgs, file: &CountsFile, as_of: i64, applied: &Applied) -> String {
    let level = |level: &Counted| {
        json!({
            "sku": level.sku,
            "warehouse": level.warehouse,
            "counted": level.counted,
            "before": level.before,
            "after": level.after,
        })
    };
    let levels: Vec<Value> = applied.levels.iter().map(level).collect();
    let changed = applied.changed();
    json!({
        "schema": 1,
        "import": "stock",
        "file": args.of_file.file.display().to_string(),
        "dry_run": args.of_file.dry_run,
        "as_of": time::warsaw(as_of),
        "rows": file.rows.len() + file.unknown,
        "counted": changed,
        "unchanged": applied.levels.len() - changed,
        "unknown": file.unknown,
        "separator": file.separator.to_string(),
        "encoding": file.encoding.word(),
        "columns": columns_value(&file.columns),
        "extra_columns": file.extra,
        "levels": levels,
    })
    .to_string()
}

fn shown(
    lang: Lang,
    args: &StockArgs,
    file: &CountsFile,
    taken: Taken,
    applied: &Applied,
) -> String {
    let path = args.of_file.file.display().to_string();
    let path = visible(&path);
    let written = written(lang, file.encoding, file.separator);
    let mut lines = vec![lang.pick(
        format!("Stany z pliku {path} {written}"),
        format!("Levels of {path} {written}"),
    )];
    if let Taken::At(second) = taken {
        let at = time::warsaw(second);
        lines.push(lang.pick(
            format!("Policzone {at}: ruchy zapisane później są doliczone."),
            format!("Counted at {at}: movements noted later are on top."),
        ));
    }
    if args.of_file.dry_run {
        lines.push(rehearsal(lang));
    }
    let changed = applied.changed();
    let rows = [
        (lang.pick("stany zmienione", "levels changed"), changed),
        (
            lang.pick("bez zmian", "unchanged"),
            applied.levels.len() - changed,
        ),
        (
            lang.pick("pominięte: ilość pusta", "left out: no quantity"),
            file.unknown,
        ),
    ];
    let rows = rows.map(|(what, n)| vec![what.to_owned(), n.to_string()]);
    let columns = [("", Column::Left), ("", Column::Right)];
    let sums = table(&columns, rows.to_vec(), None);
    lines.push(sums.trim_start_matches('\n').to_owned());
    if changed > 0 {
        lines.push(changes(lang, applied));
    }
    lines.extend(columns_text(lang, &file.columns, &file.extra));
    lines.join("\n")
}

/// The levels that are others now.
fn changes(lang: Lang, applied: &Applied) -> String {
    let headings = [
        ("SKU", Column::Left),
        (lang.pick("magazyn", "warehouse"), Column::Left),
        (lang.pick("było", "before"), Column::Right),
        (lang.pick("w pliku", "counted"), Column::Right),
        (lang.pick("jest", "after"), Column::Right),
    ];
    let changed = applied.levels.iter().filter(|level| level.is_change());
    let rows = changed.take(LISTED).map(|level| {
        vec![
            short(&level.sku, 40),
            short(&level.warehouse, 30),
            texts::level(level.before),
            level.counted.to_string(),
            level.after.to_string(),
        ]
    });
    let mut text = format!("\n{}\n", table(&headings, rows.collect(), show::width()));
    let more = applied.changed().saturating_sub(LISTED);
    if more > 0 {
        text += &lang.pick(
            format!("… i jeszcze {more}\n"),
            format!("… and {more} more\n"),
        );
    }
    text
}
