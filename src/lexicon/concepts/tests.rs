use super::*;

#[test]
fn dump_probe() {
    let Ok(path) = std::env::var("PROBE") else {
        return;
    };
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let mut f = line.split('\t');
        let label = f.next().unwrap();
        let ctx: Vec<&str> = f.collect();
        let m = find_in(label, &ctx);
        match m {
            Some(m) => println!(
                "{label}\t{ctx:?}\t{}\t{}\t{:.2}",
                m.id(),
                m.code.unwrap_or("-"),
                m.score
            ),
            None => println!("{label}\t{ctx:?}\t-"),
        }
    }
}

#[test]
fn dump_cells() {
    let Ok(path) = std::env::var("CELLS") else {
        return;
    };
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let f: Vec<&str> = line.split('\t').collect();
        let m = find_cell(f[0], f[1], None, f[2]);
        let s = m.map_or("-".to_owned(), |m| {
            format!("{} {}", m.id(), m.code.unwrap_or(""))
        });
        println!("{}\t{}\t{}\t{}\t=> {s}", f[0], f[1], f[2], f[3]);
    }
}
