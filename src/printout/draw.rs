//! Pages as a PDF.

use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;

use super::block::{Align, Cell, Row};
use super::face::Faces;
use super::flow::Page;
use super::style::{FOOT, Ink, LEFT, PAGE, RIGHT, SMALL, STRONG, Style, VOID};
use super::{PrintoutError, Sheet, words};

/// Writes the pages. Nothing in the file tells when or where it was made.
pub(super) fn pdf(faces: &Faces, sheet: &Sheet, pages: &[Page]) -> Result<Vec<u8>, PrintoutError> {
    let kind = sheet.draft.kind;
    let name = faces.printable(&format!("{} {}", words::title(kind), sheet.number));
    let seller = faces.printable(&sheet.draft.seller.name);
    let foot = match words::mark(kind) {
        Some(mark) => format!("{name} – {mark}"),
        None => name.clone(),
    };
    let mut document = Document::new();
    document.set_metadata(
        Metadata::new()
            .title(name.clone())
            .authors(vec![seller])
            .language("pl".to_owned()),
    );
    for (place, page) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1)
            .ok_or_else(|| PrintoutError::Pdf("size of the page".to_owned()))?;
        let mut drawn = document.start_page_with(settings);
        let mut pen = Pen {
            surface: drawn.surface(),
            faces,
        };
        if sheet.void.is_some() {
            pen.void();
        }
        if place > 0 {
            pen.first_line(&name, STRONG, 42.0);
            pen.fill(Ink::Line, LEFT, RIGHT, 58.0, 0.6);
        }
        for (top, row) in page {
            pen.row(row, *top);
        }
        pen.fill(Ink::Line, LEFT, RIGHT, FOOT - 4.0, 0.6);
        pen.first_line(&foot, SMALL, FOOT);
        let number = format!("strona {} z {}", place + 1, pages.len());
        let left = RIGHT - faces.width(&number, SMALL);
        pen.line(&number, SMALL, left, FOOT);
    }
    document
        .finish()
        .map_err(|error| PrintoutError::Pdf(format!("{error:?}")))
}

struct Pen<'p> {
    surface: Surface<'p>,
    faces: &'p Faces,
}

impl Pen<'_> {
    fn row(&mut self, row: &Row, top: f32) {
        let height = row.height();
        if let Some((ink, left, right)) = row.fill {
            self.fill(ink, left, right, top, height);
        }
        for cell in &row.cells {
            self.cell(cell, top + row.padding);
        }
        if let Some((ink, left, right)) = row.rule {
            self.fill(ink, left, right, top + height - 0.5, 0.5);
        }
    }

    fn cell(&mut self, cell: &Cell, top: f32) {
        let mut y = top;
        for line in &cell.lines {
            let left = match cell.align {
                Align::Left => cell.left,
                Align::Right => cell.left + cell.width - self.faces.width(&line.text, line.style),
            };
            self.line(&line.text, line.style, left, y);
            y += line.style.leading;
        }
    }

    /// A run of printable text whose line begins at `top`.
    fn line(&mut self, text: &str, style: Style, left: f32, top: f32) {
        // Capitals, 0.714 em high, stand in the middle of the line.
        let baseline = top + style.leading / 2.0 + 0.357 * style.size;
        let face = self.faces.of(style.weight);
        self.surface.set_fill(Some(ink(style.ink)));
        self.surface.draw_glyphs(
            Point::from_xy(left, baseline),
            &face.run(text),
            face.font.clone(),
            text,
            style.size,
            false,
        );
    }

    /// What repeats the document's name: as much as goes on one line, for the whole stands at its head.
    fn first_line(&mut self, text: &str, style: Style, top: f32) {
        let lines = self.faces.lines(text, style, RIGHT - LEFT - 80.0);
        if let Some(line) = lines.first() {
            self.line(line, style, LEFT, top);
        }
    }

    /// A rectangle.
    fn fill(&mut self, colour: Ink, left: f32, right: f32, top: f32, height: f32) {
        if let Some(path) = rectangle(left, right, top, height) {
            self.surface.set_fill(Some(ink(colour)));
            self.surface.draw_path(&path);
        }
    }

    /// The mark of a void document across the page, behind everything.
    fn void(&mut self) {
        const WORD: &str = "ANULOWANY";
        let (x, y) = (PAGE.0 / 2.0, PAGE.1 / 2.0);
        self.surface
            .push_transform(&Transform::from_rotate_at(-52.0, x, y));
        let left = x - self.faces.width(WORD, VOID) / 2.0;
        self.line(WORD, VOID, left, y - VOID.leading / 2.0);
        self.surface.pop();
    }
}

fn ink(ink: Ink) -> Fill {
    let (red, green, blue) = ink.rgb();
    Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        ..Fill::default()
    }
}

fn rectangle(left: f32, right: f32, top: f32, height: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_ltrb(left, top, right, top + height)?);
    path.finish()
}
