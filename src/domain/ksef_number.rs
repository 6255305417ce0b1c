//! The number that KSeF gives an invoice: `NIP-RRRRMMDD-12hex-2hex` (CIRFMF/ksef-docs, numer-ksef.md).

use jiff::civil::Date;
use thiserror::Error;

use super::nip::Nip;

/// A KSeF number whose form, day and checksum are right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KsefNumber {
    text: String,
    seller: Nip,
    day: Date,
}

/// Why a text is no KSeF number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KsefNumberError {
    /// It has not the form `NIP-RRRRMMDD-12hex-2hex`.
    #[error("the form is not NIP-RRRRMMDD-12 hex digits-2 hex digits")]
    Form,
    /// The first part is no NIP, or the second no day.
    #[error("its NIP or its day cannot be one")]
    Parts,
    /// The last two digits do not fit the rest.
    #[error("its checksum is wrong")]
    Checksum,
}

impl KsefNumber {
    /// Reads a number; spaces around it and small letters are taken, too.
    ///
    /// # Errors
    /// See [`KsefNumberError`].
    pub fn parse(text: &str) -> Result<KsefNumber, KsefNumberError> {
        let text = text.trim().to_ascii_uppercase();
        let parts: Vec<&str> = text.split('-').collect();
        let &[nip, day, middle, check] = parts.as_slice() else {
            return Err(KsefNumberError::Form);
        };
        let hex = |part: &str, length: usize| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_hexdigit())
        };
        let digits = |part: &str, length: usize| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !(digits(nip, 10) && digits(day, 8) && hex(middle, 12) && hex(check, 2)) {
            return Err(KsefNumberError::Form);
        }
        let seller = Nip::from_digits(nip).ok_or(KsefNumberError::Parts)?;
        let day = Date::strptime("%Y%m%d", day).map_err(|_| KsefNumberError::Parts)?;
        let checked = text.rsplit_once('-').map_or("", |(checked, _)| checked);
        if format!("{:02X}", crc8(checked.as_bytes())) != check {
            return Err(KsefNumberError::Checksum);
        }
        Ok(KsefNumber { text, seller, day })
    }

    /// The number in capitals.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whose invoice it is.
    pub fn seller(&self) -> Nip {
        self.seller
    }

    /// The day on which KSeF took the invoice: it was not issued later (P_1, faktury/weryfikacja-faktury.md).
    pub fn day(&self) -> Date {
        self.day
    }
}

/// CRC-8 with polynomial 0x07, from 0x00, unreflected.
fn crc8(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |crc, byte| {
        (0..8).fold(crc ^ byte, |crc, _| match crc & 0x80 {
            0 => crc << 1,
            _ => (crc << 1) ^ 0x07,
        })
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    /// The example of the Ministry's page.
    const EXAMPLE: &str = "5265877635-20250826-0100001AF629-AF";

    #[test]
    fn the_ministry_s_example_is_right() {
        let number = KsefNumber::parse(EXAMPLE).unwrap();
        assert_eq!(number.as_str(), EXAMPLE);
        assert_eq!(number.seller().as_str(), "5265877635");
        assert_eq!(number.day(), date(2025, 8, 26));
        let small = format!(" {} ", EXAMPLE.to_lowercase());
        assert_eq!(KsefNumber::parse(&small), Ok(number));
    }

    #[test]
    fn what_is_wrong_is_told_apart() {
        use KsefNumberError::{Checksum, Form, Parts};
        for (text, wrong) in [
            ("", Form),
            ("5265877635-20250826-0100001AF629", Form),
            ("5265877635-20250826-0100001AF62-AF", Form),
            ("5265877635-20250826-0100001AG629-AF", Form),
            ("526587763５-20250826-0100001AF629-AF", Form),
            ("5265877635-20251326-0100001AF629-AF", Parts),
            ("5265877636-20250826-0100001AF629-AF", Parts),
            ("5265877635-20250826-0100001AF629-AE", Checksum),
            ("5265877635-20250827-0100001AF629-AF", Checksum),
        ] {
            assert_eq!(KsefNumber::parse(text), Err(wrong), "{text}");
        }
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_noticed(place in 20usize..32, digit in 0usize..16) {
            let digit = b"0123456789ABCDEF"[digit];
            let mut text = EXAMPLE.as_bytes().to_vec();
            prop_assume!(text[place] != digit);
            text[place] = digit;
            prop_assert!(KsefNumber::parse(std::str::from_utf8(&text).unwrap()).is_err());
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC*|[0-9A-F-]{30,40}") {
            let _ = KsefNumber::parse(&text);
        }
    }
}
