//! What `circular-run` says where the examples of its page do not reach.

reports! {
    streams_that_run_each_other: "circular-run", r#"
stream a { trigger t step one runs b in plan { input t output u } outcome u }
stream b { trigger t step two runs c in plan { input t output u } outcome u }
stream c { trigger t step three runs a in plan { input t output u } outcome u }
stream d { trigger t step four runs a in plan { input t output u } outcome u }
stream e { trigger t step five runs f in plan { input t output u } outcome u }
stream f { trigger t step six runs e in plan { input t output u } outcome u }
"#;
    four_streams_that_run_each_other: "circular-run", r#"
stream a { trigger t step one runs b in plan { input t output u } outcome u }
stream b { trigger t step two runs c in plan { input t output u } outcome u }
stream c { trigger t step three runs d in plan { input t output u } outcome u }
stream d { trigger t step four runs a in plan { input t output u } outcome u }
"#;
}
