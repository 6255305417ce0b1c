//! A country by its two letters.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A country of ISO 3166-1, or one of the codes that shops send beside it: XI (Northern Ireland),
/// XK (Kosovo), IC (Canaries), EA (Ceuta and Melilla).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 2]);

const ISO: &str = "\
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS \
BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE \
EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM \
HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC \
LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA \
NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW \
SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO \
TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

const BESIDE: &str = "EA IC XI XK";

/// Parts of states that VAT law treats as something else than the state, or as another one: no kind
/// of document follows from their code alone (legal.md 11; art. 2 pkt 3 of the VAT act).
const SPECIAL: &str = "AX EA GF GP IC MC MF MQ RE XI YT";

impl Country {
    /// Poland.
    pub const PL: Country = Country(*b"PL");

    /// Reads a code in any case. `EL` is Greece and `UK` is Great Britain, as shops write them.
    /// Nothing for an empty text or one that is no country: unknown is never taken for abroad.
    pub fn parse(text: &str) -> Option<Country> {
        let upper = text.trim().to_ascii_uppercase();
        let code = match upper.as_str() {
            "EL" => "GR",
            "UK" => "GB",
            other => other,
        };
        let letters: [u8; 2] = code.as_bytes().try_into().ok()?;
        (listed(ISO, code) || listed(BESIDE, code)).then_some(Country(letters))
    }

    /// Two capital letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a country is two ASCII letters")
    }

    /// Whether it is a territory for which the country's code alone does not decide about VAT.
    pub fn is_special_territory(self) -> bool {
        listed(SPECIAL, self.as_str())
    }
}

fn listed(codes: &str, code: &str) -> bool {
    // Two letters and a blank each.
    code.len() == 2
        && codes
            .as_bytes()
            .chunks(3)
            .any(|known| known.starts_with(code.as_bytes()))
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl From<Country> for String {
    fn from(country: Country) -> String {
        country.to_string()
    }
}

impl TryFrom<String> for Country {
    type Error = String;

    fn try_from(text: String) -> Result<Country, String> {
        Country::parse(&text).ok_or_else(|| format!("`{text}` is not a country's code"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole_and_sorted() {
        let codes: Vec<&str> = ISO.split(' ').collect();
        assert_eq!(codes.len(), 249);
        assert!(codes.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn reads_what_shops_send() {
        let read = |text| Country::parse(text).map(|country| country.to_string());
        assert_eq!(read("PL").as_deref(), Some("PL"));
        assert_eq!(read(" de ").as_deref(), Some("DE"));
        assert_eq!(read("EL").as_deref(), Some("GR"));
        assert_eq!(read("uk").as_deref(), Some("GB"));
        assert_eq!(read("XI").as_deref(), Some("XI"));
        for unknown in ["", "  ", "ZZ", "POL", "Polska", "P L", "P", "Ł", "  Ł"] {
            assert_eq!(read(unknown), None, "{unknown:?}");
        }
    }

    #[test]
    fn knows_special_territories() {
        let special = |text| Country::parse(text).unwrap().is_special_territory();
        assert!(
            ["XI", "IC", "EA", "AX", "MC", "RE"]
                .into_iter()
                .all(special)
        );
        assert!(
            !["PL", "ES", "FI", "FR", "GB", "US", "NO"]
                .into_iter()
                .any(special)
        );
    }
}
