//! The connectors against the stand-ins, and the import against invented files. One binary, to link once.

mod draft;
mod foreign_smtp;
mod fulfil;
mod import_complaints;
mod import_decode;
mod import_orders;
mod mail;
mod pay;
mod pay_signed;
mod robots;
mod sms;
mod statements;
