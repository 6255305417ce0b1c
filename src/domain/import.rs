//! What can be wrong with a file that a person imports, and where.

mod buyer;

pub use buyer::BuyerWrong;

/// Most characters of a cell that a problem shows.
const SHOWN: usize = 60;

/// What a file holds: its columns are remembered by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Product cards.
    Products,
    /// Counted levels.
    Stock,
    /// Buyers' cards.
    Contractors,
}

impl Kind {
    /// Stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Products => "products",
            Kind::Stock => "stock",
            Kind::Contractors => "contractors",
        }
    }
}

/// A field that a column may be.
pub trait FileField: Copy + PartialEq + 'static {
    /// All of them, as listed to people.
    const ALL: &'static [Self];

    /// Its word in headings and in `--map`.
    fn word(self) -> &'static str;

    /// Another word of the field: that of Firmino's API, where it differs.
    fn other_word(self) -> Option<&'static str> {
        None
    }

    /// The field of a word, in any case, trimmed.
    fn parse(word: &str) -> Option<Self> {
        let word = word.trim();
        let is = |own: &str| own.eq_ignore_ascii_case(word);
        let mut all = Self::ALL.iter().copied();
        all.find(|field| is(field.word()) || field.other_word().is_some_and(is))
    }
}

/// A column of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading as in the file.
    pub heading: String,
    /// Its place, from 1.
    pub number: usize,
}

impl Column {
    /// Its letters in a spreadsheet: A, B, … Z, AA.
    pub fn letters(&self) -> String {
        let mut rest = self.number;
        let mut letters = Vec::new();
        while rest > 0 {
            let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
            letters.push(char::from(b'A' + digit));
            rest = (rest - 1) / 26;
        }
        letters.iter().rev().collect()
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Line of the file, from 1; of a row with line breaks the first. `None`: the file as a whole.
    pub line: Option<u64>,
    /// The column; `None`: the whole line.
    pub column: Option<Column>,
    /// The text in question, cut to 60 characters; empty where there is none.
    pub value: String,
    /// What is wrong.
    pub wrong: Wrong,
}

impl Problem {
    /// Of the file as a whole.
    pub fn of_file(wrong: Wrong) -> Problem {
        Problem {
            line: None,
            column: None,
            value: String::new(),
            wrong,
        }
    }

    /// Of a line.
    pub fn of_line(line: u64, wrong: Wrong) -> Problem {
        Problem {
            line: Some(line),
            ..Problem::of_file(wrong)
        }
    }

    /// The same, in that column.
    pub fn in_column(self, column: Option<Column>) -> Problem {
        Problem { column, ..self }
    }

    /// The same, with that text.
    pub fn with_value(self, value: &str) -> Problem {
        let mut shown: String = value.chars().take(SHOWN).collect();
        if shown.len() < value.len() {
            shown.push('…');
        }
        Problem {
            value: shown,
            ..self
        }
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// The file has more bytes.
    FileTooLarge {
        /// Most megabytes.
        limit: usize,
    },
    /// The file is no text (a spreadsheet's own format, an archive).
    Binary,
    /// The bytes are in no encoding that is known here.
    Undecodable,
    /// There is nothing in the file.
    Empty,
    /// There is nothing after the headings.
    NoRows,
    /// There are more rows.
    TooManyRows {
        /// Most rows.
        limit: usize,
    },
    /// The line is longer.
    LineTooLong {
        /// Most kilobytes.
        limit: usize,
    },
    /// A quotation mark opens a cell and nothing closes it.
    OpenQuote,
    /// Neither a column of SKUs nor one of names; the headings stand in the value.
    NoKeyColumn,
    /// No column is this field, which is needed; the headings stand in the value.
    ColumnNeeded(&'static str),
    /// No column says the warehouse, and these are known: which one is meant cannot be told.
    WarehouseNeeded {
        /// Symbols of all warehouses.
        known: Vec<String>,
    },
    /// Two columns are the same field, named here.
    ColumnTwice(&'static str),
    /// A column that was to be mapped is not in the file.
    NoSuchColumn,
    /// The row has another number of cells than the headings.
    Cells {
        /// Cells of the row.
        found: usize,
        /// Headings.
        wanted: usize,
    },
    /// The row has neither SKU nor name.
    NoKey,
    /// The text is longer.
    TooLong {
        /// Most characters.
        limit: usize,
    },
    /// A control character in a code, or nothing else in a text.
    Control,
    /// A code that a spreadsheet has rounded (`5,9E+12`).
    Rounded,
    /// No number.
    NotANumber,
    /// No whole number of pieces.
    NotWhole,
    /// `1.000` and `1,000`: one, or a thousand.
    Ambiguous,
    /// More decimal places.
    TooPrecise {
        /// Most places.
        places: u32,
    },
    /// Less than nothing.
    Negative,
    /// More than anything costs or weighs.
    TooBig,
    /// No VAT rate that is known.
    Rate,
    /// A rate between 0 and 1 %.
    RateFraction,
    /// The gross price is lower than the net one.
    GrossBelowNet,
    /// No address of an image.
    Image,
    /// More images.
    TooManyImages {
        /// Most images.
        limit: usize,
    },
    /// The SKU stands in an earlier line, too.
    SkuTwice {
        /// That line.
        line: u64,
    },
    /// A row without SKU has the name of another row.
    NameTwice {
        /// That row's line.
        line: u64,
    },
    /// No card has the SKU, and without a name none can be made.
    NameNeeded,
    /// The row says a level and not of what.
    NoSku,
    /// The row says a level and not where.
    NoWarehouse,
    /// No card has the SKU.
    SkuUnknown,
    /// No warehouse has the symbol.
    WarehouseUnknown {
        /// Symbols of all warehouses.
        known: Vec<String>,
    },
    /// An earlier line counts the same SKU in the same warehouse.
    CountTwice {
        /// That line.
        line: u64,
    },
    /// Several cards have the SKU.
    SkuShared {
        /// Their ids.
        cards: Vec<i64>,
    },
    /// Several cards have the name.
    NameShared {
        /// Their ids.
        cards: Vec<i64>,
    },
    /// An earlier line is the same card.
    CardTwice {
        /// The card's id.
        card: i64,
        /// That line.
        line: u64,
    },
    /// What only a file of buyers can have.
    Buyer(BuyerWrong),
}

impl Wrong {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Wrong::FileTooLarge { .. } => "import.file-too-large",
            Wrong::Binary => "import.binary",
            Wrong::Undecodable => "import.encoding",
            Wrong::Empty => "import.empty",
            Wrong::NoRows => "import.no-rows",
            Wrong::TooManyRows { .. } => "import.too-many-rows",
            Wrong::LineTooLong { .. } => "import.line-too-long",
            Wrong::OpenQuote => "import.open-quote",
            Wrong::NoKeyColumn => "import.no-key-column",
            Wrong::ColumnNeeded(_) => "import.column-needed",
            Wrong::WarehouseNeeded { .. } => "import.warehouse-needed",
            Wrong::ColumnTwice(_) => "import.column-twice",
            Wrong::NoSuchColumn => "import.no-such-column",
            Wrong::Cells { .. } => "row.cells",
            Wrong::NoKey => "row.no-key",
            Wrong::TooLong { .. } => "row.too-long",
            Wrong::Control => "row.control",
            Wrong::Rounded => "row.rounded",
            Wrong::NotANumber => "row.not-a-number",
            Wrong::NotWhole => "row.not-whole",
            Wrong::Ambiguous => "row.ambiguous-number",
            Wrong::TooPrecise { .. } => "row.too-precise",
            Wrong::Negative => "row.negative",
            Wrong::TooBig => "row.too-big",
            Wrong::Rate => "row.rate",
            Wrong::RateFraction => "row.rate-fraction",
            Wrong::GrossBelowNet => "row.gross-below-net",
            Wrong::Image => "row.image",
            Wrong::TooManyImages { .. } => "row.too-many-images",
            Wrong::SkuTwice { .. } => "row.sku-twice",
            Wrong::NameTwice { .. } => "row.name-twice",
            Wrong::NameNeeded => "row.name-needed",
            Wrong::NoSku => "row.no-sku",
            Wrong::NoWarehouse => "row.no-warehouse",
            Wrong::SkuUnknown => "row.sku-unknown",
            Wrong::WarehouseUnknown { .. } => "row.warehouse-unknown",
            Wrong::CountTwice { .. } => "row.count-twice",
            Wrong::SkuShared { .. } => "row.sku-shared",
            Wrong::NameShared { .. } => "row.name-shared",
            Wrong::CardTwice { .. } => "row.card-twice",
            Wrong::Buyer(wrong) => wrong.code(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        let letters = |number| {
            let heading = String::new();
            Column { heading, number }.letters()
        };
        let all = [1, 26, 27, 52, 53, 702, 703].map(letters);
        assert_eq!(all, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_long_text_is_cut() {
        let problem = Problem::of_line(7, Wrong::NotANumber).with_value(&"ż".repeat(61));
        assert_eq!(problem.value, "ż".repeat(60) + "…");
    }
}
