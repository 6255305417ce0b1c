//! Addresses of images in one cell.

use crate::domain::import::Wrong;

/// Most images of a product, and most characters of an address: BaseLinker's limits.
const MOST: usize = 16;
const LENGTH: usize = 1000;

/// Addresses parted by white space, `|`, `,` or `;`. A mark within an address (`?size=1,2`) parts nothing: only one that
/// the next address follows does.
pub(super) fn read(text: &str) -> Result<Vec<String>, Wrong> {
    let parts = |c: char| c.is_whitespace() || matches!(c, '|' | ',' | ';');
    let begins = |at: usize| {
        let rest = &text[at..];
        (rest.starts_with("http://") || rest.starts_with("https://"))
            && (at == 0 || text[..at].ends_with(parts))
    };
    let mut starts: Vec<usize> = text
        .match_indices("http")
        .map(|(at, _)| at)
        .filter(|at| begins(*at))
        .collect();
    if starts.first() != Some(&0) {
        return Err(Wrong::Image);
    }
    starts.push(text.len());
    let images: Vec<String> = starts
        .windows(2)
        .map(|pair| text[pair[0]..pair[1]].trim_end_matches(parts).to_owned())
        .collect();
    let odd = |image: &String| {
        image.chars().any(|c| c.is_whitespace() || c.is_control())
            || image
                .split_once("://")
                .is_none_or(|(_, host)| host.is_empty())
    };
    if images.iter().any(odd) {
        return Err(Wrong::Image);
    }
    if images.iter().any(|image| image.chars().count() > LENGTH) {
        return Err(Wrong::TooLong { limit: LENGTH });
    }
    if images.len() > MOST {
        return Err(Wrong::TooManyImages { limit: MOST });
    }
    Ok(images)
}
