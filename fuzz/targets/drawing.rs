//! Lets libFuzzer call [`vsdlint_fuzz::drawing`].
#![no_main]

libfuzzer_sys::fuzz_target!(init: vsdlint_fuzz::alone(), |bytes: &[u8]| vsdlint_fuzz::drawing(bytes));
