//! Lists the files of `rules/` for embedding; compiled as the build script.
//!
//! The text is embedded, not a compiled form: compiling it at start is measured in `benches/`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[allow(clippy::disallowed_methods, reason = "a build script reads the folder that it embeds")]
fn list(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

#[allow(clippy::disallowed_methods, clippy::print_stdout, reason = "cargo reads the script's standard output")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let mut files = Vec::new();
    list(&root.join("rules"), &mut files)?;
    files.sort();
    let mut code = String::from("&[\n");
    for path in &files {
        let name = path.strip_prefix(root.join("rules"))?.to_string_lossy().replace('\\', "/");
        println!("cargo:rerun-if-changed={}", path.display());
        writeln!(code, "    ({name:?}, include_str!({:?})),", path.display().to_string())?;
    }
    code.push_str("]\n");
    std::fs::write(PathBuf::from(std::env::var("OUT_DIR")?).join("rules.rs"), code)?;
    Ok(())
}
