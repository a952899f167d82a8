//! Events in, document out.
