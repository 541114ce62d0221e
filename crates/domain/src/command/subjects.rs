//! What a decision about a command looks at.

use super::{CaseCommand, Command, MerchantCommand, ParcelCommand};
use crate::id::{AccountId, CaseId, OrderId, SubjectId};

impl Command {
    /// The subjects it names; what a decision needs besides is asked for by [`crate::world::also_needed`].
    pub fn subjects(&self) -> Vec<SubjectId> {
        match self {
            Command::File(file) => {
                let order = file.order.as_ref().map(OrderId::subject);
                let named =
                    [Some(file.case.subject()), order, Some(SubjectId::house())].into_iter().flatten();
                let about = file.against.iter().filter_map(|against| against.about.as_ref());
                named.chain(file.earlier.iter().chain(about).map(CaseId::subject)).collect()
            }
            Command::Case(case, CaseCommand::Supplement { more, .. }) => {
                let order = more.order.as_ref().map(OrderId::subject);
                [Some(case.subject()), order, Some(SubjectId::house())].into_iter().flatten().collect()
            }
            Command::Case(case, CaseCommand::Relate { earlier, .. }) => {
                let earlier = earlier.as_ref().map(CaseId::subject);
                [case.subject(), SubjectId::house()].into_iter().chain(earlier).collect()
            }
            Command::Case(case, CaseCommand::Relieve(given)) => {
                vec![case.subject(), SubjectId::house(), given.parcel.subject(), given.breaker.subject()]
            }
            // Its calendar may begin or move a clock.
            Command::Case(case, _) => vec![case.subject(), SubjectId::house()],
            Command::RecordOrder { order, .. } => vec![order.subject()],
            Command::RecordMerchant { merchant, .. } => vec![merchant.subject()],
            Command::Consign { order, .. } => vec![
                order.subject(),
                SubjectId::house(),
                crate::account::consignor(order).subject(),
                crate::account::commission().subject(),
                crate::account::provider().subject(),
            ],
            Command::Fund { account, .. } => vec![account.subject(), crate::account::outside().subject()],
            Command::Merchant(merchant, command) => {
                let accounts = [crate::account::deposit(merchant), crate::account::merchant(merchant)];
                // The calendar counts the clock of an objection.
                let counts = matches!(command, MerchantCommand::Appeal { .. }).then(SubjectId::house);
                let named = accounts.iter().map(AccountId::subject).chain(command.names()).chain(counts);
                [merchant.subject()].into_iter().chain(named).collect()
            }
            Command::ElapseAccount { account } => vec![account.subject()],
            Command::User(user, _) => vec![user.subject()],
            Command::Erase { subject, cases, .. } => {
                [subject.clone()].into_iter().chain(cases.iter().map(CaseId::subject)).collect()
            }
            Command::Budget(account, _) => vec![account.subject()],
            Command::House(_) => vec![SubjectId::house()],
            Command::Parcel(parcel, ParcelCommand::Record(facts)) => {
                [parcel.subject()].into_iter().chain(facts.order.iter().map(OrderId::subject)).collect()
            }
            Command::Parcel(parcel, _) => vec![parcel.subject()],
            Command::Breaker(breaker, _) => vec![breaker.subject()],
        }
    }
    /// The subject whose version a form was made from.
    pub fn main_subject(&self) -> SubjectId {
        self.subjects().swap_remove(0)
    }
    pub fn needs_staff(&self) -> bool {
        matches!(
            self,
            Command::File(_)
                | Command::Merchant(_, MerchantCommand::Appeal { .. } | MerchantCommand::Elapse)
                | Command::Case(
                    _,
                    CaseCommand::Assign { .. }
                        | CaseCommand::Relate { .. }
                        | CaseCommand::HandOver { .. }
                        | CaseCommand::SetTask(_)
                        | CaseCommand::AnswerTask { .. }
                        | CaseCommand::Find(_)
                        | CaseCommand::DraftFinding(_)
                        | CaseCommand::ReturnFinding { .. }
                        | CaseCommand::Convene(_)
                        | CaseCommand::Recuse { .. }
                        | CaseCommand::Vote { .. }
                        | CaseCommand::WriteMinutes(_)
                        | CaseCommand::Appeal(_)
                        | CaseCommand::AskPerson { .. }
                        | CaseCommand::CountSignals(_)
                        | CaseCommand::Offer { .. }
                        | CaseCommand::Accept { .. }
                        | CaseCommand::Climb { .. }
                        | CaseCommand::DecideApproval { .. }
                        | CaseCommand::Survey { .. }
                        | CaseCommand::Reopen { .. }
                        | CaseCommand::Elapse
                )
        )
    }
}
