//! Finds the end of a JSON value without reading it.

/// Where a value ends, by its brackets and quotes alone.
#[derive(Default)]
pub(super) struct Scan {
    depth: u64,
    in_text: bool,
    escaped: bool,
    has_begun: bool,
}

impl Scan {
    /// How many bytes belong to the value, and whether it ends with them.
    pub fn feed(&mut self, bytes: &[u8]) -> (usize, bool) {
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if self.in_text {
                if self.escaped {
                    self.escaped = false;
                    at += 1;
                    continue;
                }
                let rest = bytes.get(at..).unwrap_or_default();
                let Some(n) = memchr::memchr2(b'"', b'\\', rest) else { return (bytes.len(), false) };
                at += n + 1;
                if rest.get(n) == Some(&b'\\') {
                    self.escaped = true;
                    continue;
                }
                self.in_text = false;
                if self.depth == 0 {
                    return (at, true);
                }
                continue;
            }
            match byte {
                b'"' if self.depth == 0 && self.has_begun => return (at, true),
                b'"' => self.in_text = true,
                b'{' | b'[' if self.depth == 0 && self.has_begun => return (at, true),
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth == 0 => return (at, true),
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return (at + 1, true);
                    }
                }
                b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' if self.depth == 0 => return (at, true),
                _ => {}
            }
            self.has_begun = true;
            at += 1;
        }
        (bytes.len(), false)
    }

    /// A number or word: it ends where something else begins.
    pub const fn is_scalar(&self) -> bool {
        self.depth == 0 && !self.in_text
    }
}
