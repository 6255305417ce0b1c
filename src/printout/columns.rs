//! Columns as wide as what stands in them.

use super::block::{Align, Cell};
use super::face::Faces;
use super::style::{HEAD, Style, TEXT};

/// Widest that figures get before they are broken, in points: far more than a sum of money takes.
const WIDEST: f32 = 92.0;

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) title: &'static str,
    pub(super) align: Align,
    /// Of what stands below the title.
    pub(super) style: Style,
}

impl Column {
    pub(super) const fn left(title: &'static str) -> Column {
        Column {
            title,
            align: Align::Left,
            style: TEXT,
        }
    }

    pub(super) const fn right(title: &'static str) -> Column {
        Column {
            title,
            align: Align::Right,
            style: TEXT,
        }
    }
}

/// Where a table stands, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) left: f32,
    pub(super) right: f32,
    /// Between two columns.
    pub(super) between: f32,
    /// The column that takes what the others leave; without one the table begins where it must to end at `right`.
    pub(super) wide: Option<usize>,
}

/// Places of columns: left edge and width, in points.
pub(super) struct Places(Vec<(f32, f32)>);

impl Places {
    /// Columns side by side, each as wide as its widest text.
    pub(super) fn new<'t>(
        faces: &Faces,
        columns: &[Column],
        rows: impl Iterator<Item = &'t Vec<String>>,
        frame: Frame,
    ) -> Places {
        let mut widths: Vec<f32> = columns
            .iter()
            .map(|column| faces.width(column.title, HEAD))
            .collect();
        for row in rows {
            for ((width, text), column) in widths.iter_mut().zip(row).zip(columns) {
                *width = width.max(faces.width(text, column.style));
            }
        }
        for width in &mut widths {
            // A hair more than measured: sums of fractions differ by the order in which they are added.
            *width = width.min(WIDEST) + 0.1;
        }
        let between = frame.between * (columns.len().saturating_sub(1)) as f32;
        if let Some(wide) = frame.wide.and_then(|at| widths.get_mut(at)) {
            *wide = 0.0;
        }
        let taken = widths.iter().sum::<f32>() + between;
        if let Some(wide) = frame.wide.and_then(|at| widths.get_mut(at)) {
            *wide = frame.right - frame.left - taken;
        }
        let mut at = match frame.wide {
            Some(_) => frame.left,
            None => frame.right - taken,
        };
        let place = |width: f32| {
            let place = (at, width);
            at += width + frame.between;
            place
        };
        Places(widths.into_iter().map(place).collect())
    }

    /// Where the first column begins, in points.
    pub(super) fn left(&self) -> f32 {
        self.0.first().map_or(0.0, |(left, _)| *left)
    }

    /// The cells of a row of texts.
    pub(super) fn cells(
        &self,
        faces: &Faces,
        columns: &[Column],
        texts: &[String],
        style: impl Fn(&Column) -> Style,
    ) -> Vec<Cell> {
        let cells = self.0.iter().zip(columns).zip(texts);
        cells
            .map(|(((left, width), column), text)| {
                Cell::new(*left, *width, column.align).with(faces, text, style(column))
            })
            .collect()
    }

    /// The cells of the titles.
    pub(super) fn titles(&self, faces: &Faces, columns: &[Column]) -> Vec<Cell> {
        let titles: Vec<String> = columns.iter().map(|c| c.title.to_owned()).collect();
        self.cells(faces, columns, &titles, |_| HEAD)
    }
}
