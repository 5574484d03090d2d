//! Work shared among all processors, in the builder; one item after another elsewhere, where nobody waits for it.

#[cfg(feature = "cli")]
use rayon::prelude::*;

/// Results in the order of the items, worked out on all processors.
#[cfg(feature = "cli")]
pub(super) fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    // Items differ much in size: each is taken by itself.
    items.par_iter().with_max_len(1).map(&work).collect()
}

/// Results in the order of the items.
#[cfg(not(feature = "cli"))]
pub(super) fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    items.iter().map(work).collect()
}

/// How many items are worked on at once.
pub(super) fn processors() -> usize {
    #[cfg(feature = "cli")]
    return rayon::current_num_threads();
    #[cfg(not(feature = "cli"))]
    1
}
