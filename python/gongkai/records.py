"""The records: one class a type. Made by generate.py; change the table of columns, not this."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Callable, Literal, Union


def _grid(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, rows))


KindWord = Literal["final_accounts", "budget", "performance_report", "execution_report", "other", "none"]
LevelWord = Literal["province", "city", "county", "township"]
UnitKindWord = Literal["department", "unit"]
FormWord = Literal["income_expenditure", "income", "expenditure", "fiscal_appropriation", "general_expenditure", "general_basic", "general_project", "three_public", "government_fund", "state_capital", "procurement", "service_purchase", "economic_class", "performance_target", "performance_result", "overall_performance", "other"]
LayoutWord = Literal["pipe", "tab", "cell_per_line", "aligned", "html", "sheet"]
OriginWord = Literal["text", "table"]
QuantityWord = Literal["money", "percent", "count"]
ComparatorWord = Literal[">=", ">", "<=", "<", "~"]
MeasureWord = Literal["amount", "share", "change", "growth", "completion", "count", "rate", "price"]
SignWord = Literal["+", "-", "0", "?"]
BasisWord = Literal["final", "budget", "other"]
VersusWord = Literal["prior_year", "prior_budget", "prior_final", "budget", "adjusted_budget", "target", "other"]
AnomalyWord = Literal["shifted", "missing_actual", "level_mismatch", "truncated_table"]
SeverityWord = Literal["note", "warning", "error"]
StageWord = Literal["walk", "read", "decode", "layout", "reading", "check", "output"]


@dataclass(frozen=True)
class Header:
    """A document's own record: what it is, and how much was found in it."""

    doc: str
    """The document's id: the first 16 hex digits of the SHA-256 of its bytes. 文档标识：文件 SHA-256 的前 16 位十六进制数。"""
    path: str
    """The path as given or walked to; - for standard input. 文件路径（给定或遍历所得）；标准输入为 -。"""
    sha256: str
    """SHA-256 of the file's bytes, in hex. 文件内容的 SHA-256（十六进制）。"""
    bytes: int
    """Size of the file in bytes. 文件大小（字节）。"""
    format: str
    """The file's format: text, markdown, html, docx, xlsx, xls, pdf. 文件格式：text、markdown、html、docx、xlsx、xls、pdf。"""
    encoding: str
    """The character encoding that the bytes were decoded from. 解码所用的字符编码。"""
    replaced: int
    """How many characters could not be decoded; each is a U+FFFD of the text. 无法解码的字符数，每个在文本中以 U+FFFD 代替。"""
    damage: str | None
    """What the reader of the file had to skip or repair, or why the file has no content; null where nothing. 读取时跳过或修复之处，或文件无内容的原因；没有则为空。"""
    kind: KindWord
    """Budget, final accounts or another kind of disclosure. 公开文件的类型：预算、决算或其他。"""
    fiscal_year: int | None
    """The year that the disclosure is about (预算年度/决算年度); of a report on execution the year executed. 公开所涉的预算年度或决算年度；预算执行情况报告为执行年度。"""
    issuer: str | None
    """Full name of the disclosing agency. 公开单位全称。"""
    level: LevelWord | None
    """The tier of government that the agency belongs to. 公开单位所属的政府层级。"""
    agency_class: str | None
    """What the agency does: one word of a closed list, the same for renamed agencies. 部门职能类别，机构改名前后相同。"""
    unit_kind: UnitKindWord | None
    """Whether the disclosure is of a department or of a unit under one. 公开主体是部门还是其下属单位。"""
    region: str | None
    """GB/T 2260 code of the issuer's place. 公开单位所在地的行政区划代码（GB/T 2260）。"""
    region_name: str | None
    """Official name of that place. 行政区划的正式名称。"""
    title: str | None
    """The document's own title, where the text has one; else that of its page. 文件自身的标题；没有时取网页标题。"""
    published: str | None
    """The day of publication that the page states, as YYYY-MM-DD. 网页标明的发布日期（YYYY-MM-DD）。"""
    source_url: str | None
    """The address that it was crawled from, where its archive tells; else the one that the page states for itself. 抓取网址（据存档）；没有时取网页自述的网址。"""
    crawled: str | None
    """When it was crawled, as its archive tells. 存档所记的抓取时间。"""
    index_number: str | None
    """The index number (索引号) of the page. 网页的索引号。"""
    same_as: str | None
    """The first document of the dataset that says the same in other clothes, as the PDF of a page; null keeps one of each. 数据集中内容相同的首个文档（如网页与其 PDF）；取空值者即每份公开只计一次。"""
    assumed: tuple[str, ...]
    """Fields that no title states and that were voted for by the body: kind, fiscal_year. 标题未写明、由正文推断的字段：kind、fiscal_year。"""
    n_sections: int
    """Number of section records. 章节记录数。"""
    n_tables: int
    """Number of table records. 表格记录数。"""
    n_facts: int
    """Number of fact records. 数值记录数。"""
    n_projects: int
    """Number of project records. 项目记录数。"""
    n_indicators: int
    """Number of indicator records. 绩效指标记录数。"""
    n_findings: int
    """Number of finding records. 疑点记录数。"""
    checks_passed: int
    """Checks that held. 通过的核对数。"""
    checks_failed: int
    """Checks that did not hold: each has a finding. 未通过的核对数，每项有一条疑点。"""
    checks_skipped: int
    """Checks that could not be made, an operand being missing or doubtful. 因缺少数值或数值存疑而未能进行的核对数。"""
    schema_version: str
    """Version of the record format. 记录格式的版本。"""
    extractor_version: str
    """Version of the program. 程序版本。"""


@dataclass(frozen=True)
class Section:
    """A heading and the text it stands over."""

    doc: str
    """The document's id: the first 16 hex digits of the SHA-256 of its bytes. 文档标识：文件 SHA-256 的前 16 位十六进制数。"""
    id: int
    """Code point of the text at which the record begins; unique within a document and a type. 记录在文本中的起始字符位置；在同一文档同类记录中唯一。"""
    parent_id: int | None
    """Id of the enclosing section. 上级章节的记录号。"""
    level: int
    """Depth in the true outline; 1 is the outermost. 在真实提纲中的层级，1 为最外层。"""
    number: str | None
    """The number of the heading as written; null where it is lost. 标题序号原文；缺失为空。"""
    title: str
    """The heading's text without number, mark-up and closing punctuation. 标题文字，不含序号、标记和句末标点。"""
    concept: str | None
    """The part of the mandated template that this is. 所对应的公开范本的规定部分。"""
    line: int
    """The line of the text at which it stands (of a finding: its first fact), from 1. 在文本中的行号（疑点为首个数值所在行），从 1 起。"""
    span: tuple[int, int]
    """Where it begins in the text that gongkai text prints, in Unicode code points from 0; and where it ends, the first code point behind it. 在 gongkai text 所输出文本中的起始位置（Unicode 字符，从 0 起）。"""
    body: tuple[int, int]
    """Where the heading ends and its text begins; and where it ends, the first code point behind it. 标题结束、正文开始的位置。"""


@dataclass(frozen=True)
class Table:
    """A table's grid."""

    doc: str
    """The document's id: the first 16 hex digits of the SHA-256 of its bytes. 文档标识：文件 SHA-256 的前 16 位十六进制数。"""
    id: int
    """Code point of the text at which the record begins; unique within a document and a type. 记录在文本中的起始字符位置；在同一文档同类记录中唯一。"""
    section_id: int | None
    """Id of the section that it stands in. 所在章节的记录号。"""
    caption: str | None
    """The title of the table, where it is not the heading of its section. 表格标题；标题即所在章节标题时为空。"""
    unit: str | None
    """The unit declared for the table, in the characters printed (萬元). 表格声明的计量单位，用字同原文（如萬元）。"""
    form: FormWord
    """Which mandated form the table is. 所对应的规定表样。"""
    layout: LayoutWord
    """How the table is laid out in the source. 表格在原文中的排版方式。"""
    continues: bool
    """Whether it continues the table before (a page break, a strip). 是否为上一表格的续表（分页、分栏）。"""
    line: int
    """The line of the text at which it stands (of a finding: its first fact), from 1. 在文本中的行号（疑点为首个数值所在行），从 1 起。"""
    end_line: int
    """Last line of the grid. 表格的末行行号。"""
    span: tuple[int, int]
    """Where it begins in the text that gongkai text prints, in Unicode code points from 0; and where it ends, the first code point behind it. 在 gongkai text 所输出文本中的起始位置（Unicode 字符，从 0 起）。"""
    header: int
    """How many of the rows are header rows. 表头行数。"""
    rows: tuple[tuple[str, ...], ...]
    """The grid as cleaned strings, header rows first: a JSON array of rows. 单元格文字（表头行在前），为 JSON 数组。"""


@dataclass(frozen=True)
class Fact:
    """One reported number."""

    doc: str
    """The document's id: the first 16 hex digits of the SHA-256 of its bytes. 文档标识：文件 SHA-256 的前 16 位十六进制数。"""
    id: int
    """Code point of the text at which the record begins; unique within a document and a type. 记录在文本中的起始字符位置；在同一文档同类记录中唯一。"""
    origin: OriginWord
    """Whether the number was read in running text or in a table. 数值取自正文还是表格。"""
    section_id: int | None
    """Id of the section that it stands in. 所在章节的记录号。"""
    table_id: int | None
    """Id of its table; null for text. 所在表格的记录号；正文为空。"""
    row_label: str | None
    """The label of the row; null for text. 所在行的标题；正文为空。"""
    column_label: str | None
    """The header path, joined with /; null for text. 所在列的标题路径，以 / 连接；正文为空。"""
    code: str | None
    """Classification code, where one is printed or the label names exactly one. 分类科目编码：原文印有，或名称唯一对应时给出。"""
    raw: str
    """The number as printed, with its unit and what touches it. 数值原文，连同单位及紧邻文字。"""
    kind: QuantityWord
    """Money, percent or count. 金额、百分比或数量。"""
    value: Decimal
    """The number as written (756.8 of 756.8万元); a count is multiplied out. 按原文单位的数值（756.8万元 为 756.8）；数量已换算。"""
    decimals: int
    """Digits printed after the point: the number's precision. 原文小数位数，即数值精度。"""
    unit: str | None
    """The unit as written (万元, %, 人). 原文单位（万元、%、人）。"""
    yuan: Decimal | None
    """The money in yuan; null where it is no money, or money of another country. 换算为元的金额；非金额或外币为空。"""
    comparator: ComparatorWord | None
    """How the true number stands to the one written. 实际值与所写数值的关系。"""
    label: str | None
    """What is measured, in the document's words, folded. 原文所称的指标名称（经规范化）。"""
    concept: str | None
    """The canonical id of what is measured: gongkai concepts lists them. 统一口径的指标代号，见 gongkai concepts。"""
    measure: MeasureWord | None
    """What is said of the thing measured: its amount, share, change, growth … 数值所表示的度量：金额、占比、增减额、增减率等。"""
    sign: SignWord | None
    """Direction of a change or growth. 增减方向。"""
    year: int | None
    """The year that the number is about. 数值所属年度。"""
    basis: BasisWord | None
    """Which books the number belongs to: final accounts, budget or other. 数值口径：决算、预算或其他。"""
    whole: str | None
    """The whole of a share or of a part under 其中. 占比或“其中”项所属的总体。"""
    versus: VersusWord | None
    """What a change, growth or completion is measured against. 增减或完成率的比较基准。"""
    versus_year: int | None
    """The year of that, where it is named or follows. 比较基准的年度（写明或可推知时）。"""
    carried: tuple[str, ...]
    """Fields that stand not in the number's own clause or cell header but before it. 不在数值所在分句或表头、而承自前文的字段。"""
    assumed: tuple[str, ...]
    """Fields that the document does not state and that were inferred. 原文未写明而推断的字段。"""
    line: int
    """The line of the text at which it stands (of a finding: its first fact), from 1. 在文本中的行号（疑点为首个数值所在行），从 1 起。"""
    page: int | None
    """Page of the number, from 1; null where the format has no pages. 数值所在页码，从 1 起；无页格式为空。"""
    span: tuple[int, int]
    """Where it begins in the text that gongkai text prints, in Unicode code points from 0; and where it ends, the first code point behind it. 在 gongkai text 所输出文本中的起始位置（Unicode 字符，从 0 起）。"""


@dataclass(frozen=True)
class Project:
    """The head of a performance table (绩效目标表, 自评表)."""

    doc: str
    """The document's id: the first 16 hex digits of the SHA-256 of its bytes. 文档标识：文件 SHA-256 的前 16 位十六进制数。"""
    id: int
    """Code point of the text at which the record begins; unique within a document and a type. 记录在文本中的起始字符位置；在同一文档同类记录中唯一。"""
    section_id: int | None
    """Id of the section that it stands in. 所在章节的记录号。"""
    table_id: int | None
    """Id of its table; null for text. 所在表格的记录号；正文为空。"""
    name: str | None
    """项目名称 of the performance table. 项目名称。"""
    agency: str | None
    """预算单位 or 主管部门. 预算单位或主管部门。"""
    budget: Decimal | None
    """预算数, all funds. 预算数（全部资金）。"""
    executed: Decimal | None
    """执行数, all funds. 执行数（全部资金）。"""
    fiscal_budget: Decimal | None
    """财政拨款 of the budget. 预算数中的财政拨款。"""
    fiscal_executed: Decimal | None
    """财政拨款 of the execution. 执行数中的财政拨款。"""
    other_budget: Decimal | None
    """其他资金 of the budget. 预算数中的其他资金。"""
    other_executed: Decimal | None
    """其他资金 of the execution. 执行数中的其他资金。"""
    unit: str | None
    """Unit of these amounts. 上述金额的单位。"""
    goal: str | None
    """预期目标: the goal as written. 预期目标原文。"""
    result: str | None
    """实际完成情况: the result as written. 实际完成情况原文。"""
    line: int
    """The line of the text at which it stands (of a finding: its first fact), from 1. 在文本中的行号（疑点为首个数值所在行），从 1 起。"""
    span: tuple[int, int]
    """Where it begins in the text that gongkai text prints, in Unicode code points from 0; and where it ends, the first code point behind it. 在 gongkai text 所输出文本中的起始位置（Unicode 字符，从 0 起）。"""


@dataclass(frozen=True)
class Indicator:
    """A row of a performance table."""

    doc: str
    """The document's id: the first 16 hex digits of the SHA-256 of its bytes. 文档标识：文件 SHA-256 的前 16 位十六进制数。"""
    id: int
    """Code point of the text at which the record begins; unique within a document and a type. 记录在文本中的起始字符位置；在同一文档同类记录中唯一。"""
    project_id: int | None
    """Id of its project; null for the performance of a whole department (整体支出绩效). 所属项目的记录号；部门整体支出绩效为空。"""
    section_id: int | None
    """Id of the section that it stands in. 所在章节的记录号。"""
    table_id: int | None
    """Id of its table; null for text. 所在表格的记录号；正文为空。"""
    level1: str | None
    """一级指标. 一级指标。"""
    level2: str | None
    """二级指标. 二级指标。"""
    level3: str | None
    """三级指标. 三级指标。"""
    target_raw: str | None
    """指标值 as written. 指标值原文。"""
    target_comparator: ComparatorWord | None
    """Comparator of the target. 指标值的比较符。"""
    target_value: Decimal | None
    """The number of the target. 指标值的数值。"""
    target_unit: str | None
    """The unit of the target. 指标值的单位。"""
    actual_raw: str | None
    """实际完成值 as written. 实际完成值原文。"""
    actual_comparator: ComparatorWord | None
    """Comparator of the actual value. 实际完成值的比较符。"""
    actual_value: Decimal | None
    """The number of the actual value. 实际完成值的数值。"""
    actual_unit: str | None
    """The unit of the actual value. 实际完成值的单位。"""
    weight: Decimal | None
    """分值: the points that the indicator is worth. 分值。"""
    score: Decimal | None
    """得分: the points that were reached. 得分。"""
    anomaly: AnomalyWord | None
    """What is wrong with the row in the source. 原表中该行的异常。"""
    line: int
    """The line of the text at which it stands (of a finding: its first fact), from 1. 在文本中的行号（疑点为首个数值所在行），从 1 起。"""
    span: tuple[int, int]
    """Where it begins in the text that gongkai text prints, in Unicode code points from 0; and where it ends, the first code point behind it. 在 gongkai text 所输出文本中的起始位置（Unicode 字符，从 0 起）。"""


@dataclass(frozen=True)
class Finding:
    """Something in which a document contradicts itself."""

    doc: str
    """The document's id: the first 16 hex digits of the SHA-256 of its bytes. 文档标识：文件 SHA-256 的前 16 位十六进制数。"""
    id: int
    """Counted from 0 within a document. 在文档内从 0 编号。"""
    rule: str
    """The rule that found it: gongkai rules lists them. 所依据的规则，见 gongkai rules。"""
    severity: SeverityWord
    """How grave it is. 严重程度。"""
    message: str
    """What is stated and what follows, for people. 原文所述与推算结果的说明。"""
    facts: tuple[int, ...]
    """Ids of the facts involved. 所涉数值的记录号。"""
    stated: Decimal | None
    """The number as stated. 原文所述的数。"""
    computed: Decimal | None
    """The number that follows from the others. 由其他数值推算的数。"""
    tolerance: Decimal | None
    """The tolerance used. 所用容差。"""
    line: int
    """The line of the text at which it stands (of a finding: its first fact), from 1. 在文本中的行号（疑点为首个数值所在行），从 1 起。"""
    span: tuple[int, int]
    """Where it begins in the text that gongkai text prints, in Unicode code points from 0; and where it ends, the first code point behind it. 在 gongkai text 所输出文本中的起始位置（Unicode 字符，从 0 起）。"""


@dataclass(frozen=True)
class FileCopy:
    """A further copy of a file."""

    doc: str
    """The document's id: the first 16 hex digits of the SHA-256 of its bytes. 文档标识：文件 SHA-256 的前 16 位十六进制数。"""
    path: str
    """The path of the copy, as given or walked to. 副本的路径。"""


@dataclass(frozen=True)
class Failure:
    """A file that could not be read."""

    path: str
    """The path as given or walked to. 文件路径（给定或遍历所得）。"""
    stage: StageWord
    """The step that failed. 失败的步骤。"""
    message: str
    """What is wrong, where, and what to do. 错误、位置及处理办法。"""


Record = Union[Header, Section, Table, Fact, Project, Indicator, Finding, FileCopy, Failure]

#: The class of each type of record, in the order in which a document's records stand.
CLASSES: dict[str, type[Any]] = {
    "document": Header,
    "section": Section,
    "table": Table,
    "fact": Fact,
    "project": Project,
    "indicator": Indicator,
    "finding": Finding,
    "copy": FileCopy,
    "error": Failure,
}

#: What is made of the fields that JSON has otherwise, unless they are null.
MADE: dict[str, dict[str, Callable[[Any], Any]]] = {
    "document": {"assumed": tuple},
    "section": {"span": tuple, "body": tuple},
    "table": {"span": tuple, "rows": _grid},
    "fact": {"value": Decimal, "yuan": Decimal, "carried": tuple, "assumed": tuple, "span": tuple},
    "project": {"budget": Decimal, "executed": Decimal, "fiscal_budget": Decimal, "fiscal_executed": Decimal, "other_budget": Decimal, "other_executed": Decimal, "span": tuple},
    "indicator": {"target_value": Decimal, "actual_value": Decimal, "weight": Decimal, "score": Decimal, "span": tuple},
    "finding": {"facts": tuple, "stated": Decimal, "computed": Decimal, "tolerance": Decimal, "span": tuple},
    "copy": {},
    "error": {},
}
