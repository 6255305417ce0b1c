//! Which column is which field: by its heading, else by a person's word (`--map`), which is remembered.

use std::collections::BTreeMap;

use super::Problems;
use super::sheet::Sheet;
use crate::domain::card::Field;
use crate::domain::import::{FileField, Problem, Wrong};

/// A `--map` that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    /// No `=` in it, or nothing before it.
    #[error("`{0}` is not COLUMN=FIELD")]
    Shape(String),
    /// No such field.
    #[error("`{0}` is no field")]
    Field(String),
    /// Two words about one column.
    #[error("the column `{0}` is mapped twice")]
    Twice(String),
}

/// What a person said of one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Said<F> {
    /// The field; `None`: the column is left out.
    field: Option<F>,
    /// Whether it was said for this file, or is remembered from an earlier one.
    now: bool,
}

/// What a person said of columns, by heading; headings are compared trimmed and in any case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping<F = Field>(BTreeMap<String, Said<F>>);

impl<F> Default for Mapping<F> {
    fn default() -> Mapping<F> {
        Mapping(BTreeMap::new())
    }
}

impl<F: FileField> Mapping<F> {
    /// Reads words such as `Nazwa towaru=name`. `COLUMN=-` leaves a column out.
    ///
    /// # Errors
    /// The first word that cannot be read.
    pub fn parse<S: AsRef<str>>(
        words: impl IntoIterator<Item = S>,
    ) -> Result<Mapping<F>, MapError> {
        let mut mapping = Mapping::default();
        for word in words {
            let word = word.as_ref();
            // A heading may hold the sign, a field's word does not.
            let (heading, field) = word
                .rsplit_once('=')
                .filter(|(heading, _)| !heading.trim().is_empty())
                .ok_or_else(|| MapError::Shape(word.to_owned()))?;
            let field = match field.trim() {
                "-" => None,
                field => Some(F::parse(field).ok_or_else(|| MapError::Field(field.to_owned()))?),
            };
            if mapping.say(heading, field, true).is_some() {
                return Err(MapError::Twice(heading.trim().to_owned()));
            }
        }
        Ok(mapping)
    }

    /// Says that the column is that field (`None`: it is left out), as `--map` does.
    pub fn set(&mut self, heading: &str, field: Option<F>) {
        self.say(heading, field, true);
    }

    fn say(&mut self, heading: &str, field: Option<F>, now: bool) -> Option<Said<F>> {
        self.0.insert(key(heading), Said { field, now })
    }

    /// This mapping, and what is remembered, where this one says nothing of the column or the field.
    pub fn over(mut self, remembered: &Mapping<F>) -> Mapping<F> {
        let fields: Vec<F> = self.0.values().filter_map(|said| said.field).collect();
        for (heading, said) in &remembered.0 {
            let named = said.field.is_some_and(|field| fields.contains(&field));
            if !named && !self.0.contains_key(heading) {
                self.say(heading, said.field, false);
            }
        }
        self
    }

    /// As it is kept: heading → field's word (`-`: left out).
    pub fn kept(&self) -> BTreeMap<String, String> {
        let word = |said: &Said<F>| said.field.map_or("-", F::word).to_owned();
        let pairs = self.0.iter();
        pairs
            .map(|(heading, said)| (heading.clone(), word(said)))
            .collect()
    }

    /// From what is kept. A field that is not known any more is forgotten.
    pub fn remembered(kept: &BTreeMap<String, String>) -> Mapping<F> {
        let mut mapping = Mapping::default();
        for (heading, word) in kept {
            let field = F::parse(word);
            if field.is_some() || word == "-" {
                mapping.say(heading, field, false);
            }
        }
        mapping
    }

    /// Whether the heading names a field, by itself or by a person's word.
    pub(super) fn knows(&self, heading: &str) -> bool {
        let said = self.0.get(&key(heading)).map(|said| said.field);
        said.unwrap_or_else(|| F::parse(heading)).is_some()
    }

    /// The field of each column of the sheet; `None` is a column that is not read.
    pub(super) fn columns(&self, sheet: &Sheet) -> Result<Vec<Option<F>>, Problems> {
        let mut problems = Problems::default();
        let said = |heading: &String| self.0.get(&key(heading)).map(|said| said.field);
        let explicit: Vec<F> = sheet.headings.iter().filter_map(said).flatten().collect();
        // A person's word goes before a heading that names the same field by itself.
        let by_itself =
            |heading: &String| F::parse(heading).filter(|field| !explicit.contains(field));
        let fields: Vec<Option<F>> = sheet
            .headings
            .iter()
            .map(|heading| said(heading).unwrap_or_else(|| by_itself(heading)))
            .collect();
        for (index, field) in fields.iter().enumerate() {
            let Some(field) = field.filter(|field| fields[..index].contains(&Some(*field))) else {
                continue;
            };
            let problem = Problem::of_file(Wrong::ColumnTwice(field.word()));
            problems.add(problem.in_column(Some(sheet.column(index))));
        }
        for (heading, _) in self.0.iter().filter(|(_, said)| said.now) {
            if !sheet.headings.iter().any(|there| key(there) == *heading) {
                problems.add(Problem::of_file(Wrong::NoSuchColumn).with_value(heading));
            }
        }
        problems.or(fields)
    }
}

fn key(heading: &str) -> String {
    heading.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(headings: &str, mapping: &Mapping) -> Result<Vec<&'static str>, Wrong> {
        let sheet = Sheet::open(headings.as_bytes(), |heading| mapping.knows(heading)).unwrap();
        let word = |field: &Option<Field>| field.map_or("", Field::word);
        match mapping.columns(&sheet) {
            Ok(fields) => Ok(fields.iter().map(word).collect()),
            Err(problems) => Err(problems.listed[0].wrong.clone()),
        }
    }

    #[test]
    fn columns_by_heading_and_by_word() {
        let said = Mapping::parse(["Nazwa towaru=name", "A=B= SKU ", "uwagi=-"]).unwrap();
        let found = fields("a=b;NAZWA TOWARU;vat;Uwagi;note;opis", &said);
        assert_eq!(found.unwrap(), ["sku", "name", "vat", "", "note", ""]);
        // A person's word goes before a heading's own.
        assert_eq!(
            fields("sku;name;nazwa towaru;A=B;uwagi", &said).unwrap()[..3],
            ["", "", "name"]
        );
        let none = Mapping::default();
        assert_eq!(fields(" SKU ;Name", &none).unwrap(), ["sku", "name"]);
        assert_eq!(fields("name;NAME", &none), Err(Wrong::ColumnTwice("name")));
        let two = Mapping::parse(["a=name", "b=name"]).unwrap();
        assert_eq!(fields("a;b", &two), Err(Wrong::ColumnTwice("name")));
        assert_eq!(fields("a;sku", &two), Err(Wrong::NoSuchColumn));
    }

    #[test]
    fn words_that_cannot_be_read() {
        let parse = |words: &[&str]| Mapping::<Field>::parse(words).unwrap_err();
        assert_eq!(parse(&["name"]), MapError::Shape("name".into()));
        assert_eq!(parse(&[" =name"]), MapError::Shape(" =name".into()));
        assert_eq!(parse(&["a=cena"]), MapError::Field("cena".into()));
        assert_eq!(parse(&["a=sku", "A =name"]), MapError::Twice("A".into()));
    }

    #[test]
    fn what_is_remembered_gives_way() {
        let first = Mapping::<Field>::parse(["Nazwa=name", "Kod=sku", "Uwagi=-"]).unwrap();
        let kept = Mapping::remembered(&first.kept());
        assert_eq!(fields("Kod;Nazwa;x", &kept).unwrap(), ["sku", "name", ""]);
        // Not in this file: it was not said for it.
        assert_eq!(fields("sku;name", &kept).unwrap(), ["sku", "name"]);
        let now = Mapping::parse(["Tytuł=name", "Kod=ean"])
            .unwrap()
            .over(&kept);
        let said = [("kod", "ean"), ("tytuł", "name"), ("uwagi", "-")];
        let said = said.map(|(heading, word)| (heading.to_owned(), word.to_owned()));
        assert_eq!(now.kept(), BTreeMap::from(said));
    }
}
