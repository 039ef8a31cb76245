//! Lets libFuzzer call [`vsdlint_fuzz::fixes`].
#![no_main]

libfuzzer_sys::fuzz_target!(init: vsdlint_fuzz::alone(), |bytes: &[u8]| vsdlint_fuzz::fixes(bytes));
