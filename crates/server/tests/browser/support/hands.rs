//! What a person does at a page: go, click, type, choose, upload, press keys, read. Whatever is not there is said with
//! the address and the words of the page.

use super::picture::photo;
use super::visitor::Visitor;
use serde_json::json;
use std::time::Duration;
use thirtyfour::prelude::*;

const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(100);

impl Visitor<'_> {
    /// `path` may be a whole address.
    pub async fn go(&self, path: &str) {
        let url = if path.starts_with("http") || path.starts_with("file:") {
            path.to_owned()
        } else {
            format!("{}{path}", self.house.base)
        };
        self.driver
            .goto(url)
            .await
            .unwrap_or_else(|error| panic!("{} cannot go to {path}: {error}", self.who));
    }

    pub async fn path(&self) -> String {
        let url = self.driver.current_url().await.expect("an address");
        url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
    }

    async fn find(&self, by: By) -> WebElement {
        match self.driver.find(by.clone()).await {
            Ok(found) => found,
            Err(_) => panic!("{} finds no {by:?} at {}:\n{}", self.who, self.path().await, self.text().await),
        }
    }

    async fn click_on(&self, by: By) {
        let found = self.find(by.clone()).await;
        found.scroll_into_view().await.expect("it is on the page");
        if let Err(error) = found.click().await {
            panic!("{} cannot click {by:?} at {}: {error}", self.who, self.path().await);
        }
    }

    pub async fn click(&self, css: &str) {
        self.click_on(By::Css(css)).await;
    }

    /// A button, a link or a heading that opens, by its words.
    pub async fn click_words(&self, words: &str) {
        let named = |tag: &str| format!("//{tag}[contains(normalize-space(.), '{words}')]");
        self.click_on(By::XPath([named("button"), named("a"), named("summary")].join(" | "))).await;
    }

    /// A radio or checkbox, through the label a finger would touch.
    pub async fn choose(&self, name: &str, value: &str) {
        self.click_on(By::XPath(format!("//label[input[@name='{name}' and @value='{value}']]"))).await;
    }

    pub async fn select(&self, css: &str, value: &str) {
        self.click(&format!("{css} option[value='{value}']")).await;
    }

    pub async fn write(&self, css: &str, text: &str) {
        let field = self.find(By::Css(css)).await;
        field.scroll_into_view().await.expect("it is on the page");
        field.clear().await.expect("a field can be emptied");
        field
            .send_keys(text)
            .await
            .unwrap_or_else(|error| panic!("{} cannot write {css}: {error}", self.who));
    }

    /// A small picture of this name.
    pub async fn upload(&self, css: &str, name: &str) {
        let file = self.folder.path().join(name);
        std::fs::write(&file, photo(name)).expect("a picture is written");
        let field = self.find(By::Css(css)).await;
        field.send_keys(file.display().to_string()).await.expect("a file is chosen");
    }

    /// A file as it lies on the disk.
    pub async fn choose_file(&self, css: &str, file: &std::path::Path) {
        self.find(By::Css(css)).await.send_keys(file.display().to_string()).await.expect("a file is chosen");
    }

    /// Keys, wherever the focus is.
    pub async fn press(&self, keys: impl Into<TypingData>) {
        self.driver.action_chain().send_keys(keys).perform().await.expect("keys are pressed");
    }

    /// One stroke of an arrow that leads to another page. The driver begins its own actions again when a frame goes away
    /// under them, as that of a PDF does, and the next page would get the stroke a second time; the browser's own
    /// events come once.
    pub async fn turns(&self, arrow: &str) {
        let code = if arrow == "ArrowRight" { 39 } else { 37 };
        for kind in ["rawKeyDown", "keyUp"] {
            let event = json!({ "type": kind, "key": arrow, "code": arrow, "windowsVirtualKeyCode": code });
            self.tell_browser("Input.dispatchKeyEvent", event).await;
        }
    }

    pub async fn chord(&self, held: Key, key: char) {
        let keys = self.driver.action_chain().key_down(held.clone()).send_keys(key.to_string()).key_up(held);
        keys.perform().await.expect("keys are pressed");
    }

    /// Everything that is shown.
    pub async fn text(&self) -> String {
        match self.driver.find(By::Tag("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(error) => error.to_string(),
        }
    }

    pub async fn text_of(&self, css: &str) -> String {
        self.find(By::Css(css)).await.text().await.expect("an element has words")
    }

    pub async fn count(&self, css: &str) -> usize {
        self.driver.set_implicit_wait_timeout(Duration::ZERO).await.expect("a timeout");
        let found = self.driver.find_all(By::Css(css)).await.expect("a selector").len();
        self.driver.set_implicit_wait_timeout(Duration::from_secs(5)).await.expect("a timeout");
        found
    }

    pub async fn attribute(&self, css: &str, name: &str) -> String {
        let found = self.find(By::Css(css)).await.attr(name).await.expect("an element");
        found.unwrap_or_else(|| panic!("{css} has no {name}"))
    }

    /// What stands in a field.
    pub async fn value(&self, css: &str) -> String {
        self.find(By::Css(css)).await.prop("value").await.expect("a field").unwrap_or_default()
    }

    /// A long text, or a day from the picker: at once instead of key by key.
    pub async fn set(&self, css: &str, text: &str) {
        let field = self.find(By::Css(css)).await;
        let (field, text) = (field.to_json().expect("an element"), json!(text));
        self.driver.execute("arguments[0].value = arguments[1]", vec![field, text]).await.expect("it is set");
    }

    /// Reads until the words are there.
    pub async fn sees(&self, words: &str) {
        for _ in 0..TRIES {
            if self.text().await.contains(words) {
                return;
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("{} does not see “{words}” at {}:\n{}", self.who, self.path().await, self.text().await);
    }

    /// After a form was sent: the page says that it was taken.
    pub async fn sees_done(&self, act: &str) {
        let wanted = format!("done={act}");
        for _ in 0..TRIES {
            if self.path().await.contains(&wanted) {
                return self.house.rest().await;
            }
            tokio::time::sleep(PAUSE).await;
        }
        panic!("{} was not taken at {}:\n{}", act, self.path().await, self.text().await);
    }

    pub async fn sees_nothing_of(&self, words: &str) {
        let text = self.text().await;
        assert!(!text.contains(words), "{} sees “{words}” at {}:\n{text}", self.who, self.path().await);
    }

    /// Waits until this matches something.
    pub async fn sees_element(&self, css: &str) {
        self.find(By::Css(css)).await;
    }
}
