//! The report in a bundle: what happened, who showed what, how it was weighed and decided, what was paid, and how to
//! check all of it without us. It is made from the bundle alone, so that the same bundle has the same report and a
//! redacted one shows no more than it holds.

mod evidence;
mod money;
mod proof;
mod story;

use crate::format;
use crate::locale::Locale;
use crate::page::Page;
use domain::case::Case;
use domain::playbook::Playbooks;
use domain::{ContentRef, Event, State};
use journal::bundle::{Bundle, Object, ObjectState};
use journal::{Checkpoint, Entry};
use report::{Block, Document};
use std::collections::HashMap;
use store::journal_of::{Recorded, recorded};

/// The files of the report in both languages, by their names in the bundle, and the letters the PDF had no glyph for.
pub struct Papers {
    pub files: Vec<(String, Vec<u8>)>,
    pub missing: Vec<char>,
}

#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    #[error("the bundle cannot be read back: {0}")]
    Bundle(String),
    #[error(transparent)]
    Pdf(#[from] report::PdfError),
}

pub fn papers(bundle: &Bundle, playbooks: &Playbooks) -> Result<Papers, ReportError> {
    let mut papers = Papers { files: vec![], missing: vec![] };
    for locale in Locale::ALL {
        let document = document(locale, bundle, playbooks)?;
        let pdf = report::pdf(&document)?;
        let name = |ending: &str| format!("report/report.{}.{ending}", locale.tag());
        papers.files.push((name("html"), report::html(&document).into_bytes()));
        papers.files.push((name("pdf"), pdf.bytes));
        papers.missing.extend(pdf.missing);
    }
    papers.missing.sort_unstable();
    papers.missing.dedup();
    Ok(papers)
}

fn document(locale: Locale, bundle: &Bundle, playbooks: &Playbooks) -> Result<Document, ReportError> {
    let told = Telling::read(locale, bundle, playbooks)?;
    let (p, case) = (&told.p, &told.case);
    let mut blocks = vec![Block::Note(p.t("report-means").to_owned())];
    blocks.extend(told.is_redacted().then(|| Block::Note(p.t("report-redacted").to_owned())));
    blocks.extend(told.head());
    blocks.extend(story::matter(&told));
    blocks.extend(evidence::blocks(&told));
    blocks.extend(story::decisions(&told));
    blocks.extend(money::blocks(&told));
    blocks.extend(story::clocks(&told));
    blocks.extend(story::timeline(&told));
    blocks.extend(proof::blocks(&told));
    Ok(Document {
        lang: locale.tag().to_owned(),
        title: p.t1("report-title", "number", &case.number),
        foot: p.t2("report-foot", "number", &case.number, "size", told.checkpoint.size),
        as_of_ms: told.p.now_ms,
        blocks,
    })
}

/// The bundle as the sections read it.
struct Telling<'a> {
    p: Page,
    bundle: &'a Bundle,
    playbooks: &'a Playbooks,
    case: Case,
    entries: Vec<Recorded>,
    objects: HashMap<&'a str, &'a Object>,
    checkpoint: Checkpoint,
}

impl<'a> Telling<'a> {
    fn read(
        locale: Locale,
        bundle: &'a Bundle,
        playbooks: &'a Playbooks,
    ) -> Result<Telling<'a>, ReportError> {
        let unreadable = |why: &dyn std::fmt::Display| ReportError::Bundle(why.to_string());
        let mut entries = vec![];
        let mut state: Option<State> = None;
        for proven in &bundle.entries {
            let subject = Entry::parse(&proven.bytes).map_err(|why| unreadable(&why))?.subject;
            let entry = recorded(&proven.bytes).map_err(|why| unreadable(&why))?;
            let subject = domain::SubjectId::parse(&subject).ok_or_else(|| unreadable(&"a subject"))?;
            state = domain::state::apply(state, &subject, &entry.event, entry.at_ms);
            entries.push(entry);
        }
        let Some(State::Case(case)) = state else { return Err(unreadable(&"not a case")) };
        let checkpoint = Checkpoint::open(&bundle.checkpoint, &bundle.key).map_err(|why| unreadable(&why))?;
        let objects = bundle.objects.iter().map(|object| (object.id.as_str(), object)).collect();
        // The last thing that happened is "now": nothing of the day on which the bundle is made gets in.
        let p = Page::new(locale, case.updated_ms, "");
        Ok(Telling { p, bundle, playbooks, case: *case, entries, objects, checkpoint })
    }

    fn head(&self) -> Vec<Block> {
        let (p, case) = (&self.p, &self.case);
        let kind = self.playbooks.get(case.kind()).map(|book| book.label.read(p.locale.into()));
        let fact = |key: &str, value: String| (p.t(key).to_owned(), value);
        let mut facts = vec![
            fact("report-number", case.number.clone()),
            fact("report-filed", self.full(case.filed_ms)),
            fact("report-stage", p.t(crate::face::stage(case.stage).key()).to_owned()),
            fact("report-kind", kind.unwrap_or(case.kind()).to_owned()),
        ];
        facts.extend(
            case.grade().map(|grade| fact("report-grade", p.t(crate::face::grade(grade).key()).to_owned())),
        );
        facts.extend(case.amount.map(|amount| fact("report-amount", format::yuan(amount.0))));
        facts.push(fact("report-entries", self.entries.len().to_string()));
        facts.push(fact("report-size", self.checkpoint.size.to_string()));
        vec![Block::Facts(facts)]
    }

    fn full(&self, ms: i64) -> String {
        format::full(&self.p.zone, ms)
    }

    /// What the bundle shows for an object, masked or not; nothing when it was erased or left out.
    fn bytes(&self, content: &ContentRef) -> Option<&'a [u8]> {
        match &self.objects.get(content.object.as_str())?.state {
            ObjectState::Redacted { shown: Some((_, bytes)), .. } => Some(bytes),
            _ => self.original(content),
        }
    }

    /// The object itself, as the entries commit to it.
    fn original(&self, content: &ContentRef) -> Option<&'a [u8]> {
        match &self.objects.get(content.object.as_str())?.state {
            ObjectState::Present { bytes, .. } => Some(bytes),
            ObjectState::Redacted { .. } | ObjectState::Erased { .. } => None,
        }
    }

    fn is_redacted(&self) -> bool {
        self.objects.values().any(|object| matches!(object.state, ObjectState::Redacted { .. }))
    }

    /// What somebody wrote, or the word that says why it is not here.
    fn words(&self, content: &ContentRef) -> String {
        match self.bytes(content) {
            Some(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            None => self.p.t("report-not_here").to_owned(),
        }
    }

    /// Which entry a thing came with.
    fn entry(&self, is_it: impl Fn(&Event) -> bool) -> Option<&Recorded> {
        self.entries.iter().find(|entry| is_it(&entry.event))
    }

    fn who(&self, by: &str) -> String {
        match by.split_once(':') {
            Some(("staff", user)) => self.p.t1("report-staff", "user", user),
            Some(("merchant", user)) => self.p.t1("report-merchant", "user", user),
            _ if by == "customer" => self.p.t("party-customer").to_owned(),
            _ => self.p.t("report-system").to_owned(),
        }
    }

    fn table(&self, heads: &[&str], widths: &[u16], rows: Vec<Vec<String>>) -> Block {
        let head = heads.iter().map(|key| self.p.t(key).to_owned()).collect();
        Block::Table(report::Table { head, rows, widths: widths.to_vec() })
    }

    fn heading(&self, key: &str) -> Block {
        Block::Heading(self.p.t(key).to_owned())
    }
}
