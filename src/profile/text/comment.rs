//! Comments that explain a new profile to its reader.

use super::ProfileText;
use super::layout::{line_end, line_start};
use super::tree::Body;

/// The column from 0 at which config.example.toml has its comments.
const COLUMN: usize = 43;

impl ProfileText {
    /// Puts comment lines right above the header of a table, at the head of the profile for an
    /// empty path; nothing where no such header stands or the lines are there already.
    pub fn comment(&mut self, table_path: &[&str], line: &str) {
        let mut lines = String::new();
        for line in line.lines() {
            let line = line.trim_end();
            let mark = if line.starts_with('#') { "" } else { "# " };
            lines.push_str(format!("{mark}{line}").trim_end());
            lines.push_str(self.newline);
        }
        if table_path.is_empty() {
            return self.banner(&lines);
        }
        let header = match self.tree().find(table_path).map(|node| &node.body) {
            Some(Body::Table { header, .. }) => header.clone(),
            Some(Body::Tables { items }) => items.first().map(|(header, _)| header.clone()),
            _ => None,
        };
        if let Some(header) = header {
            let at = line_start(&self.text, header.start);
            if !self.text[..at].ends_with(&lines) {
                self.splice(at..at, &lines);
            }
        }
    }

    /// Adds to the comment at the head, which a blank line ends.
    fn banner(&mut self, lines: &str) {
        let mut at = 0;
        while self.text[at..].starts_with('#') {
            at = line_end(&self.text, at);
        }
        if self.text[..at].ends_with(lines) {
            return;
        }
        let newline = self.newline;
        let before = match &self.text[..at] {
            "" => "",
            text if text.ends_with('\n') => "",
            _ => newline,
        };
        let blank = line_end(&self.text, at);
        let after = if at < blank && self.text[at..blank].trim().is_empty() {
            ""
        } else {
            newline
        };
        self.splice(at..at, &format!("{before}{lines}{after}"));
    }

    /// Takes out the comment at the head, which a blank line ends, where it names this.
    pub fn drop_head(&mut self, naming: &str) {
        let mut at = 0;
        while self.text[at..].starts_with('#') {
            at = line_end(&self.text, at);
        }
        if !self.text[..at].contains(naming) {
            return;
        }
        let blank = line_end(&self.text, at);
        if self.text[at..blank].trim().is_empty() {
            at = blank;
        }
        self.splice(0..at, "");
    }

    /// Puts a comment after a key's value, unless there is one or the key stands in `{ … }`.
    pub fn key_comment(&mut self, path: &[&str], comment: &str) {
        let tree = self.tree();
        let chain = tree.chain(path);
        let inside = |body: &Body| matches!(body, Body::Inline { .. });
        let Some((node, above)) = chain.split_last() else {
            return;
        };
        if above.len() + 1 < path.len() || above.iter().any(|node| inside(&node.body)) {
            return;
        }
        let (Body::Plain { span, .. } | Body::List { span, .. } | Body::Inline { span, .. }) =
            &node.body
        else {
            return;
        };
        let rest = &self.text[span.end..line_end(&self.text, span.end)];
        if !rest.trim().is_empty() {
            return;
        }
        let width = self.text[line_start(&self.text, span.end)..span.end]
            .chars()
            .count();
        let blanks = " ".repeat(COLUMN.saturating_sub(width).max(2));
        let until = span.end + rest.trim_end_matches(['\r', '\n']).len();
        let mark = comment.trim_start_matches('#').replace(['\r', '\n'], " ");
        self.splice(span.end..until, &format!("{blanks}# {}", mark.trim()));
    }
}
