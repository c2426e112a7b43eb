//! Words of text as a whole: folding, what a template leaves.

use serde::Deserialize;

use super::super::word_file::Row;
use super::Word;

decided_by! {
    Folding: printed;
    Leftover: pattern;
    Pattern: pattern;
    Word<ListClass>: word of class;
}

/// A character as printed and as read.
#[derive(Debug, Deserialize)]
pub struct Folding {
    /// As printed.
    pub printed: char,
    /// As read.
    pub read: char,
    /// Why.
    pub why: FoldingReason,
}

/// Why a character is read as another: the file explains each.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the file explains each to those who edit it")]
pub enum FoldingReason {
    Width,
    Compatibility,
    Radical,
    Traditional,
}

/// What a template leaves in a text.
#[derive(Debug, Deserialize)]
pub struct Leftover {
    /// A regular expression over the folded text.
    pub pattern: Box<str>,
    /// The word of a finding that says what was to be done.
    pub why: Box<str>,
}

/// What an expression says: the file explains each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the file explains each to those who edit it")]
pub enum Says {
    Basis,
    Period,
    WholeYear,
    Aim,
    Projects,
    Reason,
    Adjusted,
    Opening,
    Added,
    Cut,
    Changed,
    Compared,
    AsOf,
    More,
    Less,
    Same,
    SameAsPrior,
    Nothing,
    EmptyTable,
    HasUnits,
    IsUnit,
}

impl Says {
    /// Whether it marks the passage that it stands in.
    pub fn marks(self) -> bool {
        !matches!(
            self,
            Self::Nothing | Self::EmptyTable | Self::HasUnits | Self::IsUnit
        )
    }

    /// Whether it sets the numbers behind it apart from others of their name.
    pub fn sets_apart(self) -> bool {
        matches!(
            self,
            Self::Basis
                | Self::Period
                | Self::WholeYear
                | Self::Aim
                | Self::Projects
                | Self::Reason
                | Self::Adjusted
        )
    }

    /// The first of the things that exclude one another.
    pub fn first(self) -> Self {
        match self {
            Self::Added | Self::Cut | Self::Changed => Self::Opening,
            Self::AsOf => Self::Compared,
            Self::Less | Self::Same | Self::SameAsPrior => Self::More,
            other => other,
        }
    }
}

/// An expression that is looked for in passages.
#[derive(Debug, Deserialize)]
pub struct Pattern {
    /// What it says.
    pub says: Says,
    /// A regular expression over the folded text.
    pub pattern: Box<str>,
    /// Words that it is found in.
    pub example: Box<str>,
}

/// What a single rule asks words for: the file explains those that are not explained here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the file explains each to those who edit it")]
pub enum ListClass {
    AreaUnit,
    LengthUnit,
    Improved,
    FlowBehind,
    Extent,
    Influence,
    Input,
    SpendsMore,
    SoMany,
    BareRate,
    Proportion,
    BehindYear,
    ChapterEnd,
    ThisThing,
    CountEnd,
    ItemsOf,
    PersonUnit,
    Tax,
    Taxes,
    ThingUnit,
    TimeUnit,
    TimesUnit,
    VehicleUnit,
    WeightUnit,
    Fund,
    OfLevel,
    OrMore,
    TitleOfReport,
    TakesIn,
    Describes,
    GoesOn,
    SumAlone,
    GrandTotal,
    SummedUp,
    ExecutedHead,
    SubtotalEnd,
    PartHead,
    NarrowWord,
    GeneralWord,
    FiscalWord,
    BasicPart,
    ReasonHeld,
    ReasonEnd,
    PartsOrReason,
    Alike,
    OwnYear,
    YearStart,
    RateOfCompletion,
    PartsOpen,
    Held,
    EconomicHead,
    FunctionalHead,
    Since,
    PagePublished,
    PageMade,
    PageStamped,
    PageIndex,
    PagePublisher,
    PageOrigin,
    PageAddress,
    Defines,
    NoWhole,
    Approved,
    OfOtherYear,
    Executed,
    Reference,
    BothSides,
    WholeTier,
    OfficeOfCommittee,
    MergedEnd,
    UnderDepartment,
    ToldSoFar,
    MonthsSince,
    FundOfAccounts,
    BetweenFunds,
    OfChange,
    Difference,
    GroupEnd,
    BeforeVerb,
    EachOfMany,
    Spares,
    Basis,
    Purpose,
    DebtSide,
    Former,
    Latter,
    MadeByVerb,
    ReasonStart,
    Examined,
    FlowWord,
    LightVerb,
    Adjusting,
    Attribute,
    BareTotal,
    HeadingTail,
    Shared,
    AgencyEnd,
    PersonEnd,
    NoObject,
    AgencyTail,
    Itself,
    WholeAgency,
    PersonState,
    Side,
    SideKind,
    Aside,
    BudgetName,
    KeptEnd,
    VehicleStock,
    ScoreName,
    MadeUp,
    WorkDone,
    FieldName,
    Joining,
    InTownship,
    DepartmentEnd,
    UnitEnd,
    EitherEnd,
    TitleEnd,
    TableHeading,
    ReportEnd,
    WrappedTitle,
    Glued,
    BeforePercent,
    BeforeMoney,
    BeforeOther,
    Stretched,
    DepartmentOfUnit,
    Done,
    ProjectTail,
    Evaluation,
    Nothing,
    SumWord,
    OfAUnit,
    FundWord,
    AsideRow,
    YearRow,
    CarriedRow,
    TotalName,
    MovingColumn,
    PartColumn,
    FundColumn,
    CapitalColumn,
    GeneralColumn,
    AmountHead,
    WholeOfRow,
    Hollow,
    ClassOfSpending,
    SureTotal,
    LikelyTotal,
    PriorYear,
    BooksOfTitle,
    ExpenditureItem,
    IncomeItem,
    FinalTitle,
    UnitTitle,
    Nature,
    UnitLine,
    /// What multiplies measures: 8米|×3米.
    TimesSign,
    /// What may stand before the year that a row of a table states: |截至2020年末债务余额.
    BeforeRowYear,
    /// What has one amount at the end of a year or for the year as a whole, whatever else a row says of it: 债务.
    YearlyThing,
    /// How such a row ends: 地方政府债务|限额.
    YearlyEnd,
    /// A section of a report that is so called is of the year to come: 2021年预算|草案.
    PlanTitle,
    /// One of what was done: 2020年预算|执行情况.
    DoneTitle,
    /// A title that holds one may tell of another year than the document's: 与|上年对比.
    OtherYearTitle,
    /// What declares the unit of a table: |单位:万元.
    UnitKey,
    /// What declares something of a table: |部门:某局.
    TableKey,
    /// What declares the agency whose table it is, whose name may go on below.
    AgencyKey,
    /// Heads that add up end so: 本年收入|合计.
    SumEnd,
    NoChange,
    DocumentEnd,
    PlainTitle,
    Note,
    SentenceStart,
    OwnAgency,
    Cost,
    Two,
    Three,
    Four,
    Remainder,
    NamedAs,
    Aim,
    SpentAlone,
    Outcome,
    ConditionStart,
    ConditionEnd,
    BeforeOffices,
    Dividing,
    SharedOut,
    AgencyTitle,
    Averaging,
    Unsaid,
    Within,
    ThisYear,
    HollowBooks,
    OwnPart,
    /// Names that differ by nothing but these are of one thing: 支出预算, 实际支出.
    BooksWord,
    InnerOffice,
    Saved,
    AgainstPlan,
    PlanMoved,
    /// A unit of marks, of which a part may be the most that can be had and not what was had.
    MarkUnit,
    /// Behind the digits of a year, the edge of it that a balance is of: 2019年|年初结转.
    YearEdge,
    /// Behind 年, still of the year: 2020年|度, 2020年|以来.
    YearTail,
    /// Behind 月 or 日, still of the date: 12月|底, 5月|份.
    DayTail,
    /// Behind the digits of a year that is part of the name of a balance: 2019|年年初结转.
    YearOfBalance,
    /// Between the two directions of a template left unfilled: 增加|/减少, 增加|(或减少).
    EitherSign,
    /// What the title of a summary ends in, behind the name of the project: 堤防维修项目|绩效自评综述.
    SummaryEnd,
    /// Words with 共 in them, which elsewhere says together: 公共, 共青团; but 养老保险共减免.
    TogetherWord,
    /// Words that begin with 中, which elsewhere says among: 中小学; but 基本支出中工资福利支出.
    MiddleWord,
    /// Between what is measured and its number: 决算|为, 车辆|约.
    LinkEnd,
    /// Behind digits that are no code but a number or a date: 2021|年, 208|户.
    BehindDigits,
    /// Those who are counted, which what stands before 的 describes: 编制范围的|预算单位.
    Described,
    /// Things whose money has many sources, none of which is part of their name: 财政拨款安排的|公务接待费.
    OfAllFunds,
    /// Between money and what it is paid for: 余下15万元|用于场馆维修.
    PaidFor,
    /// Begins no thing, behind money that is left over: 余下15万元是|因工程未完工.
    NoThing,
    /// Before a year that is that of what follows: 截至|2020年12月31日.
    AsOf,
    /// Alone between two numbers of one list: 3万元|、4万元, 2%|至3%.
    JoinsNumbers,
    /// Behind a price, says that a sum was worked out with it: 按每人5万元|测算.
    WorkedWith,
    /// Between a percentage and 完成, how it was done: 100%|按时|完成.
    Duly,
    /// Begins a time before, with which nothing but itself is compared: 比|往年少3人.
    EarlierTime,
    /// What a completion is of that is no budget: 完成年度|任务的98%.
    Task,
    /// What a completion is of where it is the budget: 支出|执行率.
    BudgetRun,
    /// Behind a count, before what those are who were counted: 1名|为退休人员.
    IsA,
    /// Before a side of the accounts, which then is that of the year: 本年|支出.
    OfTheYear,
    /// Behind the name of an agency, no part of it: 某县水利局|本级.
    NameRemark,
    /// What townships and streets are called: 霞溪|镇.
    TownshipEnd,
    /// In a title, behind the name of the agency: 某县引水处|部门预算.
    BehindIssuer,
    /// Ends of names of agencies of which short names keep the first character: 国资委 is of a 委员会.
    ShortenedEnd,
    /// What the title of a disclosure is about: 2021年部门|预算公开.
    Disclosed,
    /// Behind a term and a colon, before what it means: 财政拨款收入：|指….
    Explains,
    /// As printed, begins the bracket behind a title that says the unit of its table: 支出表|（单位：元）.
    UnitBracket,
    /// Before the unit of a table, by slip too: 单位|:万元.
    Unit,
    /// Before the number of a form, of which series it is: 公开|01表.
    FormSeries,
    /// Right before the number of a form: 附表|3.
    FormWord,
    /// The last character of captions of forms that do not say 表: 收支情|况.
    FormEnd,
    /// Numbers a column of words, beside those of numbers: 甲.
    ColumnLetter,
    /// The funds that budgets are made of, as heads of columns begin: 政府性基金|支出.
    FundName,
    /// In a head, says only that it is of this year: 本年|支出.
    HeadOfYear,
    /// In a head, says only of which budget it is: 一般公共预算|支出.
    HeadOfBudget,
    /// In a head, says only whose money it is: 财政拨款|支出.
    HeadOfFunds,
    /// More or less, as heads of columns write it: 增(减).
    EitherWay,
    /// Before the name of a part, or of what is added: 其中:|基本支出.
    PartMark,
    /// What a province is, behind its short name: 广西壮族|自治区.
    ProvinceEnd,
    /// What a county or the like is, behind its short name: 会同|县.
    CountyEnd,
    /// In a title, whose money a part was paid from, which names no budget: |一般公共预算财政拨款三公经费公开.
    FundsOfPart,
    /// What the name of a development zone ends in: 高新技术产业|开发区.
    ZoneEnd,
    /// Behind it, who manages the zone: 开发区|管理委员会.
    ManagesZone,
    /// Before the name of a place of two characters, no part of a longer name: 中共|宁县委员会, 2019年|道县财政局.
    BeforeShortPlace,
    /// What is left of a date behind its number: 2022|年政府预决算.
    DateUnit,
    /// Before the number of a table, in its caption: 附表|一.
    TableMark,
    /// Begins the bracket between a count and its noun: 15个(|含上年结转5个)项目.
    Inclusion,
    /// What the title of a table or a drawing ends in, which is no heading: 收支决算总|表.
    PictureEnd,
    /// Begins a sentence that reports, under a heading that says what of: |无国有资产情况.
    ReportStart,
    /// Begins the line that goes on with a title: |和2023年预算草案的报告.
    TitleJoin,
    /// Words that look as if they began with a verb or a word that names nothing: |均衡性转移支付, |结算补助.
    OneWord,
    /// Before an amount that is added or taken off: |减上解支出.
    SumSign,
    /// Behind 上, part of the word that it begins: 加|上级补助收入, 加|上年结余.
    BehindUp,
    /// A level of government, which alone names a part: 其中:|本级3万元.
    Tier,
    /// Those who collect revenue, each of whom has its part of it: |税务局完成3万元.
    Collector,
    /// Behind 减少, no thing but money for the thing before: 教育支出减少|拨款3万元.
    BareObject,
    /// Behind a count, what else of its thing is counted: 出国团组2个,|人数5人.
    CountedWord,
    /// Names that are told from others whatever stands beside them: 县本级|“三公”经费.
    OwnName,
    /// A verb that names those whom money before was spent on: 公务接待费3万元，|接待90人次.
    Received,
    /// Begins the names of the template's items: 公务接待|费.
    Item,
    /// Behind the year of an item, where its money comes from: 公务接待费2013年|财政拨款决算数.
    PaidFrom,
    /// Ends what describes an item by its spending: 使用财政拨款|开支的公务接待费.
    SpentOn,
    /// Behind a name of one character of what is counted, no part of it: 6个区|中最多的.
    BehindShort,
    /// Before such a name, says whose it is and where its money comes from: |使用财政拨款安排“三公”经费.
    SourceWord,
    /// What was told of a year before its accounts were closed: 执行数.
    ToldBefore,
    /// Ends to whom a figure was told: 向县人大会议|报告.
    Reported,
    /// Begins who approved what follows: |经县人大会议批准全县收入.
    ApprovalStart,
    /// Ends it: 经县人大会议|批准全县收入.
    ApprovalEnd,
    /// Words that only begin like it: |经费.
    NoApproval,
    /// Ends of names of projects, whose beginning may be the name of an agency: 河西小学教学楼新建|项目.
    ProjectEnd,
    /// Ends of names of schools below universities: 第二|中学.
    SchoolEnd,
}
