//! Lets libFuzzer call [`vsdlint_fuzz::format`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vsdlint_fuzz::format(bytes));
