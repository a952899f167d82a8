//! Stub.
use crate::terms::Voice;
/// Stub.
pub struct Quotation {
    /// x
    pub speaker: Option<std::ops::Range<u32>>,
}
/// Stub.
pub struct Voices {}
impl Voices {
    /// x
    pub fn voice_at(&self, _: u32) -> (Voice, Option<&Quotation>) {
        (Voice::Author, None)
    }
    /// x
    pub fn cue_at(&self, _: u32) -> Option<std::ops::Range<u32>> {
        None
    }
}
/// Stub.
pub fn voices(_: &super::Document, _: &crate::words::core::Core, _: &dyn Fn(usize) -> usize) -> Voices {
    Voices {}
}
