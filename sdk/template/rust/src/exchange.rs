//! One request over plain HTTP/1.1 and the head of its reply, on a connection of its own. Blocks: for worker threads.

use crate::reply::{read_head, Head, Reply};
use crate::settings::Endpoint;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

const MOST_HEAD_BYTES: usize = 16384;
/// On this machine a connection is there at once, or its queue is full: that long, cancel must wait.
const LONGEST_CONNECT: Duration = Duration::from_secs(1);

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    Unreachable,
    Lost,
    Timeout,
    Garbled,
    Cancelled,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    pub kind: Kind,
    pub is_written: bool, // the endpoint may have seen something of the request
}

/// Where a stream is left while it is in use, so that another thread can end it.
pub trait Cancel {
    /// False: do not go on, it is cancelled already or there is no descriptor left.
    fn opened(&self, stream: &TcpStream) -> bool;
    fn is_cancelled(&self) -> bool;
}

/// The body of the reply is not waited for: the status says everything, and nothing else is sent on this connection.
pub fn exchange(to: &Endpoint, request: &[u8], deadline: Instant, cancel: &impl Cancel) -> Result<Reply, Failure> {
    let mut is_written = false;
    let done = attempt(to, request, deadline, cancel, &mut is_written);
    done.map_err(|kind| Failure { kind: if cancel.is_cancelled() { Kind::Cancelled } else { kind }, is_written })
}

fn attempt(
    to: &Endpoint,
    request: &[u8],
    deadline: Instant,
    cancel: &impl Cancel,
    is_written: &mut bool,
) -> Result<Reply, Kind> {
    let connected = TcpStream::connect_timeout(&to.address, left(deadline)?.min(LONGEST_CONNECT));
    let mut stream = connected.map_err(|_| Kind::Unreachable)?;
    if !cancel.opened(&stream) {
        return Err(Kind::Unreachable); // exchange() says whether it was cancelled
    }
    write_all(&mut stream, request, deadline, is_written)?;
    read_reply(&mut stream, deadline)
}

/// Never zero, which would mean for ever.
fn left(deadline: Instant) -> Result<Duration, Kind> {
    let left = deadline.saturating_duration_since(Instant::now());
    if left < Duration::from_millis(1) {
        return Err(Kind::Timeout);
    }
    Ok(left)
}

fn is_to_be_tried_again(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted)
    // left() says when it is enough
}

/// A connection that ends is left to the reading: a refusal may lie there already, 413 to a body that was too long to read.
fn write_all(stream: &mut TcpStream, mut request: &[u8], deadline: Instant, is_written: &mut bool) -> Result<(), Kind> {
    while !request.is_empty() {
        let limit = stream.set_write_timeout(Some(left(deadline)?));
        match limit.and_then(|()| stream.write(request)) {
            Ok(0) => return Ok(()),
            Ok(written) => {
                *is_written = true;
                request = &request[written..];
            }
            Err(error) if is_to_be_tried_again(error.kind()) => {}
            Err(_) => return Ok(()),
        }
    }
    Ok(())
}

fn read_reply(stream: &mut TcpStream, deadline: Instant) -> Result<Reply, Kind> {
    let mut head = Vec::new();
    let mut part = [0u8; 4096];
    while head.len() < MOST_HEAD_BYTES {
        let limit = stream.set_read_timeout(Some(left(deadline)?));
        match limit.and_then(|()| stream.read(&mut part)) {
            Ok(got) if got > 0 => head.extend_from_slice(&part[..got]),
            Err(error) if is_to_be_tried_again(error.kind()) => continue,
            _ => return Err(if head.is_empty() { Kind::Lost } else { Kind::Garbled }),
        }
        match read_head(&head) {
            Head::Whole(reply) => return Ok(reply),
            Head::Wrong => return Err(Kind::Garbled),
            Head::Unfinished => {}
        }
    }
    Err(Kind::Garbled)
}
