//! Realistic models of any size, the same bytes for the same order.
