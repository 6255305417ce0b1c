//! Text of a profile as an error may show it: nothing in it that could be a secret.

/// `text` with every long run of letters and digits, as tokens and keys are, put out of sight.
pub(in crate::profile) fn masked(text: &str) -> String {
    let part_of_token = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    let mut shown = String::new();
    let mut run = String::new();
    for letter in text.chars() {
        if part_of_token(letter) {
            run.push(letter);
        } else {
            shown.push_str(&unless_secret(&run));
            run.clear();
            shown.push(letter);
        }
    }
    shown + &unless_secret(&run)
}

fn unless_secret(run: &str) -> String {
    let key = run.len() >= 24 && run.bytes().any(|byte| byte.is_ascii_digit());
    if key || is_token(run) {
        "***".to_owned()
    } else {
        run.to_owned()
    }
}

/// Whether `text` has the form of BaseLinker's tokens, `digits-digits-LETTERS` (baselinker-api.md).
pub(in crate::profile) fn is_token(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let letters = |part: &str| {
        part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && part.bytes().any(|byte| byte.is_ascii_alphabetic())
    };
    let mut parts = text.splitn(3, '-');
    parts.next().is_some_and(digits)
        && parts.next().is_some_and(digits)
        && parts.next().is_some_and(letters)
}

/// A line of the text for a message: trimmed, without control characters, at most 80 letters.
pub(super) fn line(line: &str) -> String {
    let line = line.trim();
    let lower = line.to_lowercase();
    if ["token", "credentials", "password"]
        .iter()
        .any(|word| lower.contains(word))
    {
        return match line.split_once('=') {
            Some((key, _)) => format!("{}= ***", masked(key)),
            None => "***".to_owned(),
        };
    }
    masked(line)
        .chars()
        .take(80)
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect()
}
