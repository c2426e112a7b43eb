"use strict";
// What every part of the page uses: the data, the state, and how a thing is made.
const $ = (id) => document.getElementById(id);
const data = JSON.parse($("data").textContent);
const root = document.documentElement;
const state = { tab: "figures", on: null, kind: "", measure: "", concept: "", only: false };
const words = {
  en: { kind: "All kinds", measure: "All measures", concept: "All concepts", search: "Search the text", of: "of", none: "Nothing here.",
    money: "money", percent: "percent", count: "count", amount: "amount", share: "share", change: "change", growth: "growth", completion: "completion", rate: "rate", price: "price",
    year: "year inferred", unit: "unit inferred", yuan: "yuan inferred", code: "code inferred", basis: "books inferred", versus: "comparison inferred", point: "code points", page: "page", target: "target", actual: "actual", budget: "budget", executed: "executed",
    error: "error", warning: "warning", note: "note", outline: "Outline", theme: "Dark or light",
    shifted: "cells in wrong columns", missing_actual: "actual value is missing", level_mismatch: "of another level", truncated_table: "table is cut off", rows: "rows", project: "Project", stated: "stated", computed: "computed" },
  zh: { kind: "全部类别", measure: "全部度量", concept: "全部概念", search: "搜索原文", of: "/", none: "没有内容。",
    money: "金额", percent: "百分比", count: "数量", amount: "数额", share: "占比", change: "增减额", growth: "增减率", completion: "完成率", rate: "比率", price: "单价",
    year: "年度为推断", unit: "单位为推断", yuan: "折算为推断", code: "编码为推断", basis: "口径为推断", versus: "比较对象为推断", point: "字符位置", page: "页", target: "目标", actual: "实际", budget: "预算", executed: "执行",
    error: "错误", warning: "警告", note: "提示", outline: "目录", theme: "深色或浅色",
    shifted: "单元格错列", missing_actual: "缺完成值", level_mismatch: "指标级次不符", truncated_table: "表格不完整", rows: "行", project: "项目", stated: "文中", computed: "推算" },
};
const lang = () => root.lang;
const say = (key) => words[lang()][key] ?? key;
// Text only: nothing of the document ever becomes mark-up here.
function make(tag, cls, ...children) {
  const node = document.createElement(tag);
  if (cls) node.className = cls;
  for (const child of children) if (child != null) node.append(child);
  return node;
}
const factById = new Map(data.facts.map((fact) => [fact.id, fact]));
const findingsOf = new Map();
for (const finding of data.findings)
  for (const id of finding.facts) findingsOf.set(id, [...(findingsOf.get(id) ?? []), finding]);
const rowsOf = {
  fact: data.facts,
  table: data.tables,
  indicator: [...data.projects.map((row) => ({ ...row, project_head: true })), ...data.indicators].sort((a, b) => a.id - b.id),
  finding: data.findings,
};
const mark = { fact: "f", table: "t", indicator: "i", finding: "w" };

// Shows a line of the text. Blocks out of sight have no layout yet: the second look finds them in place.
function showLine(node) {
  if (!node) return;
  node.scrollIntoView({ block: "center" });
  requestAnimationFrame(() => node.scrollIntoView({ block: "center" }));
}
function marksOf(type, id) {
  return document.querySelectorAll(`#source [data-${mark[type]}="${id}"]`);
}
function clear() {
  for (const node of document.querySelectorAll(".on")) {
    node.classList.remove("on");
    node.querySelector(":scope > dl, :scope > .grid")?.remove();
  }
}
function select(type, row, from) {
  clear();
  state.on = { type, id: row.id };
  const marks = [...marksOf(type, row.id)];
  if (type === "finding")
    for (const id of row.facts) marks.push(...marksOf("fact", id));
  for (const node of marks) node.classList.add("on");
  if (from !== "source") showLine(marks[0] ?? $("L" + row.line));
  for (const bar of document.querySelectorAll(".bar")) bar.classList.toggle("on", type === "fact" && +bar.dataset.f === row.id);
  hereInOutline(row.section_id ?? factById.get(row.facts?.[0])?.section_id);
  if (from !== "chart") showRow(type, row);
}
function hereInOutline(section) {
  for (const link of document.querySelectorAll("nav a")) {
    const here = section != null && +link.dataset.s === section;
    link.classList.toggle("here", here);
    if (here) link.scrollIntoView({ block: "nearest" });
  }
}
