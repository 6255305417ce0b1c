//! Text becomes a table: the separator is found, rows know their lines.

use csv::{ReaderBuilder, StringRecord};

use super::text::{self, Encoding};
use crate::domain::import::{Column, Problem, Wrong};
use crate::report::sheet::unmarked;

/// Separators that are looked for; of equals the first.
const SEPARATORS: [char; 3] = [';', ',', '\t'];

/// A read file with its headings. Rows are read on demand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// How the file is encoded.
    pub encoding: Encoding,
    /// What parts its cells.
    pub separator: char,
    /// Headings, trimmed; a nameless one is empty. Nameless ones at the end are left out.
    pub headings: Vec<String>,
    text: String,
    /// Where the line of the headings begins.
    begin: usize,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Its first line, from 1.
    pub(super) line: u64,
    /// Its cells as they are.
    pub(super) cells: StringRecord,
}

impl Row {
    /// Whether all its cells are blank.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// The text of its cell in a column, trimmed, without the apostrophe of an export; empty where there is none.
    pub(super) fn text(&self, column: &Column) -> &str {
        let cell = self.cells.get(column.number - 1).unwrap_or_default();
        unmarked(cell.trim())
    }

    /// Its cells up to the last that is not blank.
    pub(super) fn width(&self) -> usize {
        let filled = self.cells.iter().enumerate();
        let filled = filled.filter(|(_, cell)| !cell.trim().is_empty());
        filled.last().map_or(0, |(at, _)| at + 1)
    }
}

impl Sheet {
    /// Decodes the bytes and finds the separator: the one that makes most headings which are `known`, then most columns.
    /// A first line `sep=;`, as spreadsheets write it, is heeded.
    ///
    /// # Errors
    /// One problem of the file as a whole.
    pub fn open(bytes: &[u8], known: impl Fn(&str) -> bool) -> Result<Sheet, Problem> {
        let (text, encoding) = text::decode(bytes)?;
        let (said, begin) = said_separator(&text);
        let sheet = |separator, headings| Sheet {
            encoding,
            separator,
            headings,
            text: String::new(),
            begin,
        };
        let mut wrong = Problem::of_file(Wrong::Empty);
        let mut best: Option<(usize, usize, Sheet)> = None;
        for separator in SEPARATORS.into_iter().chain(said) {
            if said.is_some_and(|said| said != separator) {
                continue;
            }
            let headings = match Rows::of(&text, begin, separator).next() {
                None => continue,
                // Another separator may make sense of it.
                Some(Err(problem)) => {
                    wrong = problem;
                    continue;
                }
                Some(Ok(row)) => headings(&row),
            };
            let score = headings.iter().filter(|heading| known(heading)).count();
            let columns = headings.len();
            if best
                .as_ref()
                .is_none_or(|(most, widest, _)| (score, columns) > (*most, *widest))
            {
                best = Some((score, columns, sheet(separator, headings)));
            }
        }
        match best {
            Some((_, 1.., best)) => Ok(Sheet { text, ..best }),
            _ => Err(wrong),
        }
    }

    /// The column at `index`, from 0.
    pub(super) fn column(&self, index: usize) -> Column {
        Column {
            heading: self.headings.get(index).cloned().unwrap_or_default(),
            number: index + 1,
        }
    }

    /// Rows after the headings.
    pub(super) fn rows(&self) -> impl Iterator<Item = Result<Row, Problem>> {
        Rows::of(&self.text, self.begin, self.separator).skip(1)
    }
}

fn headings(row: &Row) -> Vec<String> {
    let cells = row.cells.iter().take(row.width());
    cells.map(|cell| cell.trim().to_owned()).collect()
}

/// The separator that the first line states, and where the next line begins.
fn said_separator(text: &str) -> (Option<char>, usize) {
    let line = text.split('\n').next().unwrap_or_default();
    let said = line.trim_end_matches('\r').strip_prefix("sep=");
    let mut said = said.unwrap_or_default().chars();
    match (said.next(), said.next()) {
        (Some(separator), None) if SEPARATORS.contains(&separator) => {
            (Some(separator), (line.len() + 1).min(text.len()))
        }
        _ => (None, 0),
    }
}

/// Reads records with the lines on which they begin. The crate's own count is not used: of a row after blank lines it
/// says the first of those.
struct Rows<'t> {
    reader: csv::Reader<&'t [u8]>,
    text: &'t str,
    begin: usize,
    separator: char,
    line: u64,
    counted: usize,
    broken: bool,
}

impl<'t> Rows<'t> {
    fn of(text: &'t str, begin: usize, separator: char) -> Rows<'t> {
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(u8::try_from(separator).unwrap_or(b';'))
            .from_reader(&text.as_bytes()[begin..]);
        Rows {
            reader,
            text,
            begin,
            separator,
            line: 1,
            counted: 0,
            broken: false,
        }
    }

    fn place(&self) -> usize {
        let byte = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        self.begin.saturating_add(byte).min(self.text.len())
    }

    /// Moves the count of lines to byte `at`.
    fn count_to(&mut self, at: usize) {
        let passed = &self.text.as_bytes()[self.counted..at];
        let mut ends = 0;
        for (place, byte) in (self.counted..).zip(passed) {
            let alone = || self.text.as_bytes().get(place + 1) != Some(&b'\n');
            ends += u64::from(*byte == b'\n' || (*byte == b'\r' && alone()));
        }
        self.line += ends;
        self.counted = at;
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.broken {
            return None;
        }
        let rest = &self.text[self.place()..];
        let begin = self.place() + (rest.len() - rest.trim_start_matches(['\r', '\n']).len());
        let mut cells = StringRecord::new();
        let read = self.reader.read_record(&mut cells);
        self.count_to(begin);
        let end = self.place();
        // Only the last record can have a quotation mark that nothing closes: it swallows all that follows.
        let open = end == self.text.len() && is_open(&self.text[begin..end], self.separator);
        match read {
            Ok(false) => None,
            Ok(true) if !open => Some(Ok(Row {
                line: self.line,
                cells,
            })),
            _ => {
                self.broken = true;
                Some(Err(Problem::of_line(self.line, Wrong::OpenQuote)))
            }
        }
    }
}

/// Where a reader stands in a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Begin,
    Plain,
    Quoted,
    Closed,
}

/// Whether a quoted cell of the record is never closed.
fn is_open(record: &str, separator: char) -> bool {
    let last = record
        .chars()
        .fold(Place::Begin, |place, c| match (place, c) {
            (Place::Quoted, '"') => Place::Closed,
            // A doubled mark stands for one.
            (Place::Begin | Place::Closed, '"') | (Place::Quoted, _) => Place::Quoted,
            (_, c) if c == separator || matches!(c, '\r' | '\n') => Place::Begin,
            _ => Place::Plain,
        });
    last == Place::Quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &str) -> Result<Sheet, Problem> {
        Sheet::open(text.as_bytes(), |heading| {
            heading == "sku" || heading == "name"
        })
    }

    fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
        let sheet = open(text).unwrap();
        let cells = |row: Row| (row.line, row.cells.iter().map(str::to_owned).collect());
        sheet.rows().map(|row| cells(row.unwrap())).collect()
    }

    #[test]
    fn the_separator_is_found() {
        for (text, separator, columns) in [
            ("sku;name\n", ';', 2),
            ("sku,name\n", ',', 2),
            ("sku\tname\n", '\t', 2),
            ("name\n", ';', 1),
            ("sku;\"a,b,c,d\";name\n", ';', 3),
            ("a,b,c;sku;name\n", ';', 3),
            ("x,y,z\n", ',', 3),
            ("sep=,\r\na;b,c;d,e;f\n", ',', 3),
            ("sku;name;;\n", ';', 2),
        ] {
            let sheet = open(text).unwrap();
            let found = (sheet.separator, sheet.headings.len());
            assert_eq!(found, (separator, columns), "{text:?}");
        }
        assert_eq!(
            open(" sku ;\u{a0}name\r\n").unwrap().headings,
            ["sku", "name"]
        );
        for text in ["", "\n\n", "sep=;\n", "\u{feff}"] {
            assert_eq!(open(text).unwrap_err().wrong, Wrong::Empty, "{text:?}");
        }
    }

    #[test]
    fn rows_know_their_lines() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["sku;name", "A;a", "", "", "B;\"b", "b\"", "C;c"].join(end);
            let lines: Vec<u64> = rows(&text).iter().map(|row| row.0).collect();
            assert_eq!(lines, [2, 5, 7], "{end:?}");
        }
        let said = rows("sep=;\nsku;name\nA;a\n");
        assert_eq!(said, [(3, vec!["A".to_owned(), "a".to_owned()])]);
    }

    #[test]
    fn quotation_marks() {
        let cells = |text: &str| rows(&format!("sku;name\n{text}"))[0].1.clone();
        assert_eq!(cells("A;\"a;\"\"b\"\"\"\n"), ["A", "a;\"b\""]);
        assert_eq!(cells("A;Rura 3\"\n"), ["A", "Rura 3\""]);
        assert_eq!(cells("A;\"\"\n"), ["A", ""]);
        assert_eq!(cells("A;Rura 3\"\"x"), ["A", "Rura 3\"\"x"]);
        for text in ["A;\"a\nB;b\n", "A;a\nB;\"b", "A;\"b\"\"\n", "A;\""] {
            let text = format!("sku;name\n{text}");
            let last = open(&text).unwrap().rows().last().unwrap();
            assert_eq!(last.unwrap_err().wrong, Wrong::OpenQuote, "{text:?}");
        }
    }
}
