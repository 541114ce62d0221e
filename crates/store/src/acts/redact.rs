//! Covered copies of pictures: made here from the original, so that nobody can hand in a copy that is none.

use super::Given;
use crate::door::Outcome;
use crate::seen::{Thing, sees};
use crate::{Error, Store};
use domain::case::Area;
use domain::command::CaseCommand;
use domain::{Actor, CaseId, Party, Refusal};
use media::RedactError;

const MADE_AS: &str = "image/png";

impl Store {
    pub async fn propose_redaction(
        &self,
        by: &Actor,
        case: &CaseId,
        original: &str,
        areas: &[Area],
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        self.check_reach(by, case).await?;
        if by.party() != Party::Platform {
            return Err(Refusal::NotAllowed.into());
        }
        let (store, id, wanted, given) = (self.clone(), case.clone(), original.to_owned(), given.into());
        let (areas, key, reader) = (areas.to_vec(), given.key, by.clone());
        let picture = self.db().read(move |db| store.file_of(db, &id, &wanted, &reader)).await?;
        let (store, id, original) = (self.clone(), case.clone(), original.to_owned());
        // Decoding a photo takes its time, so it does not hold up a thread that serves others.
        let packed = tokio::task::spawn_blocking(move || {
            let copy = media::redact(&picture, &areas.iter().map(measured).collect::<Vec<_>>());
            let copy = copy.map_err(refusal)?;
            let mut pack = store.pack(id.subject());
            let content = pack.file(&copy)?;
            if let Some(key) = &key {
                pack.once(key);
            }
            let (media, tool) = (MADE_AS.into(), media::build().into());
            let command = CaseCommand::ProposeRedaction { original, media, content, areas, tool };
            Ok::<_, Error>((command, pack.close()))
        });
        let (command, parcel) = packed.await.map_err(|_| Error::Stopped)??;
        self.execute(by, domain::Command::Case(case.clone(), command), parcel, given.expected).await
    }

    pub async fn approve_redaction(
        &self,
        by: &Actor,
        case: &CaseId,
        redaction: &str,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let command = CaseCommand::ApproveRedaction { redaction: redaction.to_owned() };
        self.plain_act(by, case, command, given.into()).await
    }

    pub async fn drop_redaction(
        &self,
        by: &Actor,
        case: &CaseId,
        redaction: &str,
        given: impl Into<Given>,
    ) -> Result<Outcome, Error> {
        let command = CaseCommand::DropRedaction { redaction: redaction.to_owned() };
        self.plain_act(by, case, command, given.into()).await
    }

    fn file_of(
        &self,
        db: &mut crate::db::Connection,
        case: &CaseId,
        evidence: &str,
        by: &Actor,
    ) -> Result<Vec<u8>, Error> {
        let case = self.case(db, case)?.ok_or(Refusal::NotFound)?.case;
        let item = case.piece(evidence).filter(|item| sees(&case, item, by));
        let item = item.ok_or(Refusal::EvidenceUnknown)?;
        let opened = self.open_for(db, &case, by, Thing::Piece(item))?.ok_or(Refusal::NotFound)?;
        Ok(opened.bytes().to_vec())
    }
}

fn measured(area: &Area) -> media::Area {
    media::Area { x: area.x, y: area.y, width: area.width, height: area.height }
}

fn refusal(error: RedactError) -> Refusal {
    match error {
        RedactError::NotAPicture => Refusal::NotAPicture,
        RedactError::TooLarge => Refusal::FileTooLarge,
        RedactError::NoBox | RedactError::TooManyBoxes | RedactError::BoxOutside => Refusal::BoxInvalid,
    }
}
