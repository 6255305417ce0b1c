//! Texts that have a documented width.

use super::ApiError;
use crate::sandbox::unknowns::LongText;

/// The text as its column takes it; `width` in characters.
pub(super) fn fit(
    key: &str,
    text: &str,
    width: usize,
    long_text: LongText,
) -> Result<String, ApiError> {
    if text.chars().count() > width && long_text == LongText::Refused {
        return Err(ApiError::new(
            "ERROR_FIELD_LENGTH",
            format!("{key} is too long"),
        ));
    }
    Ok(text.chars().take(width).collect())
}
