//! What can be wrong with a row of a file of buyers, beside what any file can have.

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BuyerWrong {
    /// No columns by which a buyer is known; the headings stand in the value.
    NoKeyColumn,
    /// The row has neither tax number nor short name, nor a name with postcode or city.
    NoKey,
    /// No Polish tax number: pattern or checksum are wrong.
    Nip,
    /// No tax number of any country: there is no digit in it.
    TaxId,
    /// No country's code.
    Country,
    /// An earlier line has the same tax number.
    NipTwice {
        /// That line.
        line: u64,
    },
    /// An earlier line has the same short name.
    ShortNameTwice {
        /// That line.
        line: u64,
    },
    /// A row with nothing but name and address, which are those of another row.
    NameTwice {
        /// That row's line.
        line: u64,
    },
    /// Several cards have the tax number.
    NipShared {
        /// Their ids.
        cards: Vec<i64>,
    },
    /// Several cards have the name at the address.
    NameShared {
        /// Their ids.
        cards: Vec<i64>,
    },
    /// The short name is another card's.
    ShortNameTaken {
        /// That card's id.
        card: i64,
    },
    /// No card is the row's, and without a name none can be made.
    NameNeeded,
}

impl BuyerWrong {
    /// Stable code; the same as of products where the matter is the same.
    pub const fn code(&self) -> &'static str {
        match self {
            BuyerWrong::NoKeyColumn => "import.no-key-column",
            BuyerWrong::NoKey => "row.no-key",
            BuyerWrong::Nip => "row.nip",
            BuyerWrong::TaxId => "row.tax-id",
            BuyerWrong::Country => "row.country",
            BuyerWrong::NipTwice { .. } => "row.nip-twice",
            BuyerWrong::ShortNameTwice { .. } => "row.short-name-twice",
            BuyerWrong::NameTwice { .. } => "row.name-twice",
            BuyerWrong::NipShared { .. } => "row.nip-shared",
            BuyerWrong::NameShared { .. } => "row.name-shared",
            BuyerWrong::ShortNameTaken { .. } => "row.short-name-taken",
            BuyerWrong::NameNeeded => "row.name-needed",
        }
    }
}
