//! One of every page in every state that matters, in both languages. The tests render them, the example writes
//! them to files to be looked at.

pub mod closing;
pub mod consigned;
pub mod customer;
pub mod desk;
pub mod logistics;
pub mod matter;
pub mod merchant;
pub mod money;
pub mod privacy;
pub mod shared;
pub mod signals;
pub mod view;

use web::locale::Locale;

/// A page by the name of its file, rendered.
pub struct Sample {
    pub name: String,
    pub locale: Locale,
    pub html: String,
}

pub fn all() -> Vec<Sample> {
    Locale::ALL.into_iter().flat_map(in_language).collect()
}

fn in_language(locale: Locale) -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut add = |name: &str, page: &dyn askama::DynTemplate| {
        let html = page.dyn_render().unwrap_or_else(|why| panic!("{name}: {why}"));
        samples.push(Sample { name: name.to_owned(), locale, html });
    };
    closing::pages(locale, &mut add);
    customer::pages(locale, &mut add);
    desk::pages(locale, &mut add);
    logistics::pages(locale, &mut add);
    merchant::pages(locale, &mut add);
    money::pages(locale, &mut add);
    privacy::pages(locale, &mut add);
    view::pages(locale, &mut add);
    samples
}

pub type Add<'a> = &'a mut dyn FnMut(&str, &dyn askama::DynTemplate);
