//! A table as a file for spreadsheets: `;`, decimal comma, UTF-8 with BOM, CRLF (what Polish Excel opens by itself).

use crate::domain::money::Amount;

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Foreign or own text; what a spreadsheet would run as a formula gets an apostrophe before it (CWE-1236).
    Text(String),
    /// The same for a file that is read back: every character stays, also those that turn the direction of reading.
    Exact(String),
    /// A sum of money.
    Money(Amount),
    /// A decimal number with a dot, as `4.2512`.
    Decimal(String),
    /// A whole number.
    Whole(i64),
    /// Nothing.
    Empty,
}

impl Cell {
    /// A text.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    fn plain(&self) -> String {
        match self {
            Cell::Text(text) => marked(text).replace(is_command, " "),
            Cell::Exact(text) => marked(text),
            Cell::Money(sum) => sum.to_string().replace('.', ","),
            Cell::Decimal(number) => number.replace('.', ","),
            Cell::Whole(number) => number.to_string(),
            Cell::Empty => String::new(),
        }
    }
}

/// Rows on their way into the file.
#[derive(Debug, Clone)]
pub struct Sheet(String);

impl Default for Sheet {
    fn default() -> Sheet {
        Sheet("\u{feff}".to_owned())
    }
}

impl Sheet {
    /// Adds a row; without cells an empty line.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        let cells: Vec<String> = cells.into_iter().map(|cell| quoted(cell.plain())).collect();
        self.0 += &cells.join(";");
        self.0 += "\r\n";
    }

    /// Adds a row of texts.
    pub fn texts<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) {
        self.row(texts.into_iter().map(Cell::text));
    }

    /// The file's content.
    pub fn finish(self) -> String {
        self.0
    }
}

/// A text with an apostrophe before it where a spreadsheet would run it, or where it would pass for one that got its
/// apostrophe here: `=1` → `'=1`, `'=1` → `''=1`. So one apostrophe less is always what it was.
fn marked(text: &str) -> String {
    let mark = if is_formula(text) { "'" } else { "" };
    format!("{mark}{text}")
}

/// The text that [`Sheet`] wrote as this one: without the apostrophe that it put before a formula.
pub fn unmarked(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => text,
    }
}

fn is_formula(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    bare.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// What a terminal would take for a command, or what turns the direction of reading.
fn is_command(c: char) -> bool {
    let turns = matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    turns || c.is_control() && !matches!(c, '\t' | '\r' | '\n')
}

fn quoted(text: String) -> String {
    if text.contains([';', '"', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_apostrophe_less_is_what_it_was() {
        for text in [
            "=1", "'=1", "''=1", "-", "'-", "'", "''", "'x", "", "+48", "@a", "x='", "' =1",
        ] {
            assert_eq!(unmarked(&marked(text)), text);
        }
        assert_eq!(unmarked("'90s"), "'90s");
    }

    #[test]
    fn numbers_stay_numbers_and_formulas_become_text() {
        let mut sheet = Sheet::default();
        sheet.row([
            Cell::Money(Amount::from_grosze(-1250)),
            Cell::Decimal("4.2512".into()),
            Cell::Whole(-3),
            Cell::Empty,
        ]);
        sheet.texts(["=1+1", "+48 600", "-", "@x", "\tx", "\rx", "a=b", "'x"]);
        sheet.row([]);
        sheet.texts(["'=1", "''-", "'"]);
        sheet.row([Cell::Exact("=a\u{202e}b".into())]);
        sheet.texts(["a;b", "say \"hi\"", "two\nlines", "a\u{1b}[2J\u{202e}b"]);
        assert_eq!(
            sheet.finish(),
            "\u{feff}-12,50;4,2512;-3;\r\n\
             '=1+1;'+48 600;'-;'@x;'\tx;\"'\rx\";a=b;'x\r\n\
             \r\n\
             ''=1;'''-;'\r\n\
             '=a\u{202e}b\r\n\
             \"a;b\";\"say \"\"hi\"\"\";\"two\nlines\";a [2J b\r\n"
        );
    }
}
