//! A hand-written recursive-descent parser of the language, for comparison only.
