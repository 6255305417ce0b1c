//! Paragraphs for a terminal: words stay whole, later lines are indented.

/// Breaks a text at blanks into lines of at most `columns`; lines after the first begin with `indent` blanks. A word that
/// is longer than a line stays whole.
pub fn wrap(text: &str, columns: usize, indent: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let lead = text.len() - text.trim_start().len();
    let mut line = " ".repeat(lead);
    let mut empty = true;
    for word in text.split_whitespace() {
        let width = console::measure_text_width(&line) + console::measure_text_width(word);
        if !empty && width + 1 > columns {
            lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_stay_whole_and_later_lines_are_indented() {
        assert_eq!(
            super::wrap("  ! zażółć gęślą jaźń", 12, 4),
            ["  ! zażółć", "    gęślą", "    jaźń"]
        );
        assert_eq!(super::wrap("firmino-link", 4, 2), ["firmino-link"]);
    }
}
