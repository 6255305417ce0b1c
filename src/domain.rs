//! Pure rules: money, VAT, numbers, orders, documents. No I/O, no clock, no SQL.
