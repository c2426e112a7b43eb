//! A panic is caught, and told to the caller instead of printed; so is a document that was given up.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use crate::source::LimitError;

thread_local! {
    /// Whether a panic on this thread is caught, and what it said.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Why some work came to no end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stopped {
    /// A panic, and what it said.
    Panic(String),
    /// It cost more than it may, and was given up.
    Limit(LimitError),
}

impl std::fmt::Display for Stopped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Panic(message) => write!(f, "internal error, please report it: {message}"),
            Self::Limit(limit) => limit.fmt(f),
        }
    }
}

/// Runs `work`; a panic in it is caught and its message returned, instead of printed.
pub(crate) fn guard<T>(work: impl FnOnce() -> T) -> Result<T, Stopped> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let default = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if GUARDED.get() {
                let place = info
                    .location()
                    .map(|at| format!(" ({}:{})", at.file(), at.line()));
                let message = format!("{}{}", said(info.payload()), place.unwrap_or_default());
                PANIC.set(Some(message));
            } else {
                default(info);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    result.map_err(|payload| match payload.downcast_ref::<LimitError>() {
        Some(limit) => Stopped::Limit(limit.clone()),
        None => Stopped::Panic(PANIC.take().unwrap_or_else(|| said(payload.as_ref()))),
    })
}

fn said(payload: &(dyn Any + Send)) -> String {
    payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "panic".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_caught_with_its_message_and_place() {
        let stopped = guard(|| panic!("three is not four")).unwrap_err();
        let Stopped::Panic(message) = stopped else {
            panic!("{stopped:?}");
        };
        assert!(
            message.starts_with("three is not four (src/guard.rs:"),
            "{message}"
        );
        assert_eq!(guard(|| 3), Ok(3));
    }

    #[test]
    fn a_guard_within_a_guard_leaves_the_outer_one() {
        let stopped: Result<(), Stopped> = guard(|| {
            assert!(guard(|| panic!("inner")).is_err());
            panic!("outer");
        });
        let outer =
            |stopped| matches!(stopped, Stopped::Panic(message) if message.starts_with("outer ("));
        assert!(stopped.is_err_and(outer));
    }
}
