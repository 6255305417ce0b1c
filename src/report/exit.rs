//! Exit codes (design.md §6).

/// How a command ends. Ordered by weight: of several, the heaviest is the command's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: done.
    Done,
    /// 3: this pass produced something new for a person.
    Person,
    /// 75: try later (locked, blocked, network).
    Later,
    /// 1: failed (wrong shape, redirect, other API error).
    Failed,
    /// 5: a brake stopped it before any write.
    Brake,
    /// 4: BaseLinker refused the token.
    Token,
    /// 78: profile or mirror wrong or missing.
    Config,
    /// 2: wrong usage. Never together with another.
    Usage,
    /// 130: interrupted. Never together with another.
    Interrupted,
}

impl Exit {
    /// The number that the process ends with.
    pub fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::Usage => 2,
            Exit::Person => 3,
            Exit::Token => 4,
            Exit::Brake => 5,
            Exit::Later => 75,
            Exit::Config => 78,
            Exit::Interrupted => 130,
        }
    }
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        exit.code().into()
    }
}

/// What stands for the code in a report that is read back; the real one is in its row of `runs`.
pub(super) fn not_stored() -> Exit {
    Exit::Failed
}

#[cfg(test)]
mod tests {
    use super::Exit::{Brake, Config, Done, Failed, Later, Person, Token};

    #[test]
    fn several_at_once_give_the_heaviest() {
        // 78 > 4 > 5 > 1 > 75 > 3 > 0
        let order = [Config, Token, Brake, Failed, Later, Person, Done];
        assert!(order.windows(2).all(|pair| pair[0] > pair[1]));
        assert_eq!(order.map(super::Exit::code), [78, 4, 5, 1, 75, 3, 0]);
    }
}
