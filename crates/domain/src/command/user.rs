//! What concerns one account.

use crate::content::ContentRef;
use crate::event::Duty;
use crate::reach::Reach;
use crate::rights::Rights;
use crate::user::Account;
use crate::work::Work;

#[derive(Clone, Debug)]
pub enum UserCommand {
    Record {
        account: Account,
    },
    SetPassword {
        credential: ContentRef,
    },
    SetTotp {
        credential: Option<ContentRef>,
    },
    SetDuty {
        on: Duty,
    },
    SetWork {
        work: Box<Work>,
    },
    IssueToken {
        token: String,
        scope: String,
    },
    RevokeToken {
        token: String,
    },
    /// By the owner of a shop: somebody of its own, with these rights.
    Engage {
        account: Account,
        rights: Rights,
    },
    SetRights {
        rights: Rights,
    },
    /// Where one of ours wants to be told; nothing takes it back.
    SetReach {
        reach: Option<Reach>,
    },
}
