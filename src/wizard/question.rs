//! The questions, in the order in which they are asked.

use super::facts::Need;

/// A step of the wizard (the article's five, and what comes before them).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Token, seller, who issues.
    Start,
    /// Firmino's account.
    Firmino,
    /// 1: modules.
    Modules,
    /// 2: Zamówienia.
    Orders,
    /// 3: Produkty.
    Products,
    /// 4: Magazyny.
    Warehouses,
    /// The summary before anything is saved.
    Review,
    /// 5: confirmation, once the profile is saved.
    Confirm,
}

/// Part of a question about one method of payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaymentPart {
    /// Its form.
    Form,
    /// Words of the user's own.
    Words,
    /// Its days.
    Days,
}

/// Part of a question about one warehouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkPart {
    /// With which of Firmino's.
    With,
    /// The symbol of a new one.
    Symbol,
}

/// A question; they are asked in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "named for what they ask")]
pub enum Question {
    Rerun,
    Token,
    Inventory,
    Seller,
    SellerName,
    SellerNip,
    SellerStreet,
    SellerPostcode,
    SellerCity,
    SellerBank,
    VatPayer,
    ExemptBasis,
    ExemptWords,
    VatEu,
    Oss,
    Ksef,
    KsefDay,
    BusinessInvoices,
    Consent,
    Who,
    InvoiceFormat,
    InvoiceStart,
    ReceiptFormat,
    ReceiptStart,
    Firmino,
    FirminoKeep,
    FirminoLogin,
    FirminoPassword,
    FirminoCompany,
    FirminoIssue,
    Modules,
    From,
    DefaultDocument,
    AutoType,
    SendInvoices,
    LinkProducts,
    LinkContractors,
    Statuses,
    Cancelled,
    Finished,
    Effect,
    Series,
    Payments,
    Payment(u16, PaymentPart),
    OrdersNext,
    Source,
    UpdateNames,
    OverwriteImages,
    PriceGroup,
    CardsFile,
    ProductsNext,
    LinkingOff,
    Link(u16, LinkPart),
    ImportNew,
    FirminoWarehouse,
    SendStock,
    Lowers,
    WarehousesNext,
    Summary,
    ChangeStep,
    Integrate,
    AfterTrial,
}

impl Question {
    /// The step that it belongs to.
    pub fn step(self) -> Step {
        match self {
            _ if self < Question::Firmino => Step::Start,
            _ if self < Question::Modules => Step::Firmino,
            Question::Modules => Step::Modules,
            _ if self < Question::Source => Step::Orders,
            _ if self < Question::LinkingOff => Step::Products,
            _ if self < Question::Summary => Step::Warehouses,
            _ if self < Question::Integrate => Step::Review,
            _ => Step::Confirm,
        }
    }

    /// What has to be known before it can be asked.
    pub fn needs(self) -> &'static [Need] {
        match self {
            Question::Inventory => &[Need::Account],
            Question::FirminoIssue => &[Need::Firmino],
            Question::Seller | Question::SellerName => &[Need::Account, Need::Sellers],
            Question::Statuses | Question::Payments => &[Need::Account, Need::Orders],
            Question::Cancelled | Question::Finished => &[Need::Account],
            Question::Effect => &[Need::Account, Need::Orders, Need::Warehouses, Need::Effect],
            Question::Series => &[Need::Series],
            Question::PriceGroup => &[Need::PriceGroups],
            Question::ProductsNext => &[Need::Cards, Need::Products],
            Question::LinkingOff | Question::ImportNew | Question::WarehousesNext => {
                &[Need::Warehouses]
            }
            Question::Link(..) => &[Need::Warehouses],
            _ => &[],
        }
    }
}
