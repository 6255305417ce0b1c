//! Quotations of foreign text in errors.

/// Longest quotation, in characters.
const LONGEST: usize = 200;

/// At most 200 characters of foreign text, on one line, with everything invisible made a space.
pub fn quote(text: &str) -> String {
    let mut quoted = String::new();
    let mut taken = 0;
    for character in text.chars() {
        if taken == LONGEST {
            quoted.push('…');
            break;
        }
        let shown = if is_invisible(character) {
            ' '
        } else {
            character
        };
        if shown == ' ' && (quoted.is_empty() || quoted.ends_with(' ')) {
            continue;
        }
        quoted.push(shown);
        taken += 1;
    }
    quoted.truncate(quoted.trim_end().len());
    quoted
}

/// Control, format and separator characters that could steer a terminal or hide text (S8).
fn is_invisible(character: char) -> bool {
    character.is_control()
        || character.is_whitespace()
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        assert_eq!(quote("\u{1b}[31mred\u{202e}\r\n\n x\u{9b}"), "[31mred x");
    }

    #[test]
    fn it_is_cut_by_characters() {
        let long = quote(&"ż".repeat(500));
        assert_eq!(long.chars().count(), 201);
        assert!(long.ends_with('…'));
    }
}
