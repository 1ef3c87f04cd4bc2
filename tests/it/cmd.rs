//! The command line as people meet it: the screens of the README and every case of `tests/cmd` are run and compared.

use std::path::Path;

#[test]
fn the_readme_and_the_cases_show_what_the_program_prints() {
    trycmd::TestCases::new()
        .env("COLUMNS", "80")
        .register_bin("hearback", Path::new(env!("CARGO_BIN_EXE_hearback")))
        .case("README.md")
        .case("tests/cmd/*.trycmd");
}
