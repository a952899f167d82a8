//! A folder of files for a test, gone when the test ends.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

static COUNT: AtomicU32 = AtomicU32::new(0);

/// The folder; removed when dropped.
pub(super) struct Scratch(PathBuf);

impl Scratch {
    pub(super) fn new() -> Self {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("standwith-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Scratch(folder.canonicalize().unwrap())
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        if name.is_empty() { self.0.clone() } else { self.0.join(name) }
    }

    pub(super) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub(super) fn folder(&self, name: &str) {
        std::fs::create_dir_all(self.path(name)).unwrap();
    }

    /// Takes all permissions away, runs `test`, and gives them back, so that the folder can be removed.
    #[cfg(unix)]
    pub(super) fn forbidden(&self, name: &str, test: impl FnOnce()) {
        use std::os::unix::fs::PermissionsExt;
        let set = |mode| std::fs::set_permissions(self.path(name), std::fs::Permissions::from_mode(mode)).unwrap();
        set(0o000);
        test();
        set(0o700);
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A failed test may leave something behind.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Text as UTF-16, with a byte order mark or without.
pub(super) fn utf16(text: &str, big_endian: bool, mark: bool) -> Vec<u8> {
    let order = |unit: u16| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() };
    mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16()).flat_map(order).collect()
}
