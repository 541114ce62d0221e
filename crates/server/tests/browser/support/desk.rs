//! Working at the desk and in the shop, as handlers and merchants do.

use super::house::PASSWORD;
use super::visitor::Visitor;

impl Visitor<'_> {
    pub async fn signs_in(&self, user: &str) {
        self.go("/sign-in").await;
        self.sees_element("#password").await;
        self.look("sign-in").await;
        self.write("#user", user).await;
        self.write("#password", PASSWORD).await;
        self.click("main form button").await;
        self.sees_element(".me form").await;
    }

    /// Opens the form of an action by its key; the focus must come to stand in it.
    pub async fn opens(&self, act: &str, key: &str) {
        self.press(key).await;
        self.sees_element(&format!("#act-{act}[open]")).await;
        self.sees_element(&format!("#act-{act} :focus")).await;
    }

    /// Sends the form of an action that is open, and sees that it was done.
    pub async fn sends(&self, act: &str) {
        self.click(&format!("#act-{act} button.btn-primary")).await;
        self.sees_done(act).await;
    }

    pub async fn replies(&self, words: &str) {
        self.press("r").await;
        self.sees_element("#reply:focus").await;
        self.write("#reply", words).await;
        self.click("#act-reply button.btn-primary").await;
        self.sees_done("reply").await;
    }

    /// One part of an offer in the form that is open.
    pub async fn ticks(&self, part: &str, amount: Option<&str>) {
        self.click(&format!("#act-offer input[name=parts][value={part}]")).await;
        if let Some(amount) = amount {
            self.write(&format!("#act-offer input[name=amount_{part}]"), amount).await;
        }
    }

    /// Ticks a kind of evidence in the form that is open.
    pub async fn asks_for(&self, kind: &str) {
        self.click(&format!("#act-request-evidence input[name=what][value={kind}]")).await;
    }

    pub async fn finds(&self, party: &str, words: &str) {
        self.opens("finding", "f").await;
        self.write(&format!("#act-finding input[name=share_{party}]"), "100").await;
        self.click("#act-finding input[name=cites]").await;
        self.click("#act-finding input[name=rules]").await;
        self.write("#act-finding textarea", words).await;
        self.look("finding").await;
        self.sends("finding").await;
    }

    pub async fn proves(&self, remedy: &str, number: &str) {
        self.opens("execute", "p").await;
        self.select("#act-execute select[name=remedy]", remedy).await;
        self.write("#act-execute input[name=proof]", number).await;
        self.look("execute").await;
        self.sends("execute").await;
    }
}
