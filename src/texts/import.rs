//! What is wrong with an imported file, in words, and what mends it.

mod buyer;

use super::Lang;
use crate::domain::card::Field;
use crate::domain::contractor::ContractorField;
use crate::domain::import::{FileField, Kind, Problem, Wrong};
use crate::domain::pieces::CountField;

/// Place and matter: `line 7, column D (vat), "32x": is no VAT rate`.
pub fn message(lang: Lang, problem: &Problem) -> String {
    let line = problem
        .line
        .map(|line| lang.pick(format!("wiersz {line}"), format!("line {line}")));
    let column = problem.column.as_ref().map(|column| {
        let (letters, heading) = (column.letters(), &column.heading);
        lang.pick(
            format!("kolumna {letters} ({heading})"),
            format!("column {letters} ({heading})"),
        )
    });
    let value = (!problem.value.is_empty()).then(|| {
        let value = &problem.value;
        lang.pick(format!("„{value}”"), format!("\"{value}\""))
    });
    let parts: Vec<String> = [line, column, value].into_iter().flatten().collect();
    match parts.join(", ").as_str() {
        "" => what(lang, &problem.wrong),
        place => format!("{place}: {}", what(lang, &problem.wrong)),
    }
}

fn what(lang: Lang, wrong: &Wrong) -> String {
    match wrong {
        Wrong::FileTooLarge { limit } => lang.pick(
            format!("plik ma ponad {limit} MB"),
            format!("the file has more than {limit} MB"),
        ),
        Wrong::Binary => lang.pick(
            "to nie jest plik tekstowy CSV".into(),
            "this is no CSV text".into(),
        ),
        Wrong::Undecodable => lang.pick(
            "nieznane kodowanie znaków: to ani UTF-8, ani Windows-1250".into(),
            "unknown encoding: neither UTF-8 nor Windows-1250".into(),
        ),
        Wrong::Empty => lang.pick("plik jest pusty".into(), "the file is empty".into()),
        Wrong::NoRows => lang.pick(
            "pod nagłówkiem nie ma żadnego wiersza".into(),
            "there is no row below the headings".into(),
        ),
        Wrong::TooManyRows { limit } => lang.pick(
            format!("plik ma ponad {limit} wierszy"),
            format!("the file has more than {limit} rows"),
        ),
        Wrong::LineTooLong { limit } => lang.pick(
            format!("wiersz ma ponad {limit} kB"),
            format!("the line has more than {limit} kB"),
        ),
        Wrong::OpenQuote => lang.pick(
            "cudzysłów otwiera pole i nic go nie zamyka".into(),
            "a quotation mark opens a cell and nothing closes it".into(),
        ),
        Wrong::NoKeyColumn => lang.pick(
            "wśród nagłówków nie ma ani sku, ani name".into(),
            "the headings have neither sku nor name".into(),
        ),
        Wrong::ColumnNeeded(field) => lang.pick(
            format!("wśród nagłówków nie ma {field}"),
            format!("the headings do not have {field}"),
        ),
        Wrong::WarehouseNeeded { known } if known.is_empty() => lang.pick(
            "kopia danych nie ma jeszcze żadnego magazynu".into(),
            "the mirror has no warehouse yet".into(),
        ),
        Wrong::WarehouseNeeded { known } => lang.pick(
            format!(
                "nie ma kolumny warehouse, a magazynów jest kilka: {}",
                some(known)
            ),
            format!(
                "there is no column warehouse, and there are several warehouses: {}",
                some(known)
            ),
        ),
        Wrong::ColumnTwice(field) => lang.pick(
            format!("druga kolumna pola {field}"),
            format!("a second column of the field {field}"),
        ),
        Wrong::NoSuchColumn => lang.pick(
            "nie ma takiej kolumny".into(),
            "there is no such column".into(),
        ),
        Wrong::Cells { found, wanted } => lang.pick(
            format!("pól jest {found}, a nagłówków {wanted}"),
            format!("it has {found} cells, the headings are {wanted}"),
        ),
        Wrong::NoKey => lang.pick(
            "nie ma ani sku, ani nazwy".into(),
            "it has neither sku nor name".into(),
        ),
        Wrong::TooLong { limit } => lang.pick(
            format!("ma ponad {limit} znaków"),
            format!("has more than {limit} characters"),
        ),
        Wrong::Control => lang.pick(
            "zawiera znaki sterujące".into(),
            "holds control characters".into(),
        ),
        Wrong::Rounded => lang.pick(
            "arkusz zaokrąglił tę wartość: brakuje cyfr".into(),
            "a spreadsheet has rounded this value: digits are gone".into(),
        ),
        Wrong::NotANumber => lang.pick("nie jest liczbą".into(), "is no number".into()),
        Wrong::NotWhole => lang.pick(
            "to nie jest całkowita liczba sztuk".into(),
            "is no whole number of pieces".into(),
        ),
        Wrong::Ambiguous => lang.pick(
            "może znaczyć dwie różne liczby: znak w środku to przecinek albo separator tysięcy"
                .into(),
            "could be two numbers: the mark in it parts thousands or decimals".into(),
        ),
        Wrong::TooPrecise { places } => lang.pick(
            format!("ma więcej miejsc po przecinku niż {places}"),
            format!("has more than {places} decimal places"),
        ),
        Wrong::Negative => lang.pick(
            "jest mniejsze od zera".into(),
            "is less than nothing".into(),
        ),
        Wrong::TooBig => lang.pick("jest za duże".into(), "is too large".into()),
        Wrong::Rate => lang.pick("nie jest stawką VAT".into(), "is no VAT rate".into()),
        Wrong::RateFraction => lang.pick(
            "to stawka poniżej 1%: arkusz zapisał procent jako ułamek".into(),
            "is a rate below 1 %: a spreadsheet wrote the per cent as a fraction".into(),
        ),
        Wrong::GrossBelowNet => lang.pick(
            "cena brutto jest niższa od ceny netto".into(),
            "the gross price is below the net price".into(),
        ),
        Wrong::Image => lang.pick(
            "nie jest adresem http(s)".into(),
            "is no http(s) address".into(),
        ),
        Wrong::TooManyImages { limit } => lang.pick(
            format!("ma ponad {limit} zdjęć"),
            format!("has more than {limit} images"),
        ),
        Wrong::SkuTwice { line } => lang.pick(
            format!("to samo sku ma wiersz {line}"),
            format!("line {line} has the same sku"),
        ),
        Wrong::NameTwice { line } => lang.pick(
            format!("tę samą nazwę ma wiersz {line}, a ten nie ma sku"),
            format!("line {line} has the same name, and this one has no sku"),
        ),
        Wrong::NameNeeded => lang.pick(
            "żadna kartoteka nie ma tego sku, a nowa potrzebuje nazwy".into(),
            "no card has this sku, and a new one needs a name".into(),
        ),
        Wrong::NoSku => lang.pick("brakuje sku".into(), "there is no sku".into()),
        Wrong::NoWarehouse => lang.pick("brakuje magazynu".into(), "there is no warehouse".into()),
        Wrong::SkuUnknown => lang.pick(
            "żadna kartoteka nie ma tego sku".into(),
            "no card has this sku".into(),
        ),
        Wrong::WarehouseUnknown { .. } => lang.pick(
            "nie ma magazynu o tym symbolu".into(),
            "there is no warehouse with this symbol".into(),
        ),
        Wrong::CountTwice { line } => lang.pick(
            format!("ten sam towar w tym samym magazynie ma wiersz {line}"),
            format!("line {line} counts the same in the same warehouse"),
        ),
        Wrong::SkuShared { cards } => lang.pick(
            format!("to sku mają kartoteki {}", ids(cards)),
            format!("the cards {} have this sku", ids(cards)),
        ),
        Wrong::NameShared { cards } => lang.pick(
            format!("tę nazwę mają kartoteki {}", ids(cards)),
            format!("the cards {} have this name", ids(cards)),
        ),
        Wrong::CardTwice { card, line } => lang.pick(
            format!("to kartoteka {card}, ta sama co w wierszu {line}"),
            format!("this is card {card}, the same as line {line}"),
        ),
        Wrong::Buyer(wrong) => buyer::what(lang, wrong),
    }
}

/// At most ten of them.
fn some(symbols: &[String]) -> String {
    const SHOWN: usize = 10;
    let mut text = symbols
        .iter()
        .take(SHOWN)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    if symbols.len() > SHOWN {
        text += ", …";
    }
    text
}

fn ids(cards: &[i64]) -> String {
    let cards: Vec<String> = cards.iter().map(i64::to_string).collect();
    cards.join(", ")
}

/// What mends it.
pub fn fix(lang: Lang, kind: Kind, wrong: &Wrong) -> String {
    let text = match wrong {
        Wrong::FileTooLarge { .. } | Wrong::TooManyRows { .. } => lang.pick("podziel plik na części", "split the file"),
        Wrong::Binary => lang.pick(
            "zapisz arkusz jako CSV UTF-8 (rozdzielany przecinkami lub średnikami)",
            "save the spreadsheet as CSV UTF-8 (comma or semicolon delimited)",
        ),
        Wrong::Undecodable => lang.pick("zapisz plik jako UTF-8", "save the file as UTF-8"),
        Wrong::Empty | Wrong::NoRows => lang.pick(
            "wyeksportuj plik jeszcze raz, z nagłówkami i wierszami",
            "export the file again, with headings and rows",
        ),
        Wrong::LineTooLong { .. } | Wrong::OpenQuote => lang.pick(
            "popraw cudzysłów w tym wierszu albo wyeksportuj plik jeszcze raz",
            "mend the quotation mark in that line, or export the file again",
        ),
        Wrong::NoKeyColumn | Wrong::ColumnNeeded(_) | Wrong::NoSuchColumn => {
            let fields = fields(kind);
            return lang.pick(
                format!("wskaż kolumny: --map \"NAGŁÓWEK=POLE\"; pola: {fields}"),
                format!("name the columns: --map \"HEADING=FIELD\"; fields: {fields}"),
            );
        }
        Wrong::WarehouseNeeded { known } if known.is_empty() => lang.pick(
            "firmino-link warehouses link BL_KEY SYMBOL, albo warehouses.default w profilu",
            "firmino-link warehouses link BL_KEY SYMBOL, or warehouses.default in the profile",
        ),
        Wrong::WarehouseNeeded { .. } => lang.pick(
            "dodaj do pliku kolumnę warehouse z symbolem magazynu albo ustaw warehouses.default w profilu",
            "add a column warehouse with the symbol to the file, or set warehouses.default in the profile",
        ),
        Wrong::WarehouseUnknown { known } if known.is_empty() => lang.pick(
            "kopia danych nie ma jeszcze magazynów: firmino-link warehouses link BL_KEY SYMBOL",
            "the mirror has no warehouses yet: firmino-link warehouses link BL_KEY SYMBOL",
        ),
        Wrong::WarehouseUnknown { known } => {
            let known = some(known);
            return lang.pick(
                format!("wpisz symbol magazynu z kopii danych: {known}"),
                format!("write the symbol of a warehouse of the mirror: {known}"),
            );
        }
        Wrong::NoWarehouse => lang.pick("wpisz symbol magazynu", "write the symbol of the warehouse"),

        Wrong::ColumnTwice(_) => lang.pick(
            "pomiń jedną z kolumn: --map \"NAGŁÓWEK=-\", albo zmień jej nagłówek",
            "leave one of the columns out: --map \"HEADING=-\", or change its heading",
        ),
        Wrong::Cells { .. } => lang.pick(
            "ujmij w cudzysłów pole, w którym jest separator albo nowy wiersz",
            "put the cell that holds a separator or a line break into quotation marks",
        ),
        Wrong::NoKey => lang.pick("wpisz sku albo nazwę, albo usuń wiersz", "write a sku or a name, or delete the row"),
        Wrong::TooLong { .. } | Wrong::TooManyImages { .. } => lang.pick("skróć", "shorten it"),
        Wrong::Control => lang.pick("wpisz je od nowa bez tych znaków", "write it anew without them"),
        Wrong::Rounded => lang.pick(
            "ustaw kolumnę w arkuszu jako tekst i wyeksportuj plik jeszcze raz",
            "format the column as text in the spreadsheet and export the file again",
        ),
        Wrong::NotANumber if kind == Kind::Stock => lang.pick("wpisz liczbę sztuk, np. 12", "write the number of pieces, such as 12"),
        Wrong::NotWhole => lang.pick(
            "wpisz całe sztuki, np. 12; stanów ułamkowych BaseLinker nie zna",
            "write whole pieces, such as 12: BaseLinker knows no fractions",
        ),
        Wrong::Ambiguous => lang.pick(
            "wpisz liczbę samymi cyframi: 1000 albo 1",
            "write the number in digits only: 1000 or 1",
        ),
        Wrong::NotANumber => lang.pick("zapisz liczbę jak 1234,50", "write the number as 1234.50"),
        Wrong::TooPrecise { .. } => lang.pick(
            "zaokrąglij; tysiące oddzielaj spacją albo wcale",
            "round it; part thousands by a space or not at all",
        ),
        Wrong::Negative | Wrong::TooBig => lang.pick("popraw liczbę", "mend the number"),
        Wrong::Rate => lang.pick("wpisz 23, 8, 5, 0, zw, np albo oo", "write 23, 8, 5, 0, zw, np or oo"),
        Wrong::RateFraction => lang.pick("wpisz 23 zamiast 0,23", "write 23 in place of 0.23"),
        Wrong::GrossBelowNet => lang.pick("sprawdź, czy kolumny cen nie są zamienione", "see whether the price columns are mixed up"),
        Wrong::Image => lang.pick("wpisz pełne adresy, oddzielone spacją albo |", "write whole addresses, parted by a space or |"),
        Wrong::SkuTwice { .. } | Wrong::CardTwice { .. } => lang.pick("zostaw jeden z tych wierszy", "leave one of these rows"),
        Wrong::NameTwice { .. } => lang.pick("wpisz sku albo zostaw jeden z tych wierszy", "write a sku, or leave one of these rows"),
        Wrong::NameNeeded => lang.pick("wpisz nazwę albo popraw sku", "write a name, or mend the sku"),
        Wrong::CountTwice { .. } => lang.pick("zostaw jeden z tych wierszy", "leave one of these rows"),
        Wrong::NoSku => lang.pick("wpisz sku albo usuń ten wiersz", "write a sku, or delete that row"),
        Wrong::SkuUnknown => lang.pick(
            "popraw sku albo najpierw wczytaj kartotekę: firmino-link mirror import products PLIK.csv",
            "mend the sku, or import the card first: firmino-link mirror import products FILE.csv",
        ),
        Wrong::SkuShared { .. } => lang.pick(
            "żaden wiersz z tym sku nie może być wczytany, dopóki mają je dwie kartoteki; usuń go z pliku",
            "no row with this sku can be taken while two cards have it; delete it from the file",
        ),
        Wrong::NameShared { .. } => lang.pick("wpisz w tym wierszu sku", "write a sku into that row"),
        Wrong::Buyer(wrong) => return buyer::fix(lang, wrong),
    };
    text.to_owned()
}

/// Words of all fields of such a file.
pub fn fields(kind: Kind) -> String {
    fn words<F: FileField>() -> String {
        let words: Vec<&str> = F::ALL.iter().map(|field| field.word()).collect();
        words.join(" ")
    }
    match kind {
        Kind::Products => words::<Field>(),
        Kind::Stock => words::<CountField>(),
        Kind::Contractors => words::<ContractorField>(),
    }
}

/// What parts cells, in words.
pub fn separator(lang: Lang, separator: char) -> &'static str {
    match separator {
        ',' => lang.pick("przecinek", "comma"),
        '\t' => lang.pick("tabulator", "tab"),
        _ => lang.pick("średnik", "semicolon"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::import::Column;

    #[test]
    fn place_and_matter() {
        let column = Column {
            heading: "vat".into(),
            number: 4,
        };
        let problem = Problem::of_line(7, Wrong::Rate)
            .in_column(Some(column))
            .with_value("32x");
        let said = |lang| message(lang, &problem);
        assert_eq!(
            said(Lang::En),
            "line 7, column D (vat), \"32x\": is no VAT rate"
        );
        assert_eq!(
            said(Lang::Pl),
            "wiersz 7, kolumna D (vat), „32x”: nie jest stawką VAT"
        );
        let empty = Problem::of_file(Wrong::Empty);
        assert_eq!(message(Lang::En, &empty), "the file is empty");
        assert!(
            fix(Lang::En, Kind::Products, &Wrong::NoKeyColumn).ends_with("class_code note images")
        );
    }
}
