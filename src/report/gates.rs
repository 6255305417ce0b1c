//! Gates of an order, a line each.

use super::visible;
use super::visible::short;
use super::wrap::wrap;
use crate::domain::gates::Passage;
use crate::texts::{Lang, gates as texts};

/// Columns of a gate's name.
const LABEL: usize = 27;

/// A gate with its mark and the value seen; one that is closed also with why, and with what opens it. `allowed` are the
/// profile's `orders.statuses`.
pub fn lines(
    lang: Lang,
    passage: &Passage,
    order: i64,
    allowed: &str,
    columns: usize,
) -> Vec<String> {
    let mark = match passage.passed {
        Some(true) => console::style("✓").green(),
        Some(false) => console::style("✗").red(),
        None => console::style("·").dim(),
    };
    let label = texts::label(lang, passage.gate);
    let room = columns.saturating_sub(LABEL + 2);
    let value = short(&texts::value(lang, passage), room);
    let blanks = LABEL.saturating_sub(console::measure_text_width(label));
    let line = format!("{mark} {label}{}{value}", " ".repeat(blanks));
    let mut lines = vec![line.trim_end().to_owned()];
    for (message, fix) in texts::closed(lang, passage, order, allowed) {
        lines.extend(wrap(&format!("    {}", visible(&message)), columns, 4));
        if !fix.is_empty() {
            lines.extend(wrap(&format!("    → {}", visible(&fix)), columns, 6));
        }
    }
    lines
}
