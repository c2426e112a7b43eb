//! Which files a run takes: those it is given, those below a directory, links, pipes, odd names.

use std::fs;

use crate::common::{
    TEXT, extract, gongkai, of_type, paths_of, records, run, status, stderr, stdout,
};

#[test]
fn takes_text_and_markdown_but_no_hidden_file() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    fs::create_dir_all(root.join("b/.git")).unwrap();
    for name in ["c.txt", "a.MD", "b/z.md", ".d.txt", "b/.git/e.txt", "f.log"] {
        fs::write(root.join(name), format!("{TEXT}{name}")).unwrap();
    }
    let output = gongkai(&["extract", "."])
        .current_dir(root)
        .output()
        .unwrap();
    assert_eq!(status(&output), 0);
    assert_eq!(
        paths_of(stdout(&output), "document"),
        ["./a.MD", "./b/z.md", "./c.txt"]
    );
    // A file that is named outright is taken whatever its name.
    let named = extract(&[&root.join("f.log"), &root.join(".d.txt")], &[]);
    assert_eq!(status(&named), 0);
    assert_eq!(of_type(&records(stdout(&named)), "document").len(), 2);
}

#[test]
fn what_a_walk_leaves_out_is_counted_and_can_be_listed() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    fs::create_dir(root.join("2021")).unwrap();
    let page = format!("<html><body><p>{TEXT}</p></body></html>");
    for (name, content) in [
        ("a.txt", TEXT),
        ("2021/show.htm?id=3", &page),
        ("2021/t2021.03", TEXT),
        ("data.json", "{\"text\": \"收入\"}"),
        ("style.css", "p {}"),
    ] {
        fs::write(root.join(name), format!("{content}{name}")).unwrap();
    }
    let output = extract(&[root], &[]);
    assert_eq!(status(&output), 0);
    assert_eq!(paths_of(stdout(&output), "document").len(), 3);
    assert!(
        stderr(&output).contains("2 files left out"),
        "{}",
        stderr(&output)
    );
    let output = extract(&[root], &["--verbose"]);
    assert!(
        stderr(&output).contains("data.json: left out"),
        "{}",
        stderr(&output)
    );
    for (arguments, expected) in [
        (&["--include", "*.txt"][..], &["a.txt"][..]),
        (&["--exclude", "2021/*"], &["a.txt"]),
        (
            &["--include", "2021/*", "--exclude", "show*"],
            &["2021/t2021.03"],
        ),
    ] {
        let output = extract(&[root], arguments);
        let paths = paths_of(stdout(&output), "document");
        let names: Vec<&str> = paths
            .iter()
            .map(|path| path.strip_prefix(root.to_str().unwrap()).unwrap())
            .map(|path| path.trim_start_matches('/'))
            .collect();
        assert_eq!(names, expected, "{arguments:?}");
    }
    // Named outright, data is not one document.
    let output = extract(&[&root.join("data.json")], &[]);
    assert_eq!(status(&output), 1);
    assert!(
        stderr(&output).contains("JSON is not read"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn paths_may_stand_in_a_file() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["a b.txt", "c.txt"] {
        fs::write(dir.path().join(name), format!("{TEXT}{name}")).unwrap();
    }
    let list = dir.path().join("list");
    let named = |sign: &str| {
        ["a b.txt", "c.txt"]
            .map(|name| dir.path().join(name).display().to_string() + sign)
            .concat()
    };
    for (sign, zero) in [("\n", &[][..]), ("\r\n", &[]), ("\0", &["-0"])] {
        fs::write(&list, named(sign)).unwrap();
        let output = gongkai(&["extract", "--files-from", list.to_str().unwrap()])
            .args(zero)
            .output()
            .unwrap();
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        assert_eq!(paths_of(stdout(&output), "document").len(), 2, "{sign:?}");
    }
    let output = run(&["check", "--files-from", "no/such/list"]);
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("no/such/list"));
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    use std::path::Path;
    use std::process::Command;

    #[test]
    fn a_link_back_into_itself_is_told_and_not_followed() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir(root.join("a")).unwrap();
        fs::write(root.join("b.txt"), TEXT).unwrap();
        symlink(root, root.join("a/back")).unwrap();
        symlink(root.join("b.txt"), root.join("c.txt")).unwrap();
        let output = extract(&[root], &[]);
        assert_eq!(status(&output), 1);
        let all = records(stdout(&output));
        assert_eq!(of_type(&all, "document").len(), 1);
        assert_eq!(of_type(&all, "copy").len(), 1);
        let errors = of_type(&all, "error");
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0]["stage"], "walk");
        assert!(
            errors[0]["message"]
                .as_str()
                .unwrap()
                .contains("not followed")
        );
    }

    #[test]
    fn links_that_lead_nowhere_are_told_unless_hidden() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::write(root.join("good.txt"), TEXT).unwrap();
        symlink("nowhere", root.join(".#lock.txt")).unwrap();
        assert_eq!(status(&extract(&[root], &[])), 0);
        symlink("nowhere", root.join("gone.txt")).unwrap();
        let output = extract(&[root], &[]);
        assert_eq!(status(&output), 1);
        assert!(paths_of(stdout(&output), "error")[0].ends_with("gone.txt"));
    }

    #[test]
    fn a_pipe_in_a_directory_is_left_out_and_one_that_is_named_is_read() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("good.txt"), TEXT).unwrap();
        let pipe = dir.path().join("pipe.txt");
        assert!(
            Command::new("mkfifo")
                .arg(&pipe)
                .status()
                .unwrap()
                .success()
        );
        let output = extract(&[dir.path()], &[]);
        assert_eq!(status(&output), 0);
        assert_eq!(paths_of(stdout(&output), "document").len(), 1);
        let writer = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::write(pipe, TEXT).unwrap()
        });
        let output = extract(&[&pipe], &[]);
        writer.join().unwrap();
        assert_eq!(status(&output), 0);
    }

    #[test]
    fn names_that_are_no_utf_8_are_read() {
        let dir = tempfile::tempdir().unwrap();
        let name = OsStr::from_bytes(b"\xbe\xf6\xcb\xe3.txt");
        // Not every file system takes such a name.
        if fs::write(dir.path().join(name), TEXT).is_err() {
            return;
        }
        let output = extract(&[dir.path()], &[]);
        assert_eq!(status(&output), 0);
        assert!(paths_of(stdout(&output), "document")[0].ends_with(r"\xBE\xF6\xCB\xE3.txt"));
    }

    #[test]
    fn a_control_character_of_a_name_never_reaches_the_terminal() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a\u{1b}[31m\rb.txt"), "").unwrap();
        let output = extract(&[dir.path()], &[]);
        assert_eq!(status(&output), 1);
        assert!(!stderr(&output).contains(['\u{1b}', '\r']));
        assert!(
            stderr(&output).contains(r"a\u{1b}[31m\rb.txt"),
            "{}",
            stderr(&output)
        );
    }

    #[test]
    fn a_file_that_may_not_be_read_is_told() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.txt");
        fs::write(&file, TEXT).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
        // The superuser may read everything.
        if fs::read(&file).is_ok() {
            return;
        }
        let output = extract(&[dir.path(), Path::new("corpus")], &[]);
        assert_eq!(status(&output), 1);
        assert_eq!(records(stdout(&output))[0]["stage"], "read");
    }
}
