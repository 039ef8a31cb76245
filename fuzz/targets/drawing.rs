//! Lets libFuzzer call [`vsdlint_fuzz::drawing`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vsdlint_fuzz::drawing(bytes));
