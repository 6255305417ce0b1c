//! Articles of Firmino become cards: plan (pure), then one transaction.

use std::collections::{HashMap, HashSet};

use super::PullError;
use super::tally::Notice;
use super::walk::Rows;
use crate::domain::card::CardValues;
use crate::domain::firmino_match::{Extent, Match, Ours, Theirs, match_articles};
use crate::domain::money::Amount;
use crate::domain::names;
use crate::firmino::{Article, ArticleKind};
use crate::mirror::firmino::{Known, List};
use crate::mirror::{Mirror, MirrorError};
use crate::report::pull::Tally;

/// Most characters of a card's name, class code and note.
const WIDTHS: [usize; 3] = [512, 40, 250];

/// What an article tells of a card. A price of 0.00 is Firmino's default and says nothing; a rate that the mirror has no
/// word for (`npue`, `0pp`) is unknown.
pub(super) fn values(article: &Article) -> CardValues {
    let [_, class_code, note] = WIDTHS;
    let price = |price: Option<rust_decimal::Decimal>| {
        let price = Amount::from_decimal(price?).ok()?;
        (price > Amount::ZERO).then_some(price)
    };
    let short = |text: &Option<String>, most: usize| {
        let text = text.as_deref().map(str::trim)?;
        (text.chars().count() <= most && !text.is_empty()).then(|| text.to_owned())
    };
    CardValues {
        sku: article.code.as_deref().and_then(names::sku_key),
        name: names::key(&article.name),
        rate: article
            .vat_rate
            .as_deref()
            .and_then(|rate| rate.parse().ok()),
        unit: short(&article.unit, 30),
        price_net: price(article.price_net),
        price_gross: price(article.price_gross),
        class_code: short(&article.class_code, class_code),
        note: short(&article.note, note),
        ..CardValues::default()
    }
}

/// What of `new` differs from `old`: what Firmino did not change since its last reading is left as it is here.
fn changed(new: CardValues, old: &CardValues) -> CardValues {
    fn differs<T: PartialEq>(new: Option<T>, old: &Option<T>) -> Option<T> {
        if new == *old { None } else { new }
    }
    CardValues {
        sku: differs(new.sku, &old.sku),
        name: differs(new.name, &old.name),
        rate: differs(new.rate, &old.rate),
        unit: differs(new.unit, &old.unit),
        price_net: differs(new.price_net, &old.price_net),
        price_gross: differs(new.price_gross, &old.price_gross),
        class_code: differs(new.class_code, &old.class_code),
        note: differs(new.note, &old.note),
        ..CardValues::default()
    }
}

/// Applies a list in the open transaction.
pub(super) fn apply(
    mirror: &Mirror,
    rows: &Rows<Article>,
    extent: Extent,
    now: i64,
    notices: &mut Vec<Notice>,
) -> Result<Tally, PullError> {
    let known: HashMap<i64, Known> = mirror
        .firmino_known(List::Articles)?
        .into_iter()
        .map(|known| (known.id, known))
        .collect();
    let taken: HashSet<i64> = known.values().filter_map(|known| known.own).collect();
    let mut ours = Vec::new();
    let mut skus: HashMap<String, Vec<i64>> = HashMap::new();
    for (card, sku, name) in mirror.card_keys()? {
        if let Some(sku) = &sku {
            skus.entry(sku.clone()).or_default().push(card);
        }
        ours.push(Ours {
            card,
            sku,
            name: Some(name),
            taken: taken.contains(&card),
        });
    }
    let goods: Vec<&Article> = rows.values().filter(|row| fits(row)).collect();
    let theirs: Vec<Theirs> = goods
        .iter()
        .map(|row| Theirs {
            card: known.get(&row.id).and_then(|known| known.own),
            code: row.code.as_deref().and_then(names::sku_key),
            name: names::key(&row.name),
        })
        .collect();
    let mut book = Book {
        mirror,
        skus,
        now,
        notices,
        tally: Tally {
            seen: rows.len(),
            complete: extent == Extent::Whole,
            ..Tally::default()
        },
    };
    for (row, found) in goods.iter().zip(match_articles(&theirs, &ours, extent)) {
        book.put(row, found, known.get(&row.id))?;
    }
    for row in rows.values().filter(|row| !fits(row)) {
        let before = known.get(&row.id);
        if row.kind == ArticleKind::Service {
            book.tally.services += 1;
            book.keep(row, before.and_then(|known| known.own), None)?;
        } else {
            book.leave(row, "firmino.row-odd", before)?;
        }
    }
    Ok(book.tally)
}

/// Whether a row can be a card: a good with a name that a card can have.
fn fits(row: &Article) -> bool {
    let [name, ..] = WIDTHS;
    let length = names::key(&row.name).map_or(0, |key| key.chars().count());
    row.kind == ArticleKind::Good && (1..=name).contains(&length)
}

struct Book<'a> {
    mirror: &'a Mirror,
    /// Cards by SKU, as they are by now.
    skus: HashMap<String, Vec<i64>>,
    now: i64,
    notices: &'a mut Vec<Notice>,
    tally: Tally,
}

impl Book<'_> {
    fn put(
        &mut self,
        row: &Article,
        found: Match,
        before: Option<&Known>,
    ) -> Result<(), PullError> {
        let told = values(row);
        if told.rate.is_none()
            && row.vat_rate.is_some()
            && !was_told(before, |old| old.vat_rate == row.vat_rate)
        {
            self.tell(row, "firmino.rate-unknown", true);
        }
        match found {
            Match::Open(why) => self.leave(row, why.code(), before),
            Match::New => {
                let sku = told.sku.clone();
                let card = self.mirror.add_imported_card(&told, self.now)?;
                if let Some(sku) = sku {
                    self.skus.entry(sku).or_default().push(card);
                }
                self.tally.created += 1;
                self.keep(row, Some(card), None)
            }
            Match::Found(card) => {
                let told = self.with_sku(row, card, told, None)?;
                self.mirror.change_card(card, &told)?;
                self.tally.linked += 1;
                self.keep(row, Some(card), None)
            }
            Match::Known(card) => {
                let old =
                    before.and_then(|known| serde_json::from_str::<Article>(&known.seen).ok());
                let old = old.as_ref().map(values).unwrap_or_default();
                let told = changed(told, &old);
                let told = self.with_sku(row, card, told, old.sku.as_deref())?;
                if !told.is_empty() && self.mirror.change_card(card, &told)? {
                    self.tally.updated += 1;
                } else {
                    self.tally.unchanged += 1;
                }
                self.keep(row, Some(card), None)
            }
        }
    }

    /// The code becomes the SKU only of a card that has none, or Firmino's former one: another SKU is what BaseLinker
    /// knows the card by. And two cards never get one SKU.
    fn with_sku(
        &mut self,
        row: &Article,
        card: i64,
        mut told: CardValues,
        former: Option<&str>,
    ) -> Result<CardValues, PullError> {
        let Some(sku) = told.sku.take() else {
            return Ok(told);
        };
        let gone = || MirrorError::Content(format!("cards.id {card}"));
        let present = self.mirror.card(card)?.ok_or_else(gone)?.values.sku;
        if present.as_deref() == Some(&sku) {
            return Ok(told);
        }
        let of_others = self
            .skus
            .get(&sku)
            .is_some_and(|cards| cards.iter().any(|other| *other != card));
        if of_others || (present.is_some() && present.as_deref() != former) {
            self.tell(row, "firmino.code-differs", true);
            return Ok(told);
        }
        if let Some(present) = present
            && let Some(cards) = self.skus.get_mut(&present)
        {
            cards.retain(|other| *other != card);
        }
        self.skus.entry(sku.clone()).or_default().push(card);
        told.sku = Some(sku);
        Ok(told)
    }

    fn leave(&mut self, row: &Article, why: &str, before: Option<&Known>) -> Result<(), PullError> {
        let is_new = before.and_then(|known| known.open.as_deref()) != Some(why);
        self.tally.conflicts += 1;
        self.tell(row, why, is_new);
        self.keep(row, before.and_then(|known| known.own), Some(why))
    }

    fn tell(&mut self, row: &Article, code: &str, is_new: bool) {
        let name = match &row.code {
            Some(code) => format!("{code} {}", row.name),
            None => row.name.clone(),
        };
        self.notices.push(Notice {
            code: code.to_owned(),
            list: List::Articles.word(),
            id: row.id,
            name,
            is_new,
            differs: None,
        });
    }

    fn keep(&self, row: &Article, own: Option<i64>, open: Option<&str>) -> Result<(), PullError> {
        let known = Known {
            id: row.id,
            own,
            seen: serde_json::to_string(row).map_err(MirrorError::from)?,
            open: open.map(str::to_owned),
        };
        Ok(self.mirror.keep_firmino(List::Articles, &known, self.now)?)
    }
}

fn was_told(before: Option<&Known>, same: impl Fn(&Article) -> bool) -> bool {
    let old = before.and_then(|known| serde_json::from_str::<Article>(&known.seen).ok());
    old.as_ref().is_some_and(same)
}
