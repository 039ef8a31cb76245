//! Lets libFuzzer call [`vsdlint_fuzz::descent`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vsdlint_fuzz::descent(bytes));
