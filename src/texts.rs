//! Texts in Polish and English.
