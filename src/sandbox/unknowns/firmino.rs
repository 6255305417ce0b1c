//! What nobody outside Firmino knows about its REST API.

use serde::{Deserialize, Serialize};

use crate::sandbox::random::Random;

/// Declares each switch once: its enum, its field and its draw.
macro_rules! switches {
    ($(
        $(#[doc = $about:literal])+
        $field:ident: $name:ident { $( $(#[$told:meta])+ $value:ident ),+ $(,)? }
    )+) => {
        $(
            #[doc = concat!("See [`FirminoUnknowns::", stringify!($field), "`].")]
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(rename_all = "kebab-case")]
            pub enum $name { $( $(#[$told])+ $value ),+ }
        )+

        /// One setting for each behaviour of Firmino's API that no page documents.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
        pub struct FirminoUnknowns {
            $( $(#[doc = $about])+ pub $field: $name ),+
        }

        impl FirminoUnknowns {
            /// Draws every switch from a seed.
            pub fn from_seed(seed: u64) -> Self {
                let mut random = Random::stream(seed, 0x6669_726d);
                Self { $( $field: random.pick(&[$( $name::$value ),+]) ),+ }
            }
        }
    };
}

switches! {
    /// How a failure travels: both ways have been seen.
    failure: Failure {
        /// HTTP 200, `success: false`, the text in `response`.
        #[default]
        InBody,
        /// The same body with the HTTP status 400, 404 or 409.
        AsStatus,
        /// HTTP 500 with a page of HTML; the text is lost.
        AsPage,
    }
    /// A call above the daily limit.
    over_limit: OverLimit {
        /// HTTP 429 without a body of JSON.
        #[default]
        TooManyRequests,
        /// HTTP 200, `success: false`, a text in `response`.
        InBody,
        /// HTTP 403 without a body of JSON.
        Forbidden,
    }
    /// The day of the daily limit.
    limit_day: LimitDay {
        /// A calendar day in Warsaw.
        #[default]
        Warsaw,
        /// The last 24 hours.
        Rolling,
    }
    /// What calls above the limit do to it.
    refused_requests: RefusedRequests {
        /// They leave no trace.
        #[default]
        Ignored,
        /// They are requests like others: a rolling day that is asked on and on stays full.
        Counted,
    }
    /// A text over its documented length.
    long_text: LongField {
        /// The call is refused.
        #[default]
        Refused,
        /// Cut to the length in characters, without a word.
        Cut,
    }
    /// A text, or a decimal, that comes as a JSON number.
    loose_types: LooseTypes {
        /// Taken as if it were a text.
        #[default]
        Taken,
        /// The call is refused.
        Refused,
    }
    /// A field that no page names.
    unknown_field: UnknownField {
        /// Not looked at.
        #[default]
        Ignored,
        /// The call is refused.
        Refused,
    }
    /// A decimal with more places than its field has.
    surplus_places: SurplusPlaces {
        /// The call is refused.
        #[default]
        Refused,
        /// Rounded half up.
        Rounded,
    }
    /// Where an id is read that no page places (`get`, `delete`, `similar`, `complete`, `…-end-doc`, `unpaid`).
    id_place: IdPlace {
        /// In the path, else in the body.
        #[default]
        Either,
        /// In the path only.
        Path,
        /// In the body only.
        Body,
    }
    /// Fields that an `update` leaves out.
    omitted_fields: OmittedFields {
        /// They stay.
        #[default]
        Kept,
        /// They get their defaults; required ones are then missing.
        Reset,
    }
    /// `quantity` of `articles/update`.
    quantity_update: QuantityUpdate {
        /// It sets the stock.
        #[default]
        Set,
        /// Only documents move the stock.
        Ignored,
    }
    /// `response` of `add` and `update`.
    added: Added {
        /// The whole object.
        #[default]
        Whole,
        /// `{"id": …}` only.
        Id,
    }
    /// `response` of what has nothing to answer, e.g. `delete`.
    nothing: Nothing {
        /// `{}`.
        #[default]
        Object,
        /// `null`.
        Null,
    }
    /// Decimals in answers.
    decimals: Decimals {
        /// `"39.99"`.
        #[default]
        Texts,
        /// `39.99`.
        Numbers,
    }
    /// Texts in answers that hold nothing; the pages show a `null` once.
    empty_text: EmptyText {
        /// `null`.
        #[default]
        Null,
        /// `""`.
        Empty,
        /// No such key.
        Absent,
    }
    /// Days in answers.
    days: Days {
        /// `2026-11-18`.
        #[default]
        Plain,
        /// `2026-11-18T00:00:00+01:00`.
        Midnight,
    }
    /// The key of what is left to pay: misspelt in the pages' examples.
    remain_key: RemainKey {
        /// `ramain`.
        #[default]
        Misspelt,
        /// `remain`.
        Right,
    }
    /// An article with the code of another one.
    same_code: SameCode {
        /// The call is refused.
        #[default]
        Refused,
        /// There are two.
        Accepted,
    }
    /// Whether `shortName` tells big letters from small ones.
    short_name_case: ShortNameCase {
        /// `Anna` and `ANNA` are two customers.
        #[default]
        Exact,
        /// `ANNA` is refused where there is an `Anna`.
        Folded,
    }
    /// A Polish NIP written with dashes, spaces or the prefix `PL`.
    nip_spelling: NipSpelling {
        /// Its digits are checked.
        #[default]
        Accepted,
        /// Ten digits, or the call is refused.
        DigitsOnly,
    }
    /// `gus`.
    gus: Gus {
        /// The register does not answer.
        #[default]
        Down,
        /// It knows every right NIP.
        Answers,
    }
    /// The price of an article that was not sent beside the other one.
    other_price: OtherPrice {
        /// 0.00, as documented for a price that is left out.
        #[default]
        Left,
        /// Reckoned by the rate.
        Reckoned,
    }
    /// A line with `idArticle` and without name, price, unit or rate.
    line_defaults: LineDefaults {
        /// Name and price are required all the same.
        #[default]
        Required,
        /// They come from the article.
        FromArticle,
    }
    /// A price below zero.
    negative_price: NegativePrice {
        /// The call is refused.
        #[default]
        Refused,
        /// Taken, e.g. for a discount.
        Accepted,
    }
    /// Rates that Poland does not have, on a document with `ossProcedure`.
    oss_rates: OssRates {
        /// The call is refused.
        #[default]
        Refused,
        /// Any percentage up to 99 is taken.
        Accepted,
    }
    /// A document with a whole customer instead of an id.
    new_customer: NewCustomer {
        /// It becomes a customer of the account, by the rules of `customers/add`.
        #[default]
        Added,
        /// It stands on the document only.
        DocumentOnly,
    }
    /// `paid` of `payment` in `add`.
    paid_on_add: PaidOnAdd {
        /// Not looked at; `payoff` pays.
        #[default]
        Ignored,
        /// Taken.
        Taken,
    }
    /// An `ordinalNumber` that is taken.
    taken_number: TakenNumber {
        /// The call is refused.
        #[default]
        Refused,
        /// The lowest free one is given instead, without a word.
        Shifted,
    }
    /// Another `documentType` in an `update`; it cannot be edited.
    changed_type: ChangedType {
        /// The old one stays, without a word.
        #[default]
        Ignored,
        /// The call is refused.
        Refused,
    }
    /// From where tax is reckoned.
    tax_from: TaxFrom {
        /// From the sum of each rate.
        #[default]
        RateSums,
        /// From each line.
        Lines,
    }
    /// Where a discount is rounded.
    discount_on: DiscountOn {
        /// On the line's value.
        #[default]
        Value,
        /// On the price of a piece.
        Price,
    }
    /// What `add-end-doc` wants beside the order's id.
    end_doc_body: EndDocBody {
        /// Nothing; what is sent replaces what the order says.
        #[default]
        Optional,
        /// The whole document that `init-end-doc` proposes.
        Required,
    }
    /// `add-end-doc` for an order that has its final document.
    second_end_doc: SecondEndDoc {
        /// The call is refused.
        #[default]
        Refused,
        /// Another one is issued, and stock falls again.
        Issued,
    }
    /// Pieces on a sale document that is deleted.
    deleted_pieces: DeletedPieces {
        /// They come back.
        #[default]
        Returned,
        /// They stay away.
        Gone,
    }
    /// Deleting an article or customer that stands on a document, or an order with a final document.
    delete_used: DeleteUsed {
        /// The call is refused.
        #[default]
        Refused,
        /// It is deleted; documents keep what they say.
        Deleted,
    }
    /// `documentState` of a new document that is downloaded.
    downloaded: Downloaded {
        /// It stays `new`.
        #[default]
        StaysNew,
        /// `printed`.
        Printed,
    }
    /// How `find` gives the rows after the first ones.
    paging: Paging {
        /// Not at all.
        #[default]
        None,
        /// `page`, from 0.
        PageFromZero,
        /// `page`, from 1.
        PageFromOne,
        /// `first`: so many rows are passed over.
        First,
    }
    /// Rows of a `find` without `size`.
    default_size: DefaultSize {
        /// 20.
        #[default]
        Twenty,
        /// 50.
        Fifty,
        /// All, as far as `size-cap` lets them.
        All,
    }
    /// Most rows of a `find`, whatever its `size`.
    size_cap: SizeCap {
        /// As many as asked for.
        #[default]
        None,
        /// 100.
        Hundred,
        /// 1000.
        Thousand,
    }
    /// Order of a `find` without `sortField`.
    find_sort: FindSort {
        /// By id, ascending.
        #[default]
        OldestFirst,
        /// By id, descending.
        NewestFirst,
    }
    /// A filter or `sortField` that there is not.
    unknown_filter: UnknownFilter {
        /// Not looked at: every row is found.
        #[default]
        Ignored,
        /// The call is refused.
        Refused,
    }
    /// Where `find` looks for `text`.
    text_fields: TextFields {
        /// Names, codes, NIP, e-mail, notes.
        #[default]
        All,
        /// Names only.
        Names,
    }
    /// Whether orders and sale documents have the filters `fromDate`, `toDate` and `year` of income documents.
    document_filters: DocumentFilters {
        /// No filters at all.
        #[default]
        None,
        /// They have.
        Dates,
    }
    /// Rows of documents in `find`.
    found_documents: FoundDocuments {
        /// As `get` answers them.
        #[default]
        Whole,
        /// Without `items` and `payment`.
        Short,
    }
    /// `documentName` of a sale document that is added.
    own_name: OwnName {
        /// Not looked at: the name comes from the series and `ordinalNumber`.
        #[default]
        Ignored,
        /// It is the name.
        Taken,
    }
    /// A `documentName` that another sale document has, where names are taken.
    same_name: SameName {
        /// The call is refused.
        #[default]
        Refused,
        /// There are two.
        Accepted,
    }
    /// A receipt (`par`, `pa`) without a customer.
    no_customer: NoCustomer {
        /// The call is refused.
        #[default]
        Refused,
        /// Taken.
        Accepted,
    }
    /// `ossProcedure` of a sale document.
    oss_procedure: OssProcedure {
        /// Kept as it is sent.
        #[default]
        Kept,
        /// Not looked at: the document is one like others.
        Ignored,
    }
}
