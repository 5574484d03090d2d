//! Programs that a journey needs beside it: each listens on a free port, and ends with its owner.

use std::{
    io::{BufRead, BufReader, Read},
    process::{Child, ChildStdout, Command, Stdio},
};

/// A running program.
pub struct Process {
    child: Child,
    pub port: u16,
    /// Kept open: a program that prints to a closed pipe dies of it.
    _output: BufReader<ChildStdout>,
}

impl Process {
    /// Starts a program and waits for the line in which it says, after `before_port`, where it listens. A browser's driver
    /// takes a free port of one protocol and ends where another program has it in the other: then it is started again.
    pub fn start(command: &mut Command, before_port: &str) -> Process {
        let started = (0..5).find_map(|_| Process::try_start(command, before_port));
        started.unwrap_or_else(|| panic!("{command:?} ended without saying where it listens"))
    }

    fn try_start(command: &mut Command, before_port: &str) -> Option<Process> {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let mut output = BufReader::new(child.stdout.take().expect("its output is piped"));
        let port = output.by_ref().lines().map_while(Result::ok).find_map(|line| port_after(before_port, &line));
        if port.is_none() {
            // What it says to that is of no use: it has ended.
            let _ = child.wait();
        }
        Some(Process { child, port: port?, _output: output })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn port_after(before: &str, line: &str) -> Option<u16> {
    let (_, rest) = line.split_once(before)?;
    rest.split(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
}
