//! The templates one can begin a reply with.

use domain::writing::Occasion;

#[derive(Clone, Default)]
pub struct TemplateMenu {
    pub choices: Vec<TemplateChoice>,
    /// The one that the situation of the case calls for.
    pub suggested: Option<String>,
    /// Who drafts when asked, where somebody does.
    pub writer: Option<String>,
    /// What the reply was begun with.
    pub picked: Option<String>,
}

#[derive(Clone)]
pub struct TemplateChoice {
    pub id: String,
    pub occasion: Occasion,
    pub label: String,
}

impl TemplateMenu {
    pub fn is_picked(&self, id: &str) -> bool {
        self.picked.as_deref() == Some(id)
    }

    /// Whether what stands in the box was drafted by a machine.
    pub fn is_machine(&self) -> bool {
        self.picked.as_deref() == Some("machine")
    }

    pub fn is_suggested(&self, id: &str) -> bool {
        self.suggested.as_deref() == Some(id)
    }
}

impl TemplateChoice {
    /// The word of the locale files for its situation.
    pub fn key(&self) -> &'static str {
        match self.occasion {
            Occasion::FirstAnswer => "occasion-first_answer",
            Occasion::Evidence => "occasion-evidence",
            Occasion::Delay => "occasion-delay",
            Occasion::Offer => "occasion-offer",
            Occasion::Refusal => "occasion-refusal",
            Occasion::RemedyDone => "occasion-remedy_done",
            Occasion::Apology => "occasion-apology",
            Occasion::Closing => "occasion-closing",
            Occasion::Regulator => "occasion-regulator",
            Occasion::Firm => "occasion-firm",
        }
    }
}
