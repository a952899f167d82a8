//! The command line as a user meets it: one file a case, with what goes in and every byte that comes out.
//! `TRYCMD=overwrite cargo test --test cli` writes what the program says now into the cases and the README; read the
//! difference before you keep it.

#[test]
fn commands_say_what_their_cases_hold() {
    trycmd::TestCases::new().case("tests/cli/*.toml").case("README.md");
}
