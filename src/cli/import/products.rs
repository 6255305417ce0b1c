//! `mirror import products`.

use serde_json::json;

use super::{
    ImportArgs, Refused, Told, applied, bytes, columns_text, columns_value, mapping, open,
    rehearsal, written,
};
use crate::cli::desk::Desk;
use crate::domain::import::Kind;
use crate::report::table::{Column, table};
use crate::report::visible;
use crate::sync::import::cards::{self, Applied, CardsFile};
use crate::texts::Lang;

pub(super) fn run(desk: &Desk, json: bool, args: &ImportArgs) -> Result<Told, Refused> {
    let lang = desk.lang;
    let asked = mapping(lang, Kind::Products, args)?;
    let bytes = bytes(lang, &args.file)?;
    let now = jiff::Timestamp::now().as_second();
    let (_lock, mirror) = open(desk, args)?;
    let mapping = match &mirror {
        Some(mirror) => asked.over(&cards::remembered(mirror)?),
        None => asked,
    };
    let file = cards::read(&bytes, &mapping).map_err(Refused::Rows)?;
    let applied = applied(desk, args, mirror, now, |mirror| {
        cards::apply(mirror, &file, now)
    })?;
    Ok(Told {
        result: if json {
            value(args, &file, applied)
        } else {
            shown(lang, args, &file, applied)
        },
        notes: Vec::new(),
    })
}

fn value(args: &ImportArgs, file: &CardsFile, applied: Applied) -> String {
    json!({
        "schema": 1,
        "import": "products",
        "file": args.file.display().to_string(),
        "dry_run": args.dry_run,
        "rows": file.rows.len(),
        "created": applied.created,
        "updated": applied.updated,
        "unchanged": applied.unchanged,
        "separator": file.separator.to_string(),
        "encoding": file.encoding.word(),
        "columns": columns_value(&file.columns),
        "extra_columns": file.extra,
    })
    .to_string()
}

fn shown(lang: Lang, args: &ImportArgs, file: &CardsFile, applied: Applied) -> String {
    let path = args.file.display().to_string();
    let path = visible(&path);
    let written = written(lang, file.encoding, file.separator);
    let mut lines = vec![lang.pick(
        format!("Produkty z pliku {path} {written}"),
        format!("Products of {path} {written}"),
    )];
    if args.dry_run {
        lines.push(rehearsal(lang));
    }
    let rows = [
        (
            lang.pick("nowe kartoteki", "cards created"),
            applied.created,
        ),
        (
            lang.pick("kartoteki zmienione", "cards updated"),
            applied.updated,
        ),
        (lang.pick("bez zmian", "unchanged"), applied.unchanged),
    ];
    let rows = rows.map(|(what, n)| vec![what.to_owned(), n.to_string()]);
    let columns = [("", Column::Left), ("", Column::Right)];
    lines.push(
        table(&columns, rows.to_vec(), None)
            .trim_start_matches('\n')
            .to_owned(),
    );
    lines.extend(columns_text(lang, &file.columns, &file.extra));
    lines.join("\n")
}
