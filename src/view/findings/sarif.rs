//! Findings as SARIF 2.1.0, which editors and code hosts show beside the line.

use serde_json::{Value, json};

use crate::check::{Language, RULES};
use crate::record::Finding;

/// A finding as a result. Places are code points of the text, as SARIF's `charOffset` with
/// `columnKind` `unicodeCodePoints`.
pub fn result(path: &str, finding: &Finding) -> Value {
    json!({
        "ruleId": finding.rule,
        "level": finding.severity.name(),
        "message": { "text": finding.message },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": uri(path) },
                "region": {
                    "startLine": finding.line,
                    "charOffset": finding.span.0,
                    "charLength": finding.span.1.saturating_sub(finding.span.0),
                },
            },
        }],
        "partialFingerprints": {
            "place/v1": format!("{}:{}:{}", finding.doc, finding.rule, finding.span.0),
        },
    })
}

/// The log with all results.
pub fn log(results: Vec<Value>, language: Language) -> Value {
    let rules: Vec<Value> = RULES
        .iter()
        .map(|rule| {
            let about = rule.about().map_or("", |about| match language {
                Language::Chinese => about.compares[0],
                Language::English => about.compares[1],
            });
            json!({
                "id": rule.id,
                "shortDescription": { "text": about },
                "defaultConfiguration": { "level": rule.severity.name() },
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "gongkai",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// A path as a reference: what a URI may not hold is escaped, byte by byte.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        match byte {
            b'\\' => uri.push('/'),
            _ if plain => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_references() {
        assert_eq!(uri("a b/决.txt"), "a%20b/%E5%86%B3.txt");
    }
}
