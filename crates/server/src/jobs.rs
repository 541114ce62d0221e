//! What the house does by itself: signs checkpoints, lets clocks strike, empties the outbox. Each is a loop that can
//! be stopped at any moment, because everything it has done stands in the database.

mod seal;

use crate::config::Config;
use web::app::App;

pub struct Jobs(Vec<tokio::task::JoinHandle<()>>);

impl Jobs {
    pub fn abort(self) {
        self.0.iter().for_each(tokio::task::JoinHandle::abort);
    }
}

pub fn start(app: &App, config: &Config) -> Jobs {
    let _ = config;
    Jobs(vec![tokio::spawn(seal::run(app.store().clone()))])
}
