//! Tables that people like to read: aligned, no frames, cut to the terminal.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};

/// Blanks after a column.
const GAP: u16 = 2;

/// Alignment of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// Lays rows out under headings. `width` is the terminal's, `None` where there is none (a pipe): nothing is wrapped then.
/// A figure is never broken, however narrow the terminal is: half of a sum looks like another sum.
pub fn table(headings: &[(&str, Column)], rows: Vec<Vec<String>>, width: Option<u16>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    if let Some(width) = width {
        table
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(width);
    }
    let longest = |index: usize| {
        let cells = rows.iter().filter_map(|row: &Vec<String>| row.get(index));
        let words = cells.flat_map(|cell| cell.split(' '));
        let longest = words.map(|word| word.chars().count()).max();
        u16::try_from(longest.unwrap_or(0)).unwrap_or(u16::MAX)
    };
    let figures: Vec<u16> = (0..headings.len()).map(longest).collect();
    table.set_header(headings.iter().map(|(heading, _)| *heading));
    table.add_rows(rows);
    for (index, (_, column)) in headings.iter().enumerate() {
        if let Some(found) = table.column_mut(index) {
            found.set_padding((0, GAP));
            if *column == Column::Right {
                let least = figures[index].saturating_add(GAP);
                found.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
                found.set_cell_alignment(CellAlignment::Right);
            }
        }
    }
    let mut text: String = table
        .lines()
        .map(|line| line.trim_end().to_owned() + "\n")
        .collect();
    text.truncate(text.trim_end().len());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_right_and_polish_letters_take_one_column() {
        let rows = vec![
            vec!["Łódź".to_owned(), "7".to_owned()],
            vec!["Zielona Góra".to_owned(), "1 000".to_owned()],
        ];
        assert_eq!(
            table(
                &[("miasto", Column::Left), ("szt.", Column::Right)],
                rows,
                None
            ),
            "miasto         szt.\nŁódź              7\nZielona Góra  1 000"
        );
    }

    #[test]
    fn figures_stay_whole_on_a_narrow_terminal() {
        let row = |sum: &str| {
            let texts = [
                "2026-11-26 18:06",
                "Próbna Hurtownia sp. z o.o.",
                sum,
                "ma dokument",
            ];
            texts.map(str::to_owned).to_vec()
        };
        let headings = [
            ("potwierdzone", Column::Left),
            ("nabywca", Column::Left),
            ("suma", Column::Right),
            ("stan", Column::Left),
        ];
        let rows = vec![row("1 414,89 PLN"), row("54,98 PLN")];
        let text = table(&headings, rows.clone(), Some(36));
        for word in [" 414,89 ", " 54,98 ", " PLN "] {
            assert!(text.contains(word), "no {word:?} in\n{text}");
        }
        assert!(
            text.lines().all(|line| line.chars().count() <= 36),
            "{text}"
        );
        // Where there is room, nothing is made wider.
        assert_eq!(
            table(&headings, rows.clone(), Some(200)),
            table(&headings, rows, None)
        );
    }
}
