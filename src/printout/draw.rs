//! Pages as a PDF.

use pdf_writer::{Content, Filter, Finish as _, Name, Pdf, Rect, Ref, Str};

use super::about::{self, About};
use super::block::{Align, Cell, Row};
use super::compress::compressed;
use super::face::Faces;
use super::flow::Page;
use super::font::Font;
use super::style::{FOOT, Ink, LEFT, PAGE, RIGHT, SMALL, STRONG, Style, VOID, Weight};
use super::{PrintoutError, Sheet, words};

/// Names of the fonts in the pages.
const REGULAR: Name = Name(b"r");
const BOLD: Name = Name(b"b");

/// Writes the pages. Nothing in the file tells when or where it was made.
pub(super) fn pdf(faces: &Faces, sheet: &Sheet, pages: &[Page]) -> Result<Vec<u8>, PrintoutError> {
    let kind = sheet.draft.kind;
    let name = faces.printable(&format!("{} {}", words::title(kind), sheet.number));
    let seller = faces.printable(&sheet.draft.seller.name);
    let foot = match words::mark(kind) {
        Some(mark) => format!("{name} – {mark}"),
        None => name.clone(),
    };
    let mut last = Ref::new(1);
    let mut next = || last.bump();
    let (catalog, tree, info, xmp, regular, bold) =
        (next(), next(), next(), next(), next(), next());
    let mut pdf = Pdf::new();
    let mut pen = Pen {
        content: Content::new(),
        ink: None,
        faces,
        regular: Font::new(faces.of(Weight::Regular)),
        bold: Font::new(faces.of(Weight::Bold)),
    };
    let mut leaves = Vec::with_capacity(pages.len());
    for (place, page) in pages.iter().enumerate() {
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

        let (leaf, content) = (next(), next());
        let packed = compressed(&pen.lift())?;
        pdf.stream(content, &packed).filter(Filter::FlateDecode);
        let mut written = pdf.page(leaf);
        written
            .media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1))
            .parent(tree)
            .contents(content);
        written
            .resources()
            .fonts()
            .pair(REGULAR, regular)
            .pair(BOLD, bold);
        written.finish();
        leaves.push(leaf);
    }
    pen.regular.write(&mut pdf, regular, &mut next)?;
    pen.bold.write(&mut pdf, bold, &mut next)?;
    let count = i32::try_from(leaves.len()).map_err(|_| PrintoutError::TooManyPages)?;
    pdf.pages(tree).kids(leaves).count(count);
    let about = About {
        title: &name,
        author: &seller,
        pages: pages.len(),
    };
    about.write(&mut pdf, info, xmp);
    let mut root = pdf.catalog(catalog);
    root.pages(tree);
    About::point(&mut root, xmp);
    root.finish();
    about::name(&mut pdf);
    Ok(pdf.finish())
}

/// Draws pages one after the other; the fonts gather what all of them use.
struct Pen<'f> {
    content: Content,
    /// The ink that is in the pen.
    ink: Option<Ink>,
    faces: &'f Faces,
    regular: Font<'f>,
    bold: Font<'f>,
}

impl Pen<'_> {
    /// The page that is drawn; a new one begins.
    fn lift(&mut self) -> Vec<u8> {
        self.ink = None;
        std::mem::replace(&mut self.content, Content::new())
            .finish()
            .into_vec()
    }

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
        let y = PAGE.1 - baseline(style, top);
        self.run(text, style, [1.0, 0.0, 0.0, 1.0, short(left), short(y)]);
    }

    /// A run whose first glyph stands where, and turned as, the matrix says. Each run names its font: programs that read
    /// text out part runs by it.
    fn run(&mut self, text: &str, style: Style, matrix: [f32; 6]) {
        let (name, font) = match style.weight {
            Weight::Regular => (REGULAR, &mut self.regular),
            Weight::Bold => (BOLD, &mut self.bold),
        };
        let encoded = font.encode(text);
        self.dip(style.ink);
        self.content
            .begin_text()
            .set_font(name, style.size)
            .set_text_matrix(matrix)
            .show(Str(&encoded))
            .end_text();
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
        self.dip(colour);
        let lower = short(PAGE.1 - top - height);
        self.content
            .rect(short(left), lower, short(right - left), short(height))
            .fill_nonzero();
    }

    /// The mark of a void document across the page, behind everything, rising by 52 degrees about the middle.
    fn void(&mut self) {
        const WORD: &str = "ANULOWANY";
        let (sin, cos) = 52.0_f32.to_radians().sin_cos();
        // From the middle of the page to the first glyph, before the turn.
        let x = -self.faces.width(WORD, VOID) / 2.0;
        let y = VOID.leading / 2.0 - baseline(VOID, 0.0);
        let left = PAGE.0 / 2.0 + x * cos - y * sin;
        let up = PAGE.1 / 2.0 + x * sin + y * cos;
        self.run(WORD, VOID, [cos, sin, -sin, cos, short(left), short(up)]);
    }

    fn dip(&mut self, ink: Ink) {
        if self.ink != Some(ink) {
            let (red, green, blue) = ink.rgb();
            let [red, green, blue] =
                [red, green, blue].map(|part| thousandth(f32::from(part) / 255.0));
            self.content.set_fill_rgb(red, green, blue);
            self.ink = Some(ink);
        }
    }
}

/// How far below the top of the page letters stand whose line begins at `top`. Capitals, 0.714 em high, stand in the
/// middle of the line.
fn baseline(style: Style, top: f32) -> f32 {
    top + style.leading / 2.0 + 0.357 * style.size
}

/// A place to a hundredth of a point, for that is less than can be seen and shorter to write.
fn short(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}

/// A part of a colour; 255 steps need three places.
fn thousandth(part: f32) -> f32 {
    (part * 1000.0).round() / 1000.0
}
