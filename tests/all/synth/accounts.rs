//! What an agency takes in and spends in a year.

use super::Chance;
use super::agencies::Agency;

/// Money, in hundredths of 万元: a hundred yuan each.
pub type Cents = i64;

/// The accounts of a year, which add up.
#[derive(Debug, Clone)]
pub struct Accounts {
    pub general_income: Cents,
    pub fund_income: Cents,
    pub other_income: Cents,
    pub carry_in: Cents,
    pub carry_out: Cents,
    pub personnel: Cents,
    pub public: Cents,
    /// Of the basic expenditure what goes by pensions and housing.
    pub pensions: Cents,
    pub housing: Cents,
    pub general_project: Cents,
    pub fund_project: Cents,
    pub other_project: Cents,
    pub overseas: Cents,
    pub vehicle_operation: Cents,
    pub reception: Cents,
    pub goods: Cents,
    pub services: Cents,
}

impl Accounts {
    /// The accounts of the year that follows on another, or of the first.
    pub fn next(before: Option<&Self>, agency: &Agency, chance: &mut Chance) -> Self {
        let has_fund = agency.duty.class == "水利";
        let Some(before) = before else {
            return Self::first(has_fund, chance).balanced(chance);
        };
        let mut moved = |amount: Cents| match amount {
            0 => 0,
            amount => amount + amount * chance.between(-900, 1100) / 10_000 + 3,
        };
        Self {
            personnel: moved(before.personnel),
            public: moved(before.public),
            pensions: moved(before.pensions),
            housing: moved(before.housing),
            general_project: moved(before.general_project),
            fund_project: moved(before.fund_project),
            other_project: moved(before.other_project),
            overseas: 0,
            vehicle_operation: moved(before.vehicle_operation),
            reception: moved(before.reception),
            goods: moved(before.goods),
            services: moved(before.services),
            carry_in: before.carry_out,
            ..before.clone()
        }
        .balanced(chance)
    }

    fn first(has_fund: bool, chance: &mut Chance) -> Self {
        let personnel = chance.between(30_000, 90_000);
        Self {
            personnel,
            public: chance.between(4_000, 12_000),
            pensions: personnel / 10 + chance.between(0, 999),
            housing: personnel / 12 + chance.between(0, 999),
            general_project: chance.between(20_000, 150_000),
            fund_project: if has_fund {
                chance.between(10_000, 40_000)
            } else {
                0
            },
            other_project: chance.between(1_000, 6_000),
            overseas: 0,
            vehicle_operation: chance.between(300, 1_500),
            reception: chance.between(50, 300),
            goods: chance.between(1_000, 5_000),
            services: chance.between(5_000, 15_000),
            carry_in: chance.between(1_000, 3_000),
            general_income: 0,
            fund_income: 0,
            other_income: 0,
            carry_out: 0,
        }
    }

    /// With what is taken in, and what is left of it.
    fn balanced(mut self, chance: &mut Chance) -> Self {
        self.general_income = self.general_expenditure();
        self.fund_income = self.fund_project;
        self.other_income = self.other_project + chance.between(10, 500);
        self.carry_out = self.total() - self.expenditure();
        self
    }

    pub fn basic(&self) -> Cents {
        self.personnel + self.public
    }

    /// What keeps the agency running: the basic expenditure but for pensions and housing.
    pub fn running(&self) -> Cents {
        self.basic() - self.pensions - self.housing
    }

    pub fn project(&self) -> Cents {
        self.general_project + self.fund_project + self.other_project
    }

    pub fn expenditure(&self) -> Cents {
        self.basic() + self.project()
    }

    pub fn general_expenditure(&self) -> Cents {
        self.basic() + self.general_project
    }

    pub fn fiscal_income(&self) -> Cents {
        self.general_income + self.fund_income
    }

    pub fn fiscal_expenditure(&self) -> Cents {
        self.general_expenditure() + self.fund_project
    }

    pub fn income(&self) -> Cents {
        self.fiscal_income() + self.other_income
    }

    /// Of income and of expenditure.
    pub fn total(&self) -> Cents {
        self.income() + self.carry_in
    }

    pub fn three_public(&self) -> Cents {
        self.overseas + self.vehicle_operation + self.reception
    }

    pub fn procurement(&self) -> Cents {
        self.goods + self.services
    }

    /// The amounts that stand in every disclosure, by their concepts.
    pub fn headlines(&self) -> [(&'static str, Cents); 20] {
        [
            ("total_income", self.total()),
            ("income_this_year", self.income()),
            ("total_expenditure", self.total()),
            ("expenditure_this_year", self.expenditure()),
            ("basic_expenditure", self.basic()),
            ("project_expenditure", self.project()),
            ("fiscal_income", self.fiscal_income()),
            ("fiscal_expenditure", self.fiscal_expenditure()),
            ("general_income", self.general_income),
            ("general_expenditure", self.general_expenditure()),
            ("general_basic", self.basic()),
            ("personnel_expenditure", self.personnel),
            ("public_expenditure", self.public),
            ("carry_in", self.carry_in),
            ("three_public", self.three_public()),
            ("vehicle_operation", self.vehicle_operation),
            ("official_reception", self.reception),
            ("operating_funds", self.public),
            ("procurement", self.procurement()),
            ("procurement_services", self.services),
        ]
    }
}
