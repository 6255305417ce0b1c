//! Tables that people like to read: aligned, no frames, cut to the terminal.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

/// Alignment of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// Lays rows out under headings. `width` is the terminal's, `None` where there is none (a pipe): nothing is wrapped then.
pub fn table(headings: &[(&str, Column)], rows: Vec<Vec<String>>, width: Option<u16>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    if let Some(width) = width {
        table
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(width);
    }
    table.set_header(headings.iter().map(|(heading, _)| *heading));
    table.add_rows(rows);
    for (index, (_, column)) in headings.iter().enumerate() {
        if let Some(found) = table.column_mut(index) {
            found.set_padding((0, 2));
            if *column == Column::Right {
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
}
