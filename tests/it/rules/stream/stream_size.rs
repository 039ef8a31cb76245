//! What `stream-size` says and fixes where the examples of its page do not reach.

reports! {
    a_stream_has_so_many_steps_and_no_more: "stream-size", {
        let stream = |name: &str, count: usize| {
            let steps: String = (0..count).map(|step| format!("  step a{step} {{ }}\n")).collect();
            format!("stream {name} {{\n{steps}}}\n")
        };
        let count = [1, 2, 3, 9, 10, 11, 12, 13, 15, 16, 20, 21];
        count.map(|count| stream(&format!("s{count}"), count)).concat() + "stream named\n"
    };
}
