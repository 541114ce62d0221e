//! What people see: pages, notices, and the words in them.
//!
//! A page is one struct in [`page`] and one template of the same name in `templates/`; rendering is
//! `askama::Template::render`. The structs hold plain values (strings, epoch milliseconds, fen, and the small enums
//! of [`sign`]), so a page can be looked at and tested without a database: the handlers map what the store read
//! to them, and nothing in a template decides anything.
//!
//! Every text is in `locales/`, Chinese first; [`locale::Locale`] finds it. Text that people wrote is escaped by
//! askama; the few values that are HTML already ([`format`]) are made here from numbers only.

pub mod address;
mod answer;
pub mod app;
pub mod assets;
pub mod bundle;
pub mod credential;
pub mod customer;
pub mod desk;
pub mod dress;
pub mod face;
pub mod fault;
pub mod file;
pub mod form;
pub mod format;
pub mod locale;
pub mod look;
pub mod menu;
pub mod merchant;
pub mod notice;
pub mod origin;
pub mod page;
pub mod person;
pub mod proof;
pub mod qr;
mod range;
pub mod reader;
pub mod receipt;
pub mod report;
pub mod settlement;
pub mod sign;
pub mod sign_in;
pub mod sign_out;
pub mod third;
pub mod throttle;
pub mod upload;
mod view;
pub mod who;
pub mod writer;
