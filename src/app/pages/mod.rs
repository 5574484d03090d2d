//! What can fill the page below the search box.

mod about;
#[cfg(debug_assertions)]
mod components;
mod device;
mod reading;
mod start;
mod workspace;

pub use about::about;
#[cfg(debug_assertions)]
pub use components::components;
pub use device::Device;
pub use reading::{reading, waiting};
pub use start::start;
pub use workspace::Workspace;
