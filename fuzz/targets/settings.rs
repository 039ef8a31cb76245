//! Lets libFuzzer call [`vsdlint_fuzz::settings`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vsdlint_fuzz::settings(bytes));
