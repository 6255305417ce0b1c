//! Faults of the printout.

use super::Words;
use crate::printout::PrintoutError;
use crate::texts::Lang;

impl Words for PrintoutError {
    fn words(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            PrintoutError::Face => "nie da się odczytać kroju pisma".to_owned(),
            PrintoutError::Font { name, cause } => {
                format!("nie da się umieścić kroju {name} w PDF: {cause}")
            }
            PrintoutError::Compress(cause) => format!("nie da się skompresować PDF: {cause}"),
            PrintoutError::TooManyPages => "za dużo stron".to_owned(),
        }
    }
}
