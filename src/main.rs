//! The program. What it does is in the library's room `command`.

use std::process::ExitCode;

fn main() -> ExitCode {
    gongkai::main()
}
