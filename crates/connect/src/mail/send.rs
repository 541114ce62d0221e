//! One SMTP conversation per mail, and what its outcome means.

use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use super::compose::compose;
use super::{Mail, MailConfig, Protection, message_id};
use crate::Answer;
use crate::answer::short;

/// Codes by which a server rejects our login or line, not this mail. Once the settings are right it may go.
const NOT_ABOUT_THIS_MAIL: [&str; 5] = ["454", "530", "534", "535", "538"];

pub async fn send(config: &MailConfig, mail: &Mail) -> Answer {
    let message = match compose(mail) {
        Ok(message) => message,
        Err(why) => return Answer::Refused { permanent: true, code: "address".into(), words: short(why.0) },
    };
    let transport = match transport(config) {
        Ok(transport) => transport,
        Err(error) => return Answer::Unreachable { words: short(error.to_string()) },
    };
    // The conversation as a whole is bounded too: a server that sends one byte a second must not hold the job.
    match tokio::time::timeout(config.timeout * 4, transport.send(message)).await {
        Ok(Ok(_)) => Answer::Accepted { reference: message_id(&mail.outbox_id, &mail.from) },
        Ok(Err(error)) => understand(&error),
        Err(_) => Answer::Unreachable { words: "the mail server did not finish in time".into() },
    }
}

fn transport(config: &MailConfig) -> Result<AsyncSmtpTransport<Tokio1Executor>, SmtpError> {
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&config.host)
        .port(config.port)
        .tls(tls(config)?)
        .timeout(Some(config.timeout));
    if let Some((user, password)) = &config.login {
        builder = builder.credentials(Credentials::new(user.clone(), password.reveal().to_owned()));
    }
    if let Some(name) = &config.hello {
        builder = builder.hello_name(ClientId::Domain(name.clone()));
    }
    Ok(builder.build())
}

fn tls(config: &MailConfig) -> Result<Tls, SmtpError> {
    if config.protection == Protection::None {
        return Ok(Tls::None);
    }
    let mut parameters = TlsParameters::builder(config.host.clone());
    if let Some(pem) = &config.authority_pem {
        parameters = parameters.add_root_certificate(Certificate::from_pem(pem.as_bytes())?);
    }
    let parameters = parameters.build_rustls()?;
    Ok(match config.protection {
        Protection::Tls => Tls::Wrapper(parameters),
        _ => Tls::Required(parameters),
    })
}

/// A reply with a code is a refusal and says itself whether for good; everything else is a line that failed.
fn understand(error: &SmtpError) -> Answer {
    let words = short(chain(error));
    let Some(code) = error.status().map(|code| code.to_string()) else {
        return Answer::Unreachable { words };
    };
    let permanent = error.is_permanent() && !NOT_ABOUT_THIS_MAIL.contains(&code.as_str());
    Answer::Refused { permanent, code, words }
}

fn chain(error: &SmtpError) -> String {
    let mut words = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        words = format!("{words}: {inner}");
        cause = inner.source();
    }
    words
}
