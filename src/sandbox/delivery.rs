//! What the world hands to the wire for one call.

/// How an answer travels back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Whole and at once.
    Answer(Answer),
    /// Never; the connection stays open.
    Hang,
    /// Not at all: the connection is reset.
    Reset,
    /// `Content-Length` says `declared`, only `sent` bytes of the body come, then the connection closes.
    Partial {
        /// The answer as it should have been.
        answer: Answer,
        /// Bytes announced.
        declared: usize,
        /// Bytes sent.
        sent: usize,
    },
    /// Body at so many bytes a second.
    Slow {
        /// The answer.
        answer: Answer,
        /// Bytes a second, at least 1.
        bytes_per_second: u32,
    },
    /// A valid JSON body of so many bytes.
    Huge {
        /// Length of the body.
        bytes: u64,
    },
}

/// An HTTP answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// `Content-Type`.
    pub content_type: &'static str,
    /// Further headers.
    pub headers: Vec<(&'static str, String)>,
    /// Body.
    pub body: String,
}

impl Answer {
    pub(crate) fn json(body: String) -> Self {
        Self {
            status: 200,
            content_type: "application/json; charset=utf-8",
            headers: Vec::new(),
            body,
        }
    }

    pub(crate) fn html(status: u16, title: &str) -> Self {
        Self {
            status,
            content_type: "text/html",
            headers: Vec::new(),
            body: format!(
                "<html>\r\n<head><title>{status} {title}</title></head>\r\n<body>\r\n<center><h1>{status} {title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
            ),
        }
    }

    pub(crate) fn text(status: u16, body: &str) -> Self {
        Self {
            status,
            content_type: "text/plain; charset=utf-8",
            headers: Vec::new(),
            body: body.to_owned(),
        }
    }
}
