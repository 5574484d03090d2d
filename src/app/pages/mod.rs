//! What can fill the page below the search box.

mod about;
mod start;
mod workspace;

pub use about::about;
pub use start::start;
pub use workspace::Workspace;
