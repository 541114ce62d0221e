//! Filing a complaint at the form, as a customer does it.

use super::visitor::Visitor;

pub struct Complaint {
    pub order: &'static str,
    pub text: &'static str,
    pub noticed: &'static str,
    pub wants: &'static [&'static str],
    pub photos: &'static [&'static str],
    pub name: &'static str,
    pub phone: &'static str,
    pub mail: &'static str,
}

/// What the page says after filing.
pub struct Filed {
    pub number: String,
    pub link: String,
}

impl Visitor<'_> {
    pub async fn files(&self, complaint: &Complaint) -> Filed {
        self.go("/").await;
        self.look("form").await;
        self.fills_in(complaint).await;
        self.look("form-filled").await;
        self.click(".filing button[type=submit]").await;
        self.house.rest().await;
        self.sees_element("[data-forget=filing]").await;
        self.look("filed").await;
        let number = self.text_of(".facts.big b").await;
        let link = self.attribute(".address a", "href").await;
        assert!(number.starts_with("C-2026-"), "{number}");
        assert!(!link.contains(&number), "the link must not be guessed from the number");
        self.click("main .button.wide").await;
        self.sees(&number).await;
        Filed { number, link }
    }

    async fn fills_in(&self, complaint: &Complaint) {
        self.write("#order_number", complaint.order).await;
        self.write("#text", complaint.text).await;
        self.choose("noticed", complaint.noticed).await;
        for want in complaint.wants {
            self.choose("wants", want).await;
        }
        for photo in complaint.photos {
            self.upload("#files", photo).await;
        }
        self.write("#name", complaint.name).await;
        self.write("#phone", complaint.phone).await;
        self.write("#email", complaint.mail).await;
    }

    /// The two questions, in the order of the page.
    pub async fn answers_survey(&self, solution: &str, handling: &str, words: &str) {
        self.choose("solution", solution).await;
        self.choose("handling", handling).await;
        self.write("#survey-text", words).await;
        self.look("survey-filled").await;
        self.click("section[aria-labelledby=survey] .button.wide").await;
        self.sees_done("survey").await;
    }
}
