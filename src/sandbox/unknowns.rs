//! What nobody outside BaseLinker knows, as switches: the sandbox can behave in each possible way.

use serde::{Deserialize, Serialize};

use super::random::Random;

/// One setting for each undocumented behaviour (`[?]` in the API notes).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Unknowns {
    /// Order of orders confirmed in the same second.
    pub ties: Ties,
    /// Order of `getOrders` where no date filter says it.
    pub id_from_sort: IdFromSort,
    /// `getOrders` with an `order_id`, or `getInvoices` with an `invoice_id`, that does not exist.
    pub missing_order: MissingOrder,
    /// Zone of the time in "token blocked until".
    pub block_zone: BlockZone,
    /// What a call refused during a block does to the limit.
    pub refused_calls: RefusedCalls,
    /// Whether tokens of one account share the limit.
    pub limit_scope: LimitScope,
    /// `products` of an answer without any.
    pub empty_products: EmptyMap,
    /// When BaseLinker lowers the stock of an order's products.
    pub stock_falls: StockFalls,
    /// What a cancelled order does to the stock it took.
    pub cancelled_stock: CancelledStock,
    /// `paid` of `addOrder`: the docs and a live account disagree.
    pub paid_flag: PaidFlag,
    /// Text longer than its documented column.
    pub long_text: LongText,
    /// Order of `getInvoices` without `id_from`.
    pub invoice_sort: InvoiceSort,
}

/// See [`Unknowns::ties`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ties {
    /// Lower order id first.
    #[default]
    Ascending,
    /// Higher order id first.
    Descending,
}

/// See [`Unknowns::id_from_sort`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdFromSort {
    /// By order id, also when `date_confirmed_from` is sent beside `id_from`.
    #[default]
    ById,
    /// By second of confirmation, ties as [`Unknowns::ties`] says.
    ByDateConfirmed,
}

/// See [`Unknowns::missing_order`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MissingOrder {
    /// `orders: []`, `invoices: []`.
    #[default]
    EmptyList,
    /// The invented codes `ERROR_ORDER_ID` and `ERROR_INVOICE_ID`.
    Error,
}

/// See [`Unknowns::block_zone`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockZone {
    /// Europe/Warsaw.
    #[default]
    Warsaw,
    /// UTC.
    Utc,
    /// The zone of the machine on which the sandbox runs.
    Machine,
}

/// See [`Unknowns::refused_calls`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefusedCalls {
    /// They leave no trace.
    #[default]
    Ignored,
    /// They fill the window, which may therefore be full when the block ends.
    Counted,
    /// Each of them starts the block anew.
    ProlongBlock,
}

/// See [`Unknowns::limit_scope`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LimitScope {
    /// Every token has its own window and block.
    #[default]
    PerToken,
    /// All tokens of the account share them.
    PerAccount,
}

/// See [`Unknowns::empty_products`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EmptyMap {
    /// `[]`, as PHP prints an empty array.
    #[default]
    Array,
    /// `{}`.
    Object,
}

/// See [`Unknowns::stock_falls`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StockFalls {
    /// When the order is confirmed (BaseLinker's default; seen live).
    #[default]
    AtConfirm,
    /// When the order reaches a status of type sent or delivered.
    AtShipping,
    /// Reserved at confirmation; leaves the stock at shipping.
    AsReservation,
}

/// See [`Unknowns::cancelled_stock`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CancelledStock {
    /// Pieces come back; a reservation ends.
    #[default]
    Returned,
    /// Nothing comes back; a reservation stays.
    Kept,
}

/// See [`Unknowns::paid_flag`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaidFlag {
    /// `paid` does nothing, as seen live.
    #[default]
    Ignored,
    /// `paid` adds a full payment, as the docs say.
    FullPayment,
}

/// See [`Unknowns::long_text`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LongText {
    /// Cut to the width in characters.
    #[default]
    Cut,
    /// Refused with the invented code `ERROR_FIELD_LENGTH`.
    Refused,
}

/// See [`Unknowns::invoice_sort`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InvoiceSort {
    /// By invoice id.
    #[default]
    ById,
    /// By second of issue, ties by id.
    ByDateAdd,
}

impl Unknowns {
    /// Draws every switch from a seed.
    pub fn from_seed(seed: u64) -> Self {
        let mut random = Random::stream(seed, 0x756e_6b6e);
        Self {
            ties: random.pick(&[Ties::Ascending, Ties::Descending]),
            id_from_sort: random.pick(&[IdFromSort::ById, IdFromSort::ByDateConfirmed]),
            missing_order: random.pick(&[MissingOrder::EmptyList, MissingOrder::Error]),
            block_zone: random.pick(&[BlockZone::Warsaw, BlockZone::Utc, BlockZone::Machine]),
            refused_calls: random.pick(&[
                RefusedCalls::Ignored,
                RefusedCalls::Counted,
                RefusedCalls::ProlongBlock,
            ]),
            limit_scope: random.pick(&[LimitScope::PerToken, LimitScope::PerAccount]),
            empty_products: random.pick(&[EmptyMap::Array, EmptyMap::Object]),
            stock_falls: random.pick(&[
                StockFalls::AtConfirm,
                StockFalls::AtShipping,
                StockFalls::AsReservation,
            ]),
            cancelled_stock: random.pick(&[CancelledStock::Returned, CancelledStock::Kept]),
            paid_flag: random.pick(&[PaidFlag::Ignored, PaidFlag::FullPayment]),
            long_text: random.pick(&[LongText::Cut, LongText::Refused]),
            invoice_sort: random.pick(&[InvoiceSort::ById, InvoiceSort::ByDateAdd]),
        }
    }
}
