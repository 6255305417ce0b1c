//! Which customer and which article there is ours: exactly one, or none is taken.

use crate::domain::names;

/// A customer there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerThere {
    /// Firmino's id.
    pub id: i64,
    /// `shortName`.
    pub short_name: String,
    /// `fullName`.
    pub full_name: String,
    /// `tin`; empty where unknown.
    pub tin: String,
    /// `postCode`.
    pub postcode: String,
    /// `locality`.
    pub city: String,
}

/// An article there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleThere {
    /// Firmino's id.
    pub id: i64,
    /// `code`; empty where unknown.
    pub code: String,
}

/// The buyer by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name<'a> {
    /// Short name that we give a customer whom we make.
    pub holder: &'a str,
    /// Full name.
    pub full: &'a str,
    /// NIP or EU VAT number; empty for a consumer.
    pub tin: &'a str,
    /// Postcode.
    pub postcode: &'a str,
    /// City.
    pub city: &'a str,
}

/// What fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hit {
    /// None of them.
    None,
    /// One, by its id.
    One(i64),
    /// Several: nobody knows which.
    Several,
}

impl Hit {
    fn of(mut ids: Vec<i64>) -> Hit {
        ids.sort_unstable();
        ids.dedup();
        match ids.as_slice() {
            [] => Hit::None,
            [id] => Hit::One(*id),
            _ => Hit::Several,
        }
    }
}

/// The buyer among customers there: the one that we made, else the number, else name, postcode and city together. A
/// customer with another number is never taken by name, nor one with a number for a buyer without.
pub fn customer(list: &[CustomerThere], buyer: Name<'_>) -> Hit {
    let made = pick(list, |one| one.short_name == buyer.holder);
    if made != Hit::None {
        return made;
    }
    let tin = digits(buyer.tin);
    if !tin.is_empty() {
        let by_number = pick(list, |one| digits(&one.tin) == tin);
        if by_number != Hit::None {
            return by_number;
        }
    }
    let keys = |name: &str, postcode: &str, city: &str| {
        Some((
            names::key(name)?,
            names::postcode_key(postcode)?,
            names::city_key(city)?,
        ))
    };
    let Some(wanted) = keys(buyer.full, buyer.postcode, buyer.city) else {
        return Hit::None;
    };
    pick(list, |one| {
        let free = digits(&one.tin).is_empty();
        free && tin.is_empty()
            && keys(&one.full_name, &one.postcode, &one.city).as_ref() == Some(&wanted)
    })
}

fn pick(list: &[CustomerThere], fits: impl Fn(&CustomerThere) -> bool) -> Hit {
    let ids = list.iter().filter(|one| fits(one)).map(|one| one.id);
    Hit::of(ids.collect())
}

/// The article with a code, which is compared as SKUs are: trimmed, then exactly.
pub fn article(list: &[ArticleThere], code: &str) -> Hit {
    let Some(code) = names::sku_key(code) else {
        return Hit::None;
    };
    let same = |one: &&ArticleThere| names::sku_key(&one.code).as_ref() == Some(&code);
    Hit::of(list.iter().filter(same).map(|one| one.id).collect())
}

/// Letters and digits of a tax number, without the prefix of a Polish one.
fn digits(number: &str) -> String {
    let kept: String = number
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect();
    kept.strip_prefix("PL").map_or(kept.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there(id: i64, short: &str, full: &str, tin: &str, postcode: &str) -> CustomerThere {
        CustomerThere {
            id,
            short_name: short.to_owned(),
            full_name: full.to_owned(),
            tin: tin.to_owned(),
            postcode: postcode.to_owned(),
            city: "Łódź".to_owned(),
        }
    }

    fn buyer<'a>(full: &'a str, tin: &'a str) -> Name<'a> {
        Name {
            holder: "Anna K1-0000",
            full,
            tin,
            postcode: "90-001",
            city: "Łódź",
        }
    }

    #[test]
    fn a_customer_is_found_by_one_exact_sign_only() {
        let list = [
            there(1, "FIRMA", "Firma sp. z o.o.", "PL 123-456-32-18", "90-001"),
            there(2, "ANNA", "Anna Próbna", "", "90-001"),
            there(3, "ANNA 2", "Anna Próbna", "", "90-002"),
            there(4, "INNA", "Inna Firma", "1111111111", "90-001"),
        ];
        assert_eq!(
            customer(&list, buyer("Zmieniona", "1234563218")),
            Hit::One(1)
        );
        assert_eq!(customer(&list, buyer("anna próbna", "")), Hit::None);
        assert_eq!(customer(&list, buyer("Anna  Próbna", "")), Hit::One(2));
        // A name does not carry a number over to another customer, nor away from one.
        assert_eq!(
            customer(&list, buyer("Anna Próbna", "5265877635")),
            Hit::None
        );
        assert_eq!(customer(&list, buyer("Inna Firma", "")), Hit::None);
        let twice = [
            list[1].clone(),
            CustomerThere {
                id: 9,
                ..list[1].clone()
            },
        ];
        assert_eq!(customer(&twice, buyer("Anna Próbna", "")), Hit::Several);
        let made = there(7, "Anna K1-0000", "Ktoś inny", "", "");
        let with = [list[1].clone(), made];
        assert_eq!(customer(&with, buyer("Anna Próbna", "")), Hit::One(7));
        // The same row twice, from two searches, is one.
        let again = [list[1].clone(), list[1].clone()];
        assert_eq!(customer(&again, buyer("Anna Próbna", "")), Hit::One(2));
    }

    #[test]
    fn an_article_is_found_by_its_code_alone() {
        let one = |id, code: &str| ArticleThere {
            id,
            code: code.to_owned(),
        };
        let list = [
            one(1, "KUB-300"),
            one(2, "kub-300"),
            one(3, " KUB-301 "),
            one(4, ""),
        ];
        assert_eq!(article(&list, "KUB-300"), Hit::One(1));
        assert_eq!(article(&list, "KUB-301"), Hit::One(3));
        assert_eq!(article(&list, "KUB"), Hit::None);
        assert_eq!(article(&list, " "), Hit::None);
        let twice = [one(1, "A"), one(2, "A")];
        assert_eq!(article(&twice, "A"), Hit::Several);
    }
}
