//! What can fill the page below the search box.

mod about;
mod device;
mod start;
mod workspace;

pub use about::about;
pub use device::Device;
pub use start::start;
pub use workspace::Workspace;
