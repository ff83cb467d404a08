//! What is wrong with a configuration or a mapping: gathered, then said to the host. Pure.

use crate::host::Host;

struct Finding {
    path: String,
    code: &'static str,
    message: &'static str,
}

#[derive(Default)]
pub struct Findings {
    all: Vec<Finding>,
}

impl Findings {
    /// path: a JSON pointer. code: short and stable. message: what was expected, what was found, what to do.
    pub fn error(&mut self, path: &str, code: &'static str, message: &'static str) {
        self.all.push(Finding { path: path.to_string(), code, message });
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub fn report_to(&self, host: &Host) {
        for finding in &self.all {
            host.report(&finding.path, finding.code, finding.message);
        }
    }

    #[cfg(test)]
    pub fn codes(&self) -> Vec<&'static str> {
        self.all.iter().map(|finding| finding.code).collect()
    }
}
