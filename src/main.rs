//! Parses, runs, exits; nothing else.

fn main() -> std::process::ExitCode {
    firmino_link::cli::main()
}
