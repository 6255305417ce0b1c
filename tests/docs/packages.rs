//! What the package lists is there, or made by the script that docs/packaging.md tells to run.

use super::*;

/// The program's own files, made by `packaging/files`; the folder that `target/package` stands for.
fn made() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/files");
    let out = Command::new(script)
        .arg(env!("CARGO_BIN_EXE_firmino-link"))
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", text(&out.stderr));
    folder
}

fn metadata() -> toml::Table {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let deb = &manifest["package"]["metadata"]["deb"];
    deb.as_table().unwrap().clone()
}

/// Files of a folder that a name with one `*` means.
fn meant(path: &Path) -> usize {
    let name = path.file_name().unwrap().to_str().unwrap();
    let Some((head, tail)) = name.split_once('*') else {
        return usize::from(path.is_file());
    };
    let Ok(files) = fs::read_dir(path.parent().unwrap()) else {
        return 0;
    };
    files
        .filter_map(|file| file.unwrap().file_name().into_string().ok())
        .filter(|name| name.starts_with(head) && name.ends_with(tail))
        .count()
}

#[test]
fn every_asset_is_there_or_made() {
    let made = made();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let metadata = metadata();
    let assets = metadata["assets"].as_array().unwrap();
    let mut pages = 0;
    for asset in assets {
        let source = asset[0].as_str().unwrap();
        if source == "target/release/firmino-link" {
            continue;
        }
        let path = match source.strip_prefix("target/package/") {
            Some(below) => made.path().join(below),
            None => root.join(source),
        };
        let files = meant(&path);
        assert!(files > 0, "{source}: no such file");
        if source.ends_with(".1") {
            pages = files;
        }
        let place = asset[1].as_str().unwrap();
        assert!(
            !place.contains("systemd/system") && !place.starts_with("etc/"),
            "{place}: nothing is enabled or configured by the package"
        );
    }
    assert!(pages > 50, "{pages} manual pages");
    assert!(!root.join("packaging/postinst").exists());
    assert!(
        !metadata.contains_key("systemd-units") && !metadata.contains_key("maintainer-scripts")
    );
}

/// The units call the program where the package puts it, and are those of the examples otherwise.
#[test]
fn the_units_call_the_packaged_program() {
    let made = made();
    for unit in [
        "firmino-link@.service",
        "firmino-link@.timer",
        "firmino-link-pull@.service",
        "firmino-link-pull@.timer",
        "firmino-link-push@.service",
        "firmino-link-push@.timer",
    ] {
        let text = fs::read_to_string(made.path().join("systemd").join(unit)).unwrap();
        let example = read(&format!("examples/{unit}"));
        assert_eq!(text, example.replace("/usr/local/bin/", "/usr/bin/"));
    }
}

/// The commands of the page are the ones that were run above.
#[test]
fn the_page_tells_the_commands() {
    let page = read("docs/packaging.md");
    for line in [
        "\ncargo build --release --locked\n",
        "\npackaging/files target/release/firmino-link target/package\n",
        "\ncargo deb --no-build\n",
    ] {
        assert!(page.contains(line), "{line}");
    }
}
