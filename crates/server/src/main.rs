//! The program `redress`: one binary that serves, imports, exports, checks and repairs.

mod api;
mod cli;
mod config;
mod jobs;
mod routes;
mod system_clock;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::run()
}
