package delivery

import (
	"errors"
	"net"
	"sync/atomic"
	"syscall"
)

// link is a connection that knows whether anything was written on it. httptrace does not: its WroteHeaders speaks of a
// buffer.
type link struct {
	net.Conn
	writes atomic.Int64 // that wrote something, or are under way
}

// Write leaves a connection that ended to the reading: a refusal may lie there already, 413 to a body that was too long to
// read.
func (l *link) Write(bytes []byte) (int, error) {
	l.writes.Add(1) // before: who asks meanwhile must not be told that nothing was written
	written, err := l.Conn.Write(bytes)
	if written == 0 && err != nil {
		l.writes.Add(-1)
	}
	if errors.Is(err, syscall.EPIPE) || errors.Is(err, syscall.ECONNRESET) {
		return len(bytes), nil
	}
	return written, err
}
