//! What `unimproved-stream` says and fixes where the examples of its page do not reach.

reports! {
    a_stream_without_improvement: "unimproved-stream", r#"
activity improve { input Figures }
stream s { trigger a step one in engage { input a output b } outcome b }
stream t { trigger a step one in engage { input a output b output Figures to improve } outcome b }
stream u { trigger a step one in engage { input a output b output Figures to s.two } outcome b }
stream v { trigger a step one in engage { input a output b } step two in improve { input b } outcome b }
stream w { trigger a step one in engage { input a output b to major } outcome b }
stream major
"#;
    improve_that_cannot_be_read_and_streams: "unimproved-stream",
        "activity improve { output }\nstream s { trigger a step one in engage { input a output b } outcome b }\n";
}
