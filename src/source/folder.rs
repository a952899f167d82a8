//! A rule pack's folder, read whole.

use std::path::{Path, PathBuf};

use super::{Problem, ReadError, bytes, extension, shown};

/// The largest file of a pack that is read: 4 MiB.
const PACK_FILE_LIMIT: u64 = 4 << 20;

const BOM: &str = "\u{FEFF}";

/// Every `toml` and `txt` file in a rule pack's folder and the folders in it, in order of their paths: the path from the
/// folder with `/`, and the text without a byte order mark. Hidden files are skipped and links are not followed.
///
/// # Errors
/// The folder or a file in it cannot be read, is larger than 4 MiB, or is not UTF-8.
pub fn read_folder(path: &Path) -> Result<Vec<(String, String)>, ReadError> {
    let mut files = Vec::new();
    let mut folders = vec![path.to_path_buf()];
    while let Some(folder) = folders.pop() {
        list(&folder, &mut folders, &mut files).map_err(|e| ReadError::at(&folder, Problem::of_folder(&folder, &e)))?;
    }
    files.sort_unstable();
    files.iter().map(|file| Ok((shown(file.strip_prefix(path).unwrap_or(file)), text(file)?))).collect()
}

fn list(folder: &Path, folders: &mut Vec<PathBuf>, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let (kind, path) = (entry.file_type()?, entry.path());
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if kind.is_dir() {
            folders.push(path);
        } else if kind.is_file() && extension(&path).is_some_and(|e| e == "toml" || e == "txt") {
            files.push(path);
        }
    }
    Ok(())
}

fn text(file: &Path) -> Result<String, ReadError> {
    let read = || {
        let text = String::from_utf8(bytes(file, PACK_FILE_LIMIT)?)
            .map_err(|e| Problem::Undecodable { encoding: "UTF-8", offset: e.utf8_error().valid_up_to() })?;
        Ok(text.strip_prefix(BOM).map(str::to_owned).unwrap_or(text))
    };
    read().map_err(|p| ReadError::at(file, p))
}

#[cfg(test)]
mod tests {
    use super::super::scratch::Scratch;
    use super::*;

    fn names(folder: &Scratch) -> Vec<String> {
        read_folder(&folder.path("")).unwrap().into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn reads_toml_and_txt_in_order() {
        let folder = Scratch::new();
        folder.write("pack.toml", b"\xEF\xBB\xBFname = 'a'");
        folder.write("clarity/b.toml", b"b");
        folder.write("clarity/a.toml", b"a");
        folder.write("lexicons/x.txt", b"x");
        folder.write("README.md", b"no");
        folder.write(".git/config.toml", b"no");
        folder.write("clarity/.a.toml", b"no");
        assert_eq!(names(&folder), ["clarity/a.toml", "clarity/b.toml", "lexicons/x.txt", "pack.toml"]);
        assert_eq!(read_folder(&folder.path("")).unwrap()[3].1, "name = 'a'");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let folder = Scratch::new();
        folder.write("a.toml", b"a");
        std::os::unix::fs::symlink(folder.path(""), folder.path("loop")).unwrap();
        std::os::unix::fs::symlink("a.toml", folder.path("b.toml")).unwrap();
        assert_eq!(names(&folder), ["a.toml"]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let folder = Scratch::new();
        folder.write("a.toml", b"ok \xFF");
        let error = read_folder(&folder.path("")).unwrap_err();
        assert_eq!(error.problem, Problem::Undecodable { encoding: "UTF-8", offset: 3 });
        assert!(error.path.ends_with("/a.toml"));
        folder.write("a.toml", &vec![b'#'; (4 << 20) + 1]);
        assert_eq!(read_folder(&folder.path("")).unwrap_err().problem, Problem::TooLarge { limit: 4 << 20 });
        assert_eq!(read_folder(&folder.path("a.toml")).unwrap_err().problem, Problem::NotFolder);
        assert!(matches!(read_folder(&folder.path("zzz")).unwrap_err().problem, Problem::Missing { .. }));
    }
}
