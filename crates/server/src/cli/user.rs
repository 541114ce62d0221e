//! `redress user`: who signs in. A merchant's people are added here too; importing a merchant adds nobody.

use super::Place;
use super::house::{Outcome, ensure_admin, open, runtime};
use clap::{Args, Subcommand};
use domain::actor::Role;
use domain::command::{Command, UserCommand};
use domain::event::Duty;
use domain::personal::Personal;
use domain::user::Account;
use domain::{Actor, MerchantId, Refusal, UserId};
use std::io::{IsTerminal, Read};
use store::{Error, Parcel, Store};
use web::credential;

#[derive(Args)]
pub struct User {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Subcommand)]
enum Deed {
    /// Adds somebody who signs in, without a password yet.
    Add {
        user: String,
        /// handler, reviewer, manager, admin or merchant.
        #[arg(long, value_parser = role)]
        role: Role,
        /// For which merchant, where the role is merchant.
        #[arg(long)]
        merchant: Option<String>,
        /// As colleagues and customers read it.
        #[arg(long)]
        name: Option<String>,
    },
    /// Sets a password, read from standard input, and ends the sessions that are open.
    Password { user: String },
    /// Takes somebody into the turn of new cases, or out of it.
    Duty {
        user: String,
        #[arg(value_parser = ["on", "off"])]
        duty: String,
    },
}

impl User {
    pub fn run(self) -> Outcome {
        let store = open(&self.place)?.store;
        runtime()?.block_on(async {
            ensure_admin(&store).await?;
            match self.deed {
                Deed::Add { user, role, merchant, name } => {
                    add(&store, UserId::new(user), role, merchant.map(MerchantId::new), name).await
                }
                Deed::Password { user } => password(&store, UserId::new(user)).await,
                Deed::Duty { user, duty } => {
                    let on = if duty == "on" { Duty::On } else { Duty::Off };
                    let command = Command::User(UserId::new(&user), UserCommand::SetDuty { on });
                    said(store.execute(&Actor::System, command, Parcel::default(), None).await, &user)?;
                    println!("{user} is {duty} duty");
                    Ok(())
                }
            }
        })
    }
}

fn role(word: &str) -> Result<Role, String> {
    Role::parse(word).ok_or_else(|| "one of handler, reviewer, manager, admin, merchant".into())
}

async fn add(
    store: &Store,
    user: UserId,
    role: Role,
    merchant: Option<MerchantId>,
    name: Option<String>,
) -> Outcome {
    let (reader, id, of) = (store.clone(), user.clone(), merchant.clone());
    let (known, missing) = store
        .db()
        .read(move |db| {
            let missing = of.map(|of| Ok::<_, Error>(reader.merchant(db, &of)?.is_none())).transpose()?;
            Ok::<_, Error>((reader.user(db, &id)?.is_some(), missing.unwrap_or(false)))
        })
        .await
        .map_err(|error| error.detail())?;
    if known {
        return Err(format!("there is a user {user} already"));
    }
    if let Some(merchant) = merchant.as_ref().filter(|_| missing) {
        return Err(format!(
            "there is no merchant {merchant}; merchants come with the import of their orders"
        ));
    }
    let mut pack = store.pack(user.subject());
    let account = Account { role, merchant, name: pack.text(name.as_deref().unwrap_or(user.as_str())) };
    let command = Command::User(user.clone(), UserCommand::Record { account });
    match store.execute(&Actor::System, command, pack.close(), None).await {
        Err(error) if error.refusal() == Some(Refusal::MerchantMissing) => {
            Err("--role merchant needs --merchant ID, and no other role has one".into())
        }
        Err(error) if error.refusal() == Some(Refusal::NameInvalid) => {
            Err("a user's name has at most 64 of a-z, 0-9, - _ . @".into())
        }
        result => {
            said(result, user.as_str())?;
            println!("{user} is a {} and signs in once `redress user password {user}` was run", role.word());
            Ok(())
        }
    }
}

async fn password(store: &Store, user: UserId) -> Outcome {
    let password = read_password(&user)?;
    match credential::set_password(store, &Actor::System, &user, &password).await {
        Err(error) if error.refusal() == Some(Refusal::PasswordWeak) => {
            Err(format!("a password has {} letters or more and is not the name", credential::PASSWORD_MIN))
        }
        result => {
            said(result, user.as_str())?;
            println!("the password of {user} is set; sessions that were open have ended");
            Ok(())
        }
    }
}

/// LIMIT: a password typed at a terminal is shown there; pipe it in where somebody watches.
fn read_password(user: &UserId) -> Outcome<Personal> {
    let mut typed = String::new();
    let read = if std::io::stdin().is_terminal() {
        eprint!("New password of {user} (shown while you type): ");
        std::io::stdin().read_line(&mut typed)
    } else {
        std::io::stdin().take(64 * 1024).read_to_string(&mut typed)
    };
    read.map_err(|error| format!("the password cannot be read: {error}"))?;
    Ok(Personal::new(
        typed.strip_suffix('\n').map_or(&*typed, |line| line.strip_suffix('\r').unwrap_or(line)),
    ))
}

fn said<T>(result: Result<T, Error>, user: &str) -> Outcome {
    match result {
        Ok(_) => Ok(()),
        Err(error) if error.refusal() == Some(Refusal::NotFound) => Err(format!("there is no user {user}")),
        Err(error) => Err(error.detail()),
    }
}
