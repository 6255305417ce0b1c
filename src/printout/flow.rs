//! Blocks onto pages.

use super::block::{Block, Row};
use super::style::{BOTTOM, TOP, TOP_AGAIN};

/// A page: rows, each with its top in points from the page's.
pub(super) type Page = Vec<(f32, Row)>;

/// Puts blocks one below the other, on as many pages as it takes; `head` is repeated above the table's part on each.
pub(super) fn pages(blocks: Vec<Block>, head: &Block) -> Vec<Page> {
    let mut flow = Flow {
        pages: vec![Page::new()],
        y: TOP,
        headed: false,
        head,
    };
    for block in blocks {
        flow.place(block);
    }
    flow.pages
}

struct Flow<'h> {
    pages: Vec<Page>,
    /// Where the next block begins.
    y: f32,
    /// Whether the head stands on this page.
    headed: bool,
    head: &'h Block,
}

impl Flow<'_> {
    fn place(&mut self, block: Block) {
        let room = BOTTOM
            - TOP_AGAIN
            - if block.in_table {
                self.head.height
            } else {
                0.0
            };
        if block.height > room && !block.rows.is_empty() {
            for part in block.parts(room) {
                self.put(part);
            }
            return;
        }
        self.put(block);
    }

    fn put(&mut self, block: Block) {
        let height = block.height + self.head_above(&block);
        if self.y + height > BOTTOM && !self.is_fresh() {
            self.pages.push(Page::new());
            self.y = TOP_AGAIN;
            self.headed = false;
        }
        // Space between blocks is nothing at the top of a page.
        if block.rows.is_empty() && self.is_fresh() && self.pages.len() > 1 {
            return;
        }
        if self.head_above(&block) > 0.0 {
            self.draw(self.head.clone());
            self.headed = true;
        }
        self.draw(block);
    }

    /// Height of the head that the block needs above it.
    fn head_above(&self, block: &Block) -> f32 {
        match block.in_table && !self.headed {
            true => self.head.height,
            false => 0.0,
        }
    }

    /// Whether nothing stands on this page.
    fn is_fresh(&self) -> bool {
        self.pages.last().is_none_or(Vec::is_empty)
    }

    fn draw(&mut self, block: Block) {
        let top = self.y;
        if let Some(page) = self.pages.last_mut() {
            page.extend(block.rows.into_iter().map(|(y, row)| (top + y, row)));
        }
        self.y += block.height;
    }
}
