//! stub
pub mod value;
