//! The page and how text on it looks. All measures are points (1/72 inch), from the top left corner.

/// Width and height of A4.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);

/// Where text begins and ends across the page.
pub(super) const LEFT: f32 = 45.0;
pub(super) const RIGHT: f32 = 550.28;

/// Where text begins, on the first page and on the others below their running head, and where it must end.
pub(super) const TOP: f32 = 42.0;
pub(super) const TOP_AGAIN: f32 = 66.0;
pub(super) const BOTTOM: f32 = 788.0;

/// The line of the foot.
pub(super) const FOOT: f32 = 800.0;

/// Inks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Black,
    Grey,
    Blue,
    Red,
    /// Thin lines.
    Line,
    /// Behind heads of tables.
    Band,
    /// The mark of a void document, behind everything.
    Pale,
}

impl Ink {
    /// Red, green, blue.
    pub(super) const fn rgb(self) -> (u8, u8, u8) {
        match self {
            Ink::Black => (28, 30, 33),
            Ink::Grey => (105, 112, 120),
            Ink::Blue => (27, 58, 95),
            Ink::Red => (176, 24, 24),
            Ink::Line => (205, 211, 218),
            Ink::Band => (236, 240, 245),
            Ink::Pale => (250, 226, 226),
        }
    }
}

/// Weight of the typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// How a line of text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    pub(super) weight: Weight,
    /// Size of the type, in points.
    pub(super) size: f32,
    pub(super) ink: Ink,
    /// From one line to the next, in points.
    pub(super) leading: f32,
}

const fn style(weight: Weight, size: f32, ink: Ink, leading: f32) -> Style {
    Style {
        weight,
        size,
        ink,
        leading,
    }
}

pub(super) const TITLE: Style = style(Weight::Bold, 21.0, Ink::Blue, 26.0);
pub(super) const NUMBER: Style = style(Weight::Bold, 12.5, Ink::Black, 17.0);
pub(super) const MARK: Style = style(Weight::Bold, 9.0, Ink::Black, 13.0);
pub(super) const LABEL: Style = style(Weight::Regular, 7.5, Ink::Grey, 11.5);
pub(super) const NAME: Style = style(Weight::Bold, 10.0, Ink::Black, 13.5);
pub(super) const TEXT: Style = style(Weight::Regular, 8.5, Ink::Black, 11.5);
pub(super) const STRONG: Style = style(Weight::Bold, 8.5, Ink::Black, 11.5);
pub(super) const SMALL: Style = style(Weight::Regular, 7.0, Ink::Grey, 9.5);
pub(super) const HEAD: Style = style(Weight::Bold, 7.5, Ink::Blue, 10.0);
pub(super) const SUM: Style = style(Weight::Bold, 13.0, Ink::Blue, 18.0);
pub(super) const ALERT: Style = style(Weight::Bold, 12.0, Ink::Red, 17.0);
pub(super) const VOID: Style = style(Weight::Bold, 84.0, Ink::Pale, 84.0);
