//! Customers of Firmino become contractors: plan, then one transaction.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use super::PullError;
use super::tally::Notice;
use super::walk::Rows;
use crate::domain::contractor::{
    self, BuyerKey, ByName, FULL_NAME, HOUSE, Match, POSTCODE, SHORT_NAME, STREET, match_contractor,
};
use crate::domain::country::Country;
use crate::domain::firmino_match::Extent;
use crate::domain::{names, tax_id};
use crate::firmino::Customer;
use crate::mirror::contractors::ContractorCard;
use crate::mirror::firmino::{Known, List};
use crate::mirror::{Mirror, MirrorError};
use crate::report::pull::Tally;

/// What a customer tells of a contractor, within the limits of a card; `""` is unknown.
fn told(row: &Customer) -> ContractorCard {
    let country = Country::parse(&row.country_code);
    ContractorCard {
        name: contractor::cut(&row.full_name, FULL_NAME),
        short_name: contractor::cut(&row.short_name, SHORT_NAME),
        nip: tax_id::classify(&row.tin, country).key(),
        country: country
            .map(|country| country.to_string())
            .unwrap_or_default(),
        street: contractor::cut(&row.street, STREET),
        house: contractor::cut(&row.house_no, HOUSE),
        flat: contractor::cut(&row.flat_no, HOUSE),
        postcode: contractor::cut(&row.post_code, POSTCODE),
        city: contractor::locality(&row.locality),
        email: contractor::cut(&row.email, 250),
        phone: contractor::cut(&row.phone, 50),
    }
}

fn key(card: &ContractorCard) -> BuyerKey {
    BuyerKey {
        nip: card.nip.clone(),
        name: names::key(&card.name),
        postcode: names::postcode_key(&card.postcode),
        city: names::city_key(&card.city),
        country: Country::parse(&card.country),
    }
}

/// `card` with what `new` tells and `old`, Firmino's last word, did not.
fn with_changes(
    card: &ContractorCard,
    new: &ContractorCard,
    old: &ContractorCard,
) -> ContractorCard {
    let text = |card: &str, new: &str, old: &str| {
        let kept = new.is_empty() || new == old;
        if kept { card } else { new }.to_owned()
    };
    ContractorCard {
        name: text(&card.name, &new.name, &old.name),
        short_name: text(&card.short_name, &new.short_name, &old.short_name),
        nip: match &new.nip {
            Some(nip) if new.nip != old.nip => Some(nip.clone()),
            _ => card.nip.clone(),
        },
        country: text(&card.country, &new.country, &old.country),
        street: text(&card.street, &new.street, &old.street),
        house: text(&card.house, &new.house, &old.house),
        flat: text(&card.flat, &new.flat, &old.flat),
        postcode: text(&card.postcode, &new.postcode, &old.postcode),
        city: text(&card.city, &new.city, &old.city),
        email: text(&card.email, &new.email, &old.email),
        phone: text(&card.phone, &new.phone, &old.phone),
    }
}

/// Which contractor a customer is.
enum Which {
    Known(i64),
    Found(i64),
    New,
    Open(&'static str),
}

/// Applies a list in the open transaction.
pub(super) fn apply(
    mirror: &Mirror,
    rows: &Rows<Customer>,
    extent: Extent,
    now: i64,
    notices: &mut Vec<Notice>,
) -> Result<Tally, PullError> {
    let known: HashMap<i64, Known> = mirror
        .firmino_known(List::Customers)?
        .into_iter()
        .map(|known| (known.id, known))
        .collect();
    let mut tally = Tally {
        seen: rows.len(),
        complete: extent == Extent::Whole,
        ..Tally::default()
    };
    let found = find_all(mirror, rows, &known)?;
    for (row, found) in rows.values().zip(found) {
        let before = known.get(&row.id);
        let new = told(row);
        let mut open = None;
        let own = match found {
            Which::Open(why) => {
                tally.conflicts += 1;
                open = Some(why.to_owned());
                notices.push(Notice {
                    code: why.to_owned(),
                    list: List::Customers.word(),
                    id: row.id,
                    name: row.full_name.clone(),
                    is_new: before.and_then(|known| known.open.as_deref()) != Some(why),
                    differs: None,
                });
                before.and_then(|known| known.own)
            }
            Which::New => {
                tally.created += 1;
                let card = with_short_name(mirror, new)?;
                Some(mirror.put_contractor(None, &card, now)?)
            }
            Which::Found(id) => {
                tally.linked += 1;
                change(mirror, id, &new, &ContractorCard::default(), now)?;
                Some(id)
            }
            Which::Known(id) => {
                let old =
                    before.and_then(|known| serde_json::from_str::<Customer>(&known.seen).ok());
                let old = old.as_ref().map(told).unwrap_or_default();
                if change(mirror, id, &new, &old, now)? {
                    tally.updated += 1;
                } else {
                    tally.unchanged += 1;
                }
                Some(id)
            }
        };
        let kept = Known {
            id: row.id,
            own,
            seen: serde_json::to_string(row).map_err(MirrorError::from)?,
            open,
        };
        mirror.keep_firmino(List::Customers, &kept, now)?;
    }
    Ok(tally)
}

/// Every row is matched before the first is written; a contractor that two customers are is neither's.
fn find_all(
    mirror: &Mirror,
    rows: &Rows<Customer>,
    known: &HashMap<i64, Known>,
) -> Result<Vec<Which>, PullError> {
    let taken: HashSet<i64> = known.values().filter_map(|known| known.own).collect();
    let mut nips: HashMap<String, usize> = HashMap::new();
    for nip in rows.values().filter_map(|row| told(row).nip) {
        *nips.entry(nip).or_default() += 1;
    }
    let mut targets: HashMap<i64, usize> = HashMap::new();
    let mut all = Vec::with_capacity(rows.len());
    for row in rows.values() {
        let found = find(mirror, row, known, &taken, &nips)?;
        if let Which::Found(id) = found {
            *targets.entry(id).or_default() += 1;
        }
        all.push(found);
    }
    for found in &mut all {
        if matches!(found, Which::Found(id) if targets[id] > 1) {
            *found = Which::Open("firmino.contractor-twice-there");
        }
    }
    Ok(all)
}

fn find(
    mirror: &Mirror,
    row: &Customer,
    known: &HashMap<i64, Known>,
    taken: &HashSet<i64>,
    nips: &HashMap<String, usize>,
) -> Result<Which, PullError> {
    if let Some(id) = known.get(&row.id).and_then(|known| known.own) {
        return Ok(Which::Known(id));
    }
    let key = key(&told(row));
    if key.name.is_none() {
        return Ok(Which::Open("firmino.row-odd"));
    }
    if key.nip.as_ref().is_some_and(|nip| nips[nip] > 1) {
        return Ok(Which::Open("firmino.nip-twice-there"));
    }
    let candidates = mirror.contractor_candidates(&key)?;
    let by_nip = |card: i64| {
        let mut with = candidates.iter().filter(|candidate| candidate.card == card);
        key.nip.is_some() && with.any(|candidate| candidate.nip == key.nip)
    };
    if candidates
        .iter()
        .any(|one| taken.contains(&one.card) && by_nip(one.card))
    {
        return Ok(Which::Open("firmino.contractor-taken"));
    }
    let free: Vec<_> = candidates
        .iter()
        .filter(|one| !taken.contains(&one.card))
        .cloned()
        .collect();
    Ok(
        match match_contractor(&key, &free, None, ByName::WithAddress) {
            Match::Linked { card, .. } => Which::Found(card),
            Match::New => Which::New,
            Match::Ambiguous(_) => Which::Open("firmino.contractor-twice-here"),
        },
    )
}

/// Writes what Firmino changed; answers whether that was anything.
fn change(
    mirror: &Mirror,
    id: i64,
    new: &ContractorCard,
    old: &ContractorCard,
    now: i64,
) -> Result<bool, PullError> {
    let gone = || MirrorError::Content(format!("contractors.id {id}"));
    let card = mirror.contractor_card(id)?.ok_or_else(gone)?;
    let mut changed = with_changes(&card, new, old);
    if changed.short_name != card.short_name
        && mirror
            .contractor_with_short_name(&changed.short_name)?
            .is_some()
    {
        changed.short_name.clone_from(&card.short_name);
    }
    if changed == card {
        return Ok(false);
    }
    mirror.put_contractor(Some(id), &changed, now)?;
    Ok(true)
}

/// A new card with a short name of its own: Firmino's, unless another card has it here.
fn with_short_name(mirror: &Mirror, card: ContractorCard) -> Result<ContractorCard, PullError> {
    let wanted = match card.short_name.as_str() {
        "" => &card.name,
        short => short,
    };
    let trouble = Cell::new(None);
    let is_taken = |short: &str| match mirror.contractor_with_short_name(short) {
        Ok(holder) => holder.is_some(),
        Err(error) => {
            trouble.set(Some(error));
            false
        }
    };
    let short_name = contractor::short_name(wanted, is_taken);
    match trouble.into_inner() {
        Some(error) => Err(error.into()),
        None => Ok(ContractorCard { short_name, ..card }),
    }
}
