//! `images` of `addInventoryProduct`: addresses, data, or `""` for none, by place from 0 to 15.

use std::collections::BTreeMap;

use super::Parameters;
use super::warning::Warning;
use crate::sandbox::product::Product;
use crate::sandbox::unknowns::ImageAddress;

const PLACES: usize = 16;
/// Width of an address in characters.
const ADDRESS: usize = 1000;
/// Most bytes of a picture, and how many base64 takes for them.
const BYTES: usize = 2_000_000;
const BASE64: usize = BYTES / 3 * 4;

/// Puts the pictures in their places and closes gaps; what cannot be fetched is left out and told.
pub(super) fn set(
    product: &mut Product,
    sent: &Parameters<'_>,
    address: ImageAddress,
) -> Vec<Warning> {
    let mut refused = Vec::new();
    let mut places: BTreeMap<usize, String> = product.images.drain(..).enumerate().collect();
    for key in sent.keys() {
        let place = key.parse().ok().filter(|place: &usize| *place < PLACES);
        let (Some(place), Some(image)) = (place, sent.text(key)) else {
            refused.push(Warning::NoPicture(key.to_owned()));
            continue;
        };
        if image.is_empty() {
            places.remove(&place);
            continue;
        }
        match fetch(product.id, place, &image, address) {
            Ok(found) => {
                places.insert(place, found);
            }
            Err(warning) => refused.push(warning),
        }
    }
    product.images = places.into_values().collect();
    refused
}

fn fetch(
    product_id: u64,
    place: usize,
    image: &str,
    address: ImageAddress,
) -> Result<String, Warning> {
    let shown = place + 1;
    let own = || {
        format!(
            "https://upload.example/products/{product_id}/{:016x}.jpg",
            fingerprint(image)
        )
    };
    if let Some(url) = image.strip_prefix("url:") {
        if url.chars().count() > ADDRESS {
            return Err(Warning::TooLarge(shown));
        }
        if !is_reachable(url) {
            return Err(Warning::Unreachable(shown));
        }
        return Ok(match address {
            ImageAddress::Kept => url.to_owned(),
            ImageAddress::Copied => own(),
        });
    }
    match image.strip_prefix("data:") {
        Some(data) if data.len() > BASE64 => Err(Warning::TooLarge(shown)),
        Some(_) => Ok(own()),
        None => Err(Warning::NoPicture(place.to_string())),
    }
}

/// Nothing is fetched: an address of the web can be, unless its host ends in `.invalid`.
fn is_reachable(url: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#', ':']).next());
    host.is_some_and(|host| !host.is_empty() && !host.ends_with(".invalid"))
}

/// FNV-1a: another picture has another address.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
