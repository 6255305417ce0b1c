//! `clap`'s errors in Polish.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::value;

/// The sentence in Polish; `None` for what `clap` alone can tell.
pub(super) fn sentence(error: &clap::Error) -> Option<String> {
    let argument = texts(error, ContextKind::InvalidArg);
    let value = texts(error, ContextKind::InvalidValue);
    let before = texts(error, ContextKind::PriorArg);
    let command = texts(error, ContextKind::InvalidSubcommand);
    let wanted = |kind| number(error, kind);
    let sentence = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("nieznane polecenie {}", command?),
        ErrorKind::UnknownArgument => format!("nieznany argument {}", argument?),
        ErrorKind::InvalidValue => match value?.as_str() {
            "''" => format!("{} wymaga wartości", argument?),
            value => format!("zła wartość {value} dla {}", argument?),
        },
        ErrorKind::ValueValidation => {
            let why = match value::words(error) {
                Some(words) => words.pl,
                None => std::error::Error::source(error)?.to_string(),
            };
            format!("zła wartość {} dla {}: {why}", value?, argument?)
        }
        ErrorKind::NoEquals => format!("po {} potrzebny jest znak równości", argument?),
        ErrorKind::TooManyValues => format!("za dużo wartości dla {}: {}", argument?, value?),
        ErrorKind::TooFewValues => format!(
            "za mało wartości dla {}: {}, a potrzeba {}",
            argument?,
            wanted(ContextKind::ActualNumValues)?,
            wanted(ContextKind::MinValues)?
        ),
        ErrorKind::WrongNumberOfValues => format!(
            "zła liczba wartości dla {}: {}, a potrzeba {}",
            argument?,
            wanted(ContextKind::ActualNumValues)?,
            wanted(ContextKind::ExpectedNumValues)?
        ),
        ErrorKind::ArgumentConflict => match (argument.or(command)?, before) {
            (argument, Some(before)) if argument == before => {
                format!("{argument} można podać tylko raz")
            }
            (argument, Some(before)) => format!("{argument} nie może stać razem z {before}"),
            (argument, None) => format!("{argument} nie może stać razem z innymi argumentami"),
        },
        ErrorKind::MissingRequiredArgument => format!("brakuje: {}", argument?),
        ErrorKind::MissingSubcommand => format!("po {} brakuje polecenia", command?),
        ErrorKind::InvalidUtf8 => "argument nie jest tekstem w UTF-8".to_owned(),
        _ => return None,
    };
    Some(sentence + &allowed(error) + &alike(error))
}

/// The values or commands that there are.
fn allowed(error: &clap::Error) -> String {
    [
        (ContextKind::ValidValue, "możliwe"),
        (ContextKind::ValidSubcommand, "polecenia"),
    ]
    .into_iter()
    .filter_map(|(kind, head)| match error.get(kind)? {
        ContextValue::Strings(values) if !values.is_empty() => {
            Some(format!(" ({head}: {})", values.join(", ")))
        }
        _ => None,
    })
    .collect()
}

/// What may have been meant.
fn alike(error: &clap::Error) -> String {
    let kinds = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    let found = kinds.into_iter().find_map(|kind| texts(error, kind));
    found.map_or_else(String::new, |found| format!("; podobne: {found}"))
}

/// Words of the call, each in quotes.
fn texts(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(format!("'{text}'")),
        ContextValue::Strings(texts) if !texts.is_empty() => {
            let quoted: Vec<_> = texts.iter().map(|text| format!("'{text}'")).collect();
            Some(quoted.join(", "))
        }
        _ => None,
    }
}

fn number(error: &clap::Error, kind: ContextKind) -> Option<isize> {
    match error.get(kind)? {
        ContextValue::Number(number) => Some(*number),
        _ => None,
    }
}
