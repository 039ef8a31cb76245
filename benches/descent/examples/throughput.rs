//! ad hoc
use std::time::Instant;
fn main() {
    let files: Vec<String> = std::env::args().skip(1).map(|p| std::fs::read_to_string(p).unwrap()).collect();
    let big: Vec<String> = files.iter().map(|t| t.repeat(1 + 2_000_000 / files.len() / t.len())).collect();
    let report = |name: &str, texts: &[String], times: usize| {
        let bytes: usize = texts.iter().map(String::len).sum::<usize>() * times;
        let (mut a, mut b) = (Vec::new(), Vec::new());
        for _ in 0..15 {
            let t = Instant::now();
            for _ in 0..times {
                for text in texts {
                    std::hint::black_box(vsdlint_descent::parse(std::hint::black_box(text)).unwrap());
                }
            }
            a.push(t.elapsed().as_secs_f64());
            let t = Instant::now();
            for _ in 0..times {
                for text in texts {
                    std::hint::black_box(vsdlint::syntax::parse(std::hint::black_box(text)));
                }
            }
            b.push(t.elapsed().as_secs_f64());
        }
        a.sort_by(f64::total_cmp);
        b.sort_by(f64::total_cmp);
        let mbs = |s: f64| bytes as f64 / s / 1e6;
        println!(
            "{name}: {bytes} bytes; best: descent {:.1} MB/s, pest {:.1} MB/s, ratio {:.2}; median: {:.1}, {:.1}, {:.2}",
            mbs(a[0]),
            mbs(b[0]),
            b[0] / a[0],
            mbs(a[7]),
            mbs(b[7]),
            b[7] / a[7]
        );
    };
    report("concatenated per file", &big, 1);
    report("files as they are", &files, 2_000_000 / files.iter().map(String::len).sum::<usize>());
}
