//! The program. What it does is in the library's room `command`.

use std::process::ExitCode;

/// Reading makes and drops many small strings.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    gongkai::main()
}
