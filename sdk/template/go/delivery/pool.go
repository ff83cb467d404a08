package delivery

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// MostInFlight is how many records may be without a verdict, each with a goroutine of its own.
const MostInFlight = 64

// Host is what the host does for an instance, on any goroutine.
type Host interface {
	Secret(name string) (string, bool)
	Now() time.Time
}

type job struct {
	record   Record
	deadline time.Time
}

// Pool is the goroutines that deliver, and the queue in front of them.
type Pool struct {
	plan      Plan
	host      Host
	transport *http.Transport
	ctx       context.Context // ends with the first Cancel, and with it every wait
	stop      context.CancelFunc
	jobs      chan job
	workers   sync.WaitGroup
	token     token
}

// Start makes a pool; End ends it.
func Start(plan Plan, host Host) *Pool {
	ctx, stop := context.WithCancel(context.Background())
	pool := &Pool{
		plan:      plan,
		host:      host,
		transport: newTransport(ctx, plan.settings.Endpoint.Address),
		ctx:       ctx,
		stop:      stop,
		jobs:      make(chan job, MostInFlight),
	}
	pool.workers.Add(MostInFlight)
	for i := 0; i < MostInFlight; i++ {
		go pool.work()
	}
	return pool
}

// Take takes all of the records. It gives false, and takes none, if there is no room, for the host has been told
// MostInFlight. Not to be called twice at a time.
func (p *Pool) Take(records []Record, deadline time.Time) bool {
	if len(records) > cap(p.jobs)-len(p.jobs) {
		return false
	}
	for _, record := range records {
		p.jobs <- job{record, deadline}
	}
	return true
}

// Cancel returns at once: the goroutines answer what is open, and what comes later.
func (p *Pool) Cancel() {
	p.stop()
}

// End returns when the last goroutine has answered and is gone. After the last Take.
func (p *Pool) End() {
	p.stop()
	close(p.jobs)
	p.workers.Wait()
	p.transport.CloseIdleConnections()
}

func (p *Pool) work() {
	defer p.workers.Done()
	for job := range p.jobs {
		verdict, reply := p.deliver(job)
		job.record.Finish(verdict)
		if reply != nil {
			reply.drain()
		}
	}
}

// deliver is one record's whole way. It never panics. A reply is to be drained when the record is finished.
func (p *Pool) deliver(job job) (verdict Verdict, reply *reply) {
	defer func() {
		if cause := recover(); cause != nil {
			verdict, reply = abandoned(cause), nil
		}
	}()
	if p.ctx.Err() != nil {
		return cancelled(), nil
	}
	if !job.record.IsUpsert() {
		return rejected(WhyInvalidField, -1, "expected an upsert, found another operation"), nil
	}
	body, wrong := bodyOf(p.plan.slots, job.record.Values())
	if wrong != nil {
		return *wrong, nil
	}
	draft := draft{to: p.plan.settings.Endpoint, id: string(job.record.ID()), body: body}
	if name := p.plan.settings.Token; name != "" {
		draft.token = p.token.get(name, p.host)
		if draft.token == "" {
			return noToken(), nil
		}
	}
	return p.post(draft, job.deadline)
}

func (p *Pool) post(draft draft, deadline time.Time) (Verdict, *reply) {
	by := draft.to.URL.Host
	ctx, cancel := context.WithDeadline(p.ctx, deadline)
	reply, failure := exchange(ctx, p.transport, draft)
	if failure != nil {
		cancel()
		return judgeFailure(*failure, by), nil
	}
	reply.cancel = cancel
	verdict := judgeReply(reply.status, reply.retryAfter, by, p.host.Now())
	if verdict.Status == AuthFailed {
		p.token.refuse(draft.token)
	}
	return verdict, reply
}
