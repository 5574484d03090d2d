//! Counts of things by what they are.

use std::collections::BTreeMap;

/// Adds counts to counts.
pub fn add<K: Ord>(counts: &mut BTreeMap<K, u32>, more: BTreeMap<K, u32>) {
    for (key, count) in more {
        *counts.entry(key).or_default() += count;
    }
}
