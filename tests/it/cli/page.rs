//! A page as somebody reads it.

/// Elements that begin a line, and what stands before it.
const LINES: [(&str, &str); 9] = [
    ("title", ""),
    ("h1", "\n# "),
    ("h2", "\n## "),
    ("h3", "\n### "),
    ("p", ""),
    ("li", "- "),
    ("caption", ""),
    ("tr", ""),
    ("figure", ""),
];

/// The words of a page, a line for each paragraph and each row. Styles are left out, and of pictures all but their label.
pub fn read(page: &str) -> String {
    let mut text = String::new();
    let mut hidden = None;
    for part in page.split('<').skip(1) {
        let (tag, words) = part.split_once('>').unwrap();
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if hidden.is_none() && ["style", "svg"].contains(&name) {
            hidden = Some(name);
        }
        if let Some(element) = hidden {
            if name.strip_prefix('/') == Some(element) {
                hidden = None;
            }
            continue;
        }
        if let Some((_, before)) = LINES.iter().find(|(element, _)| *element == name) {
            text = text.trim_end().to_owned() + "\n" + before;
        }
        match name {
            "td" | "th" => text += "| ",
            "a" => text += &format!("({}) ", attribute(attributes, "href")),
            "figure" => text += &format!("[{}]", attribute(attributes, "aria-label")),
            "/td" | "/th" => text.push(' '),
            _ => {}
        }
        text += words.trim_matches('\n');
    }
    text.trim().to_owned()
}

fn attribute<'a>(attributes: &'a str, name: &str) -> &'a str {
    let (_, value) = attributes.split_once(&format!("{name}=\"")).unwrap();
    value.split_once('"').unwrap().0
}
