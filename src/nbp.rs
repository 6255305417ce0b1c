//! Exchange rates of the National Bank of Poland (NBP), table A.

mod rate;

pub use rate::{NbpError, Rate, rate_before};
