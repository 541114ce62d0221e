//! Looking at a page as it stands: axe-core finds what keeps people out, in light and dark, and a picture of the whole
//! page is kept for human eyes.

use super::visitor::{Device, Visitor};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use std::path::PathBuf;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
/// A page that is longer is cut in the picture, not in the check.
const HEIGHT_MAX: f64 = 6000.0;
const CHECK: &str = r#"
    const done = arguments[arguments.length - 1];
    axe.run(document, {
        runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
        rules: { 'target-size': { enabled: true } },
        resultTypes: ['violations'],
    }).then((found) => done(found.violations.flatMap((rule) => rule.nodes.map((node) =>
        `${rule.id} [${rule.impact}] ${node.target.join(' ')}\n    ${rule.help}\n    ${node.failureSummary.replaceAll('\n', ' ')}\n    ${node.html.slice(0, 200)}`
    )))).catch((error) => done([String(error)]));
"#;

impl Visitor<'_> {
    /// Looks at the page in light and dark. Neither is wider than the screen, and nobody is kept out.
    pub async fn look(&self, page: &str) {
        let no = self.house.pages.get() + 1;
        self.house.pages.set(no);
        for scheme in ["light", "dark"] {
            self.paint(scheme).await;
            self.picture(&format!("{}-{no:02}-{}-{page}-{scheme}.png", self.house.name, self.who)).await;
            let mut found = self.violations().await;
            found.extend(self.overflow().await);
            if !found.is_empty() {
                let found = format!(
                    "{} at {} ({page}, {scheme}):\n{}",
                    self.who,
                    self.path().await,
                    found.join("\n")
                );
                eprintln!("{found}");
                self.house.barriers.borrow_mut().push(found);
            }
        }
        self.paint("light").await;
    }

    async fn paint(&self, scheme: &str) {
        let features = json!({ "features": [
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ] });
        self.tell_browser("Emulation.setEmulatedMedia", features).await;
        // Desk and shop remember a choice of their own, made when the page was opened.
        let themed = "if (document.documentElement.dataset.bsTheme) document.documentElement.dataset.bsTheme = arguments[0];";
        self.driver.execute(themed, vec![json!(scheme)]).await.expect("a theme");
    }

    async fn violations(&self) -> Vec<String> {
        if self.device == Device::PhoneWithoutScript {
            return vec![];
        }
        let source = std::fs::read_to_string(format!("{ROOT}/node_modules/axe-core/axe.min.js"));
        let source = source.expect("axe-core is installed: npm ci");
        self.driver.execute(source, vec![]).await.expect("axe-core loads");
        let found = self.driver.execute_async(CHECK, vec![]).await.expect("axe-core runs");
        found.convert().expect("a list of what is wrong")
    }

    /// Nobody should have to push a page sideways.
    async fn overflow(&self) -> Option<String> {
        let widths = "return [document.documentElement.scrollWidth, document.documentElement.clientWidth]";
        let widths = self.driver.execute(widths, vec![]).await.expect("a width");
        let [wide, screen]: [u32; 2] = widths.convert().expect("two numbers");
        (wide > screen).then(|| format!("the page is {wide} px wide on a screen of {screen} px"))
    }

    async fn picture(&self, name: &str) {
        let metrics = self.tell_browser("Page.getLayoutMetrics", json!({})).await;
        let side = |name: &str| metrics["cssContentSize"][name].as_f64().unwrap_or(0.0);
        let clip = json!({
            "x": 0, "y": 0, "width": side("width"), "height": side("height").min(HEIGHT_MAX), "scale": 1,
        });
        let wanted = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let taken: Value = self.tell_browser("Page.captureScreenshot", wanted).await;
        let bytes = BASE64_STANDARD.decode(taken["data"].as_str().unwrap_or_default()).expect("a picture");
        let folder = PathBuf::from(ROOT).join("screenshots");
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        std::fs::write(folder.join(name), bytes).expect("a picture is kept");
    }
}
