//! Examples that end each `--help`. `help.examples.txt` has a block a command, headed by its words (`## sync orders`);
//! an example is three lines: what to type, then what it does, in English and in Polish.

use super::Lang;

/// Something to type, with what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// A line for a shell.
    pub line: &'static str,
    english: &'static str,
    polish: &'static str,
}

impl Example {
    /// What it does, in a few words.
    pub fn told(&self, lang: Lang) -> &'static str {
        lang.pick(self.polish, self.english)
    }
}

/// The examples of a command, by its words without the program's (`sync orders`; the program's own: `firmino-link`);
/// none where it has no block.
pub fn examples(command: &str) -> Vec<Example> {
    blocks()
        .find(|(words, _)| *words == command)
        .map(|(_, examples)| examples)
        .unwrap_or_default()
}

/// The words of every block.
pub fn commands() -> impl Iterator<Item = &'static str> {
    blocks().map(|(words, _)| words)
}

fn blocks() -> impl Iterator<Item = (&'static str, Vec<Example>)> {
    include_str!("help.examples.txt")
        .split("\n\n")
        .filter_map(|block| {
            let (head, rest) = block.split_once('\n')?;
            let lines: Vec<&str> = rest.lines().collect();
            Some((
                head.strip_prefix("## ")?,
                lines.chunks(3).filter_map(example).collect(),
            ))
        })
}

fn example(lines: &[&'static str]) -> Option<Example> {
    let [line, english, polish] = lines else {
        return None;
    };
    Some(Example {
        line,
        english: english.strip_prefix("# ")?,
        polish: polish.strip_prefix("# ")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nothing in the file is passed over by the reading above.
    #[test]
    fn the_file_is_read_whole() {
        let lines = include_str!("help.examples.txt").lines().count();
        let read: usize = blocks().map(|(_, examples)| 2 + 3 * examples.len()).sum();
        assert_eq!(read, lines + 1);
    }

    #[test]
    fn an_example_speaks_both_languages() {
        let first = examples("sync orders")[0];
        assert_eq!(first.line, "firmino-link sync orders --dry-run");
        assert_eq!(first.told(Lang::En), "what would happen; changes nothing");
        assert_eq!(first.told(Lang::Pl), "co by się stało; niczego nie zmienia");
        assert_eq!(examples("no such command"), []);
    }
}
