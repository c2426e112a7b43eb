//! A disclosure, as text.

use super::Books;
use super::accounts::{Accounts, Cents};
use super::agencies::{Agency, Template};

/// What is disclosed.
pub struct Disclosure<'a> {
    pub agency: &'a Agency,
    pub year: i32,
    pub books: Books,
    pub own: &'a Accounts,
    /// The accounts of the year before.
    pub before: Option<&'a Accounts>,
}

impl Disclosure<'_> {
    /// The whole document.
    pub fn text(&self) -> String {
        let (name, year, word) = (&self.agency.name, self.year, self.word());
        let title = format!("{name}{year}年{}部门{word}\n\n", self.degree());
        let overview = format!(
            "第一部分 部门概况\n一、主要职能\n{name}承担本地区相关行业的管理和服务工作。\n二、机构设置\n{name}设有办公室等内设机构。\n\n"
        );
        let (tables, said) = (self.tables(), self.said());
        let (second, third) = match self.agency.template {
            Template::Bars => (said, tables),
            Template::Tabs | Template::Yuan => (tables, said),
        };
        let [second_title, third_title] = match self.agency.template {
            Template::Bars => [format!("{word}情况说明"), format!("{word}表")],
            Template::Tabs | Template::Yuan => [format!("{word}表"), format!("{word}情况说明")],
        };
        format!(
            "{title}{overview}第二部分 {year}年{degree}部门{second_title}\n{second}\n第三部分 {year}年{degree}部门{third_title}\n{third}\n\
             第四部分 名词解释\n一、财政拨款收入：指财政部门当年拨付的资金。\n",
            degree = self.degree()
        )
    }

    fn word(&self) -> &'static str {
        match self.books {
            Books::Budget => "预算",
            Books::Final => "决算",
        }
    }

    /// Final accounts are those of a 年度.
    fn degree(&self) -> &'static str {
        match self.books {
            Books::Budget => "",
            Books::Final => "度",
        }
    }

    /// An amount in running text.
    fn money(&self, amount: Cents) -> String {
        match self.agency.template {
            Template::Yuan => format!("{}元", self.cell(amount)),
            Template::Tabs | Template::Bars => format!("{}万元", self.cell(amount)),
        }
    }

    /// An amount in a table.
    pub fn cell(&self, amount: Cents) -> String {
        cell(self.agency.template, amount)
    }

    /// What an amount is compared with the year before: nothing in the first year.
    fn compared(&self, of: fn(&Accounts) -> Cents) -> String {
        let Some(before) = self.before.map(of).filter(|before| *before > 0) else {
            return String::new();
        };
        let change = of(self.own) - before;
        let percent = (change.abs() * 1_000_000 / before + 50) / 100;
        let percent = format!("{}.{:02}%", percent / 100, percent % 100);
        match change {
            0 => "，与上年持平".to_owned(),
            1.. => format!("，比上年增加{}，增长{percent}", self.money(change)),
            _ => format!("，比上年减少{}，下降{percent}", self.money(-change)),
        }
    }

    fn share(&self, part: Cents, whole: Cents) -> String {
        let percent = (part * 1_000_000 / whole + 50) / 100;
        format!(
            "{}，占{}.{:02}%",
            self.money(part),
            percent / 100,
            percent % 100
        )
    }

    /// The part in words.
    fn said(&self) -> String {
        let (own, year, word) = (self.own, self.year, self.word());
        let money = |amount| self.money(amount);
        let duty = self.agency.duty;
        let [class, section, running, projects] = duty.items;
        let [whole_income, whole_expenditure] = match self.books {
            Books::Budget => ["收入预算", "支出预算"],
            Books::Final => ["收入总计", "支出总计"],
        };
        let spent = match self.books {
            Books::Budget => "预算数为",
            Books::Final => "支出决算为",
        };
        let mut said = format!(
            "一、收入支出{word}总体情况说明\n{year}年{whole_income}{}{}。{year}年{whole_expenditure}{}{}。\n",
            money(own.total()),
            self.compared(Accounts::total),
            money(own.total()),
            self.compared(Accounts::total),
        );
        said += &format!(
            "二、收入{word}情况说明\n{year}年本年收入合计{}，其中：一般公共预算财政拨款收入{}；政府性基金预算财政拨款收入{}；其他收入{}。\n",
            money(own.income()),
            self.share(own.general_income, own.income()),
            self.share(own.fund_income, own.income()),
            self.share(own.other_income, own.income()),
        );
        said += &format!(
            "三、支出{word}情况说明\n{year}年本年支出合计{}，其中：基本支出{}；项目支出{}。\n",
            money(own.expenditure()),
            self.share(own.basic(), own.expenditure()),
            self.share(own.project(), own.expenditure()),
        );
        said += &format!(
            "四、财政拨款收入支出{word}总体情况说明\n{year}年财政拨款收入{}{}。{year}年财政拨款支出{}{}。\n",
            money(own.fiscal_income()),
            self.compared(Accounts::fiscal_income),
            money(own.fiscal_expenditure()),
            self.compared(Accounts::fiscal_expenditure),
        );
        said += &format!(
            "五、一般公共预算财政拨款支出{word}情况说明\n（一）总体情况\n{year}年一般公共预算财政拨款支出{}{}。\n\
             （二）结构情况\n{}（类）{}；社会保障和就业支出（类）{}；住房保障支出（类）{}。\n（三）具体情况\n\
             1.{}（类）{}（款）{}（项）。{spent}{}。\n2.{}（类）{}（款）{}（项）。{spent}{}。\n",
            money(own.general_expenditure()),
            self.compared(Accounts::general_expenditure),
            class.name,
            self.share(
                own.running() + own.general_project,
                own.general_expenditure()
            ),
            self.share(own.pensions, own.general_expenditure()),
            self.share(own.housing, own.general_expenditure()),
            class.name,
            section.name,
            running.name,
            money(own.running()),
            class.name,
            section.name,
            projects.name,
            money(own.general_project),
        );
        said += &format!(
            "六、一般公共预算财政拨款基本支出{word}情况说明\n{year}年一般公共预算财政拨款基本支出{}，其中：人员经费{}；公用经费{}。\n",
            money(own.basic()),
            money(own.personnel),
            money(own.public),
        );
        said += &format!(
            "七、“三公”经费支出{word}情况说明\n{year}年“三公”经费支出{}{}。其中：因公出国（境）费{}；公务用车购置及运行维护费{}，\
             其中：公务用车购置费{}，公务用车运行维护费{}；公务接待费{}。\n",
            money(own.three_public()),
            self.compared(Accounts::three_public),
            money(own.overseas),
            money(own.vehicle_operation),
            money(0),
            money(own.vehicle_operation),
            money(own.reception),
        );
        said += &format!(
            "八、其他重要事项的情况说明\n（一）机关运行经费情况\n{year}年机关运行经费支出{}{}。\n（二）政府采购情况\n\
             {year}年政府采购支出总额{}，其中：政府采购货物支出{}、政府采购工程支出{}、政府采购服务支出{}。\n",
            money(own.public),
            self.compared(|accounts| accounts.public),
            money(own.procurement()),
            money(own.goods),
            money(0),
            money(own.services),
        );
        said
    }

    /// The part in tables.
    fn tables(&self) -> String {
        let word = self.word();
        let tables = [
            (format!("收入支出{word}总表"), self.balance()),
            (format!("支出{word}表"), self.expenditure()),
            (format!("财政拨款收入支出{word}总表"), self.fiscal()),
            (format!("一般公共预算财政拨款支出{word}表"), self.general()),
            (
                format!("一般公共预算财政拨款基本支出{word}表"),
                self.basic(),
            ),
            (format!("“三公”经费支出{word}表"), self.three_public()),
        ];
        let unit = match self.agency.template {
            Template::Yuan => "元",
            Template::Tabs | Template::Bars => "万元",
        };
        let name = &self.agency.name;
        let tables = tables.map(|(caption, rows)| {
            format!(
                "{caption}\n\n编制部门：{name}\n\n单位：{unit}\n\n{}\n",
                self.grid(&rows)
            )
        });
        tables.concat()
    }

    fn grid(&self, rows: &[Vec<String>]) -> String {
        let mut grid = String::new();
        for (at, row) in rows.iter().enumerate() {
            match self.agency.template {
                Template::Bars => {
                    grid += &format!("| {} |\n", row.join(" | "));
                    if at == 0 {
                        grid += &format!("{}|\n", "|----".repeat(row.len()));
                    }
                }
                Template::Tabs | Template::Yuan => grid += &format!("{}\n", row.join("\t")),
            }
        }
        grid
    }

    /// A row: names and amounts.
    fn row(&self, cells: &[Cell]) -> Vec<String> {
        let cells = cells.iter();
        cells
            .map(|cell| match cell {
                Cell::Name(name) => (*name).to_owned(),
                Cell::Money(0) => String::new(),
                Cell::Money(amount) => self.cell(*amount),
            })
            .collect()
    }

    fn balance(&self) -> Vec<Vec<String>> {
        use Cell::{Money, Name};
        let own = self.own;
        let number = format!("{}数", self.word());
        let class = self.agency.duty.items[0];
        let rest = own.expenditure() - own.pensions - own.housing;
        vec![
            self.row(&[Name("收入"), Name(""), Name("支出"), Name("")]),
            self.row(&[Name("项目"), Name(&number), Name("项目"), Name(&number)]),
            self.row(&[
                Name("一、一般公共预算财政拨款收入"),
                Money(own.general_income),
                Name(class.name),
                Money(rest),
            ]),
            self.row(&[
                Name("二、政府性基金预算财政拨款收入"),
                Money(own.fund_income),
                Name("社会保障和就业支出"),
                Money(own.pensions),
            ]),
            self.row(&[
                Name("三、其他收入"),
                Money(own.other_income),
                Name("住房保障支出"),
                Money(own.housing),
            ]),
            self.row(&[
                Name("本年收入合计"),
                Money(own.income()),
                Name("本年支出合计"),
                Money(own.expenditure()),
            ]),
            self.row(&[
                Name("年初结转和结余"),
                Money(own.carry_in),
                Name("年末结转和结余"),
                Money(own.carry_out),
            ]),
            self.row(&[
                Name("收入总计"),
                Money(own.total()),
                Name("支出总计"),
                Money(own.total()),
            ]),
        ]
    }

    /// A table of codes: the whole, the basic and the project expenditure of each.
    fn coded(&self, own: &[(&str, &str, Cents, Cents)], whole: &str) -> Vec<Vec<String>> {
        use Cell::{Money, Name};
        let head = ["科目编码", "科目名称", whole, "基本支出", "项目支出"].map(Cell::Name);
        let mut rows = vec![self.row(&head)];
        for (code, name, basic, project) in own {
            let amounts = [Money(basic + project), Money(*basic), Money(*project)];
            let mut row = self.row(&[Name(code), Name(name)]);
            row.extend(self.row(&amounts));
            rows.push(row);
        }
        rows
    }

    fn classified(&self, project: Cents) -> Vec<(&'static str, &'static str, Cents, Cents)> {
        let own = self.own;
        let [class, section, running, projects] = self.agency.duty.items;
        vec![
            ("", "合计", own.basic(), project),
            (class.code, class.name, own.running(), project),
            (section.code, section.name, own.running(), project),
            (running.code, running.name, own.running(), 0),
            (projects.code, projects.name, 0, project),
            ("208", "社会保障和就业支出", own.pensions, 0),
            ("20805", "行政事业单位养老支出", own.pensions, 0),
            (
                "2080505",
                "机关事业单位基本养老保险缴费支出",
                own.pensions,
                0,
            ),
            ("221", "住房保障支出", own.housing, 0),
            ("22102", "住房改革支出", own.housing, 0),
            ("2210201", "住房公积金", own.housing, 0),
        ]
    }

    fn expenditure(&self) -> Vec<Vec<String>> {
        self.coded(&self.classified(self.own.project()), "本年支出合计")
    }

    fn general(&self) -> Vec<Vec<String>> {
        self.coded(&self.classified(self.own.general_project), "合计")
    }

    fn fiscal(&self) -> Vec<Vec<String>> {
        use Cell::{Money, Name};
        let own = self.own;
        let number = format!("{}数", self.word());
        let class = self.agency.duty.items[0];
        let rest = own.fiscal_expenditure() - own.pensions - own.housing;
        vec![
            self.row(&[Name("收入"), Name(""), Name("支出"), Name("")]),
            self.row(&[Name("项目"), Name(&number), Name("项目"), Name(&number)]),
            self.row(&[
                Name("一、一般公共预算财政拨款"),
                Money(own.general_income),
                Name(class.name),
                Money(rest),
            ]),
            self.row(&[
                Name("二、政府性基金预算财政拨款"),
                Money(own.fund_income),
                Name("社会保障和就业支出"),
                Money(own.pensions),
            ]),
            self.row(&[Name(""), Money(0), Name("住房保障支出"), Money(own.housing)]),
            self.row(&[
                Name("本年收入合计"),
                Money(own.fiscal_income()),
                Name("本年支出合计"),
                Money(own.fiscal_expenditure()),
            ]),
        ]
    }

    fn basic(&self) -> Vec<Vec<String>> {
        use Cell::{Money, Name};
        let own = self.own;
        let office = own.public - own.vehicle_operation - own.reception;
        let head = ["科目编码", "科目名称", "合计", "人员经费", "公用经费"].map(Cell::Name);
        let line = |code, name, personnel: Cents, public: Cents| {
            let both = Money(personnel + public);
            self.row(&[
                Name(code),
                Name(name),
                both,
                Money(personnel),
                Money(public),
            ])
        };
        vec![
            self.row(&head),
            line("", "合计", own.personnel, own.public),
            line("301", "工资福利支出", own.personnel, 0),
            line(
                "30101",
                "基本工资",
                own.personnel - own.pensions - own.housing,
                0,
            ),
            line("30108", "机关事业单位基本养老保险缴费", own.pensions, 0),
            line("30113", "住房公积金", own.housing, 0),
            line("302", "商品和服务支出", 0, own.public),
            line("30201", "办公费", 0, office),
            line("30217", "公务接待费", 0, own.reception),
            line("30231", "公务用车运行维护费", 0, own.vehicle_operation),
        ]
    }

    fn three_public(&self) -> Vec<Vec<String>> {
        use Cell::{Money, Name};
        let own = self.own;
        let number = format!("{}数", self.word());
        let vehicles = own.vehicle_operation;
        vec![
            self.row(&[Name("项目"), Name(&number)]),
            self.row(&[Name("合计"), Money(own.three_public())]),
            self.row(&[Name("1.因公出国（境）费"), Money(own.overseas)]),
            self.row(&[Name("2.公务接待费"), Money(own.reception)]),
            self.row(&[Name("3.公务用车购置及运行维护费"), Money(vehicles)]),
            self.row(&[Name("其中：公务用车购置费"), Money(0)]),
            self.row(&[Name("公务用车运行维护费"), Money(vehicles)]),
        ]
    }
}

/// A cell of a table.
enum Cell<'a> {
    Name(&'a str),
    Money(Cents),
}

/// An amount as a template prints it.
pub fn cell(template: Template, amount: Cents) -> String {
    match template {
        Template::Tabs | Template::Bars => format!("{}.{:02}", amount / 100, amount % 100),
        Template::Yuan => {
            let digits = (amount * 100).to_string();
            let mut grouped = String::new();
            for (at, digit) in digits.chars().enumerate() {
                if at > 0 && (digits.len() - at).is_multiple_of(3) {
                    grouped.push(',');
                }
                grouped.push(digit);
            }
            grouped + ".00"
        }
    }
}
