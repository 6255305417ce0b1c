//! What a page is made of: lines in cells, cells in rows, rows in blocks that stay together.

use super::face::Faces;
use super::style::{Ink, Style};

/// A line of text: one run.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) style: Style,
}

/// Where the lines of a cell stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// Lines one below the other.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    /// Left edge, in points from the page's.
    pub(super) left: f32,
    /// In points.
    pub(super) width: f32,
    pub(super) align: Align,
    pub(super) lines: Vec<Line>,
}

impl Cell {
    /// A cell without text.
    pub(super) const fn new(left: f32, width: f32, align: Align) -> Cell {
        Cell {
            left,
            width,
            align,
            lines: Vec::new(),
        }
    }

    /// Adds a text, on as many lines as it takes.
    pub(super) fn with(mut self, faces: &Faces, text: &str, style: Style) -> Cell {
        let lines = faces.lines(text, style, self.width);
        self.lines
            .extend(lines.into_iter().map(|text| Line { text, style }));
        self
    }

    fn height(&self) -> f32 {
        self.lines.iter().map(|line| line.style.leading).sum()
    }
}

/// Cells side by side.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    /// Space above and below the text, in points.
    pub(super) padding: f32,
    /// Coloured behind, from left to right edge (points).
    pub(super) fill: Option<(Ink, f32, f32)>,
    /// A thin line below, from left to right edge (points).
    pub(super) rule: Option<(Ink, f32, f32)>,
}

impl Row {
    pub(super) fn new(cells: Vec<Cell>) -> Row {
        Row {
            cells,
            padding: 0.0,
            fill: None,
            rule: None,
        }
    }

    pub(super) fn padded(self, padding: f32) -> Row {
        Row { padding, ..self }
    }

    pub(super) fn filled(self, ink: Ink, left: f32, right: f32) -> Row {
        Row {
            fill: Some((ink, left, right)),
            ..self
        }
    }

    pub(super) fn ruled(self, left: f32, right: f32) -> Row {
        Row {
            rule: Some((Ink::Line, left, right)),
            ..self
        }
    }

    /// In points.
    pub(super) fn height(&self) -> f32 {
        let cells = self.cells.iter().map(Cell::height);
        cells.fold(0.0, f32::max) + 2.0 * self.padding
    }

    /// The row in pieces that are no higher than `most` points: each has the next lines of every cell. One line at
    /// least stands in a piece.
    fn pieces(self, most: f32) -> Vec<Row> {
        if self.height() <= most {
            return vec![self];
        }
        let leading = |line: &Line| line.style.leading;
        let lines = self.cells.iter().flat_map(|cell| &cell.lines);
        let highest = lines.map(leading).fold(1.0, f32::max);
        let mut fit = 1;
        while (fit + 1) as f32 * highest + 2.0 * self.padding <= most {
            fit += 1;
        }
        let mut cells = self.cells;
        let mut pieces = Vec::new();
        while cells.iter().any(|cell| !cell.lines.is_empty()) {
            let part = cells
                .iter_mut()
                .map(|cell| {
                    let rest = cell.lines.split_off(fit.min(cell.lines.len()));
                    let lines = std::mem::replace(&mut cell.lines, rest);
                    Cell { lines, ..*cell }
                })
                .collect();
            pieces.push(Row {
                cells: part,
                ..self
            });
        }
        pieces
    }
}

/// Rows that stay together on a page, each at its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    /// From the block's top, in points.
    pub(super) rows: Vec<(f32, Row)>,
    /// In points.
    pub(super) height: f32,
    /// Whether it stands in the table of goods, whose head is repeated above it on every page.
    pub(super) in_table: bool,
}

impl Block {
    /// Space.
    pub(super) const fn gap(height: f32) -> Block {
        Block {
            rows: Vec::new(),
            height,
            in_table: false,
        }
    }

    /// Rows one below the other.
    pub(super) fn of(rows: impl IntoIterator<Item = Row>) -> Block {
        let mut block = Block::gap(0.0);
        for row in rows {
            let at = block.height;
            block.height += row.height();
            block.rows.push((at, row));
        }
        block
    }

    /// Another one below.
    pub(super) fn then(mut self, below: Block) -> Block {
        let at = self.height;
        let moved = below.rows.into_iter().map(|(y, row)| (at + y, row));
        self.rows.extend(moved);
        self.height += below.height;
        self
    }

    /// Another one beside: the caller has given them columns of their own.
    pub(super) fn beside(mut self, other: Block) -> Block {
        self.rows.extend(other.rows);
        self.height = self.height.max(other.height);
        self
    }

    pub(super) fn in_table(self) -> Block {
        Block {
            in_table: true,
            ..self
        }
    }

    /// The block in parts of at most `most` points, for one that no page can hold: from top to bottom, nothing lost.
    pub(super) fn parts(self, most: f32) -> Vec<Block> {
        let in_table = self.in_table;
        let mut rows = self.rows;
        rows.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        let pieces = rows.into_iter().flat_map(|(_, row)| row.pieces(most));
        pieces
            .map(|row| Block {
                in_table,
                ..Block::of([row])
            })
            .collect()
    }
}
