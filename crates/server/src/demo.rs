//! What only `redress demo` has, and only on loopback: sign-in links with a secret of this very start, and a page of
//! the notices that were sent.

pub mod mail;
pub mod sign_in;

use domain::UserId;
use store::content::random_id;

/// Who can be signed in as, and where that leads. The names are those of `scenarios/world.txt`.
const WAYS: [(&str, &str, &str); 4] = [
    ("handler", "chen", "/desk"),
    ("merchant", "lanhai", "/m"),
    ("manager", "lin", "/desk/manager"),
    ("mail", "lin", "/demo/mail"),
];

/// The secret is gone when the program ends; links of yesterday open nothing.
#[derive(Clone)]
pub struct Door {
    secret: String,
}

impl Door {
    pub fn new() -> Door {
        Door { secret: random_id() }
    }

    pub fn path(&self, who: &str) -> String {
        format!("/demo/as/{who}/{}", self.secret)
    }

    fn opens(&self, who: &str, secret: &str) -> Option<(UserId, &'static str)> {
        let way = WAYS.iter().find(|(way, ..)| *way == who).filter(|_| self.secret == secret);
        way.map(|(_, user, goal)| (UserId::new(*user), *goal))
    }
}

impl Default for Door {
    fn default() -> Door {
        Door::new()
    }
}
