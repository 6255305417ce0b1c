//! `products link` and `products unlink`.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::list::{Open, row};
use crate::cli::desk::Desk;
use crate::cli::global::Global;
use crate::cli::show;
use crate::mirror::links::ListedCard;
use crate::mirror::{Mirror, MirrorError};
use crate::report::visible::short;
use crate::report::{Exit, Failure, visible};
use crate::sync::links::{self, Linked, Meant, Unlinked};
use crate::texts::Lang;

pub(super) fn link(
    global: &Global,
    desk: &Desk,
    text: &str,
    product: i64,
) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let of_mirror = |error: MirrorError| Failure::of_mirror(lang, &error);
    let mut mirror = desk.mirror()?;
    let now = Timestamp::now().as_second();
    let done = links::link(&mut mirror, text, product, now).map_err(of_mirror)?;
    let named = |card: &ListedCard| links::named(&mirror, card.card).map_err(of_mirror);
    let (card, changed, known) = match done {
        Linked::Unclear(meant) => return Err(unclear(lang, text, &meant)),
        Linked::Parent(variants) => return Err(parent(lang, text, product, &variants)),
        Linked::Gone => return Err(gone(lang, product)),
        Linked::ProductTaken(other) => {
            return Err(product_taken(lang, product, &other, &named(&other)?));
        }
        Linked::CardTaken(card, other) => {
            return Err(card_taken(lang, &card, other, &named(&card)?));
        }
        Linked::Done {
            card,
            changed,
            known,
        } => (card, changed, known),
    };
    let note = (!known).then(|| {
        lang.pick(
            format!("kopia danych nie zna jeszcze produktu {product}: sprawdź ID w BaseLinker"),
            format!("the mirror does not know product {product} yet: look at the id in BaseLinker"),
        )
    });
    if global.json {
        let notes: Vec<Value> = note
            .iter()
            .map(|note| json!({"code": "product.not-read", "message": note}))
            .collect();
        let rows = [listed(&mirror, &card).map_err(of_mirror)?];
        let value = json!({"schema": 1, "products": rows, "changed": changed, "notes": notes});
        show::out(&value.to_string());
        return Ok(Exit::Done);
    }
    let (shown, named) = (described(lang, &card), named(&card)?);
    show::out(&match changed {
        true => lang.pick(
            format!("Kartoteka {shown} to produkt {product} w BaseLinker. Cofnij: firmino-link products unlink {named}"),
            format!("Card {shown} is product {product} in BaseLinker. Take it back: firmino-link products unlink {named}"),
        ),
        false => lang.pick(
            format!("Kartoteka {shown} już jest produktem {product} w BaseLinker: nic nie zmieniono."),
            format!("Card {shown} is product {product} in BaseLinker already: nothing was changed."),
        ),
    });
    if let Some(note) = note {
        let word = lang.pick("uwaga", "note");
        show::err(&format!("{word}: {note}"));
    }
    Ok(Exit::Done)
}

pub(super) fn unlink(global: &Global, desk: &Desk, text: &str) -> Result<Exit, Failure> {
    let lang = desk.lang;
    let of_mirror = |error: MirrorError| Failure::of_mirror(lang, &error);
    let mut mirror = desk.mirror()?;
    let now = Timestamp::now().as_second();
    let (card, was) = match links::unlink(&mut mirror, text, now).map_err(of_mirror)? {
        Unlinked::Unclear(meant) => return Err(unclear(lang, text, &meant)),
        Unlinked::Done { card, was } => (card, was),
    };
    if global.json {
        let rows = [listed(&mirror, &card).map_err(of_mirror)?];
        let value = json!({"schema": 1, "products": rows, "changed": was.is_some(), "was": was});
        show::out(&value.to_string());
        return Ok(Exit::Done);
    }
    let shown = described(lang, &card);
    let named = links::named(&mirror, card.card).map_err(of_mirror)?;
    if was.is_some() {
        let word = lang.pick("uwaga", "note");
        show::err(&lang.pick(
            format!("{word}: to, co nie ma pary, synchronizacja produktów może założyć po drugiej stronie od nowa; jeśli kartoteka jest innym produktem, połącz od razu: firmino-link products link {named} BL_ID"),
            format!("{word}: what has no counterpart may be made anew on the other side by a pass over products; if the card is another product, link it now: firmino-link products link {named} BL_ID"),
        ));
    }
    show::out(&match was {
        Some(product) => lang.pick(
            format!("Kartoteka {shown} nie jest produktem {product} w BaseLinker: żadna synchronizacja nie połączy ich sama. Cofnij: firmino-link products link {named} {product}"),
            format!("Card {shown} is not product {product} in BaseLinker: no pass links the two by itself. Take it back: firmino-link products link {named} {product}"),
        ),
        None => lang.pick(
            format!("Kartoteka {shown} nie jest połączona z żadnym produktem: nic nie zmieniono."),
            format!("Card {shown} is linked to no product: nothing was changed."),
        ),
    });
    Ok(Exit::Done)
}

fn listed(mirror: &Mirror, card: &ListedCard) -> Result<Value, MirrorError> {
    Ok(row(card, Open::of(&mirror.conflicts()?).at(card)))
}

/// `12 "Kubek" (KUB-300)`.
pub(in crate::cli) fn described(lang: Lang, card: &ListedCard) -> String {
    let sku = card.sku.as_ref().map(|sku| format!(" ({})", visible(sku)));
    let name = short(&card.name, 60);
    let name = lang.pick(format!("„{name}”"), format!("\"{name}\""));
    format!("{} {name}{}", card.card, sku.unwrap_or_default())
}

pub(in crate::cli) fn unclear(lang: Lang, text: &str, meant: &Meant) -> Failure {
    let several = match meant {
        Meant::Several(cards) => cards.as_slice(),
        Meant::None | Meant::One(_) => &[],
    };
    if several.is_empty() {
        return Failure::new(
            Exit::Usage,
            "card.unknown",
            lang.pick(
                format!("nie ma kartoteki o ID ani SKU „{text}”"),
                format!("there is no card with the id or SKU \"{text}\""),
            ),
            "firmino-link products list",
        );
    }
    let cards: Vec<String> = several.iter().map(|card| described(lang, card)).collect();
    let cards = cards.join(", ");
    let ids: Vec<String> = several
        .iter()
        .map(|card| format!("id:{}", card.card))
        .collect();
    let ids = ids.join(lang.pick(" albo ", " or "));
    Failure::new(
        Exit::Usage,
        "card.ambiguous",
        lang.pick(
            format!("„{text}” to więcej niż jedna kartoteka: {cards}"),
            format!("\"{text}\" is more than one card: {cards}"),
        ),
        lang.pick(
            format!("podaj jedną z nich: {ids}"),
            format!("name one of them: {ids}"),
        ),
    )
}

fn parent(lang: Lang, text: &str, product: i64, variants: &[i64]) -> Failure {
    let ids: Vec<String> = variants.iter().map(i64::to_string).collect();
    let listed = match ids.as_slice() {
        [] => String::new(),
        ids => format!(" ({})", ids.join(", ")),
    };
    let variant = ids.first().map_or("BL_ID", String::as_str);
    Failure::new(
        Exit::Usage,
        "product.parent",
        lang.pick(
            format!("produkt {product} ma warianty: sprzedaje się je, nie jego{listed}"),
            format!("product {product} has variants: they are sold, not it{listed}"),
        ),
        lang.pick(
            format!("podaj wariant, np. firmino-link products link {text} {variant}"),
            format!("name the variant, such as firmino-link products link {text} {variant}"),
        ),
    )
}

fn gone(lang: Lang, product: i64) -> Failure {
    Failure::new(
        Exit::Usage,
        "product.gone",
        lang.pick(
            format!("produktu {product} nie ma już w katalogu BaseLinker"),
            format!("product {product} is not in BaseLinker's catalogue any more"),
        ),
        lang.pick(
            "sprawdź ID w BaseLinker; jeśli tam jest: firmino-link sync products",
            "look at the id in BaseLinker; if it is there: firmino-link sync products",
        ),
    )
}

fn product_taken(lang: Lang, product: i64, other: &ListedCard, named: &str) -> Failure {
    let other = described(lang, other);
    Failure::new(
        Exit::Usage,
        "product.linked",
        lang.pick(
            format!("produkt {product} jest połączony z kartoteką {other}"),
            format!("product {product} is linked to card {other}"),
        ),
        format!("firmino-link products unlink {named}"),
    )
}

fn card_taken(lang: Lang, card: &ListedCard, other: i64, named: &str) -> Failure {
    let card = described(lang, card);
    Failure::new(
        Exit::Usage,
        "card.linked",
        lang.pick(
            format!("kartoteka {card} jest połączona z produktem {other}"),
            format!("card {card} is linked to product {other}"),
        ),
        format!("firmino-link products unlink {named}"),
    )
}
