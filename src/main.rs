//! The program. What it does is in the library's room `command`.

use std::process::ExitCode;

/// Reading takes many small pieces of memory.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    gongkai::main()
}
