//! What errors of the book hold.

use super::Words;
use crate::mirror::{BadCopy, OtherAccount};
use crate::texts::Lang;

impl Words for OtherAccount {
    fn words(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            OtherAccount::Host { made, named } => {
                format!("powstała przy {made}, a profil wskazuje {named}")
            }
            OtherAccount::Order(order) => format!("nie ma w nim znanego zamówienia {order}"),
        }
    }
}

impl Words for BadCopy {
    fn words(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            BadCopy::NotUtf8 => "ścieżka nie jest w UTF-8".to_owned(),
            BadCopy::Io(error) => error.to_string(),
            BadCopy::Sql(error) => error.to_string(),
            BadCopy::Check(said) => said.clone(),
            BadCopy::Rows { table, there, here } => {
                format!("{table}: skopiowano {there} z {here} wierszy")
            }
        }
    }
}
