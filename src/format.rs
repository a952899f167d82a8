//! Formats: bytes in, events out. Formats know nothing of each other.
