//! Sellers as BaseLinker's invoices print them: free text of several lines, read for proposals only.

use crate::domain::nip::{Nip, Parsed};
use crate::wizard::draft::Seller;

/// Most proposals.
const MOST: usize = 3;

/// Different sellers of these texts, in their order.
pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<Seller> {
    let mut sellers: Vec<Seller> = Vec::new();
    for text in texts {
        if let Some(seller) = read(text).filter(|seller| !sellers.contains(seller)) {
            sellers.push(seller);
        }
        if sellers.len() == MOST {
            break;
        }
    }
    sellers
}

/// A name first, a line that begins with a postcode, a line with a right NIP; the first other line is the street.
fn read(text: &str) -> Option<Seller> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut seller = Seller {
        name: lines.next()?.to_owned(),
        ..Seller::default()
    };
    for line in lines {
        if let Some(nip) = nip(line) {
            seller.nip = nip;
        } else if let Some((postcode, city)) = place(line) {
            seller.postcode = postcode;
            seller.city = city;
        } else if seller.street.is_empty() {
            line.clone_into(&mut seller.street);
        }
    }
    Some(seller)
}

fn nip(line: &str) -> Option<String> {
    let digits = line.trim_start_matches(|c: char| !c.is_ascii_digit());
    let named = line.to_uppercase().contains("NIP") || digits.len() == line.len();
    match Nip::parse(digits) {
        Parsed::Valid(nip) if named => Some(nip.to_string()),
        _ => None,
    }
}

/// `65-001 Zielona Góra`
fn place(line: &str) -> Option<(String, String)> {
    let (postcode, city) = line.split_once(' ')?;
    let shape: Vec<bool> = postcode.chars().map(|c| c.is_ascii_digit()).collect();
    let right = shape == [true, true, false, true, true, true] && postcode.contains('-');
    right.then(|| {
        (
            postcode.to_owned(),
            city.trim().trim_end_matches(',').to_owned(),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_seller_is_read_and_each_is_proposed_once() {
        let text =
            "Sklep Pokazowy sp. z o.o.\nul. Krótka 3\n65-001 Zielona Góra\nNIP: 111-111-11-11\n";
        let sellers = of([text, text, "Inny\n"].into_iter());
        assert_eq!(sellers.len(), 2);
        let seller = &sellers[0];
        assert_eq!(
            (
                seller.nip.as_str(),
                seller.street.as_str(),
                seller.postcode.as_str(),
                seller.city.as_str()
            ),
            ("1111111111", "ul. Krótka 3", "65-001", "Zielona Góra")
        );
        assert_eq!(read("\n \n"), None);
        assert_eq!(
            read("A\nNIP 1234567890\n").unwrap().nip,
            "",
            "a wrong one is no proposal"
        );
    }
}
