//! Web pages: the article without the site around it, tables as grids, the page's metadata.

mod article;
mod metadata;
mod render;
mod tree;

use super::block::Block;
use super::draft::Draft;
use super::error::SourceError;
use super::limits::Watch;
use super::metadata::Metadata;
use crate::fold::unspaced;
use crate::record::Layout;
use tree::Tree;

/// Reads a page: its text with its grids, and what it says of itself.
pub(super) fn read(page: &str, watch: &Watch) -> Result<(Draft, Metadata), SourceError> {
    let tree = Tree::parse(page, watch)?;
    let parts = article::find(&tree);
    let blocks = render::blocks(&tree, parts.article, &parts.left_out);
    watch.time()?;
    let metadata = metadata::read(&tree);
    let mut draft = Draft::default();
    if let Some(title) = &metadata.title
        && !begins_with(&blocks, title)
    {
        draft.line(title);
    }
    draft.blocks(Layout::Html, &blocks)?;
    if is_cut_off(page) {
        let what = "the end of the page is missing";
        draft.damage.push(what.to_owned());
    }
    Ok((draft, metadata))
}

/// Whether a page begins and does not end; a piece of a page does neither.
fn is_cut_off(page: &str) -> bool {
    let page = page.as_bytes();
    let has = |mark: &[u8]| {
        memchr::memchr_iter(b'<', page).any(|at| {
            let found = page.get(at..at + mark.len());
            found.is_some_and(|found| found.eq_ignore_ascii_case(mark))
        })
    };
    has(b"<html") && !has(b"</html") && !has(b"</body")
}

/// Lines at the head of an article that may be its title.
const HEAD_LINES: usize = 12;

/// Whether a title stands at the head of an article, be it over several lines.
fn begins_with(blocks: &[Block], title: &str) -> bool {
    let mut head = String::new();
    for block in blocks.iter().take(HEAD_LINES) {
        match block {
            Block::Line(line) => head.push_str(&unspaced(line)),
            Block::Table(_) => break,
        }
    }
    head.replace(' ', "")
        .contains(&unspaced(title).replace(' ', ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Limits;

    fn page(html: &str) -> (Draft, Metadata) {
        read(html, &Watch::start(Limits::default())).unwrap()
    }

    const PAGE: &str = r#"<!DOCTYPE html><html><head>
<meta name="ArticleTitle" content="某某县水利局2021年度部门决算">
<meta name="PubDate" content="2022-09-05 10:20:00"><meta name="Url" content="http://www.x.gov.cn/a/1.html">
<title>某某县水利局2021年度部门决算_某某县人民政府</title><style>p{}</style></head><body>
<div class="nav"><a href=/>首页</a><a href=/b>政务公开</a><a href=/c>财政信息</a></div>
<div class="crumbs">当前位置：<a href=/>首页</a> &gt; <a href=/b>公开</a></div>
<table class="xxgk"><tr><td>索 引 号：</td><td>11510000/2022-00012</td><td>发布机构：</td><td>某某县水利局</td></tr></table>
<div class="box"><h1>某某县水利局2021年度部门决算</h1>
<div id="zoom"><p>　　一、收入决算情况说明</p><p>2021年本年收入合计<b>756.8</b>万元，
比上年增加1万元。<br>其中：财政拨款700万元。</p>
<table><tr><td rowspan=2>项目<td colspan=2>支出</tr><tr><td><p>基本</p><p>支出</p><td>项目支出</tr>
<tr><td>合计<td>1<td>2</tr></table>
<p>完<span style="display: none">隐藏</span></p><p>第二段文字很长很长很长很长很长很长很长很长很长很长很长很长。</p></div></div>
<div class="footer">主办：某某县人民政府 <a href=/x>联系我们</a></div><script>var a = "<p>不是文</p>";</script></body></html>"#;

    #[test]
    fn the_article_is_read_without_the_site_around_it() {
        let (draft, metadata) = page(PAGE);
        assert_eq!(
            draft.text,
            "某某县水利局2021年度部门决算\n　　一、收入决算情况说明\n\
             2021年本年收入合计756.8万元， 比上年增加1万元。\n其中：财政拨款700万元。\n\
             项目\t支出\t\n\t基本 支出\t项目支出\n合计\t1\t2\n完\n第二段文字很长很长很长很长很长很长很长很长很长很长很长很长。\n"
        );
        assert_eq!(draft.grids.len(), 1);
        assert_eq!(
            metadata,
            Metadata {
                title: Some("某某县水利局2021年度部门决算".into()),
                published: Some("2022-09-05".into()),
                source_url: Some("http://www.x.gov.cn/a/1.html".into()),
                index_number: Some("11510000/2022-00012".into()),
                publisher: Some("某某县水利局".into()),
            }
        );
    }

    #[test]
    fn tables_that_arrange_a_page_are_no_grids() {
        let (draft, _) = page(
            "<table><tr><td><a href=1>首页</a></td><td><p>一、收入支出决算总体情况说明。</p>\
             <table><tr><td>项目</td><td>金额</td></tr><tr><td>合计</td><td>1</td></tr></table></td></tr></table>",
        );
        assert_eq!(
            draft.text,
            "一、收入支出决算总体情况说明。\n项目\t金额\n合计\t1\n"
        );
        assert_eq!(draft.grids[0].lines, 1..3);
    }

    #[test]
    fn a_page_that_word_saved_and_a_bare_piece_are_read() {
        let (draft, _) = page(
            "<p class=MsoNormal>一、收入<o:p></o:p></p>\r\n<pre>项目   金额\n合计    1.0</pre>",
        );
        assert_eq!(draft.text, "一、收入\n项目   金额\n合计    1.0\n");
    }
}
