//! Lets libFuzzer call [`vsdlint_fuzz::parse`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vsdlint_fuzz::parse(bytes));
