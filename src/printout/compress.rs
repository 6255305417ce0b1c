//! Streams of a PDF, compressed.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::PrintoutError;

/// The bytes as `FlateDecode` reads them.
pub(super) fn compressed(bytes: &[u8]) -> Result<Vec<u8>, PrintoutError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .map_err(|error| PrintoutError::Compress(error.to_string()))
}
