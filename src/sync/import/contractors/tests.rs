use super::*;
use crate::sync::import::contractors::apply::{ApplyError, apply};

fn rows(text: &str) -> Result<ContractorsFile, Problems> {
    read(text.as_bytes(), &Mapping::default())
}

/// Created, updated, unchanged; or the codes with their lines.
fn taken(mirror: &mut Mirror, text: &str) -> Result<[usize; 3], Vec<(u64, &'static str)>> {
    let codes = |problems: Problems| {
        let problems = problems.listed.iter();
        let codes = problems.map(|problem| (problem.line.unwrap_or(0), problem.wrong.code()));
        codes.collect()
    };
    let file = rows(text).map_err(codes)?;
    match apply(mirror, &file, 1) {
        Ok(applied) => Ok([applied.created, applied.updated, applied.unchanged]),
        Err(ApplyError::Rows(problems)) => Err(codes(problems)),
        Err(ApplyError::Mirror(error)) => panic!("{error}"),
    }
}

fn mirror(text: &str) -> Mirror {
    let mut mirror = Mirror::in_memory(0).unwrap();
    taken(&mut mirror, text).unwrap();
    mirror
}

/// All cards: short name, name, number, country, street, house, flat, postcode, city.
fn cards(mirror: &Mirror) -> Vec<String> {
    let text = |value: Option<String>| value.unwrap_or_default();
    let cards = mirror.contractor_cards().unwrap();
    cards
        .into_iter()
        .map(|card| {
            let country = card.country.map(|country| country.to_string());
            [
                card.short_name,
                card.name,
                card.nip,
                country,
                card.street,
                card.house,
                card.flat,
                card.postcode,
                card.city,
            ]
            .map(text)
            .join("|")
        })
        .collect()
}

#[test]
fn headings_of_firmino_s_api_and_ours() {
    let file = rows(
        "fullName,shortName,tin,countryCode,street,houseNo,flatNo,postCode,locality,Email,regon\n\
         Firma,F,1234563218,PL,Długa,1,2,65-001,Zielona Góra,a@example.com,x\n",
    )
    .unwrap();
    let words: Vec<&str> = file
        .columns
        .iter()
        .map(|(_, field)| crate::domain::import::FileField::word(*field))
        .collect();
    assert_eq!(
        words.join(" "),
        "name short_name nip country street house flat postcode city email"
    );
    assert_eq!(file.extra, ["regon"]);
    let twice = rows("name;fullName;nip\nA;B;1234563218\n").unwrap_err();
    assert_eq!(twice.listed[0].wrong, Wrong::ColumnTwice("name"));
}

#[test]
fn a_file_that_says_of_nobody_who_it_is() {
    for text in ["name;email\nA;b\n", "city;phone\nA;1\n", "postcode\n1\n"] {
        let problems = rows(text).unwrap_err();
        assert_eq!(
            problems.listed[0].wrong,
            Wrong::Buyer(BuyerWrong::NoKeyColumn),
            "{text}"
        );
    }
    for text in [
        "name;city\nA;B\n",
        "name;postcode\nA;1\n",
        "nip\n1234563218\n",
        "short_name\nA\n",
    ] {
        assert!(rows(text).is_ok(), "{text}");
    }
}

#[test]
fn every_bad_cell_is_told_with_its_column() {
    let long = "ż".repeat(31);
    let text = format!(
        "name;short_name;nip;country;postcode;city\n\
         A;A;1234567890;PL;1;B\n\
         A;B;brak;DE;1;B\n\
         A;C;;Polska;1;B\n\
         A;D;123;Niemcy;1;B\n\
         A;{long};;PL;1;{long}\n\
         A;;;;;\n\
         ;;;PL;1;B\n\
         A;E;1,23E+09;;1;B\n"
    );
    let problems = rows(&text).unwrap_err();
    let told: Vec<_> = problems
        .listed
        .iter()
        .map(|problem| {
            let column = problem
                .column
                .as_ref()
                .map_or("", |column| column.heading.as_str());
            (problem.line.unwrap(), column, problem.wrong.code())
        })
        .collect();
    assert_eq!(
        told,
        [
            (2, "nip", "row.nip"),
            (3, "nip", "row.tax-id"),
            (4, "country", "row.country"),
            (5, "country", "row.country"),
            (6, "short_name", "row.too-long"),
            (6, "city", "row.too-long"),
            (7, "", "row.no-key"),
            (8, "", "row.no-key"),
            (9, "nip", "row.rounded"),
        ]
    );
}

#[test]
fn rows_of_one_file_that_are_one_buyer() {
    for (text, code) in [
        (
            "nip;name\n1234563218;A\nPL 123-456-32-18;B\n",
            "row.nip-twice",
        ),
        ("short_name;name\nA;A\n A ;B\n", "row.short-name-twice"),
        ("name;city\nA;Łódź\nA;ŁÓDŹ\n", "row.name-twice"),
        (
            "name;city;nip\nA;Łódź;\nA;Łódź;1234563218\n",
            "row.name-twice",
        ),
        (
            "nip;name;country\n12-345;A;US\n12345;B;US\n",
            "row.nip-twice",
        ),
    ] {
        let problems = rows(text).unwrap_err();
        // Of two rows with nothing but name and address both are told.
        let codes = problems.listed.iter().map(|problem| problem.wrong.code());
        assert!(codes.eq([code].repeat(problems.count())), "{problems:?}");
    }
    // Namesakes elsewhere, and numbers that two countries gave, are two buyers.
    assert!(rows("name;city\nA;Łódź\nA;Gdańsk\n").is_ok());
    assert!(rows("nip;name;country\n12345;A;US\n12345;B;CH\n").is_ok());
}

#[test]
fn the_card_of_a_row() {
    let there = "short_name;name;nip;country;postcode;city\n\
                 F;Firma;1234563218;PL;65-001;Zielona Góra\n\
                 ANNA;Anna Próbna;;PL;90-001;Łódź\n\
                 ANNA 2;Anna Próbna;;PL;80-001;Gdańsk\n\
                 US;Acme;12345;US;1;Boston\n";
    for (text, expected) in [
        // By number, however it is written.
        ("nip;name\nPL 123 456 32 18;Firma SA\n", Ok([0, 1, 0])),
        ("nip;city\n1234563218;Zielona Góra\n", Ok([0, 0, 1])),
        // By short name; a number comes to the card.
        ("short_name;nip\nANNA;1111111111\n", Ok([0, 1, 0])),
        ("short_name;phone\nANNA 2;1\n", Ok([0, 1, 0])),
        // By name and postcode or city.
        ("name;city;phone\nAnna Próbna;ŁÓDŹ;1\n", Ok([0, 1, 0])),
        ("name;postcode;phone\nAnna Próbna;80 001;1\n", Ok([0, 1, 0])),
        (
            "name;city;nip\nAnna Próbna;Łódź;1111111111\n",
            Ok([0, 1, 0]),
        ),
        (
            "name;city;short_name\nAnna Próbna;Łódź;NOWY\n",
            Ok([0, 1, 0]),
        ),
        // Somebody else.
        ("name;city\nAnna Próbna;Kraków\n", Ok([1, 0, 0])),
        (
            "name;city;nip\nFirma;Zielona Góra;1111111111\n",
            Ok([1, 0, 0]),
        ),
        ("nip;name;country\n12345;Acme;CH\n", Ok([1, 0, 0])),
        // Not told apart, or not to be had.
        (
            "short_name;nip\nF;1111111111\n",
            Err("row.short-name-taken"),
        ),
        (
            "short_name;nip\nANNA;1234563218\n",
            Err("row.short-name-taken"),
        ),
        ("nip\n1111111111\n", Err("row.name-needed")),
        (
            "nip;short_name;name\n1234563218;;Firma\n;F;Firma\n",
            Err("row.card-twice"),
        ),
    ] {
        let mut mirror = mirror(there);
        let before = cards(&mirror);
        let found = taken(&mut mirror, text);
        match expected {
            Ok(counts) => assert_eq!(found, Ok(counts), "{text}"),
            Err(code) => {
                let codes = found.expect_err(text);
                assert_eq!(codes.len(), 1, "{text}");
                assert_eq!(codes[0].1, code, "{text}");
                assert_eq!(cards(&mirror), before, "{text}");
            }
        }
    }
}

#[test]
fn two_cards_that_fit_are_never_guessed_between() {
    let twins = "short_name;name;city\nA;Anna;Łódź\nB;Anna;Łódź\n";
    let mut mirror = mirror(twins);
    assert_eq!(
        taken(&mut mirror, "name;city;phone\nAnna;Łódź;1\n"),
        Err(vec![(2, "row.name-shared")])
    );
    // A number is somebody's own: a card of its own rather than one of the two.
    assert_eq!(
        taken(&mut mirror, "name;city;nip\nAnna;Łódź;1111111111\n"),
        Ok([1, 0, 0])
    );
    assert_eq!(taken(&mut mirror, twins), Ok([0, 0, 2]));
}

#[test]
fn what_is_not_told_stays_and_an_address_moves_as_one() {
    let mut mirror = mirror(
        "short_name;name;nip;country;street;house;flat;postcode;city\n\
         A;Firma;1234563218;PL;ul. Długa;12A;3;65-001;Zielona Góra\n",
    );
    let before = cards(&mirror);
    let blank = "short_name;name;nip;country;street;house;flat;postcode;city\nA;;;;;;;;\n";
    assert_eq!(taken(&mut mirror, blank), Ok([0, 0, 1]));
    assert_eq!(cards(&mirror), before);
    // The same line in one cell is the same address; another street does not keep the flat of the old one.
    let line = "short_name;street\nA;ul. Długa 12A/3\n";
    assert_eq!(taken(&mut mirror, line), Ok([0, 0, 1]));
    assert_eq!(
        taken(&mut mirror, "short_name;street\nA;ul. Krótka 7\n"),
        Ok([0, 1, 0])
    );
    assert_eq!(
        cards(&mirror),
        ["A|Firma|1234563218|PL|ul. Krótka|7||65-001|Zielona Góra"]
    );
}

#[test]
fn a_made_short_name_takes_none_that_a_later_row_brings() {
    let mirror = mirror(
        "short_name;name;city\n;Anna;Łódź\nAnna;Anna Druga;Łódź\n;Anna;Gdańsk\nAnna 2;Anna Trzecia;Łódź\n",
    );
    let shorts: Vec<String> = cards(&mirror)
        .iter()
        .map(|card| card.split('|').next().unwrap().to_owned())
        .collect();
    assert_eq!(shorts, ["Anna 3", "Anna", "Anna 4", "Anna 2"]);
}
