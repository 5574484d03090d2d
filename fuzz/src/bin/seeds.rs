//! Writes the inputs that the fuzzer starts from into `corpus`, where cargo-fuzz looks for them.

use std::{fs, io, path::Path};

fn main() -> io::Result<()> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for (law, name, input) in karez_fuzz::seeds::seeds() {
        let folder = corpus.join(law);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(name), input)?;
    }
    Ok(())
}
