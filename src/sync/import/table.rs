//! A sheet's columns with their fields, and its rows, whatever the file holds.

use super::Problems;
use super::sheet::{Row, Sheet};
use crate::domain::import::{Column, Problem, Wrong};

/// Most rows of a file.
const ROWS: usize = 250_000;

/// Columns that are read, with their fields, and headings of those that are not.
pub(super) fn columns<F: Copy>(
    sheet: &Sheet,
    fields: &[Option<F>],
) -> (Vec<(Column, F)>, Vec<String>) {
    let mut columns = Vec::new();
    let mut extra = Vec::new();
    for (index, field) in fields.iter().enumerate() {
        let column = sheet.column(index);
        match field {
            Some(field) => columns.push((column, *field)),
            None if column.heading.is_empty() => extra.push(column.letters()),
            None => extra.push(column.heading),
        }
    }
    (columns, extra)
}

/// What `read` makes of each row that is not blank, and what is wrong with rows; `read` answers `None` of a row that is.
///
/// # Errors
/// One problem of the file as a whole.
pub(super) fn rows<T>(
    sheet: &Sheet,
    mut read: impl FnMut(&Row, &mut Problems) -> Option<T>,
) -> Result<(Vec<T>, Problems), Problems> {
    let wanted = sheet.headings.len();
    let mut rows = Vec::new();
    let mut problems = Problems::default();
    let mut blank = true;
    for row in sheet.rows() {
        // A quotation mark that is never closed may have swallowed any number of rows: what came before is told, too.
        let row = match row {
            Ok(row) => row,
            Err(problem) => {
                blank = false;
                problems.add(problem);
                break;
            }
        };
        if row.is_blank() {
            continue;
        }
        blank = false;
        if rows.len() == ROWS {
            return Err(Problem::of_file(Wrong::TooManyRows { limit: ROWS }).into());
        }
        // Blank cells too many at the end say nothing. Any other difference is a separator or a line break out of place,
        // and the half of a row would pass for a whole one.
        if row.width() > wanted || row.cells.len() < wanted {
            let found = row.cells.len();
            problems.add(Problem::of_line(row.line, Wrong::Cells { found, wanted }));
            continue;
        }
        rows.extend(read(&row, &mut problems));
    }
    if blank {
        return Err(Problem::of_file(Wrong::NoRows).into());
    }
    Ok((rows, problems))
}
