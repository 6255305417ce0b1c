//! The articles of an order's lines: by their links, else found by code, else made.

use super::customer::unheard;
use super::tally::Done;
use super::{Halt, Run, TRIES, Way, Word, crash};
use crate::domain::handover::{
    ArticleThere, Hit, Item, LEAST_PAGE, Look, Making, Move, Refusal, article, found, next_of,
};
use crate::firmino::{Article, ArticleKind, Find, FirminoError, NewArticle};
use crate::mirror::firmino::{Known, List};
use crate::mirror::handovers::Made;
use crate::mirror::{Mirror, MirrorError};
use crate::net::Outcome;

/// Characters of a text that a search is given.
const SEARCHED: usize = 100;

/// A line whose article is looked for.
#[derive(Clone, Copy)]
pub(super) struct Lot<'a> {
    /// What a refusal is kept with.
    pub(super) way: Way<'a>,
    /// The line.
    pub(super) item: &'a Item,
    /// Our card of it; `None`: it travels by its name.
    pub(super) card: Option<i64>,
    /// Currency of its price.
    pub(super) currency: &'a str,
}

impl Run<'_> {
    /// Firmino's id of an item's article; `None`: it travels by its name, and moves no stock there.
    pub(super) fn article(
        &mut self,
        mirror: &mut Mirror,
        lot: Lot<'_>,
        word: Option<Word>,
    ) -> Done<Option<i64>> {
        let (Some(card), item) = (lot.card, lot.item) else {
            return Ok(None);
        };
        if let Some(id) = mirror.firmino_id(List::Articles, card)? {
            return Ok(Some(id));
        }
        let Some(code) = &item.code else {
            return Ok(None);
        };
        let (making, tries) = mirror.making(Made::Article, code)?;
        match next_of(making, self.now(), self.push.window) {
            Move::Done(id) => return Ok(Some(id)),
            Move::Wait => return Err(Halt::Left),
            Move::Look | Move::Make => {}
        }
        let (look, rows) = self.find_article(code, &item.name)?;
        let look = match (look, word) {
            (Look::Unproved, Some(Word::Absent)) => Look::Absent,
            (look, _) => look,
        };
        match found(look, Refusal::Articles) {
            Ok(Move::Done(id)) => {
                let row = rows.into_iter().find(|one| one.id == id);
                self.take_article(mirror, card, code, row)?;
                match making {
                    Making::Sent(_) => self.done.articles.made += 1,
                    Making::Pending | Making::There(_) => self.done.articles.found += 1,
                }
                Ok(Some(id))
            }
            Ok(_) if tries >= TRIES => self.refuse(mirror, lot.way, Refusal::Lost, code),
            Ok(_) => self.make_article(mirror, lot, card, code),
            Err(refusal) => self.refuse(mirror, lot.way, refusal, code),
        }
    }

    /// The article with this code among those that searches by code and by name show. That there is none is believed only
    /// where the server is known to search in codes.
    fn find_article(&self, code: &str, name: &str) -> Result<(Look, Vec<Article>), FirminoError> {
        let mut rows: Vec<Article> = Vec::new();
        for text in [code, name] {
            rows.extend(self.search(text)?);
            match article(&told(&rows), code) {
                Hit::None => {}
                Hit::One(id) => return Ok((Look::One(id), rows)),
                Hit::Several => return Ok((Look::Several, rows)),
            }
        }
        if self.codes.get().is_none() {
            let find = Find {
                size: Some(100),
                ..Find::default()
            };
            let list = self.push.client.find_articles(&find)?;
            if list.rows.len() < LEAST_PAGE && list.unreadable == 0 {
                // All of them: they are looked through instead.
                let look = match article(&told(&list.rows), code) {
                    Hit::None => Look::Absent,
                    Hit::One(id) => Look::One(id),
                    Hit::Several => Look::Several,
                };
                return Ok((look, list.rows));
            }
            let searched = self.searches_codes(&list.rows)?;
            self.codes.set(Some(searched));
        }
        let look = match self.codes.get() {
            Some(true) => Look::Absent,
            _ => Look::Unproved,
        };
        Ok((look, rows))
    }

    fn search(&self, text: &str) -> Result<Vec<Article>, FirminoError> {
        let find = Find {
            text: Some(text.chars().take(SEARCHED).collect()),
            size: Some(100),
            ..Find::default()
        };
        Ok(self.push.client.find_articles(&find)?.rows)
    }

    /// Whether a search looks into codes: an article of this list must be found by its code, which does not stand in its
    /// name.
    fn searches_codes(&self, list: &[Article]) -> Result<bool, FirminoError> {
        let low = |text: &str| text.to_lowercase();
        let sample = list.iter().find_map(|row| {
            let code = row
                .code
                .as_deref()
                .filter(|code| code.chars().count() > 2)?;
            (!low(&row.name).contains(&low(code))).then(|| (row.id, code.to_owned()))
        });
        match sample {
            None => Ok(false),
            Some((id, code)) => Ok(self.search(&code)?.iter().any(|row| row.id == id)),
        }
    }

    fn make_article(
        &mut self,
        mirror: &mut Mirror,
        lot: Lot<'_>,
        card: i64,
        code: &str,
    ) -> Done<Option<i64>> {
        let item = lot.item;
        let new = NewArticle {
            name: item.name.clone(),
            code: code.to_owned(),
            unit: Some(item.unit.clone()),
            vat_rate: item.rate.clone(),
            // A card's price there is in PLN.
            price_gross: (lot.currency == "PLN").then_some(item.price),
        };
        let now = self.now();
        mirror.write(|mirror| mirror.send_making(Made::Article, code, now))?;
        crash::point();
        let outcome = self.push.client.add_article(&new);
        crash::point();
        match outcome {
            Outcome::Applied(id) => {
                self.take_article(mirror, card, code, Some(made(id, &new)))?;
                self.done.articles.made += 1;
                Ok(Some(id))
            }
            Outcome::NotApplied(error) => {
                mirror.write(|mirror| mirror.end_making(Made::Article, code))?;
                self.said_no(mirror, lot.way, error)
            }
            Outcome::InDoubt(error) => unheard(error),
        }
    }

    /// Keeps whose article it is, unless another card has it already; nothing of the making is in doubt any more.
    fn take_article(
        &self,
        mirror: &mut Mirror,
        card: i64,
        code: &str,
        row: Option<Article>,
    ) -> Done<()> {
        let now = self.now();
        mirror.write(|mirror| {
            mirror.end_making(Made::Article, code)?;
            let Some(row) = row else { return Ok(()) };
            if !mirror.is_firmino_taken(List::Articles, row.id)? {
                let known = Known {
                    id: row.id,
                    own: Some(card),
                    seen: serde_json::to_string(&row)?,
                    open: None,
                };
                mirror.keep_firmino(List::Articles, &known, now)?;
            }
            Ok::<_, MirrorError>(())
        })?;
        crash::point();
        Ok(())
    }
}

fn told(rows: &[Article]) -> Vec<ArticleThere> {
    let rows = rows.iter().map(|row| ArticleThere {
        id: row.id,
        code: row.code.clone().unwrap_or_default(),
    });
    rows.collect()
}

fn made(id: i64, new: &NewArticle) -> Article {
    Article {
        id,
        name: new.name.clone(),
        code: Some(new.code.clone()),
        kind: ArticleKind::Good,
        unit: new.unit.clone(),
        vat_rate: Some(new.vat_rate.clone()),
        class_code: None,
        price_net: None,
        price_gross: new.price_gross,
        quantity: None,
        note: None,
    }
}
