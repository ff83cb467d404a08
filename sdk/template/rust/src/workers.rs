//! The threads that deliver, and the queue in front of them. Made by init, ended by shutdown.

use crate::body::body_of;
use crate::exchange::{exchange, Cancel};
use crate::fields::Slot;
use crate::host::Host;
use crate::judge::{self, Verdict};
use crate::record::Record;
use crate::request::{is_header_value, request_of};
use crate::settings::Settings;
use std::collections::{HashMap, VecDeque};
use std::net::{Shutdown, TcpStream};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::Instant;

/// As many records as may be without a verdict, and a thread for each of them.
pub const MOST_IN_FLIGHT: usize = 64;

/// What never changes; shared by all threads.
pub struct Plan {
    pub host: Host,
    pub settings: Settings,
    pub slots: Vec<Slot>,
}

pub struct Job {
    pub record: Record,
    pub deadline: Instant,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Job>,
    open: HashMap<usize, TcpStream>, // by worker
    is_cancelled: bool,
}

struct Shared {
    plan: Plan,
    state: Mutex<State>,
    wake: Condvar,
}

impl Shared {
    /// A thread that panicked has left nothing half done: each hold of the lock is one step.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

pub struct Workers {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

impl Workers {
    pub fn start(plan: Plan) -> std::io::Result<Workers> {
        let shared = Arc::new(Shared { plan, state: Mutex::default(), wake: Condvar::new() });
        let mut workers = Workers { shared, threads: Vec::new() };
        for number in 0..MOST_IN_FLIGHT {
            let shared = Arc::clone(&workers.shared);
            let thread = thread::Builder::new().stack_size(512 * 1024).spawn(move || Worker { shared, number }.work());
            workers.threads.push(thread?); // an error drops `workers`, which joins those that run
        }
        Ok(workers)
    }

    /// All of them. Gives false, and takes none, if there is no room, for the host has been told MOST_IN_FLIGHT.
    pub fn take(&self, jobs: impl ExactSizeIterator<Item = Job>) -> bool {
        let mut state = self.shared.lock();
        if jobs.len() > MOST_IN_FLIGHT - state.queue.len() {
            return false;
        }
        if state.is_cancelled {
            drop(state);
            jobs.for_each(|job| job.record.finish(&Verdict::cancelled()));
            return true;
        }
        state.queue.extend(jobs);
        self.shared.wake.notify_all();
        true
    }

    /// Answers what waits; what is under way is answered by its worker, at once.
    pub fn cancel(&self) {
        let mut state = self.shared.lock();
        state.is_cancelled = true;
        let dropped = std::mem::take(&mut state.queue);
        for stream in state.open.values() {
            let _ = stream.shutdown(Shutdown::Both); // it may have ended by itself
        }
        self.shared.wake.notify_all();
        drop(state);
        for job in dropped {
            job.record.finish(&Verdict::cancelled());
        }
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.cancel();
        for thread in self.threads.drain(..) {
            let _ = thread.join(); // a worker catches its panics
        }
    }
}

struct Worker {
    shared: Arc<Shared>,
    number: usize,
}

impl Cancel for Worker {
    fn opened(&self, stream: &TcpStream) -> bool {
        let mut state = self.shared.lock();
        match stream.try_clone() {
            Ok(handle) if !state.is_cancelled => state.open.insert(self.number, handle).is_none(),
            _ => false,
        }
    }

    fn is_cancelled(&self) -> bool {
        self.shared.lock().is_cancelled
    }
}

impl Worker {
    fn work(&self) {
        let mut token = None;
        while let Some(job) = self.next() {
            // A panic drops the record, which answers RETRY for it.
            let done = catch_unwind(AssertUnwindSafe(|| {
                let verdict = self.deliver(&job, &mut token);
                job.record.finish(&verdict);
            }));
            self.shared.lock().open.remove(&self.number);
            drop(done);
        }
    }

    /// None once there will be none.
    fn next(&self) -> Option<Job> {
        let mut state = self.shared.lock();
        while state.queue.is_empty() && !state.is_cancelled {
            state = self.shared.wake.wait(state).unwrap_or_else(|poisoned| poisoned.into_inner());
        }
        state.queue.pop_front()
    }

    /// token: as the host last gave it to this thread; asked for again after a refusal.
    fn deliver(&self, job: &Job, token: &mut Option<String>) -> Verdict {
        let Plan { host, settings, slots } = &self.shared.plan;
        if !job.record.is_upsert() {
            return Verdict::rejected(crate::ffi::WHY_INVALID_FIELD, 0, "expected an upsert, found another operation");
        }
        let body = match body_of(slots, &job.record.values()) {
            Ok(body) => body,
            Err(verdict) => return verdict,
        };
        if let (Some(name), None) = (&settings.token, &token) {
            *token = host.secret(name).filter(|text| is_header_value(text));
            if token.is_none() {
                return Verdict::no_token();
            }
        }
        let to = &settings.endpoint;
        let request = request_of(to, token.as_deref(), job.record.id(), &body);
        let verdict = match exchange(to, &request, job.deadline, self) {
            Ok(reply) => judge::of_reply(&reply, &to.authority, host.unix_seconds()),
            Err(failure) => judge::of_failure(&failure, &to.authority),
        };
        if verdict.status == crate::ffi::AUTH_FAILED {
            *token = None;
        }
        verdict
    }
}
