//! Stub.
/// Stub.
pub fn name_at(
    _: &super::Document,
    _: &crate::words::core::Core,
    _: std::ops::Range<u32>,
) -> Option<std::ops::Range<u32>> {
    None
}
