package delivery

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const patience = 10 * time.Second

// desk is a host of one instance.
type desk struct {
	asked atomic.Int64 // how often for the token: token-1, token-2 ...
}

func (d *desk) Secret(string) (string, bool) {
	return "token-" + string(rune('0'+d.asked.Add(1))), true
}

func (d *desk) Now() time.Time { return time.Now() }

type paper struct {
	id       Value
	verdicts chan Verdict
}

func (p paper) IsUpsert() bool   { return true }
func (p paper) ID() []byte       { return []byte("key") }
func (p paper) Finish(v Verdict) { p.verdicts <- v }
func (p paper) Values() []Value {
	if p.id.Kind == Absent {
		panic("a visitor's value")
	}
	return []Value{p.id}
}

// bench is a pool that sends to one endpoint.
type bench struct {
	*Pool
	desk     *desk
	verdicts chan Verdict
	test     *testing.T
	once     sync.Once
}

func newBench(t *testing.T, endpoint string) *bench {
	plan, found := ReadPlan(
		[]byte(`{"endpoint":"`+endpoint+`","token":{"$secret":"token"}}`), "send", []Field{{Name: "id"}},
	)
	if len(found) > 0 {
		t.Fatal(found)
	}
	host := &desk{}
	bench := &bench{Pool: Start(plan, host), desk: host, verdicts: make(chan Verdict, 4*MostInFlight), test: t}
	t.Cleanup(bench.end)
	return bench
}

func (b *bench) send(ids ...Value) {
	records := make([]Record, len(ids))
	for i, id := range ids {
		records[i] = paper{id, b.verdicts}
	}
	if !b.Take(records, time.Now().Add(patience)) {
		b.test.Fatalf("expected %d records to be taken", len(ids))
	}
}

func (b *bench) end() {
	b.once.Do(b.End)
}

func within[T any](t *testing.T, events <-chan T) T {
	t.Helper()
	select {
	case event := <-events:
		return event
	case <-time.After(patience):
		t.Fatal("expected something to happen, found nothing")
		panic("not reached")
	}
}

// serve answers the connections of a server that does what no http.Server would; endpoint is its address.
func serve(t *testing.T, answer func(net.Conn)) (endpoint string) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go answer(connection)
		}
	}()
	return "http://" + listener.Addr().String()
}

func readRequest(reader *bufio.Reader) error {
	request, err := http.ReadRequest(reader)
	if err == nil {
		_, err = io.Copy(io.Discard, request.Body)
	}
	return err
}

func TestARecordIsPostedWithItsTokenAndKey(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) {
		body, _ := io.ReadAll(request.Body)
		if string(body) != `{"id":"crm-1","attributes":{}}` || request.Header.Get("Authorization") != "Bearer token-1" ||
			request.Header.Get("Idempotency-Key") != "key" {
			t.Errorf("found %s with %v", body, request.Header)
		}
	}))
	t.Cleanup(server.Close)
	bench := newBench(t, server.URL)
	bench.send(text("crm-1"))
	if verdict := within(t, bench.verdicts); verdict.Status != Delivered {
		t.Errorf("found %+v", verdict)
	}
}

func TestATokenIsAskedForAgainAfterARefusal(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		if request.Header.Get("Authorization") != "Bearer token-2" {
			writer.WriteHeader(http.StatusUnauthorized)
		}
	}))
	t.Cleanup(server.Close)
	bench := newBench(t, server.URL)
	for _, want := range []Status{AuthFailed, Delivered, Delivered} {
		bench.send(text("crm-1"))
		if verdict := within(t, bench.verdicts); verdict.Status != want {
			t.Errorf("expected %v, found %+v", want, verdict)
		}
	}
	if asked := bench.desk.asked.Load(); asked != 2 {
		t.Errorf("expected the token to be asked for twice, found %d", asked)
	}
}

func TestARequestThatWasWrittenIsNotSentAgain(t *testing.T) {
	var requests atomic.Int64
	endpoint := serve(t, func(connection net.Conn) {
		defer connection.Close()
		reader := bufio.NewReader(connection)
		for readRequest(reader) == nil {
			if requests.Add(1) > 1 {
				return // without an answer, on a kept connection: net/http would send it again
			}
			_, _ = io.WriteString(connection, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
		}
	})
	bench := newBench(t, endpoint)
	bench.send(text("crm-1"))
	if verdict := within(t, bench.verdicts); verdict.Status != Delivered {
		t.Errorf("found %+v", verdict)
	}
	bench.send(text("crm-2"))
	if verdict := within(t, bench.verdicts); verdict.Status != Retry || verdict.Flags != MaybeDelivered {
		t.Errorf("found %+v", verdict)
	}
	if requests.Load() != 2 {
		t.Errorf("expected 2 requests, found %d", requests.Load())
	}
}

func TestAConnectionThatIsClosedBehindAnAnswerIsNoFailure(t *testing.T) {
	endpoint := serve(t, func(connection net.Conn) {
		defer connection.Close()
		if readRequest(bufio.NewReader(connection)) == nil {
			_, _ = io.WriteString(connection, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
		}
	})
	bench := newBench(t, endpoint)
	for i := 0; i < 20; i++ {
		bench.send(text("crm-1"))
		// Written before the end was seen: that cannot be told from a request that was lost.
		if verdict := within(t, bench.verdicts); verdict.Status != Delivered && verdict.Flags != MaybeDelivered {
			t.Errorf("found %+v", verdict)
		}
	}
}

func TestARefusalIsSeenAlthoughTheBodyWasNotRead(t *testing.T) {
	endpoint := serve(t, func(connection net.Conn) {
		defer connection.Close() // what was not read makes it a reset
		if _, err := http.ReadRequest(bufio.NewReader(connection)); err == nil {
			_, _ = io.WriteString(connection, "HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
		}
	})
	bench := newBench(t, endpoint)
	long := text(strings.Repeat("x", 8*1024*1024))
	for i := 0; i < 10; i++ {
		bench.send(long)
		if verdict := within(t, bench.verdicts); verdict.Status != Rejected || verdict.Reason != WhyTooLarge {
			t.Errorf("found %+v", verdict)
		}
	}
}

func TestNothingIsWrittenWhereNobodyListens(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
	bench := newBench(t, "http://"+listener.Addr().String())
	bench.send(text("crm-1"))
	if verdict := within(t, bench.verdicts); verdict.Status != Retry || verdict.Flags != 0 || verdict.Code != "unreachable" {
		t.Errorf("found %+v", verdict)
	}
}

func TestAPanicIsAVerdictThatQuotesNoValue(t *testing.T) {
	bench := newBench(t, "http://127.0.0.1:1")
	bench.send(Value{}) // this paper panics
	verdict := within(t, bench.verdicts)
	if verdict.Status != Retry || verdict.Code != "abandoned" || strings.Contains(verdict.Message, "visitor") {
		t.Errorf("found %+v", verdict)
	}
}

func TestCancelAnswersEverythingAndEndLeavesNoGoroutine(t *testing.T) {
	read := make(chan bool, MostInFlight)
	release := make(chan bool)
	endpoint := serve(t, func(connection net.Conn) {
		defer connection.Close()
		if readRequest(bufio.NewReader(connection)) == nil {
			read <- true
			<-release // and never answers
		}
	})
	before := runtime.NumGoroutine()
	bench := newBench(t, endpoint)
	many := make([]Value, MostInFlight)
	for i := range many {
		many[i] = text("crm-1")
	}
	bench.send(many...)
	for range many {
		within(t, read)
	}
	bench.send(many...) // more than the host may: they wait in the queue
	bench.Cancel()
	bench.Cancel()
	found := map[Status]int{}
	for i := 0; i < 2*MostInFlight; i++ {
		verdict := within(t, bench.verdicts)
		found[verdict.Status]++
		if verdict.Status == Retry && verdict.Flags != MaybeDelivered {
			t.Errorf("found %+v", verdict)
		}
	}
	if found[Retry] != MostInFlight || found[Cancelled] != MostInFlight {
		t.Errorf("expected as many under way as in the queue, found %v", found)
	}
	bench.end()
	close(release)
	for began := time.Now(); runtime.NumGoroutine() > before; time.Sleep(time.Millisecond) {
		if time.Since(began) > patience {
			t.Fatalf("expected %d goroutines as before, found %d", before, runtime.NumGoroutine())
		}
	}
}
