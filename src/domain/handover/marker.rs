//! Texts by which what was made there is known again.

use sha2::{Digest as _, Sha256};

use crate::domain::contractor::{SHORT_NAME, cut};
use crate::domain::order::Identity;

/// The text in the notes of an order and of its document: `BL 1001/3f2a9c01`. No other order of any mirror has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker(String);

impl Marker {
    /// One that was kept.
    pub fn kept(text: String) -> Marker {
        Marker(text)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether notes hold it.
    pub fn stands_in(&self, notes: &str) -> bool {
        // Eight digits end it: nothing may follow that would make it another one.
        notes.match_indices(&self.0).any(|(at, text)| {
            let after = notes[at + text.len()..].chars().next();
            !after.is_some_and(|next| next.is_ascii_alphanumeric())
        })
    }
}

impl Marker {
    /// Whether notes hold a marker, and none of them is this one: what carries them is another order's or document's.
    pub fn is_belied_by(&self, notes: &str) -> bool {
        !self.stands_in(notes)
            && notes
                .match_indices("BL ")
                .any(|(at, _)| is_one(&notes[at..]))
    }
}

/// Whether a text begins with a marker.
fn is_one(text: &str) -> bool {
    let Some((order, rest)) = text.trim_start_matches("BL ").split_once('/') else {
        return false;
    };
    let digits = rest.chars().take_while(char::is_ascii_hexdigit).count();
    !order.is_empty() && order.bytes().all(|byte| byte.is_ascii_digit()) && digits == 8
}

/// The marker of an order of a mirror that was made at this second: the same after a backup was restored.
pub fn marker(made_at: i64, order: i64, identity: &Identity) -> Marker {
    let Identity {
        date_add,
        source,
        source_id,
        external,
    } = identity;
    let what = format!("{made_at} {order} {date_add} {source} {source_id} {external}");
    Marker(format!("BL {order}/{}", digits(&what, 8)))
}

/// The marker of a document that was issued here, of a mirror that was made at this second. An order whose document was
/// made void gets another one with its next document.
pub fn own_marker(made_at: i64, order: i64, number: &str) -> Marker {
    let what = format!("{made_at} document {number}");
    Marker(format!("BL {order}/{}", digits(&what, 8)))
}

/// Whom a customer there stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// A contractor's card here.
    Contractor(i64),
    /// The buyer of one order, by BaseLinker's id, who has no card.
    Order(i64),
}

/// The short name of a customer that we make, at most 25 characters: the beginning of the name, and an ending that no
/// other customer of any mirror has (`Anna Próbna K17-3f2a`). Firmino keeps short names unique, so that a second try
/// of the same customer is refused there.
pub fn holder(name: &str, owner: Owner, made_at: i64) -> String {
    let mirror = digits(&made_at.to_string(), 4);
    let ending = match owner {
        Owner::Contractor(card) => format!("K{card}-{mirror}"),
        Owner::Order(order) => format!("Z{order}-{mirror}"),
    };
    let left = SHORT_NAME.saturating_sub(ending.chars().count() + 1);
    let begin = cut(name, left);
    if begin.is_empty() {
        return ending;
    }
    format!("{begin} {ending}")
}

fn digits(text: &str, most: usize) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let all: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    all.chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn identity(date_add: i64) -> Identity {
        Identity {
            date_add,
            source: "shop".to_owned(),
            source_id: 1,
            external: String::new(),
        }
    }

    #[test]
    fn a_marker_is_of_one_order_of_one_mirror() {
        let one = marker(1, 1001, &identity(5));
        assert_eq!(one, marker(1, 1001, &identity(5)));
        for other in [
            marker(2, 1001, &identity(5)),
            marker(1, 1002, &identity(5)),
            marker(1, 1001, &identity(6)),
        ] {
            assert_ne!(one, other);
        }
        let document = own_marker(1, 1001, "FV 1/11/2026");
        assert_eq!(document, own_marker(1, 1001, "FV 1/11/2026"));
        for other in [&one, &own_marker(1, 1001, "FV 2/11/2026")] {
            assert_ne!(&document, other);
        }
        assert!(document.as_str().starts_with("BL 1001/"), "{document:?}");
        assert!(one.as_str().starts_with("BL 1001/"), "{one:?}");
        assert_eq!(one.as_str().len(), "BL 1001/".len() + 8);
    }

    #[test]
    fn a_marker_is_found_whole_only() {
        let one = Marker::kept("BL 1/3f2a9c01".to_owned());
        for (notes, there) in [
            ("BL 1/3f2a9c01", true),
            ("Uwagi klienta. BL 1/3f2a9c01\nDziękujemy", true),
            ("(BL 1/3f2a9c01)", true),
            ("BL 1/3f2a9c012", false),
            ("BL 1/3f2a9c01x BL 1/3f2a9c01", true),
            ("BL 1/3f2a9c0", false),
            ("", false),
        ] {
            assert_eq!(one.stands_in(notes), there, "{notes}");
        }
    }

    #[test]
    fn another_marker_says_whose_it_is() {
        let one = Marker::kept("BL 1/3f2a9c01".to_owned());
        for (notes, belied) in [
            ("BL 1/3f2a9c01", false),
            ("BL 2/3f2a9c01", true),
            ("Uwagi. BL 1/3f2a9c02\nDziękujemy", true),
            ("BL 2/3f2a9c01 BL 1/3f2a9c01", false),
            ("BL/7/11/2026", false),
            ("BL 7/11/2026", false),
            ("BL ż/3f2a9c01", false),
            ("", false),
        ] {
            assert_eq!(one.is_belied_by(notes), belied, "{notes}");
        }
    }

    proptest! {
        #[test]
        fn a_short_name_fits_and_ends_in_its_owner(name in "\\PC{0,60}", id in 1i64..9_999_999_999) {
            for owner in [Owner::Contractor(id), Owner::Order(id)] {
                let short = holder(&name, owner, 77);
                prop_assert!((1..=SHORT_NAME).contains(&short.chars().count()), "{}", short);
                prop_assert_eq!(short.clone(), holder(&name, owner, 77));
                prop_assert_ne!(short, holder(&name, owner, 78));
            }
        }
    }
}
