//! The pages of `gongkai inspect --html` and `gongkai report` in a real browser: headless Chromium behind its WebDriver.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use crate::common::{run, status};
use crate::read::read;
use serde_json::{Value, json};

/// A session of the W3C WebDriver protocol; it ends with its driver.
struct Browser {
    driver: Child,
    session: String,
}

impl Browser {
    /// Starts the driver and the browser; `None` where the driver is not installed.
    fn start(profile: &std::path::Path) -> Option<Self> {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| {
                Some(
                    line.split_once("successfully on port ")?
                        .1
                        .trim_end_matches('.')
                        .to_owned(),
                )
            })
            .expect("chromedriver says its port");
        // The driver goes on talking: a closed pipe would end it.
        std::thread::spawn(move || lines.for_each(drop));
        let mut arguments: Vec<String> = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
             --disable-background-networking --disable-component-update --disable-sync --window-size=1400,900"
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        arguments.push(format!("--user-data-dir={}", profile.display()));
        let mut browser = Self {
            driver,
            session: format!("http://127.0.0.1:{port}/session"),
        };
        let answer = browser.post(
            "",
            json!({"capabilities": {"alwaysMatch": {
                "browserName": "chrome",
                "goog:chromeOptions": {"args": arguments},
                "goog:loggingPrefs": {"browser": "ALL"},
            }}}),
        );
        let id = answer["sessionId"].as_str().expect("a session").to_owned();
        browser.session = format!("{}/{id}", browser.session);
        Some(browser)
    }

    fn post(&self, command: &str, body: Value) -> Value {
        let address = format!("{}{command}", self.session);
        let mut answer = ureq::post(&address).send_json(body).expect(&address);
        let answer: Value = answer.body_mut().read_json().unwrap();
        answer["value"].clone()
    }

    fn try_post(&self, command: &str, body: Value) -> Value {
        let answer = ureq::post(format!("{}{command}", self.session)).send_json(body);
        let answer = answer
            .ok()
            .and_then(|mut answer| answer.body_mut().read_json::<Value>().ok());
        answer.map_or(Value::Null, |answer| answer["value"].clone())
    }

    fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", json!({"script": script, "args": []}))
    }

    /// Waits until a script gives what is expected: the page draws in its own time.
    fn expect(&self, script: &str, expected: impl Into<Value>) {
        let expected = expected.into();
        let mut got = Value::Null;
        for _ in 0..50 {
            // A script that looks for what is not drawn yet fails.
            got = self.try_post("/execute/sync", json!({"script": script, "args": []}));
            if got == expected {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        assert_eq!(got, expected, "{script}");
    }

    fn click(&self, selector: &str) {
        let element = self.post(
            "/element",
            json!({"using": "css selector", "value": selector}),
        );
        let id = element
            .as_object()
            .unwrap()
            .values()
            .next()
            .unwrap()
            .as_str()
            .unwrap()
            .to_owned();
        self.post(&format!("/element/{id}/click"), json!({}));
    }

    fn press(&self, key: &str) {
        self.post(
            "/actions",
            json!({"actions": [{"type": "key", "id": "keys", "actions": [
                {"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]}]}),
        );
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = ureq::delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

const TEXT: &str = "2020年度部门决算\n<script>document.title = 'caught'</script>\n一、收入支出决算总体情况说明\n\
    2020年收入总计100万元。与2019年相比，收入总计增加20万元，增长5%。\n\
    二、“三公”经费支出决算情况说明</script>\n2020年公务接待费支出2.6万元，比2019年减少0.1万元，下降3.7%。</script><b>国内公务接待12批次</b>。\n";

/// Starts a browser, or says that the test is skipped.
fn start(directory: &std::path::Path) -> Option<Browser> {
    let browser = Browser::start(&directory.join("profile"));
    if browser.is_none() {
        let skipped =
            "no chromedriver; `apt-get install chromium chromium-driver` to run this test";
        assert!(
            std::env::var_os("GONGKAI_REQUIRE_BROWSER").is_none(),
            "{skipped}"
        );
        // Past the harness, which keeps back what a test prints that passes.
        let _ = writeln!(std::io::stderr(), "SKIPPED: {skipped}");
    }
    browser
}

#[test]
fn a_person_checks_a_document() {
    let directory = tempfile::tempdir().unwrap();
    let Some(browser) = start(directory.path()) else {
        return;
    };
    let file = directory.path().join("a.txt");
    std::fs::write(&file, TEXT).unwrap();
    let facts = read("a.txt", TEXT).unwrap().facts;
    let path = directory.path().join("page.html");
    let (file, out) = (file.to_str().unwrap(), path.to_str().unwrap());
    assert_eq!(status(&run(&["inspect", file, "--html", out])), 0);
    browser.post("/url", json!({"url": format!("file://{}", path.display())}));

    // Opens with the main figures, and nothing of the document ran.
    browser.expect("return document.documentElement.dataset.tab", "figures");
    assert_ne!(browser.run("return document.title"), "caught");
    assert!(
        browser
            .run("return document.querySelectorAll('.bar').length")
            .as_u64()
            >= Some(2)
    );
    browser.expect(
        "return document.querySelector('#source').textContent.includes('<script>document.title')",
        true,
    );

    // A bar leads to its source and the chart stays.
    browser.click(".bar");
    browser.expect(
        "return document.querySelector('#source .on').textContent",
        "100万元",
    );
    browser.expect("return document.documentElement.dataset.tab", "figures");

    // A number leads to its row.
    let fact = facts.iter().find(|fact| fact.raw == "2.6万元").unwrap();
    browser.click(&format!("#source [data-f='{}']", fact.id));
    browser.expect(
        "return document.querySelector('.r.on .say').textContent",
        "2020 final: 公务接待费支出 = 26,000 yuan, down 3.7 % on 2019",
    );

    // And a row to its number.
    browser.click("#list .r");
    browser.expect(
        "return document.querySelector('#source .on').textContent",
        "100万元",
    );
    browser.press("j");
    browser.expect(
        "return document.querySelector('#source .on').textContent",
        "20万元",
    );
    browser.press("k");
    browser.expect(
        "return document.querySelector('#source .on').textContent",
        "100万元",
    );

    // Filters.
    browser.click("#kind option[value=percent]");
    let percents = facts
        .iter()
        .filter(|fact| fact.unit.as_deref() == Some("%"))
        .count();
    browser.expect(
        "return document.querySelectorAll('#list .r').length",
        percents,
    );
    browser.click("#only");
    browser.expect("return document.querySelectorAll('#list .r').length", 1);

    // The finding.
    browser.press("f");
    browser.expect("return document.documentElement.dataset.tab", "finding");
    browser.expect(
        "return document.querySelector('.r.on .say').textContent.startsWith('收入总计的增减幅度写作5%')",
        true,
    );
    // All its numbers are shown: the one objected to and those it follows from.
    browser.expect(
        "return [...document.querySelectorAll('#source .on')].map((on) => on.textContent).join(' ')",
        "100万元 20万元 5%",
    );

    // Chinese.
    browser.click("#lang");
    browser.expect("return document.documentElement.lang", "zh");
    browser.click("[data-tab=fact]");
    browser.expect(
        "return document.querySelector('#list .say').textContent.startsWith('2020年决算：')",
        true,
    );

    // On a telephone there is a search, and the outline lies over the page until a heading is chosen.
    browser.post("/window/rect", json!({"width": 500, "height": 800}));
    let shown = |id: &str| format!("return document.querySelector('{id}').checkVisibility()");
    browser.expect(&shown("#search"), true);
    browser.expect(&shown("nav a"), false);
    browser.click("#menu");
    browser.expect(&shown("nav a"), true);
    browser.click("nav a");
    browser.expect(&shown("nav a"), false);
    let wide = "return document.documentElement.scrollWidth <= innerWidth";
    browser.expect(wide, true);

    // On paper stand the text and the records, and nothing to be clicked.
    let print = json!({"cmd": "Emulation.setEmulatedMedia", "params": {"media": "print"}});
    browser.post("/goog/cdp/execute", print);
    for (id, is_shown) in [
        ("#source", true),
        ("#list", true),
        (".tools", false),
        ("nav", false),
        (".tabs", false),
    ] {
        browser.expect(&shown(id), is_shown);
    }
    let whole = "const source = document.querySelector('#source'); return source.scrollHeight <= source.clientHeight";
    browser.expect(whole, true);

    let log = browser.post("/se/log", json!({"type": "browser"}));
    assert_eq!(log, json!([]));
}

#[test]
fn a_person_looks_at_a_dataset() {
    let directory = tempfile::tempdir().unwrap();
    let Some(browser) = start(directory.path()) else {
        return;
    };
    let [records, page] = ["records", "report.html"].map(|name| directory.path().join(name));
    let (records, out) = (records.to_str().unwrap(), page.to_str().unwrap());
    assert_eq!(status(&run(&["extract", "corpus", "-o", records])), 0);
    assert_eq!(
        status(&run(&["report", records, "-o", out, "--evidence"])),
        0
    );
    browser.post("/url", json!({"url": format!("file://{}", page.display())}));

    // Every province is a tile, and those with documents are coloured.
    browser.expect("return document.querySelectorAll('.map .tile').length", 34);
    let warm = "return document.querySelector('[data-code=\"33\"] .count').textContent";
    browser.expect(warm, "1");
    let colour = |code: u8| {
        let script = format!(
            "return getComputedStyle(document.querySelector('[data-code=\"{code}\"] rect')).fill"
        );
        browser.run(&script)
    };
    assert_ne!(colour(33), colour(63));
    // Charts are as large as they say.
    let high = "return [...document.querySelectorAll('.bars')].every((one) => one.getBoundingClientRect().height > 40)";
    browser.expect(high, true);

    // Chinese, and back.
    let title = "return document.querySelector('#map h2').innerText";
    browser.expect(title, "Documents by province");
    browser.click("#lang");
    browser.expect(title, "各省文件数");
    browser.click("#lang");

    // A telephone has nothing that stands out at the side; tables are lists there.
    browser.post("/window/rect", json!({"width": 500, "height": 800}));
    let wide = "return document.documentElement.scrollWidth <= innerWidth";
    browser.expect(wide, true);
    let cell = "return getComputedStyle(document.querySelector('.rows td')).display";
    browser.expect(cell, "block");
    browser.post("/window/rect", json!({"width": 1400, "height": 900}));
    browser.expect(wide, true);

    // On paper there is nothing to be clicked, and everything else.
    let print = |media: &str| {
        let media = json!({"cmd": "Emulation.setEmulatedMedia", "params": {"media": media}});
        browser.post("/goog/cdp/execute", media);
    };
    let shown = |id: &str| format!("return document.querySelector('{id}').checkVisibility()");
    print("print");
    browser.expect(&shown("#lang"), false);
    browser.expect(&shown("#failures"), true);
    print("");

    // The outlier leads to its place in the page of the document.
    browser.click("#outliers a");
    let place = "return document.querySelector(location.hash).checkVisibility() && document.querySelectorAll('#source .l').length > 1";
    browser.expect(place, true);

    let log = browser.post("/se/log", json!({"type": "browser"}));
    assert_eq!(log, json!([]));
}
