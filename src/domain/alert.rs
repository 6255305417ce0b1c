//! When news of the passes goes out: once per change of state, not per run.

use super::health::Health;

/// A change of state that is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// It is worse than what was told last.
    Failure,
    /// It is better than what was told last.
    Recovery,
}

impl News {
    /// The word as in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            News::Failure => "failure",
            News::Recovery => "recovery",
        }
    }
}

/// What is to be told of `now`, where `told` was told last.
pub fn news(told: Health, now: Health) -> Option<News> {
    match now.cmp(&told) {
        std::cmp::Ordering::Greater => Some(News::Failure),
        std::cmp::Ordering::Less => Some(News::Recovery),
        std::cmp::Ordering::Equal => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_news_and_the_same_again_is_none() {
        let [well, person, late] = Health::ALL;
        for (told, now, said) in [
            (well, well, None),
            (well, person, Some(News::Failure)),
            (person, person, None),
            (person, late, Some(News::Failure)),
            (late, late, None),
            (late, person, Some(News::Recovery)),
            (person, well, Some(News::Recovery)),
            (late, well, Some(News::Recovery)),
        ] {
            assert_eq!(news(told, now), said, "{told:?} {now:?}");
        }
    }
}
