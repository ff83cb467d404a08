package delivery

import (
	"testing"
	"time"
)

func TestEachStatusHasItsVerdict(t *testing.T) {
	now := time.Unix(1445412470, 0)
	for _, test := range []struct {
		status     int
		retryAfter string
		want       Status
		flags      Flags
		delay      time.Duration
	}{
		{200, "", Delivered, 0, 0},
		{204, "", Delivered, 0, 0},
		{101, "", Retry, WholeDestination, 0},
		{302, "", Retry, WholeDestination, 0},
		{400, "", Rejected, 0, 0},
		{401, "", AuthFailed, 0, 0},
		{403, "", AuthFailed, 0, 0},
		{404, "", Rejected, 0, 0},
		{408, "", Retry, 0, 0},
		{413, "", Rejected, 0, 0},
		{425, "", Retry, 0, 0},
		{429, "", Retry, WholeDestination, 0},
		{429, "2", Retry, WholeDestination, 2 * time.Second},
		{429, "Wed, 21 Oct 2015 07:28:00 GMT", Retry, WholeDestination, 10 * time.Second},
		{429, "Wed, 21 Oct 2015 07:27:00 GMT", Retry, WholeDestination, 0},
		{429, "99999999999999999999", Retry, WholeDestination, time.Hour},
		{500, "", Retry, 0, 0},
		{503, "1", Retry, WholeDestination, time.Second},
		{503, "soon", Retry, 0, 0},
		{503, "", Retry, 0, 0},
	} {
		found := judgeReply(test.status, test.retryAfter, "127.0.0.1", now)
		if found.Status != test.want || found.Flags != test.flags || found.RetryAfter != test.delay {
			t.Errorf("%d %s: expected %v, found %+v", test.status, test.retryAfter, test, found)
		}
		if found.VendorCode != test.status || found.Requests != 1 || found.Field != -1 {
			t.Errorf("%d: found %+v", test.status, found)
		}
	}
}

func TestWhatWasWrittenWithoutAnAnswerMayBeDelivered(t *testing.T) {
	for _, kind := range []kind{unreachable, lost, timedOut, garbled, stopped} {
		if found := judgeFailure(failure{kind, true}, "x"); found.Status != Retry || found.Flags != MaybeDelivered {
			t.Errorf("%v, written: found %+v", kind, found)
		}
		want := Retry
		if kind == stopped {
			want = Cancelled
		}
		if found := judgeFailure(failure{kind, false}, "x"); found.Status != want || found.Flags != 0 {
			t.Errorf("%v, not written: found %+v", kind, found)
		}
	}
}
