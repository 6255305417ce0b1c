//! A line of a shell, as documents and examples show it: is it one that this program understands?

use clap::error::ErrorKind;

/// Checks a line of a shell that calls this program (`firmino-link …`, by whatever path, after variables): its words
/// are parsed as those of a real call, and nothing is run. Quotes, backslashes and comments are read as a shell reads
/// them; what stands behind a pipe or redirection is another program's.
///
/// # Errors
/// What the program would say of the line.
///
/// ```
/// use firmino_link::cli::parses;
/// assert!(parses("firmino-link orders issue --all  # those that wait for a word").is_ok());
/// assert!(parses("firmino-link orders isue --all").is_err());
/// ```
pub fn parses(line: &str) -> Result<(), String> {
    let words = words(line);
    let variable = |word: &&String| {
        word.split_once('=').is_some_and(|(name, _)| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c == '_')
        })
    };
    let set = words.iter().take_while(variable).count();
    let called = words.get(set).map(String::as_str).unwrap_or_default();
    if called.rsplit('/').next() != Some("firmino-link") {
        return Err(format!("`{line}` does not call firmino-link"));
    }
    match super::parse(words.iter().skip(set).map(Into::into)) {
        Ok(_) => Ok(()),
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
            ) =>
        {
            Ok(())
        }
        Err(error) => Err(error.to_string()),
    }
}

/// The words up to a comment, a pipe, a redirection or the next command.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut rest = line.chars();
    while let Some(letter) = rest.next() {
        match letter {
            '\'' | '"' => {
                let word = word.get_or_insert_default();
                quoted(letter, &mut rest, word);
            }
            '\\' => word.get_or_insert_default().extend(rest.next()),
            '#' if word.is_none() => break,
            '|' | ';' | '&' | '<' => break,
            '>' => {
                // `2>` sends another stream.
                word = word.filter(|word| !word.chars().all(|c| c.is_ascii_digit()));
                break;
            }
            letter if letter.is_whitespace() => words.extend(word.take()),
            letter => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

fn quoted(quote: char, rest: &mut std::str::Chars<'_>, word: &mut String) {
    while let Some(letter) = rest.next() {
        match letter {
            letter if letter == quote => return,
            '\\' if quote == '"' => word.extend(rest.next()),
            letter => word.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_a_shell() {
        for (line, wanted) in [
            ("a  b\tc", vec!["a", "b", "c"]),
            (
                "a 'b c' \"d\\\" e\" f\\ g",
                vec!["a", "b c", "d\" e", "f g"],
            ),
            ("a '' b=\"c d\"e", vec!["a", "", "b=c de"]),
            ("a b#c # d", vec!["a", "b#c"]),
            ("a b>c", vec!["a", "b"]),
            ("a 2>/dev/null", vec!["a"]),
            ("a < b", vec!["a"]),
            ("a | b", vec!["a"]),
            ("a; b", vec!["a"]),
            ("", vec![]),
        ] {
            assert_eq!(words(line), wanted, "{line}");
        }
    }

    #[test]
    fn lines_are_judged() {
        for line in [
            "firmino-link status",
            "/usr/local/bin/firmino-link --profile shop -q sync all >/dev/null",
            "BASELINKER_TOKEN=x XDG_DATA_HOME=/y firmino-link sync orders --order 1",
            "firmino-link sync --help",
            "firmino-link -V",
        ] {
            assert_eq!(parses(line), Ok(()), "{line}");
        }
        for (line, said) in [
            ("firmino-link orders shwo 1", "shwo"),
            ("firmino-link orders show one", "one"),
            ("firmino-link status --jsn", "--jsn"),
            ("firmino-link", "Usage"),
            ("cargo test", "does not call"),
            ("", "does not call"),
        ] {
            let error = parses(line).expect_err(line);
            assert!(error.contains(said), "{line}: {error}");
        }
    }
}
