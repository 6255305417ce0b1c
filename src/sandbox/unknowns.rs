//! What nobody outside BaseLinker knows, as switches: the sandbox can behave in each possible way.

mod firmino;
mod goods;

use serde::{Deserialize, Serialize};

pub use self::firmino::{
    Added, ChangedType, Days, Decimals, DefaultSize, DeleteUsed, DeletedPieces, DiscountOn,
    DocumentFilters, Downloaded, EmptyText, EndDocBody, Failure, FindSort, FirminoUnknowns,
    FoundDocuments, Gus, IdPlace, LimitDay, LineDefaults, LongField, LooseTypes, NegativePrice,
    NewCustomer, NipSpelling, NoCustomer, Nothing, OmittedFields, OssProcedure, OssRates,
    OtherPrice, OverLimit, OwnName, Paging, PaidOnAdd, QuantityUpdate, RefusedRequests, RemainKey,
    SameCode, SameName, SecondEndDoc, ShortNameCase, SizeCap, SurplusPlaces, TakenNumber, TaxFrom,
    TextFields, UnknownField, UnknownFilter,
};
pub use self::goods::{
    BatchSize, Counter, DanglingId, DataIds, ForeignStock, ImageAddress, NameSort, NoVariants,
    Orphans, ProductSort, SharedCategories, WarningText,
};
use super::random::Random;

/// One setting for each undocumented behaviour (`[?]` in the API notes).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Unknowns {
    /// Order of orders confirmed in the same second.
    pub ties: Ties,
    /// Order of `getOrders` where no date filter says it.
    pub id_from_sort: IdFromSort,
    /// A read that names an order, invoice or return that does not exist.
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
    /// Order of `getReceipts` without `id_from`.
    pub receipt_sort: RowSort,
    /// Order of `getOrderReturns` without `id_from`.
    pub return_sort: RowSort,
    /// Most events that a call of `getJournalList` returns.
    pub journal_page: JournalPage,
    /// What the journal says when an invoice or receipt is deleted.
    pub removed_document: RemovedDocument,
    /// Whether an order made by a merge or split has events 1 to 3 of its own in the journal.
    pub made_orders: MadeOrders,
    /// Dates of an order made by a merge or split.
    pub made_dates: MadeDates,
    /// What is paid for a merged order.
    pub merged_payment: MergedPayment,
    /// What is paid for the parts of a split order.
    pub split_payment: SplitPayment,
    /// Whether `getOrderPaymentsHistory` tells what was paid when the order came in.
    pub first_payment: FirstPayment,
    /// Order of products where the call does not say it.
    pub product_sort: ProductSort,
    /// `variants` of a product without any.
    pub no_variants: NoVariants,
    /// Most ids of a call of `getInventoryProductsData`.
    pub data_ids: DataIds,
    /// Prices or stock of more than 1000 products in one call.
    pub batch_size: BatchSize,
    /// `counter` of a call that sets prices or stock.
    pub counter: Counter,
    /// Stock sent for a warehouse of a connected shop or wholesaler.
    pub foreign_stock: ForeignStock,
    /// Language of `warnings`.
    pub warning_text: WarningText,
    /// Address of a picture that BaseLinker was told to fetch.
    pub image_address: ImageAddress,
    /// A product with a category or manufacturer that does not exist.
    pub dangling_id: DanglingId,
    /// What becomes of the variants of a deleted product.
    pub orphans: Orphans,
    /// Order of categories and of manufacturers.
    pub name_sort: NameSort,
    /// `addInvoice` for an order that has an invoice already.
    pub second_invoice: SecondInvoice,
    /// Whether the categories of a catalogue contain those of all catalogues.
    pub shared_categories: SharedCategories,
    /// What is not known about Firmino.
    pub firmino: FirminoUnknowns,
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
    /// `orders: []`, `invoices: []`, `returns: []`, `payments: []`.
    #[default]
    EmptyList,
    /// The invented codes `ERROR_ORDER_ID`, `ERROR_INVOICE_ID` and `ERROR_RETURN_ID`.
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

/// See [`Unknowns::receipt_sort`] and [`Unknowns::return_sort`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowSort {
    /// By id.
    #[default]
    ById,
    /// By second of creation, ties by id.
    ByDateAdd,
}

/// See [`Unknowns::journal_page`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JournalPage {
    /// Every event that fits.
    #[default]
    Whole,
    /// 100; the next call goes on from the last one.
    Hundred,
}

/// See [`Unknowns::removed_document`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemovedDocument {
    /// Type 4, then 19 (invoice) or 20 (receipt).
    #[default]
    Both,
    /// Type 19 or 20 only.
    OwnOnly,
    /// Type 4 only.
    GeneralOnly,
}

/// See [`Unknowns::made_orders`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MadeOrders {
    /// It has.
    #[default]
    Told,
    /// Only 5 (merged) or 6 (split) tells of it.
    Untold,
}

/// See [`Unknowns::made_dates`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MadeDates {
    /// The second in which it is made.
    #[default]
    Now,
    /// Those of the order it is made of.
    Inherited,
}

/// See [`Unknowns::merged_payment`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MergedPayment {
    /// What was paid for all of its parts.
    #[default]
    Summed,
    /// What was paid for the main one.
    OfMain,
}

/// See [`Unknowns::split_payment`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SplitPayment {
    /// Both parts keep the whole amount, as all other fields.
    #[default]
    Inherited,
    /// The new order gets what it costs, the old one keeps the rest.
    Parted,
}

/// See [`Unknowns::first_payment`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FirstPayment {
    /// It does, as of the order's date.
    #[default]
    Kept,
    /// It tells later changes only.
    NotKept,
}

/// See [`Unknowns::second_invoice`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecondInvoice {
    /// Another one is made.
    #[default]
    Made,
    /// The invented code `ERROR_INVOICE_EXISTS`.
    Refused,
    /// The id of the first one is answered, and nothing is made.
    First,
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
            receipt_sort: random.pick(&[RowSort::ById, RowSort::ByDateAdd]),
            return_sort: random.pick(&[RowSort::ById, RowSort::ByDateAdd]),
            journal_page: random.pick(&[JournalPage::Whole, JournalPage::Hundred]),
            removed_document: random.pick(&[
                RemovedDocument::Both,
                RemovedDocument::OwnOnly,
                RemovedDocument::GeneralOnly,
            ]),
            made_orders: random.pick(&[MadeOrders::Told, MadeOrders::Untold]),
            made_dates: random.pick(&[MadeDates::Now, MadeDates::Inherited]),
            merged_payment: random.pick(&[MergedPayment::Summed, MergedPayment::OfMain]),
            split_payment: random.pick(&[SplitPayment::Inherited, SplitPayment::Parted]),
            first_payment: random.pick(&[FirstPayment::Kept, FirstPayment::NotKept]),
            product_sort: random.pick(&[ProductSort::Ascending, ProductSort::Descending]),
            no_variants: random.pick(&[NoVariants::Absent, NoVariants::Null]),
            data_ids: random.pick(&[DataIds::Unlimited, DataIds::TwoHundred]),
            batch_size: random.pick(&[BatchSize::Refused, BatchSize::Cut]),
            counter: random.pick(&[Counter::Accepted, Counter::Changed]),
            foreign_stock: random.pick(&[ForeignStock::Warned, ForeignStock::Ignored]),
            warning_text: random.pick(&[WarningText::English, WarningText::Polish]),
            image_address: random.pick(&[ImageAddress::Kept, ImageAddress::Copied]),
            dangling_id: random.pick(&[DanglingId::Refused, DanglingId::Ignored]),
            orphans: random.pick(&[Orphans::Deleted, Orphans::TopLevel]),
            second_invoice: random.pick(&[
                SecondInvoice::Made,
                SecondInvoice::Refused,
                SecondInvoice::First,
            ]),
            name_sort: random.pick(&[NameSort::ById, NameSort::ByName]),
            shared_categories: random
                .pick(&[SharedCategories::Listed, SharedCategories::NotListed]),
            firmino: FirminoUnknowns::from_seed(seed),
        }
    }
}
