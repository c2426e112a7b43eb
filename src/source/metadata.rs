//! What a file says of itself beside its text.

/// What a file says of itself beside its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The page's title, without the site's name.
    pub title: Option<String>,
    /// The day of publication (发布日期), as `YYYY-MM-DD`.
    pub published: Option<String>,
    /// The address that the page was saved from.
    pub source_url: Option<String>,
    /// 索引号, as printed.
    pub index_number: Option<String>,
    /// 发布机构, or the 来源 that a page gives instead.
    pub publisher: Option<String>,
}
