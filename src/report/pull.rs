//! The report of a pull: one value for the table, for `--json` and for the row in `runs`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::table::{Column, table};
use super::{Exit, Failure, visible};
use crate::texts::{Lang, count, firmino as texts};

/// Most problems that are listed to a person; JSON has all.
const LISTED: usize = 50;

/// Counts of one list. `seen` = `created` + `updated` + `linked` + `unchanged` + `conflicts` + `services`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    /// Rows of Firmino that were read.
    pub seen: usize,
    /// New here.
    pub created: usize,
    /// Known, and changed in Firmino since the last reading.
    pub updated: usize,
    /// Found here for the first time.
    pub linked: usize,
    /// Known, and as they were.
    pub unchanged: usize,
    /// Left to a person.
    pub conflicts: usize,
    /// Articles that are services: no card.
    pub services: usize,
    /// Rows that are not there any more, whose links were forgotten; not among `seen`.
    pub removed: usize,
    /// Whether the list was read whole.
    pub complete: bool,
}

/// Firmino's quantities beside the levels of the warehouse that they stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Quantities {
    /// Levels that nobody had counted here: they are counted now.
    pub counted: usize,
    /// Levels that Firmino's quantity explains.
    pub same: usize,
    /// Levels that differ, left to a person.
    pub differ: usize,
    /// Levels that differed: Firmino's count is taken.
    pub taken: usize,
    /// Articles that nobody has counted there.
    pub uncounted: usize,
    /// Articles whose quantity is no number of whole pieces.
    pub odd: usize,
    /// Levels that were counted or differ.
    pub levels: Vec<Level>,
}

/// A level that was counted, or differs. In pieces.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Level {
    /// The card.
    pub card: i64,
    /// Firmino's code.
    pub sku: Option<String>,
    /// Firmino's quantity.
    pub quantity: i64,
    /// The level before; `null`: never counted.
    pub level: Option<i64>,
    /// The level that the quantity stands for: with what Firmino does not know on top.
    pub expected: i64,
    /// Whether that is the level now.
    pub taken: bool,
}

/// Requests to Firmino.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Requests {
    /// Of this command.
    pub used_now: u32,
    /// Of today, all commands together.
    pub used_today: u32,
    /// Allowed a day.
    pub limit: u32,
    /// Of this command, by resource and method.
    pub by_method: BTreeMap<String, u32>,
}

/// Something that a person should know of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Problem {
    /// Stable code: `firmino.code-twice-there`, …
    pub code: String,
    /// `articles` or `customers`.
    pub list: String,
    /// Firmino's id.
    pub subject: i64,
    /// Name, and code where there is one.
    pub name: String,
    /// Whether no earlier pull told it.
    pub new: bool,
    /// What is wrong.
    pub message: String,
    /// What mends it.
    pub fix: String,
}

/// What a pull did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pull {
    /// Nothing was changed but the count of requests.
    pub dry_run: bool,
    /// `null`: not asked for, or not come to.
    pub articles: Option<Tally>,
    /// Likewise.
    pub customers: Option<Tally>,
    /// Lists that the pull before this one read before it ran out of requests: they are not read again yet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<String>,
    /// Quantities; `null` where they stand for no warehouse.
    pub quantities: Option<Quantities>,
    /// Requests.
    pub requests: Requests,
    /// Whether everything that was asked for was read whole.
    pub complete: bool,
    /// Whether it ended because it was to send no more (`--max-requests`); the next pull goes on.
    pub enough: bool,
    /// For a person.
    pub problems: Vec<Problem>,
}

/// The report. One that was stored by another version reads back, too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullReport {
    /// 1.
    pub schema: u32,
    /// Number of the run; `null` in a dry run.
    #[serde(default)]
    pub run: Option<i64>,
    /// What it did.
    #[serde(default)]
    pub pull: Pull,
    /// What ended it before its end.
    #[serde(default)]
    pub error: Option<Failure>,
}

impl PullReport {
    /// One that has done nothing yet.
    pub fn begin(run: Option<i64>) -> PullReport {
        PullReport {
            schema: 1,
            run,
            pull: Pull::default(),
            error: None,
        }
    }

    /// The heaviest of what happened.
    pub fn exit(&self) -> Exit {
        let stopped = self.error.as_ref().map_or(Exit::Done, |error| error.exit);
        let person = self.pull.problems.iter().any(|problem| problem.new);
        stopped.max(if person { Exit::Person } else { Exit::Done })
    }

    /// For people: a table, then what is left to them.
    pub fn text(&self, lang: Lang) -> String {
        let pull = &self.pull;
        let mut lines = vec![
            lang.pick("Odczyt z Firmino", "Reading from Firmino")
                .to_owned(),
        ];
        if pull.dry_run {
            let line = lang.pick(
                "Próba: niczego nie zapisano.",
                "A rehearsal: nothing was written.",
            );
            lines.push(line.to_owned());
        }
        let lists = [("articles", &pull.articles), ("customers", &pull.customers)];
        let rows: Vec<Vec<String>> = lists
            .iter()
            .filter_map(|(of, tally)| {
                let tally = tally.as_ref()?;
                Some(row(texts::list(lang, of), tally))
            })
            .collect();
        if !rows.is_empty() {
            lines.push(table(&headings(lang), rows, None));
        }
        for (of, tally) in lists {
            let removed = tally.as_ref().map_or(0, |tally| tally.removed);
            if removed > 0 {
                lines.push(texts::removed(lang, of, removed));
            }
            if tally.as_ref().is_some_and(|tally| !tally.complete) {
                lines.push(texts::part(lang, of));
            }
        }
        lines.extend(pull.earlier.iter().map(|of| texts::earlier(lang, of)));
        if let Some(all) = &pull.quantities {
            lines.push(all.text(lang));
            lines.extend(all.counts(lang));
        }
        if pull.enough {
            let line = lang.pick(
                "Więcej żądań nie miało być; następny odczyt pójdzie dalej.",
                "No more requests were to be sent; the next reading goes on.",
            );
            lines.push(line.to_owned());
        }
        let listed = pull.problems.iter().take(LISTED);
        lines.extend(listed.map(|problem| {
            let name = visible(&problem.name);
            let (id, message, fix) = (problem.subject, &problem.message, &problem.fix);
            format!("  {id} {name}: {message} → {fix}")
        }));
        let more = pull.problems.len().saturating_sub(LISTED);
        if more > 0 {
            lines.push(more_of(lang, more));
        }
        lines.push(pull.requests.text(lang));
        lines.join("\n")
    }
}

fn more_of(lang: Lang, more: usize) -> String {
    lang.pick(
        format!("  … i jeszcze {more} (--json pokazuje wszystkie)"),
        format!("  … and {more} more (--json has all)"),
    )
}

impl Quantities {
    /// Levels that became Firmino's count, from what to what.
    fn counts(&self, lang: Lang) -> Vec<String> {
        let all: Vec<&Level> = self.levels.iter().filter(|level| level.taken).collect();
        let unknown = lang.pick("nieznany", "unknown");
        let shown = all.iter().take(LISTED).map(|level| {
            let before = level
                .level
                .map_or(unknown.to_owned(), |level| level.to_string());
            let sku = level.sku.as_deref().unwrap_or("–");
            let (sku, now) = (visible(sku), level.expected);
            format!("  {sku}: {before} → {now} (Firmino {})", level.quantity)
        });
        let mut lines: Vec<String> = shown.collect();
        let more = all.len().saturating_sub(LISTED);
        if more > 0 {
            lines.push(more_of(lang, more));
        }
        lines
    }

    fn text(&self, lang: Lang) -> String {
        let Quantities {
            counted,
            same,
            differ,
            taken,
            uncounted,
            odd,
            ..
        } = self;
        let mut text = lang.pick(
            format!("Stany: zgodne {same}, policzone pierwszy raz {counted}, różne {differ}, przyjęte z Firmino {taken}, w Firmino nieliczone {uncounted}"),
            format!("Levels: as explained {same}, counted for the first time {counted}, different {differ}, taken from Firmino {taken}, not counted there {uncounted}"),
        );
        if *odd > 0 {
            text += &lang.pick(
                format!(", nie w całych sztukach {odd}"),
                format!(", not in whole pieces {odd}"),
            );
        }
        text
    }
}

impl Requests {
    fn text(&self, lang: Lang) -> String {
        let now = count(
            lang,
            self.used_now as usize,
            ["żądanie", "żądania", "żądań"],
            ["request", "requests"],
        );
        let (today, limit) = (self.used_today, self.limit);
        lang.pick(
            format!("{now}, dziś razem {today} z {limit}"),
            format!("{now}, today {today} of {limit}"),
        )
    }
}

fn headings(lang: Lang) -> Vec<(&'static str, Column)> {
    let head = lang.pick(
        [
            "",
            "odczytane",
            "nowe",
            "zmienione",
            "połączone",
            "bez zmian",
            "do decyzji",
            "usługi",
        ],
        [
            "",
            "seen",
            "created",
            "updated",
            "linked",
            "unchanged",
            "conflicts",
            "services",
        ],
    );
    let column = |at| if at == 0 { Column::Left } else { Column::Right };
    let head = head.into_iter().enumerate();
    head.map(|(at, head)| (head, column(at))).collect()
}

fn row(name: &str, tally: &Tally) -> Vec<String> {
    let counts = [
        tally.seen,
        tally.created,
        tally.updated,
        tally.linked,
        tally.unchanged,
        tally.conflicts,
        tally.services,
    ];
    let counts = counts.iter().map(ToString::to_string);
    std::iter::once(name.to_owned()).chain(counts).collect()
}
