//! A merchant's contract, its standing rules and its people.

use super::found_text;
use crate::door::Outcome;
use crate::{Error, Parcel, Store};
use domain::command::{CaseCommand, MerchantCommand, NewContract, NewRule, UserCommand};
use domain::merchant::Facts;
use domain::rights::Rights;
use domain::user::Account;
use domain::words::{RuleOffer, Switch, Trust};
use domain::{Actor, CaseId, Command, Fen, MerchantId, Refusal, Role, UserId};

/// What a manager agrees on with a merchant.
#[derive(Clone, Debug)]
pub struct Agreed {
    pub trust: Trust,
    pub per_case: Fen,
    pub per_day: Fen,
    pub why: String,
}

/// A standing rule as the shop writes it down.
#[derive(Clone, Debug)]
pub struct Rule {
    /// A new version of this one.
    pub of: Option<String>,
    pub offer: RuleOffer,
    pub kinds: Vec<String>,
    pub most: Fen,
    pub days: Option<u32>,
    pub words: String,
}

impl Store {
    pub async fn set_contract(
        &self,
        by: &Actor,
        merchant: &MerchantId,
        agreed: Agreed,
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(merchant.subject());
        let why = pack.text(self.written(&agreed.why).map_err(|_| Refusal::ReasonMissing)?);
        let Agreed { trust, per_case, per_day, .. } = agreed;
        let command = MerchantCommand::SetContract(NewContract { trust, per_case, per_day, why });
        self.execute(by, Command::Merchant(merchant.clone(), command), pack.close(), None).await
    }

    pub async fn set_rule(&self, by: &Actor, merchant: &MerchantId, rule: Rule) -> Result<Outcome, Error> {
        let mut pack = self.pack(merchant.subject());
        let words = pack.text(self.written(&rule.words)?);
        let Rule { of, offer, kinds, most, days, .. } = rule;
        let new = NewRule { of, offer, kinds, most, days, words };
        let command = MerchantCommand::SetRule(Box::new(new));
        self.execute(by, Command::Merchant(merchant.clone(), command), pack.close(), None).await
    }

    pub async fn switch_rule(
        &self,
        by: &Actor,
        merchant: &MerchantId,
        rule: &str,
        on: Switch,
    ) -> Result<Outcome, Error> {
        let command = MerchantCommand::SwitchRule { rule: rule.to_owned(), on };
        self.execute(by, Command::Merchant(merchant.clone(), command), Parcel::default(), None).await
    }

    /// A case has come to its merchant or was looked at anew: the first of its standing rules that fits settles it.
    ///
    /// LIMIT: a crash between the entry before and this one leaves the case on the merchant's list.
    pub(crate) async fn apply_rules(&self, case: &CaseId) -> Result<(), Error> {
        let (store, id) = (self.clone(), case.clone());
        let found = self.db().read(move |db| -> Result<_, Error> {
            let Some(case) = store.case(db, &id)?.map(|loaded| loaded.case) else { return Ok(None) };
            let Some(merchant) = case.merchant.as_ref().filter(|_| case.offers.is_empty()) else {
                return Ok(None);
            };
            let Some(merchant) = store.merchant(db, merchant)? else { return Ok(None) };
            let rule = merchant.rule_for(&Facts::of(&case, store.now_ms())).map(|(rule, _)| rule.clone());
            let Some(rule) = rule else { return Ok(None) };
            Ok(store.open_text(db, &rule.words)?.map(|words| (rule.id, words)))
        });
        let Some((rule, words)) = found.await? else { return Ok(()) };
        let mut pack = self.pack(case.subject());
        let words = found_text(&mut pack, &words, &[]);
        let command = CaseCommand::ApplyRule { rule, words };
        match self.act(&Actor::System, case, command, pack, super::Given::default()).await {
            // Used up, switched off or overtaken in this moment: the shop answers by hand.
            Err(error) if error.refusal().is_some() => Ok(()),
            done => done.map(drop),
        }
    }

    /// Somebody of the shop's own. They sign in once they have a password.
    pub async fn engage(
        &self,
        by: &Actor,
        merchant: &MerchantId,
        user: &UserId,
        (name, rights): (&str, Rights),
    ) -> Result<Outcome, Error> {
        let mut pack = self.pack(user.subject());
        let name = pack.text(self.written(name)?);
        let account = Account { role: Role::Merchant, merchant: Some(merchant.clone()), name };
        let command = Command::User(user.clone(), UserCommand::Engage { account, rights });
        self.execute(by, command, pack.close(), None).await
    }

    /// Whoever was let go is signed out everywhere.
    pub async fn set_rights(&self, by: &Actor, user: &UserId, rights: Rights) -> Result<Outcome, Error> {
        let command = Command::User(user.clone(), UserCommand::SetRights { rights });
        let done = self.execute(by, command, Parcel::default(), None).await?;
        if rights == Rights::Revoked {
            self.end_sessions_of(user).await?;
        }
        Ok(done)
    }
}
