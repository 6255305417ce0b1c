//! Exchange rates of the National Bank of Poland (NBP), table A.
