//! Products in words.

use super::{Lang, count};

fn listed(ids: &[i64]) -> String {
    let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
    ids.join(", ")
}

/// Why nothing was linked, without saying of what; a code that is not known here stays as it is.
pub fn why(lang: Lang, code: &str) -> &str {
    match code {
        "product.several-links" => lang.pick(
            "kilka kartotek wskazuje ten produkt",
            "several cards point to this product",
        ),
        "product.several-by-sku" => {
            lang.pick("kilka kartotek ma jego SKU", "several cards have its SKU")
        }
        "product.several-by-ean" => {
            lang.pick("kilka kartotek ma jego EAN", "several cards have its EAN")
        }
        "product.several-by-name" => lang.pick(
            "kilka kartotek ma jego nazwę",
            "several cards have its name",
        ),
        "product.name-shared-there" => lang.pick(
            "kilka produktów w BaseLinker ma tę nazwę",
            "several products in BaseLinker have this name",
        ),
        "product.sku-shared-there" => lang.pick(
            "kilka produktów w BaseLinker ma to SKU",
            "several products in BaseLinker have this SKU",
        ),
        "product.linked-to-another" => lang.pick(
            "ta kartoteka jest połączona z innym produktem",
            "this card is linked to another product",
        ),
        "product.name-too-long" => lang.pick(
            "nazwa ma więcej niż 200 znaków, których przyjmuje BaseLinker",
            "the name has more than the 200 characters that BaseLinker takes",
        ),
        "product.sku-too-long" => lang.pick(
            "SKU ma więcej niż 50 znaków, które przyjmuje BaseLinker",
            "the SKU has more than the 50 characters that BaseLinker takes",
        ),
        other => other,
    }
}

/// Why nothing was linked.
pub fn conflict(lang: Lang, code: &str, product: i64, between: &[i64]) -> String {
    let (cards, why) = (listed(between), why(lang, code));
    if product == 0 {
        lang.pick(
            format!("kartoteka {cards}: {why}"),
            format!("card {cards}: {why}"),
        )
    } else {
        lang.pick(
            format!("produkt {product}: {why} (kartoteki: {cards}); nic nie połączono"),
            format!("product {product}: {why} (cards: {cards}); nothing was linked"),
        )
    }
}

/// What settles a conflict of links.
pub fn settle(lang: Lang, product: i64, cards: &[i64]) -> String {
    match (product, cards.first()) {
        (0, _) | (_, None) => in_panel(lang),
        (product, Some(card)) => format!("firmino-link products link {card} {product}"),
    }
}

/// A part that changed on both sides; `about` is product, card and part.
pub fn both(
    lang: Lang,
    about: (i64, i64, &str),
    last: Option<&str>,
    here: Option<&str>,
    there: Option<&str>,
) -> String {
    let (product, card, part) = about;
    let [last, here, there] = [last, here, there].map(|text| text.unwrap_or("–"));
    lang.pick(
        format!("produkt {product}, kartoteka {card}: {part} zmieniono po obu stronach; ostatnio „{last}”, tu „{here}”, w BaseLinker „{there}”; nic nie zapisano"),
        format!("product {product}, card {card}: {part} changed on both sides; last \"{last}\", here \"{here}\", in BaseLinker \"{there}\"; nothing was written"),
    )
}

/// What settles it.
pub fn both_fix(lang: Lang, product: i64) -> String {
    lang.pick(
        format!("ustaw po jednej stronie wartość drugiej (produkt {product} w panelu BaseLinker albo kartoteka: mirror import products)"),
        format!("set on one side what the other has (product {product} in BaseLinker's panel, or the card: mirror import products)"),
    )
}

/// A linked product is gone.
pub fn gone(lang: Lang, product: i64, card: i64) -> String {
    lang.pick(
        format!("produktu {product}, połączonego z kartoteką {card}, nie ma już w BaseLinker; powiązanie usunięto, nowego produktu nie założono"),
        format!("the product {product}, linked to card {card}, is no longer in BaseLinker; the link was dropped, and no new product was made"),
    )
}

/// What is to be done then.
pub fn gone_fix(lang: Lang, card: i64) -> String {
    lang.pick(
        format!("połącz z innym: firmino-link products link {card} BL_ID"),
        format!("link it to another one: firmino-link products link {card} BL_ID"),
    )
}

/// A product that cannot be read.
pub fn odd(lang: Lang, product: i64, seen: &str) -> String {
    lang.pick(
        format!("produktu {product} nie da się odczytać: „{seen}”"),
        format!("the product {product} cannot be read: \"{seen}\""),
    )
}

/// BaseLinker refused something of a card.
pub fn refused(lang: Lang, card: i64, said: &str) -> String {
    lang.pick(
        format!("kartoteka {card}: BaseLinker odmówił: {said}"),
        format!("card {card}: BaseLinker refused: {said}"),
    )
}

/// A create whose outcome is not known.
pub fn in_doubt(lang: Lang, card: i64) -> String {
    lang.pick(
        format!("kartoteka {card}: nie wiadomo, czy BaseLinker założył produkt; następny przebieg sprawdzi, zanim spróbuje ponownie"),
        format!("card {card}: it is not known whether BaseLinker made the product; a later pass looks before it tries again"),
    )
}

/// Where to mend it.
pub fn in_panel(lang: Lang) -> String {
    lang.pick(
        "popraw w panelu BaseLinker albo na kartotece".to_owned(),
        "mend it in BaseLinker's panel or on the card".to_owned(),
    )
}

/// A SKU asked for that is nowhere.
pub fn unknown_sku(lang: Lang, sku: &str) -> String {
    lang.pick(
        format!("ani BaseLinker, ani żadna kartoteka nie ma SKU „{sku}”"),
        format!("neither BaseLinker nor a card has the SKU \"{sku}\""),
    )
}

/// A link by name between different SKUs.
pub fn sku_differs(lang: Lang, product: i64, card: i64) -> String {
    lang.pick(
        format!("produkt {product} połączono po nazwie z kartoteką {card}, choć ich SKU się różnią; jeśli to inny towar, rozłącz"),
        format!("product {product} was linked by name to card {card} although their SKUs differ; unlink if these are other goods"),
    )
}

/// A link by SKU where the name points elsewhere.
pub fn name_of_others(lang: Lang, product: i64, card: i64, others: &[i64]) -> String {
    let others = listed(others);
    lang.pick(
        format!("produkt {product} połączono po SKU z kartoteką {card}; jego nazwę mają kartoteki: {others}"),
        format!("product {product} was linked by SKU to card {card}; its name is on the cards: {others}"),
    )
}

/// Products of BaseLinker without a card (source Firmino).
pub fn unmatched(lang: Lang, n: u64) -> String {
    let products = count(
        lang,
        usize::try_from(n).unwrap_or(usize::MAX),
        ["produkt", "produkty", "produktów"],
        ["product", "products"],
    );
    lang.pick(
        format!("bez kartoteki w Firmino: {products} BaseLinker; przy źródle Firmino nie są zakładane"),
        format!("without a card in Firmino: {products} of BaseLinker; with Firmino as the source none is made for them"),
    )
}

/// Cards left to a later pass.
pub fn left(lang: Lang, n: u64) -> String {
    lang.pick(
        format!("na następny przebieg zostało kartotek: {n}"),
        format!("cards left to the next pass: {n}"),
    )
}
