//! What the wizard has learned of the account and of this computer, so that it looks before it asks.

use std::collections::BTreeMap;

use crate::report::effect::Effect;

/// A thing that has to be learned before a question can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// The token works; catalogues and statuses.
    Account,
    /// Firmino lets the login in.
    Firmino,
    /// Sellers on the account's invoices.
    Sellers,
    /// The latest orders.
    Orders,
    /// What the present answers would make of them.
    Effect,
    /// Series of invoices.
    Series,
    /// Groups of prices.
    PriceGroups,
    /// The file of cards.
    Cards,
    /// Products of the catalogue.
    Products,
    /// Warehouses.
    Warehouses,
}

impl Need {
    /// Whether one can go on without: the answers stay right, only less is shown.
    pub fn is_a_comfort(self) -> bool {
        matches!(
            self,
            Need::Sellers | Need::Orders | Need::Effect | Need::Products
        )
    }
}

/// A thing of the account with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// BaseLinker's id; shown nowhere, asked nowhere.
    pub id: i64,
    /// Name in the panel.
    pub name: String,
}

/// A seller as an invoice names it.
pub type SellerSeen = super::draft::Seller;

/// Orders in a status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct InStatus {
    /// Orders of the sample.
    pub orders: u64,
    /// Those of them on which nothing was paid, cash on delivery left out.
    pub unpaid: u64,
}

/// The latest orders, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrdersSeen {
    /// All of them.
    pub orders: u64,
    /// Unix second from which all are counted.
    pub since: i64,
    /// By status id.
    pub by_status: BTreeMap<i64, InStatus>,
    /// By status id, the seconds at which they were confirmed.
    pub confirmed: BTreeMap<i64, Vec<i64>>,
    /// Methods of payment, the most frequent first.
    pub payments: Vec<(String, u64)>,
}

/// A series of documents in BaseLinker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesSeen {
    /// Id and name.
    pub named: Named,
    /// Whether it is of the type INVOICE.
    pub invoices: bool,
    /// Invoices that stand in it already, as far as they were seen.
    pub used: bool,
}

/// A warehouse of BaseLinker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarehouseSeen {
    /// `bl_8801`.
    pub key: String,
    /// Name in the panel.
    pub name: String,
    /// Whether it is BaseLinker's own; others mirror somebody else's stock and are never written.
    pub own: bool,
}

/// A product of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductSeen {
    /// Id.
    pub id: i64,
    /// SKU, may be empty.
    pub sku: String,
    /// Name.
    pub name: String,
}

/// Products of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductsSeen {
    /// The first of them.
    pub products: Vec<ProductSeen>,
    /// Whether these are all.
    pub all: bool,
}

/// A card of Firmino, from the mirror or a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardSeen {
    /// SKU, may be empty.
    pub sku: String,
    /// Name.
    pub name: String,
    /// The product that it is linked to.
    pub linked: Option<i64>,
}

/// The catalogues and statuses of an account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountSeen {
    /// Catalogues.
    pub catalogues: Vec<Named>,
    /// Statuses in the panel's order.
    pub statuses: Vec<Named>,
}

/// Firmino let the login in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoginTried;

/// Whether a login of Firmino lies somewhere already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum LoginThere {
    /// Nowhere: it is typed.
    #[default]
    Nowhere,
    /// In a file that cannot be used; what is wrong with it, for people.
    Unusable(String),
    /// In a file, named for people. Another one may be typed instead.
    File(String),
    /// In a variable, a program or systemd's credentials, named for people. It is never typed.
    Given(String),
}

/// Something learned.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "named for the needs")]
pub enum Fact {
    Account(AccountSeen),
    Firmino(LoginTried),
    Sellers(Vec<SellerSeen>),
    Orders(OrdersSeen),
    Effect(Option<Effect>),
    Series(Vec<SeriesSeen>),
    PriceGroups(Vec<Named>),
    Cards(Vec<CardSeen>),
    Products(ProductsSeen),
    Warehouses(Vec<WarehouseSeen>),
}

/// Everything learned so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    known: BTreeMap<Need, Option<Fact>>,
    /// Symbols of warehouses that the mirror has.
    pub symbols: Vec<String>,
    /// Symbol of the warehouse that the profile names as its default.
    pub default_symbol: Option<String>,
    /// Cards of the mirror.
    pub mirror_cards: Vec<CardSeen>,
    /// The login of Firmino that is there already.
    pub login: LoginThere,
    /// The file that a typed login goes to, for people.
    pub login_file: String,
    /// The login that a password was typed for in this run.
    pub password_of: Option<String>,
}

macro_rules! known {
    ($($(#[$doc:meta])* $name:ident: $need:ident -> $kind:ty;)*) => {
        $($(#[$doc])*
        pub fn $name(&self) -> Option<&$kind> {
            match self.known.get(&Need::$need) {
                Some(Some(Fact::$need(fact))) => Some(fact),
                _ => None,
            }
        })*
    };
}

impl Facts {
    known! {
        /// The account.
        account: Account -> AccountSeen;
        /// Firmino let the login in.
        firmino: Firmino -> LoginTried;
        /// Sellers on invoices.
        sellers: Sellers -> Vec<SellerSeen>;
        /// The latest orders.
        orders: Orders -> OrdersSeen;
        /// What the answers make of them.
        effect: Effect -> Option<Effect>;
        /// Series.
        series: Series -> Vec<SeriesSeen>;
        /// Price groups.
        price_groups: PriceGroups -> Vec<Named>;
        /// Cards of the file.
        cards: Cards -> Vec<CardSeen>;
        /// Products.
        products: Products -> ProductsSeen;
        /// Warehouses.
        warehouses: Warehouses -> Vec<WarehouseSeen>;
    }

    /// Whether a need is met, or given up.
    pub fn settled(&self, need: Need) -> bool {
        self.known.contains_key(&need)
    }

    /// Keeps what was learned.
    pub fn learn(&mut self, fact: Fact) {
        let need = match &fact {
            Fact::Account(_) => Need::Account,
            Fact::Firmino(_) => Need::Firmino,
            Fact::Sellers(_) => Need::Sellers,
            Fact::Orders(_) => Need::Orders,
            Fact::Effect(_) => Need::Effect,
            Fact::Series(_) => Need::Series,
            Fact::PriceGroups(_) => Need::PriceGroups,
            Fact::Cards(_) => Need::Cards,
            Fact::Products(_) => Need::Products,
            Fact::Warehouses(_) => Need::Warehouses,
        };
        self.known.insert(need, Some(fact));
    }

    /// Goes on without.
    pub fn give_up(&mut self, need: Need) {
        self.known.insert(need, None);
    }

    /// It has to be learned anew.
    pub fn forget(&mut self, need: Need) {
        self.known.remove(&need);
    }

    /// Another account: everything that was read of it is gone.
    pub fn forget_account(&mut self) {
        self.known
            .retain(|need, _| matches!(need, Need::Cards | Need::Firmino));
    }

    /// Own warehouses of BaseLinker.
    pub fn own_warehouses(&self) -> Vec<&WarehouseSeen> {
        let all = self.warehouses().map(Vec::as_slice).unwrap_or_default();
        all.iter().filter(|warehouse| warehouse.own).collect()
    }

    /// Statuses in the panel's order.
    pub fn statuses(&self) -> &[Named] {
        self.account()
            .map(|account| account.statuses.as_slice())
            .unwrap_or_default()
    }

    /// Catalogues.
    pub fn catalogues(&self) -> &[Named] {
        self.account()
            .map(|account| account.catalogues.as_slice())
            .unwrap_or_default()
    }
}
