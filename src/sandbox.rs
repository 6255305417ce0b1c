//! A model of a BaseLinker account (pure world) and its HTTP face on loopback; beside it, exchange rates and a
//! company's account in Firmino.
//!
//! Written from the API's documentation and live captures, never from our client's wishes; what is not
//! known about BaseLinker is a switch. `docs/sandbox.md` lists scenarios, faults and inventions.

mod catalog;
mod delivery;
mod fault;
mod fault_plan;
mod firmino;
mod invoice;
mod journal;
mod json;
mod lenient;
mod limit;
mod log;
mod method;
mod nbp;
mod order;
mod order_return;
mod parameters;
mod payment;
mod product;
mod random;
mod receipt;
mod scenario;
mod serve;
mod server;

mod unknowns;
mod world;
mod world_file;

pub use catalog::{
    Category, Inventory, Manufacturer, PriceGroup, Sources, Status, StatusKind, Warehouse,
};
pub use delivery::{Answer, Delivery};
pub use fault::{BadFault, Fault, FaultRule, When, WrongShape};
pub use firmino::{
    Article, ArticleKind, Currency, Customer, DocumentState, DocumentType, FIRMINO_LOGIN,
    FIRMINO_PASSWORD, Firmino, FirminoBulk, FirminoCall, FirminoCounts, FirminoOrder,
    FirminoPayment, Line, Mail, PaymentMethod, PriceType, RateSum, SaleDocument, Sheet, Totals,
};
pub use invoice::{Invoice, InvoiceItem, Series, SeriesKind};
pub use journal::JournalEntry;
pub use limit::RateLimit;
pub use log::{CallLog, CallOutcome, LoggedCall};
pub use order::{Commission, ConnectData, Order, OrderLine};
pub use order_return::{OrderReturn, ReturnLine};
pub use payment::Payment;
pub use product::{Link, Product};
pub use receipt::{Receipt, ReceiptItem};
pub use scenario::{Bulk, SCENARIOS, scenario};
pub use serve::{ServeOptions, serve};

pub use server::{ClockSource, Options, Sandbox};
pub use unknowns::{
    Added, ChangedType, Days, Decimals, DefaultSize, DeleteUsed, DeletedPieces, DiscountOn,
    DocumentFilters, Downloaded, EmptyText, EndDocBody, Failure, FindSort, FirminoUnknowns,
    FoundDocuments, Gus, IdPlace, LimitDay, LineDefaults, LongField, LooseTypes, NegativePrice,
    NewCustomer, NipSpelling, NoCustomer, Nothing, OmittedFields, OssProcedure, OssRates,
    OtherPrice, OverLimit, OwnName, Paging, PaidOnAdd, QuantityUpdate, RefusedRequests, RemainKey,
    SameCode, SameName, SecondEndDoc, ShortNameCase, SizeCap, SurplusPlaces, TakenNumber, TaxFrom,
    TextFields, UnknownField, UnknownFilter,
};
pub use unknowns::{
    BatchSize, BlockZone, CancelledStock, Counter, DanglingId, DataIds, EmptyMap, FirstPayment,
    ForeignStock, IdFromSort, ImageAddress, InvoiceSort, JournalPage, LimitScope, LongText,
    MadeDates, MadeOrders, MergedPayment, MissingOrder, NameSort, NoVariants, Orphans, PaidFlag,
    ProductSort, RefusedCalls, RemovedDocument, RowSort, SecondInvoice, SharedCategories,
    SplitPayment, StockFalls, Ties, Unknowns, WarningText,
};
pub use world::{Call, DEFAULT_TOKEN, World};
pub use world_file::BadWorld;

/// Europe/Warsaw.
fn warsaw() -> jiff::tz::TimeZone {
    jiff::tz::get!("Europe/Warsaw")
}
