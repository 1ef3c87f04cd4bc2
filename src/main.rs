//! The binary: parses arguments, runs, and turns errors into a message and an exit code.

use std::io::Write as _;
use std::process::ExitCode;

use hearback::cli::{args::Cli, execute};
use hearback::exit;
use hearback::report::terminal::clean_lines;

fn main() -> ExitCode {
    let cli = Cli::of_process();
    match execute(cli.command) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            // Nothing can be done when standard error is gone too.
            let _ = writeln!(std::io::stderr(), "hearback: {}", clean_lines(&format!("{error:#}")));
            ExitCode::from(exit::FAILED)
        }
    }
}
