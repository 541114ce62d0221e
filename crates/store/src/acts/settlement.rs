//! The papers of what was agreed: sealed like files, their digests in the journal.

use crate::door::Outcome;
use crate::{Error, Store};
use domain::case::{Paper, Settlement};
use domain::command::CaseCommand;
use domain::words::Locale;
use domain::{Actor, CaseId, Command};
use sha2::{Digest, Sha256};

impl Store {
    /// Blocks while the files are written.
    pub async fn write_settlement(
        &self,
        case: &CaseId,
        offer: &str,
        papers: Vec<(Locale, Vec<u8>)>,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(case.subject());
        let mut made = vec![];
        for (locale, bytes) in papers {
            let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            made.push(Paper { locale, sha256, content: pack.file(&bytes)? });
        }
        let settlement = Settlement { offer: offer.to_owned(), papers: made };
        let command = CaseCommand::WriteSettlement(Box::new(settlement));
        self.execute(&Actor::System, Command::Case(case.clone(), command), pack.close(), None).await
    }
}
