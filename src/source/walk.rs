//! Which documents are meant: files, folders and what ignore files leave of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::{Foreign, Format, Problem, ReadError};

/// How [`find`] takes the paths it is given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FindOptions {
    /// Named paths are treated as if a walk had met them: ignore files hold, hidden files are skipped, other formats
    /// are listed. Hooks ask for it, because they name every file.
    pub as_found: bool,
}

/// A document that a walk met in a format that is not read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// Where it is.
    pub path: PathBuf,
    /// What it is.
    pub format: Foreign,
}

/// What is meant by a list of paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Documents to read, sorted, each once however many paths lead to it.
    pub documents: Vec<PathBuf>,
    /// Documents in other formats, sorted.
    pub listed: Vec<Listed>,
    /// Paths that lead nowhere and folders that do not open, sorted.
    pub errors: Vec<ReadError>,
}

/// Finds the documents in `paths`: files as they are, folders with all folders in them. `.gitignore` and
/// `.standwithignore` hold in a walk, in a git repository or not; hidden files and links to folders are passed over.
/// Standard input (`-`) is the caller's.
pub fn find(paths: &[PathBuf], options: &FindOptions) -> Found {
    let mut finder = Finder::default();
    if options.as_found {
        finder.as_found(paths);
    } else {
        paths.iter().for_each(|path| finder.named(path));
    }
    finder.finish()
}

/// Documents by their true path, so that each is read once.
#[derive(Default)]
struct Finder {
    documents: BTreeMap<PathBuf, PathBuf>,
    listed: BTreeMap<PathBuf, Listed>,
    errors: Vec<ReadError>,
}

/// Paths below one folder: the true path from there, and the path as it was given.
type Wanted = BTreeMap<PathBuf, PathBuf>;

impl Finder {
    fn named(&mut self, path: &Path) {
        match std::fs::metadata(path) {
            Err(e) => self.errors.push(ReadError::at(path, Problem::of_file(path, &e))),
            Ok(metadata) if metadata.is_dir() => self.walk(path, Wanted::from([(PathBuf::new(), path.to_path_buf())])),
            Ok(_) => self.document(real(path), path.to_path_buf()),
        }
    }

    /// Walks from the folder that holds the named paths, and enters only what leads to them: so that every rule of a
    /// walk holds without being written twice.
    fn as_found(&mut self, paths: &[PathBuf]) {
        let here = real(Path::new("."));
        let mut bases: BTreeMap<PathBuf, Wanted> = BTreeMap::new();
        for path in paths {
            if let Err(e) = std::fs::metadata(path) {
                self.errors.push(ReadError::at(path, Problem::of_file(path, &e)));
                continue;
            }
            let real = real(path);
            let base = base(&real, &here);
            let below = real.strip_prefix(base).unwrap_or(&real).to_path_buf();
            let given = bases.entry(base.to_path_buf()).or_default().entry(below).or_insert_with(|| path.clone());
            if better(path, given) {
                given.clone_from(path);
            }
        }
        for (base, wanted) in bases {
            self.walk(&base, wanted);
        }
    }

    fn walk(&mut self, root: &Path, wanted: Wanted) {
        let true_root = real(root);
        for entry in walker(root, wanted.keys().cloned().collect()).build() {
            match entry {
                Ok(entry) => {
                    let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
                    if let Some(shown) = given(&wanted, below) {
                        self.met(&entry, true_root.join(below), shown);
                    }
                }
                Err(error) => self.failed(root, &error),
            }
        }
    }

    fn met(&mut self, entry: &DirEntry, key: PathBuf, shown: PathBuf) {
        let kind = entry.file_type();
        if kind.is_none_or(|k| k.is_dir()) {
            return;
        }
        if Format::from_name(&shown).is_none() {
            if let Some(format) = Foreign::from_name(&shown) {
                self.listed.entry(key).or_insert(Listed { path: shown, format });
            }
            return;
        }
        if !entry.path_is_symlink() {
            return self.document(key, shown);
        }
        match std::fs::metadata(entry.path()) {
            Err(e) => self.errors.push(ReadError::at(&shown, Problem::of_file(entry.path(), &e))),
            Ok(target) if target.is_dir() => {}
            Ok(_) => self.document(real(entry.path()), shown),
        }
    }

    fn document(&mut self, key: PathBuf, shown: PathBuf) {
        let kept = self.documents.entry(key).or_insert_with(|| shown.clone());
        if better(&shown, kept) {
            *kept = shown;
        }
    }

    fn failed(&mut self, root: &Path, error: &ignore::Error) {
        let path = path_of(error).unwrap_or(root);
        let problem = match error.io_error() {
            Some(e) if e.kind() == std::io::ErrorKind::NotFound => Problem::Vanished,
            Some(e) => Problem::of_folder(path, e),
            None => Problem::Failed(error.to_string()),
        };
        self.errors.push(ReadError::at(path, problem));
    }

    fn finish(mut self) -> Found {
        let mut documents: Vec<PathBuf> = self.documents.into_values().collect();
        documents.sort_unstable();
        let mut listed: Vec<Listed> = self.listed.into_values().collect();
        listed.sort_unstable();
        self.errors.sort_by(|a, b| a.path.cmp(&b.path));
        self.errors.dedup();
        Found { documents, listed, errors: self.errors }
    }
}

/// A walk with our ignore files and no settings of the machine: the same files for everybody.
fn walker(root: &Path, wanted: BTreeSet<PathBuf>) -> WalkBuilder {
    let mut builder = WalkBuilder::new(root);
    builder
        .standard_filters(false)
        .hidden(true)
        .parents(true)
        .git_ignore(true)
        .require_git(false)
        .add_custom_ignore_filename(".standwithignore");
    let root = root.to_path_buf();
    builder.filter_entry(move |entry| {
        let below = entry.path().strip_prefix(&root).unwrap_or(entry.path());
        below.ancestors().any(|a| wanted.contains(a)) || leads(&wanted, below)
    });
    builder
}

/// Whether something wanted lies below `folder`. Paths sort by component, so it would come next.
fn leads(wanted: &BTreeSet<PathBuf>, folder: &Path) -> bool {
    wanted.range(folder.to_path_buf()..).next().is_some_and(|next| next.starts_with(folder))
}

/// The path to show for what a walk met at `below`; none if it was only passed on the way.
fn given(wanted: &Wanted, below: &Path) -> Option<PathBuf> {
    let (at, given) = below.ancestors().find_map(|a| Some((a, wanted.get(a)?)))?;
    let rest = below.strip_prefix(at).ok()?;
    if rest.as_os_str().is_empty() {
        return Some(given.clone());
    }
    // `check .` says `docs/a.md`, as a person would.
    let here = given.components().all(|c| c == Component::CurDir);
    Some(if here { rest.to_path_buf() } else { given.join(rest) })
}

/// Whether `path` is the one to show where both lead to one file, whatever their order was.
fn better(path: &Path, than: &Path) -> bool {
    let rank = |p: &Path| (p.is_symlink(), p.as_os_str().len());
    (rank(path), path) < (rank(than), than)
}

/// The path without links and dots; as it is if it leads nowhere.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

/// Where a walk that would have met `path` begins: here, else at the root of its repository, else at its folder.
fn base<'a>(path: &'a Path, here: &'a Path) -> &'a Path {
    if path.starts_with(here) {
        return here;
    }
    let repository = path.ancestors().skip(1).find(|a| a.join(".git").exists());
    repository.or_else(|| path.parent()).unwrap_or(path)
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::scratch::Scratch;
    use super::*;

    fn found(folder: &Scratch, names: &[&str], as_found: bool) -> Found {
        let paths: Vec<PathBuf> = names.iter().map(|n| folder.path(n)).collect();
        find(&paths, &FindOptions { as_found })
    }

    fn names(folder: &Scratch, paths: &[PathBuf]) -> Vec<String> {
        paths.iter().map(|p| super::super::shown(p.strip_prefix(folder.path("")).unwrap())).collect()
    }

    fn documents(folder: &Scratch, paths: &[&str], as_found: bool) -> Vec<String> {
        let found = found(folder, paths, as_found);
        assert_eq!(found.errors, []);
        names(folder, &found.documents)
    }

    fn site() -> Scratch {
        let folder = Scratch::new();
        for name in [
            "b.md",
            "a.txt",
            "src/main.rs",
            "data.json",
            "logo.png",
            "docs/z.html",
            "docs/y.md",
            "docs/old/x.md",
            "docs/plan.docx",
            "report.pdf",
            "drafts/d.md",
            "drafts/keep.md",
            "private/p.md",
            ".hidden.md",
            ".github/h.md",
        ] {
            folder.write(name, b"x");
        }
        folder.write(".gitignore", b"drafts/*\n!drafts/keep.md\n");
        folder.write(".standwithignore", b"private/\n");
        folder.write("docs/.gitignore", b"old\n");
        folder
    }

    #[test]
    fn folders_are_walked_and_ignore_files_hold_outside_of_a_repository() {
        let folder = site();
        let expect = ["a.txt", "b.md", "docs/y.md", "docs/z.html", "drafts/keep.md"];
        assert_eq!(documents(&folder, &[""], false), expect);
        folder.folder(".git");
        assert_eq!(documents(&folder, &[""], false), expect);
        let listed: Vec<Foreign> = found(&folder, &[""], false).listed.iter().map(|l| l.format).collect();
        assert_eq!(listed, [Foreign::Word, Foreign::Pdf]);
    }

    #[test]
    fn ignore_files_of_folders_above_hold() {
        let folder = site();
        assert_eq!(documents(&folder, &["drafts"], false), ["drafts/keep.md"]);
    }

    #[test]
    fn a_named_file_is_read_though_hidden_ignored_or_of_another_format() {
        let folder = site();
        let named = [".github/h.md", ".hidden.md", "docs/plan.docx", "drafts/d.md", "private/p.md", "src/main.rs"];
        assert_eq!(documents(&folder, &named, false), named);
    }

    #[test]
    fn as_found_treats_named_files_as_a_walk_would() {
        let folder = site();
        folder.folder(".git");
        let named = [
            ".github/h.md",
            ".hidden.md",
            "docs/plan.docx",
            "docs/old/x.md",
            "docs/y.md",
            "drafts/d.md",
            "drafts/keep.md",
            "private/p.md",
            "src/main.rs",
        ];
        assert_eq!(documents(&folder, &named, true), ["docs/y.md", "drafts/keep.md"]);
        let found = found(&folder, &named, true);
        assert_eq!(found.listed, [Listed { path: folder.path("docs/plan.docx"), format: Foreign::Word }]);
        assert_eq!(documents(&folder, &["docs", "a.txt"], true), ["a.txt", "docs/y.md", "docs/z.html"]);
        assert_eq!(documents(&folder, &["private"], true), [""; 0]);
    }

    #[test]
    fn each_document_comes_once_in_one_order() {
        let folder = site();
        let expect = ["a.txt", "b.md", "docs/y.md", "docs/z.html"];
        let one = documents(&folder, &["docs", "b.md", "a.txt", "docs/y.md", "docs/../b.md", "docs"], false);
        let other = documents(&folder, &["docs/../b.md", "docs/y.md", "a.txt", "docs", "b.md"], false);
        assert_eq!((one.as_slice(), other.as_slice()), (&expect.map(String::from)[..], &expect.map(String::from)[..]));
    }

    #[test]
    fn what_is_missing_is_named_and_the_rest_is_found() {
        let folder = site();
        let found = found(&folder, &["zzz.md", "b.md", "zzz.md", "docs"], false);
        assert_eq!(found.documents.len(), 3);
        assert_eq!(found.errors.len(), 1);
        assert_eq!(found.errors[0].problem, Problem::Missing { near: None });
        assert_eq!(find(&[folder.path("zzz.md")], &FindOptions { as_found: true }).errors.len(), 1);
    }

    #[test]
    fn an_empty_folder_gives_nothing() {
        let folder = Scratch::new();
        folder.folder("empty");
        assert_eq!(found(&folder, &["empty"], false), Found::default());
    }

    #[cfg(unix)]
    #[test]
    fn links_to_files_count_once_and_links_to_folders_are_not_followed() {
        use std::os::unix::fs::symlink;
        let folder = Scratch::new();
        folder.write("b.md", b"x");
        folder.write("docs/c.md", b"x");
        symlink("b.md", folder.path("a.md")).unwrap();
        symlink(folder.path(""), folder.path("docs/loop")).unwrap();
        symlink("docs", folder.path("named.md")).unwrap();
        assert_eq!(documents(&folder, &[""], false), ["b.md", "docs/c.md"]);
        // A link that is named is what the user wants.
        assert_eq!(documents(&folder, &["named.md"], false), ["named.md/c.md"]);
        assert_eq!(documents(&folder, &["a.md"], true), ["a.md"]);
        symlink("gone.md", folder.path("dangling.md")).unwrap();
        assert!(matches!(found(&folder, &[""], false).errors[0].problem, Problem::Dangling { .. }));
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_without_permission_is_an_error() {
        let folder = Scratch::new();
        folder.write("shut/a.md", b"x");
        folder.write("b.md", b"x");
        folder.forbidden("shut", || {
            // The superuser may read everything.
            if std::fs::read_dir(folder.path("shut")).is_err() {
                let found = found(&folder, &["", "shut"], false);
                assert_eq!(names(&folder, &found.documents), ["b.md"]);
                assert_eq!(found.errors, [ReadError::at(&folder.path("shut"), Problem::FolderDenied)]);
            }
        });
        let denied = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
        assert_eq!(Problem::of_folder(Path::new("shut"), &denied), Problem::FolderDenied);
    }

    #[test]
    fn the_folder_one_is_in_is_not_shown() {
        let wanted = Wanted::from([(PathBuf::new(), PathBuf::from("."))]);
        assert_eq!(given(&wanted, Path::new("docs/a.md")), Some(PathBuf::from("docs/a.md")));
        let wanted = Wanted::from([(PathBuf::from("docs"), PathBuf::from("./docs"))]);
        assert_eq!(given(&wanted, Path::new("docs/a.md")), Some(PathBuf::from("./docs/a.md")));
        assert_eq!(given(&wanted, Path::new("b.md")), None);
    }
}
