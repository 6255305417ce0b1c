//! Where something stands in an order, as a person calls it.

use super::Lang;

/// The place in words: a line by its number (from 1), a field of the buyer by its name; others as they are.
pub(super) fn place(lang: Lang, field: &str) -> String {
    let line = field.strip_prefix("products[");
    if let Some((number, _)) = line.and_then(|rest| rest.split_once(']')) {
        return lang.pick(format!("pozycja {number}"), format!("line {number}"));
    }
    let (pl, en) = match field {
        "name" => ("nazwa", "name"),
        "street" => ("ulica", "street"),
        "postcode" => ("kod pocztowy", "postcode"),
        "city" => ("miejscowość", "city"),
        "country" => ("kraj", "country"),
        "email" => ("e-mail", "e-mail"),
        "phone" => ("telefon", "telephone"),
        "notes" => ("uwagi", "notes"),
        "nip" => ("NIP", "tax number"),
        other => (other, other),
    };
    lang.pick(pl, en).to_owned()
}

/// Why several cards fit a line: the code of `card_match`, and their ids.
pub(super) fn several(lang: Lang, value: &str) -> String {
    let (code, ids) = value.split_once(' ').unwrap_or((value, ""));
    let (pl, en) = match code.trim_start_matches("product.") {
        "several-by-sku" => ("kilka ma to SKU", "several have this SKU"),
        "several-by-ean" => ("kilka ma ten EAN", "several have this EAN"),
        "several-by-name" => ("kilka ma tę nazwę", "several have this name"),
        _ => return value.to_owned(),
    };
    format!("{} {ids}", lang.pick(pl, en)).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_conflicts_have_words() {
        let told = several(Lang::Pl, "product.several-by-name (31, 32)");
        assert_eq!(told, "kilka ma tę nazwę (31, 32)");
        assert_eq!(several(Lang::En, "7"), "7");
    }

    #[test]
    fn lines_and_fields_have_names() {
        for (field, pl, en) in [
            ("products[12].tax_rate", "pozycja 12", "line 12"),
            ("products[1]", "pozycja 1", "line 1"),
            ("city", "miejscowość", "city"),
            ("delivery_price", "delivery_price", "delivery_price"),
            ("", "", ""),
        ] {
            assert_eq!(
                (place(Lang::Pl, field), place(Lang::En, field)),
                (pl.to_owned(), en.to_owned())
            );
        }
    }
}
