//! What the document that is being read may still cost, asked from inside the loops that read it.
//!
//! Reading has hundreds of loops that the input can lengthen, in rooms that know neither clock nor limit. What all
//! of them pass through calls [`tick`]; it looks at the clock now and then, and where the time is up it gives
//! the document up: it unwinds, past everything, to the [`guard`](crate::guard::guard) around the document.
//! Nothing panics, no hook runs and nothing is printed.

use std::cell::Cell;
use std::panic;

use crate::source::{LimitError, Watch};

/// Ticks between two looks at the clock.
const TICKS: u32 = 1 << 10;

thread_local! {
    /// What the document that this thread reads may cost, if that is bounded.
    static WATCH: Cell<Option<Watch>> = const { Cell::new(None) };
    static LEFT: Cell<u32> = const { Cell::new(TICKS) };
    /// Steps that were taken.
    #[cfg(test)]
    static TAKEN: Cell<u64> = const { Cell::new(0) };
}

/// How many steps some work takes: the same on every machine, so that work which grows with the square of a
/// document is told without a clock.
#[cfg(test)]
pub(crate) fn steps(work: impl FnOnce()) -> u64 {
    let before = TAKEN.get();
    work();
    TAKEN.get() - before
}

/// Runs `work`, which may cost what `watch` says.
pub(crate) fn within<T>(watch: &Watch, work: impl FnOnce() -> T) -> T {
    /// Puts back what was said before, also where the work unwinds.
    struct Before(Option<Watch>);
    impl Drop for Before {
        fn drop(&mut self) {
            WATCH.set(self.0);
        }
    }
    let _before = Before(WATCH.replace(Some(*watch)));
    work()
}

/// A step of a loop that the input can lengthen: gives the document up if its time is up.
pub(crate) fn tick() {
    #[cfg(test)]
    TAKEN.set(TAKEN.get() + 1);
    let left = LEFT.get();
    if left > 0 {
        LEFT.set(left - 1);
        return;
    }
    LEFT.set(TICKS);
    if let Some(limit) = WATCH.get().and_then(|watch| watch.time().err()) {
        give_up(limit);
    }
}

/// Gives the document up if it has more records than it may.
pub(crate) fn records(count: usize) {
    if let Some(limit) = WATCH.get().and_then(|watch| watch.records(count).err()) {
        give_up(limit);
    }
}

/// Gives the document up.
pub(crate) fn give_up(limit: LimitError) -> ! {
    panic::resume_unwind(Box::new(limit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::{Stopped, guard};
    use crate::source::Limits;
    use std::time::Duration;

    fn watch(limits: Limits) -> Watch {
        Watch::start(limits)
    }

    #[test]
    fn a_loop_without_end_is_given_up() {
        let limits = Limits {
            time: Duration::from_millis(20),
            ..Limits::default()
        };
        let endless = || {
            loop {
                tick();
            }
        };
        let stopped = guard(|| within(&watch(limits), endless));
        assert_eq!(
            stopped,
            Err::<(), _>(Stopped::Limit(LimitError::Time { limit: limits.time }))
        );
        // What is read next on this thread has a limit of its own, or none.
        for _ in 0..10 * TICKS {
            tick();
        }
    }

    #[test]
    fn too_many_records_are_given_up() {
        let limits = Limits {
            records: 3,
            ..Limits::default()
        };
        assert_eq!(guard(|| within(&watch(limits), || records(3))), Ok(()));
        let stopped = guard(|| within(&watch(limits), || records(4)));
        assert_eq!(
            stopped,
            Err(Stopped::Limit(LimitError::Records { limit: 3 }))
        );
    }
}
