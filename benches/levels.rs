//! The local plan of a stock pass – which levels changed, how many would go to zero – over many products: milliseconds and
//! peak memory, where nothing changed and where 1,700 did; beside it the counts of the report. `cargo bench --bench levels [-- PRODUCTS…]`,
//! by default 1,000, 25,000 and 1,000,000.

#![allow(
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "a bench prints figures"
)]

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use firmino_link::mirror::cards::NewCard;
use firmino_link::mirror::levels::{Count, CountedBy};
use firmino_link::mirror::shelves::Place;
use firmino_link::mirror::{Mirror, Result};

/// How many levels change.
const CHANGED: i64 = 1_700;

/// A mirror with so many linked cards, each with a level that was sent.
fn make(path: &Path, products: i64) -> Result<()> {
    let mut mirror = Mirror::open_or_create(path, 1)?;
    let warehouse = mirror.write(|mirror| {
        let warehouse = mirror.add_warehouse("MAG", "MAG", Some("PL"))?;
        mirror.link_warehouse("bl_8801", warehouse)?;
        Ok::<_, firmino_link::mirror::MirrorError>(warehouse)
    })?;
    let mut product = 0;
    while product < products {
        mirror.write(|mirror| {
            for _ in 0..10_000.min(products - product) {
                product += 1;
                let card = NewCard {
                    sku: Some(format!("S-{product}")),
                    name: format!("Towar {product}"),
                    name_key: format!("Towar {product}"),
                    ean: None,
                    rate: None,
                    price: None,
                    product: Some(product),
                };
                let card = mirror.add_card(&card, 1)?;
                count(mirror, card, warehouse, 10)?;
                let at = Place {
                    product,
                    place: "bl_8801".to_owned(),
                };
                mirror.keep_reading(&at, 10, 0, 1)?;
                mirror.set_target(&at, 10)?;
                mirror.level_done(card, warehouse)?;
            }
            Ok::<_, firmino_link::mirror::MirrorError>(())
        })?;
    }
    Ok(())
}

fn count(mirror: &Mirror, card: i64, warehouse: i64, pieces: i64) -> Result<()> {
    let count = Count {
        card,
        warehouse,
        pieces,
        as_of: 1,
        through: 0,
    };
    mirror.count(count, CountedBy::Import, 1).map(|_| ())
}

/// The plan; answers how many levels it looks at.
fn plan(mirror: &Mirror) -> Result<usize> {
    mirror.unsendable_done()?;
    let _ = mirror.going_to_zero(0)?;
    let (mut after, mut found) = (0, 0);
    loop {
        let rows = mirror.due_levels(after, 1000)?;
        let Some(last) = rows.last() else { break };
        after = last.card;
        found += rows.len();
    }
    Ok(found)
}

fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let told = status.lines().find_map(|line| {
        let told = line.strip_prefix("VmHWM:")?.split_whitespace().next()?;
        told.parse::<u32>().ok()
    });
    f64::from(told.unwrap_or(0)) / 1024.0
}

/// Measures in a process of its own, so that making the mirror does not count.
fn measure(path: &Path) -> Result<()> {
    let mut mirror = Mirror::open(path)?;
    let begun = Instant::now();
    let none = plan(&mirror)?;
    let unchanged = begun.elapsed();
    mirror.write(|mirror| {
        let warehouse = mirror.warehouse("MAG")?.map_or(0, |row| row.id);
        for card in 1..=CHANGED {
            count(mirror, card * 7 % 997 + card, warehouse, 12)?;
        }
        Ok::<_, firmino_link::mirror::MirrorError>(())
    })?;
    let begun = Instant::now();
    let some = plan(&mirror)?;
    let changed = begun.elapsed();
    let begun = Instant::now();
    let _ = mirror.levels_known()?;
    let counted = begun.elapsed();
    let ms = |time: std::time::Duration| time.as_secs_f64() * 1000.0;
    println!(
        "{none:>7}  {:>7.1}  {some:>7}  {:>7.1}  {:>9.1}  {:>7.1}",
        ms(unchanged),
        ms(changed),
        ms(counted),
        peak()
    );
    Ok(())
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [first, path] = words.as_slice()
        && first == "measure"
    {
        measure(Path::new(path)).expect("measured");
        return;
    }
    let asked: Vec<i64> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let sizes = if asked.is_empty() {
        vec![1_000, 25_000, 1_000_000]
    } else {
        asked
    };
    println!("products  changed  plan ms  changed  plan ms  report ms  peak MB");
    for size in sizes {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("levels.sqlite");
        make(&path, size.max(CHANGED + 1000)).expect("made");
        print!("{size:>8}  ");
        let _ = std::io::Write::flush(&mut std::io::stdout());
        let status = Command::new(std::env::current_exe().expect("known"))
            .arg("measure")
            .arg(&path)
            .status();
        assert!(status.expect("started").success());
    }
}
