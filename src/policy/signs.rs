//! What regorus cannot read sign by sign. Within brackets it says of all of that that one is not closed, and names the
//! bracket: so the sign itself is looked for where it complains.

/// The most columns of a line.
pub(super) const MAX_COLUMNS: u32 = 4096;

/// How regorus begins what it says of a number.
pub(super) const NUMBER: &str = "invalid number";

/// What is said here of a number that is too large.
pub(super) const TOO_LARGE: &str = "invalid number: out of range";

/// How regorus begins what it says of a line that is too long.
pub(super) const TOO_WIDE: &str = "line exceeds maximum column width";

/// Whether what regorus says may be about a sign that stands elsewhere.
pub(super) fn may_mean(complaint: &str) -> bool {
    [" while parsing ", NUMBER, TOO_WIDE].iter().any(|words| complaint.contains(words))
}

/// The first sign that regorus cannot read: its byte, and what regorus says of such a one.
pub(super) fn unreadable(text: &str) -> Option<(usize, &'static str)> {
    let mut reader = Reader { text, at: 0, column: 0 };
    while let Some(letter) = reader.next() {
        let start = reader.at - letter.len_utf8();
        let said = match letter {
            ' ' | '\t' | '\r' | '\n' => None,
            '#' => {
                reader.at = text[reader.at..].find('\n').map_or(text.len(), |end| reader.at + end);
                None
            }
            '"' => reader.text(start),
            '`' => reader.raw(start),
            '0'..='9' => reader.number(start),
            'a'..='z' | 'A'..='Z' | '_' => {
                reader.word();
                None
            }
            _ if "{}[](),;:.|&+-*/%<>=!".contains(letter) => None,
            _ => Some((start, "invalid character")),
        };
        if said.is_some() {
            return said;
        }
        if reader.column > MAX_COLUMNS {
            return Some((start, TOO_WIDE));
        }
    }
    None
}

/// Goes through a text.
struct Reader<'t> {
    text: &'t str,
    /// The byte that follows.
    at: usize,
    /// How many columns of the line are passed, as regorus counts them: a tab is four, and a sign as many as it has bytes.
    column: u32,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.at += letter.len_utf8();
        self.column = match letter {
            '\n' => 0,
            '\t' => self.column + 4,
            _ => self.column + letter.len_utf8() as u32,
        };
        Some(letter)
    }

    fn word(&mut self) {
        while self.peek().is_some_and(|letter| letter.is_ascii_alphanumeric() || letter == '_') {
            self.next();
        }
    }

    fn digits(&mut self) {
        while self.peek().is_some_and(|letter| letter.is_ascii_digit()) {
            self.next();
        }
    }

    /// The rest of a text between quotation marks, which ends in its line.
    fn text(&mut self, start: usize) -> Option<(usize, &'static str)> {
        loop {
            let at = self.at;
            match self.peek() {
                None | Some('\n') => return Some((start, "unmatched \"")),
                Some('"') => {
                    self.next();
                    return None;
                }
                Some('\\') => {
                    self.next();
                    if !matches!(self.next(), Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) {
                        return Some((at, "invalid escape sequence"));
                    }
                }
                Some(_) => _ = self.next(),
            }
        }
    }

    /// The rest of a text between backticks.
    fn raw(&mut self, start: usize) -> Option<(usize, &'static str)> {
        while let Some(letter) = self.next() {
            if letter == '`' {
                return None;
            }
            if !matches!(letter, '\n' | '\t') {
                // Here every sign counts for one.
                self.column -= letter.len_utf8() as u32 - 1;
            }
        }
        Some((start, "unmatched `"))
    }

    /// The rest of a number, which begins as JSON lets it begin.
    fn number(&mut self, start: usize) -> Option<(usize, &'static str)> {
        if !self.text[start..].starts_with('0') {
            self.digits();
        }
        let rest = &self.text.as_bytes()[self.at..];
        if rest.first() == Some(&b'.') && rest.get(1).is_some_and(u8::is_ascii_digit) {
            self.next();
            self.digits();
        }
        if matches!(self.peek(), Some('e' | 'E')) {
            self.next();
            if matches!(self.peek(), Some('+' | '-')) {
                self.next();
            }
            self.digits();
        }
        if self.peek().is_some_and(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.')) {
            return Some((start, NUMBER));
        }
        match self.text[start..self.at].parse::<f64>() {
            Ok(number) if number.is_finite() => None,
            Ok(_) => Some((start, TOO_LARGE)),
            Err(_) => Some((start, NUMBER)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_COLUMNS, NUMBER, TOO_LARGE, TOO_WIDE, unreadable};

    #[test]
    fn the_first_sign_that_cannot_be_read_is_found() {
        let right = "package a_1 # “ü\n\nx := {\"\\u00e4 \\\\ “\", `\\ “\n\"`, 0, 1.5e-3, 10, -1} if [a[0], 1 != 2]\n";
        assert_eq!(unreadable(right), None);
        for (text, at, said) in [
            ("x := [1e400]", 6, TOO_LARGE),
            ("x := [01]", 6, NUMBER),
            ("x := 1e", 5, NUMBER),
            ("x := 1a", 5, NUMBER),
            ("x := [’]", 6, "invalid character"),
            ("x := [\"a\n]", 6, "unmatched \""),
            ("x := [\"a", 6, "unmatched \""),
            ("x := [`a\n", 6, "unmatched `"),
            ("x := [\"\\d\"]", 7, "invalid escape sequence"),
        ] {
            assert_eq!(unreadable(text), Some((at, said)), "{text}");
        }
        let wide = " ".repeat(MAX_COLUMNS as usize);
        assert_eq!(unreadable(&wide), None);
        assert_eq!(unreadable(&format!("{wide}x")), Some((wide.len(), TOO_WIDE)));
        assert_eq!(unreadable(&format!("# {wide}\nx")), None);
    }
}
