//! The clauses of running text: what their words do, and the frames in which numbers are said.

use serde::Deserialize;

use super::super::word_file::Row;
use super::Word;

decided_by! {
    Word<ClauseClass>: word;
    FrameRow: id;
}

/// What a word of a clause does. The letter stands for the class in the patterns of the frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum ClauseClass {
    /// 增长, 增幅: a difference upwards.
    Up = b'U',
    /// 增加: the same, with the thing behind it or not.
    UpVerb = b'G',
    /// 下降, 降幅.
    Down = b'D',
    /// 减少, 压减.
    DownVerb = b'H',
    /// 多, 多完成: a difference upwards, with the verb behind it.
    More = b'+',
    /// 少, 少花.
    Less = b'-',
    /// 略有: how much, before a difference.
    Degree = b'a',
    /// 新增.
    New = b'N',
    /// 增加/减少, 增加(减少): the template was left unfilled.
    Either = b'P',
    /// 增减率: the direction is that of the number.
    Vary = b'V',
    /// 增加到, 降至.
    Reach = b'L',
    /// 为, 共.
    Link = b'l',
    /// 分别, 各.
    Each = b'e',
    /// 占.
    Share = b'S',
    /// 占比, 比重.
    Ratio = b's',
    /// 完成.
    Complete = b'C',
    /// 执行率.
    Rate = b'r',
    /// 的.
    Of = b'o',
    /// 其中.
    Whole = b'q',
    /// 人均.
    Per = b'p',
    /// 单价.
    Bound = b'B',
    /// 上年.
    Prior = b'y',
    /// 同期.
    Same = b'x',
    /// 年初预算.
    Budget = b'b',
    /// 调整预算.
    Adjusted = b'j',
    /// 决算.
    Final = b'f',
    /// 目标.
    Target = b'g',
    /// 全省平均, 上月: neither a year before nor a plan.
    Peers = b'A',
    /// 比, 较.
    Than = b'w',
    /// 由, 从.
    From = b'F',
    /// 相比.
    ThanEnd = b'z',
    /// 同比.
    Yoy = b'm',
    /// 持平.
    Equal = b'E',
    /// Any other text.
    Text = b'T',
    /// 2023年.
    Year = b'Y',
    /// 12月31日.
    Date = b'd',
    /// 、.
    Comma = b'k',
    /// A printed classification code.
    Code = b'K',
    /// A number.
    Number = b'n',
}

/// What a number in a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FrameMeasure {
    /// A level of the thing: amount, count or rate by the number's kind.
    Level,
    /// A level of the thing in the year before.
    Prior,
    /// The level that a difference or completion is measured from.
    Base,
    /// A bound inside the name of a thing (单价50万元以上设备).
    Bound,
    /// 占x%.
    Share,
    /// 增加x.
    Change,
    /// 增长x%.
    Growth,
    /// 完成预算x%.
    Completion,
    /// Any other percentage.
    Rate,
    /// 人均x元.
    Price,
}

/// The direction that a frame gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum FrameSign {
    /// None: not a difference.
    #[serde(rename = "")]
    None,
    /// 增加.
    #[serde(rename = "+")]
    Up,
    /// 减少.
    #[serde(rename = "-")]
    Down,
    /// 增加/减少.
    #[serde(rename = "?")]
    Unfilled,
    /// That of the number.
    #[serde(rename = "±")]
    OfNumber,
}

/// One way of saying a number; the file explains the columns.
#[derive(Debug, Deserialize)]
#[allow(
    missing_docs,
    reason = "the file explains each column to those who edit it"
)]
pub struct FrameRow {
    pub id: Box<str>,
    pub kinds: Box<str>,
    pub measure: FrameMeasure,
    pub sign: FrameSign,
    pub pattern: Box<str>,
    pub example: Box<str>,
    pub label: Box<str>,
    pub versus: Box<str>,
    pub whole: Box<str>,
}
