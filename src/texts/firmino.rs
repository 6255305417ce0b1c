//! What a pull from Firmino leaves to a person.

use super::Lang;

/// How many requests a pull will take, before the first is sent; `None`: nothing is known yet.
pub fn pull_forecast(lang: Lang, requests: Option<u32>, used: u32, limit: u32) -> String {
    let left = limit.saturating_sub(used);
    match requests {
        None => lang.pick(
            format!("pierwszy odczyt: liczba żądań nie jest znana; na dziś zostało {left} z {limit}"),
            format!("a first reading: how many requests it takes is not known; {left} of {limit} are left today"),
        ),
        Some(requests) if requests > left => lang.pick(
            format!("potrzeba około {requests} żądań, na dziś zostało {left} z {limit}: reszta następnym razem"),
            format!("about {requests} requests, {left} of {limit} are left today: the rest comes another time"),
        ),
        Some(requests) => enough(lang, requests, left, limit),
    }
}

/// How many requests a push will take, before the first is sent.
pub fn push_forecast(lang: Lang, requests: u32, used: u32, limit: u32) -> String {
    let left = limit.saturating_sub(used);
    if requests > left {
        return lang.pick(
            format!("potrzeba około {requests} żądań, na dziś zostało {left} z {limit}: reszta następnym razem"),
            format!("about {requests} requests, {left} of {limit} are left today: the rest goes another time"),
        );
    }
    enough(lang, requests, left, limit)
}

fn enough(lang: Lang, requests: u32, left: u32, limit: u32) -> String {
    lang.pick(
        format!("potrzeba około {requests} żądań; na dziś zostało {left} z {limit}"),
        format!("about {requests} requests; {left} of {limit} are left today"),
    )
}

/// A level that Firmino's quantity does not explain: pieces here, there, and what should be here by that.
pub fn quantity(lang: Lang, level: i64, pieces: i64, expected: i64) -> String {
    let on_top = expected.saturating_sub(pieces);
    let why = match on_top {
        0 => String::new(),
        _ => lang.pick(
            format!(" (ilość {pieces}, a {on_top:+} to ruchy, o których Firmino nie wie)"),
            format!(
                " (quantity {pieces}, and {on_top:+} are movements that Firmino does not know)"
            ),
        ),
    };
    lang.pick(
        format!("stan tutaj {level}, według Firmino {expected}{why}"),
        format!("the level here is {level}, by Firmino {expected}{why}"),
    )
}

/// A list of Firmino by its word.
pub fn list(lang: Lang, list: &str) -> &'static str {
    match list {
        "articles" => lang.pick("towary", "articles"),
        _ => lang.pick("kontrahenci", "customers"),
    }
}

/// A list that may not be whole.
pub fn part(lang: Lang, of: &str) -> String {
    let name = list(lang, of);
    lang.pick(
        format!("{name}: lista może być niepełna; czego nie odczytano, zostaje bez zmian"),
        format!("{name}: the list may not be whole; what was not read stays as it is"),
    )
}

/// Rows of a list that are not in Firmino any more.
pub fn removed(lang: Lang, of: &str, count: usize) -> String {
    let name = list(lang, of);
    lang.pick(
        format!("{name}: w Firmino nie ma już {count}; powiązania z nimi usunięto, dane tutaj zostają"),
        format!("{name}: {count} are not in Firmino any more; their links were dropped, what is here stays"),
    )
}

/// A list that an earlier pull has read.
pub fn earlier(lang: Lang, of: &str) -> String {
    let name = list(lang, of);
    lang.pick(
        format!("{name}: odczytane w poprzednim odczycie, któremu zabrakło żądań"),
        format!("{name}: read by the reading before, which ran out of requests"),
    )
}

/// What is the matter, by the notice's code.
pub fn message(lang: Lang, code: &str) -> &'static str {
    match code {
        "firmino.code-twice-there" => lang.pick(
            "kilka towarów w Firmino ma ten sam kod",
            "several articles in Firmino have this code",
        ),
        "firmino.sku-twice-here" => lang.pick(
            "kilka kartotek tutaj ma ten kod jako SKU",
            "several cards here have this code as SKU",
        ),
        "firmino.card-taken" => lang.pick(
            "kartoteka z tym kodem jest już innym towarem z Firmino",
            "the card with this code is another article of Firmino already",
        ),
        "firmino.name-twice-there" => lang.pick(
            "kilka towarów w Firmino ma tę samą nazwę, a kodu nie ma żadna kartoteka",
            "several articles in Firmino have this name, and no card has the code",
        ),
        "firmino.name-twice-here" => lang.pick(
            "kilka kartotek tutaj ma tę nazwę, a kodu żadna",
            "several cards here have this name, and none the code",
        ),
        "firmino.name-unproven" => lang.pick(
            "pasuje tylko nazwa, a listy nie odczytano w całości: inny towar też może się tak nazywać",
            "only the name fits, and the list was not read whole: another article may have it, too",
        ),
        "firmino.code-differs" => lang.pick(
            "kod w Firmino różni się od SKU kartoteki albo ma go już inna kartoteka; SKU zostaje",
            "Firmino's code differs from the card's SKU, or another card has it already; the SKU stays",
        ),
        "firmino.rate-unknown" => lang.pick(
            "stawki VAT z Firmino nie da się tu zapisać (npue, 0pp); stawka kartoteki zostaje",
            "Firmino's VAT rate has no word here (npue, 0pp); the card's rate stays",
        ),
        "firmino.nip-twice-there" => lang.pick(
            "kilku kontrahentów w Firmino ma ten sam NIP",
            "several customers in Firmino have this NIP",
        ),
        "firmino.contractor-twice-there" => lang.pick(
            "kilku kontrahentów z Firmino pasuje do jednego tutaj",
            "several customers of Firmino fit one contractor here",
        ),
        "firmino.contractor-twice-here" => lang.pick(
            "kilku kontrahentów tutaj pasuje do tego z Firmino",
            "several contractors here fit this customer",
        ),
        "firmino.contractor-taken" => lang.pick(
            "kontrahent z tym NIP jest tu już innym kontrahentem z Firmino",
            "the contractor with this NIP is another customer of Firmino already",
        ),
        "firmino.quantity-odd" => lang.pick(
            "ilość w Firmino nie jest liczbą całych sztuk; stan zostaje",
            "Firmino's quantity is no number of whole pieces; the level stays",
        ),
        _ => lang.pick(
            "wiersza z Firmino nie da się odczytać: nie ma nazwy, jest za długa albo rodzaj jest nieznany",
            "Firmino's row cannot be used: no name, one that is too long, or an unknown type",
        ),
    }
}

/// What mends it.
pub fn fix(lang: Lang, code: &str) -> &'static str {
    match code {
        "firmino.code-twice-there" => lang.pick(
            "nadaj w Firmino każdemu towarowi własny kod",
            "give each article a code of its own in Firmino",
        ),
        "firmino.sku-twice-here" => lang.pick(
            "zostaw ten SKU jednej kartotece",
            "leave this SKU to one card",
        ),
        "firmino.name-twice-there" | "firmino.name-twice-here" => lang.pick(
            "wpisz kod towaru jako SKU właściwej kartoteki: firmino-link mirror import products",
            "write the article's code as the SKU of the right card: firmino-link mirror import products",
        ),
        "firmino.name-unproven" => lang.pick(
            "wpisz kod towaru jako SKU kartoteki albo odczytaj listę w całości (bez --limit)",
            "write the article's code as the card's SKU, or read the list whole (without --limit)",
        ),
        "firmino.code-differs" => lang.pick(
            "jeśli to ten sam towar, nic nie trzeba; ujednolić kod w Firmino i SKU, gdy mają być równe",
            "nothing, if it is the same thing; make code and SKU equal if they should be",
        ),
        "firmino.rate-unknown" => lang.pick(
            "wpisz stawkę kartoteki: firmino-link mirror import products",
            "give the card its rate: firmino-link mirror import products",
        ),
        "firmino.card-taken" => lang.pick(
            "sprawdź w Firmino, który z dwóch towarów jest właściwy",
            "see in Firmino which of the two articles is the right one",
        ),
        "firmino.nip-twice-there" | "firmino.contractor-twice-there" | "firmino.contractor-taken" => lang.pick(
            "połącz kontrahentów w Firmino albo popraw NIP",
            "join the customers in Firmino, or mend the NIP",
        ),
        "firmino.contractor-twice-here" => lang.pick(
            "uzupełnij NIP albo adres kontrahenta w Firmino",
            "fill in the customer's NIP or address in Firmino",
        ),
        "firmino.quantity-differs" => lang.pick(
            "jeśli rację ma Firmino: firmino-link mirror pull articles --take-quantities (jedna kartoteka: firmino-link stock set SKU MAGAZYN ILE); jeśli nie, popraw ilość w Firmino",
            "if Firmino is right: firmino-link mirror pull articles --take-quantities (one card: firmino-link stock set SKU WAREHOUSE QTY); if not, mend the quantity in Firmino",
        ),
        _ => lang.pick("popraw go w Firmino", "mend it in Firmino"),
    }
}
