package delivery

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"
)

const (
	mostHeadBytes = 16384
	// On this machine a connection is there at once, or its queue is full.
	longestConnect = time.Second
	longestIdle    = 30 * time.Second
	// A body that is longer, or takes longer, costs its connection: the status says everything.
	mostBodyBytes = 64 * 1024
	longestBody   = 100 * time.Millisecond
)

type kind int

const (
	unreachable kind = iota
	lost
	timedOut
	garbled
	stopped
)

type failure struct {
	kind      kind
	isWritten bool // the endpoint may have seen something of the request
}

// reply is the head of an answer; its body is still to be drained.
type reply struct {
	status     int
	retryAfter string
	body       io.ReadCloser
	cancel     context.CancelFunc
}

// drain ends the exchange. A small body is read, so that its connection can serve again.
func (r *reply) drain() {
	patience := time.AfterFunc(longestBody, r.cancel)
	_, _ = io.CopyN(io.Discard, r.body, mostBodyBytes)
	patience.Stop()
	_ = r.body.Close()
	r.cancel()
}

// newTransport speaks plain HTTP/1.1 to one address, whatever a URL or the environment says, until ctx ends. Redirects
// are not followed, for RoundTrip follows none.
func newTransport(ctx context.Context, address string) *http.Transport {
	dialer := net.Dialer{Timeout: longestConnect}
	return &http.Transport{
		Proxy: nil,
		DialContext: func(context.Context, string, string) (net.Conn, error) {
			connection, err := dialer.DialContext(ctx, "tcp", address)
			if err != nil {
				return nil, err
			}
			return &link{Conn: connection}, nil
		},
		DisableCompression:     true,
		MaxIdleConns:           MostInFlight,
		MaxIdleConnsPerHost:    MostInFlight,
		IdleConnTimeout:        longestIdle,
		MaxResponseHeaderBytes: mostHeadBytes,
	}
}

// passage is what a request did on its connection.
type passage struct {
	link     *link // nil: there was none
	isReused bool
	writes   int64       // of the link, before this request
	answered atomic.Bool // something came back
}

func (p *passage) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GotConn: func(info httptrace.GotConnInfo) {
			p.link = info.Conn.(*link) // with TLS: the NetConn() of a tls.Conn
			p.isReused = info.Reused
			p.writes = p.link.writes.Load()
		},
		GotFirstResponseByte: func() { p.answered.Store(true) },
	}
}

func (p *passage) isWritten() bool {
	return p.link != nil && p.link.writes.Load() != p.writes
}

func (p *passage) kindOf(ctx context.Context) kind {
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return timedOut
	case ctx.Err() != nil:
		return stopped
	case p.link == nil:
		return unreachable
	case p.answered.Load():
		return garbled
	}
	return lost
}

// exchange sends what is drafted, once. Only where a kept connection had been closed, and no byte was written on it, another
// one is taken.
func exchange(ctx context.Context, transport *http.Transport, draft draft) (*reply, *failure) {
	for {
		passage := &passage{}
		response, err := transport.RoundTrip(draft.request(httptrace.WithClientTrace(ctx, passage.trace())))
		if err == nil {
			return &reply{status: response.StatusCode, retryAfter: response.Header.Get("Retry-After"), body: response.Body}, nil
		}
		if !passage.isReused || passage.isWritten() || ctx.Err() != nil {
			return nil, &failure{passage.kindOf(ctx), passage.isWritten()}
		}
	}
}
