//! Unknowns of products, their prices and stock, categories and manufacturers.

use serde::{Deserialize, Serialize};

/// See [`Unknowns::product_sort`](super::Unknowns::product_sort).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProductSort {
    /// By id, ascending.
    #[default]
    Ascending,
    /// By id, descending.
    Descending,
}

/// See [`Unknowns::no_variants`](super::Unknowns::no_variants).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoVariants {
    /// No such key.
    #[default]
    Absent,
    /// `null`.
    Null,
}

/// See [`Unknowns::data_ids`](super::Unknowns::data_ids).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DataIds {
    /// As many as are sent.
    #[default]
    Unlimited,
    /// 200; more are refused with the invented use of `ERROR_BAD_PARAMETERS`.
    TwoHundred,
}

/// See [`Unknowns::batch_size`](super::Unknowns::batch_size).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BatchSize {
    /// The invented use of `ERROR_BAD_PARAMETERS`; nothing is written.
    #[default]
    Refused,
    /// Only the first 1000 are looked at; nothing tells of the others.
    Cut,
}

/// See [`Unknowns::counter`](super::Unknowns::counter).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counter {
    /// Products of which something was accepted, changed or not.
    #[default]
    Accepted,
    /// Products of which something has another value now.
    Changed,
}

/// See [`Unknowns::foreign_stock`](super::Unknowns::foreign_stock).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForeignStock {
    /// `warnings` names the product.
    #[default]
    Warned,
    /// Nothing happens, and nothing tells of it.
    Ignored,
}

/// See [`Unknowns::warning_text`](super::Unknowns::warning_text).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarningText {
    /// English, as in the official samples.
    #[default]
    English,
    /// Polish.
    Polish,
}

/// See [`Unknowns::image_address`](super::Unknowns::image_address).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImageAddress {
    /// The one that was sent.
    #[default]
    Kept,
    /// One of BaseLinker's own.
    Copied,
}

/// See [`Unknowns::dangling_id`](super::Unknowns::dangling_id).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DanglingId {
    /// The invented codes `ERROR_CATEGORY_ID` and `ERROR_MANUFACTURER_ID`.
    #[default]
    Refused,
    /// The product keeps what it had.
    Ignored,
}

/// See [`Unknowns::orphans`](super::Unknowns::orphans).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Orphans {
    /// They are deleted with it.
    #[default]
    Deleted,
    /// They stay, as products of their own.
    TopLevel,
}

/// See [`Unknowns::name_sort`](super::Unknowns::name_sort).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameSort {
    /// By id.
    #[default]
    ById,
    /// By name, ties by id.
    ByName,
}

/// See [`Unknowns::shared_categories`](super::Unknowns::shared_categories).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SharedCategories {
    /// They do.
    #[default]
    Listed,
    /// They come only without `inventory_id`.
    NotListed,
}
