//! The texts of `--help` in Polish. The English ones stand beside what they describe, in `cli`; `help.pl.txt` has a pair
//! a text: the English line, then the Polish one.

/// The Polish text for an English one, paragraph by paragraph; what has no pair stays as it is.
pub fn polish(english: &str) -> String {
    let paragraphs: Vec<String> = english.split("\n\n").map(paragraph).collect();
    paragraphs.join("\n\n")
}

fn paragraph(english: &str) -> String {
    // A long text keeps the full stop that a short one loses.
    let (bare, stop) = match english.strip_suffix('.') {
        Some(bare) if find(english).is_none() => (bare, "."),
        _ => (english, ""),
    };
    find(bare).map_or_else(|| english.to_owned(), |polish| format!("{polish}{stop}"))
}

fn find(english: &str) -> Option<&'static str> {
    pairs().find_map(|(en, pl)| (en == english).then_some(pl))
}

fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("help.pl.txt")
        .split("\n\n")
        .filter_map(|pair| pair.trim_end().split_once('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_has_one_pair_of_lines() {
        let mut all: Vec<&str> = pairs().map(|(en, _)| en).collect();
        assert_eq!(all.len(), include_str!("help.pl.txt").split("\n\n").count());
        assert!(pairs().all(|(_, pl)| !pl.contains('\n') && !pl.is_empty()));
        all.sort_unstable();
        let before = all.len();
        all.dedup();
        assert_eq!(all.len(), before);
    }

    #[test]
    fn paragraphs_and_full_stops_are_kept() {
        assert_eq!(polish("The shell"), "Powłoka");
        assert_eq!(polish("The shell.\n\nPort"), "Powłoka.\n\nPort");
    }
}
