//! Files that a person imports. Reading is pure and needs no mirror: bytes → text → table → rows, or everything that is
//! wrong with them. Only what is called `apply` touches the book.

pub mod cards;
pub mod contractors;
pub mod counts;
pub mod mapping;
pub mod sheet;
mod table;
pub mod text;

use crate::domain::import::Problem;

/// Most problems that are kept; what is beyond is counted. A wrong column makes one a row.
const KEPT: usize = 1000;

/// Everything that is wrong with a file. Nothing of it was applied.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems {
    /// The first thousand, by line.
    pub listed: Vec<Problem>,
    /// How many there are beyond them.
    pub more: usize,
}

impl Problems {
    fn add(&mut self, problem: Problem) {
        if self.listed.len() < KEPT {
            self.listed.push(problem);
        } else {
            self.more += 1;
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.listed.len() + self.more
    }

    /// `value`, if there are none.
    fn or<T>(self, value: T) -> Result<T, Problems> {
        if self.listed.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Problems {
        Problems {
            listed: vec![problem],
            more: 0,
        }
    }
}
