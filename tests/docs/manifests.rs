//! The examples for Kubernetes and Litestream: their commands are understood, their profile is accepted, and what they
//! set is what the documents tell.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;

use firmino_link::cli::parses;
use firmino_link::sandbox::{ClockSource, DEFAULT_TOKEN, Options, Sandbox, World};
use yaml_rust2::{Yaml, YamlLoader};

use super::*;

/// The documents of one YAML file.
fn yaml(path: &str) -> Vec<Yaml> {
    YamlLoader::load_from_str(&read(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The object of a kind in `shop.yaml`.
fn object(kind: &str) -> Yaml {
    let mut all = yaml("examples/kubernetes/shop.yaml").into_iter();
    all.find(|object| object["kind"].as_str() == Some(kind))
        .expect(kind)
}

fn words(list: &Yaml) -> Vec<&str> {
    let list = list.as_vec().expect("a list");
    list.iter().map(|word| word.as_str().unwrap()).collect()
}

/// The profile as the pod has it.
fn profile() -> String {
    let text = object("ConfigMap")["data"]["shop.toml"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(text.contains("[mirror]\nmachine = "), "{text}");
    text
}

/// The script of the pass.
fn script() -> String {
    let pod = &object("CronJob")["spec"]["jobTemplate"]["spec"]["template"]["spec"];
    let pass = &pod["containers"][0];
    assert_eq!(words(&pass["command"]), ["/bin/sh", "-c"]);
    words(&pass["args"])[0].to_owned()
}

#[test]
fn every_command_of_a_manifest_is_understood() {
    let mut seen = 0;
    let in_script = script();
    let comments: String = ["shop", "litestream", "desk"]
        .iter()
        .map(|name| read(&format!("examples/kubernetes/{name}.yaml")))
        .collect();
    let commented = comments.lines().filter_map(|line| {
        let (_, command) = line.strip_prefix('#')?.split_once(" -- firmino-link ")?;
        Some(format!("firmino-link {command}"))
    });
    let scripted = in_script
        .lines()
        .filter(|line| line.contains("firmino-link "))
        .map(str::to_owned);
    for line in scripted.chain(commented) {
        assert_eq!(parses(&line), Ok(()), "{line}");
        seen += 1;
    }
    assert_eq!(seen, 2);
}

/// The job fails exactly where a person has to look at it.
#[test]
fn the_job_fails_only_where_it_should() {
    let folder = tempfile::tempdir().unwrap();
    let stand_in = folder.path().join("firmino-link");
    for (code, ends) in [
        (0, 0),
        (3, 0),
        (75, 0),
        (1, 1),
        (2, 2),
        (4, 4),
        (5, 5),
        (78, 78),
    ] {
        let script = script().replace("/usr/bin/firmino-link", stand_in.to_str().unwrap());
        fs::write(&stand_in, format!("#!/bin/sh\nexit {code}\n")).unwrap();
        let out = Command::new("/bin/sh")
            .args(["-c", &format!("chmod +x {}; {script}", stand_in.display())])
            .status()
            .unwrap();
        assert_eq!(out.code(), Some(ends), "exit code {code}");
    }
}

/// The profile, its places and the token as the volume has it are good enough for a pass.
#[test]
fn a_pass_runs_with_what_the_pod_has() {
    let moment = jiff::Timestamp::now().as_second();
    let options = Options {
        port: 0,
        clock: ClockSource::Real,
    };
    let sandbox = Sandbox::start(World::new(1, moment), options).expect("a port");
    let home = Home::new();
    let config = home.path().join("shop.toml");
    let local = format!("[baselinker]\napi_url = \"{}\"\n\n[ksef]", sandbox.url());
    fs::write(&config, profile().replacen("[ksef]", &local, 1)).unwrap();
    let credentials = home.path().join("credentials");
    fs::create_dir(&credentials).unwrap();
    let token = credentials.join("baselinker-token");
    fs::write(&token, DEFAULT_TOKEN).unwrap();
    // `defaultMode` of the manifest.
    fs::set_permissions(&token, Permissions::from_mode(0o440)).unwrap();
    let out = home
        .command(&[
            "--config",
            config.to_str().unwrap(),
            "--json",
            "sync",
            "all",
        ])
        .env("CREDENTIALS_DIRECTORY", &credentials)
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stdout));
    let report: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(report["outcome"], "done", "{report}");
    // Where Litestream looks for it, below $XDG_DATA_HOME.
    assert!(home.path().join("data/firmino-link/shop.sqlite").is_file());
}

#[test]
fn the_pod_keeps_the_rules_of_the_book() {
    let claim = object("PersistentVolumeClaim");
    assert_eq!(words(&claim["spec"]["accessModes"]), ["ReadWriteOncePod"]);
    let cron = object("CronJob");
    let spec = &cron["spec"];
    assert_eq!(spec["concurrencyPolicy"].as_str(), Some("Forbid"));
    let job = &spec["jobTemplate"]["spec"];
    assert_eq!(job["backoffLimit"].as_i64(), Some(0));
    assert!(job["activeDeadlineSeconds"].as_i64().unwrap() >= 3600);
    for pod in [
        &job["template"]["spec"],
        &yaml("examples/kubernetes/desk.yaml")[0]["spec"],
    ] {
        assert_eq!(pod["restartPolicy"].as_str(), Some("Never"));
        let volumes = pod["volumes"].as_vec().unwrap();
        let token = volumes
            .iter()
            .find(|volume| volume["name"].as_str() == Some("token"))
            .unwrap();
        // YAML 1.1 reads it as octal, as kubectl does; this reader as a text or number of these digits.
        let mode = &token["secret"]["defaultMode"];
        let digits = mode.as_i64().map(|mode| mode.to_string());
        let digits = digits.or(mode.as_str().map(str::to_owned)).unwrap();
        assert_eq!(digits.trim_start_matches('0'), "440");
        let mounts = pod["containers"][0]["volumeMounts"].as_vec().unwrap();
        for mount in mounts {
            let there = |volume: &Yaml| volume["name"] == mount["name"];
            assert!(volumes.iter().any(there), "{mount:?}");
        }
    }
}

/// Variables and places are ones that the documents tell.
#[test]
fn what_pods_set_is_documented() {
    let told = read("docs/profile.md") + &read("docs/scale.md") + &read("docs/schedule.md");
    let cron = object("CronJob");
    let pass = &cron["spec"]["jobTemplate"]["spec"]["template"]["spec"]["containers"][0];
    let desk = &yaml("examples/kubernetes/desk.yaml")[0]["spec"]["containers"][0];
    assert_eq!(pass["env"], desk["env"]);
    assert_eq!(pass["volumeMounts"], desk["volumeMounts"]);
    for variable in pass["env"].as_vec().unwrap() {
        let name = variable["name"].as_str().unwrap();
        assert!(told.contains(name), "{name}");
    }
    for mount in pass["volumeMounts"].as_vec().unwrap() {
        let path = mount["mountPath"].as_str().unwrap();
        assert!(told.contains(path), "{path}");
    }
}

/// Litestream follows the very file that a pass of the pod writes.
#[test]
fn litestream_follows_the_book() {
    let config = &yaml("examples/litestream.yml")[0];
    let books = config["dbs"].as_vec().unwrap();
    let book = books[0]["path"].as_str().unwrap();
    // $XDG_DATA_HOME/firmino-link/NAME.sqlite, the name being the stem of --config.
    assert_eq!(book, "/var/lib/firmino-link/shop.sqlite");
    assert!(script().contains("--config /etc/firmino-link/shop.toml "));
    let patch = &yaml("examples/kubernetes/litestream.yaml")[0];
    let pod = &patch["spec"]["jobTemplate"]["spec"]["template"]["spec"];
    let before = pod["initContainers"].as_vec().unwrap();
    assert_eq!(words(&before[0]["args"]).last(), Some(&book));
    assert_eq!(before[0]["restartPolicy"], Yaml::BadValue);
    assert_eq!(before[1]["restartPolicy"].as_str(), Some("Always"));
    for container in before {
        let mounts = container["volumeMounts"].as_vec().unwrap();
        let data = mounts
            .iter()
            .find(|mount| mount["name"].as_str() == Some("data"));
        assert_eq!(
            data.unwrap()["mountPath"].as_str(),
            Some("/var/lib/firmino-link")
        );
    }
    assert_eq!(
        patch["metadata"]["name"],
        object("CronJob")["metadata"]["name"]
    );
}
