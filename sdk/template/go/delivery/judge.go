package delivery

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const longestDelay = time.Hour

// judgeReply says what became of a record whose request got an answer. by: the endpoint, for the message. now: for a
// Retry-After that is a date.
func judgeReply(status int, retryAfter string, by string, now time.Time) Verdict {
	delay := retryDelay(retryAfter, now)
	verdict := judgeStatus(status, delay > 0)
	verdict.Field = -1
	verdict.Requests = 1
	verdict.VendorCode = status
	if verdict.Status == Retry {
		verdict.RetryAfter = delay
	}
	if verdict.Status != Delivered {
		verdict.Message = fmt.Sprintf("%s answered %d", by, status)
	}
	return verdict
}

// judgeStatus is the table. 3xx: the endpoint is another than it should be; no record is to blame.
func judgeStatus(status int, saysWhen bool) Verdict {
	switch {
	case status >= 200 && status < 300:
		return Verdict{Status: Delivered}
	case status == 401 || status == 403:
		return Verdict{Status: AuthFailed, Code: "auth_refused"}
	case status == 429 || status == 503 && saysWhen:
		return Verdict{Status: Retry, Flags: WholeDestination, Reason: WhyRateLimited, Code: "rate_limited"}
	case status == 408:
		return Verdict{Status: Retry, Reason: WhyTimeout, Code: "unavailable"}
	case status == 425 || status >= 500:
		return Verdict{Status: Retry, Reason: WhyServer, Code: "unavailable"}
	case status < 400:
		return Verdict{Status: Retry, Flags: WholeDestination, Reason: WhyProtocol, Code: "misrouted"}
	case status == 413:
		return Verdict{Status: Rejected, Reason: WhyTooLarge, Code: "refused"}
	}
	return Verdict{Status: Rejected, Reason: WhyInvalidField, Code: "refused"}
}

// judgeFailure says what became of a record whose request got no answer.
func judgeFailure(failure failure, by string) Verdict {
	verdict := Verdict{Status: Retry, Field: -1, Message: by + " gave no answer"}
	switch failure.kind {
	case stopped:
		verdict.Status, verdict.Code = Cancelled, "cancelled"
	case timedOut:
		verdict.Reason, verdict.Code = WhyTimeout, "timeout"
	case garbled:
		verdict.Reason, verdict.Code = WhyProtocol, "reply_not_understood"
	case unreachable:
		verdict.Reason, verdict.Code = WhyNetwork, "unreachable"
	case lost:
		verdict.Reason, verdict.Code = WhyNetwork, "connection_lost"
	}
	if failure.isWritten {
		verdict.Status = Retry
		verdict.Flags = MaybeDelivered
		verdict.Requests = 1
	}
	return verdict
}

// retryDelay reads "120" or "Wed, 21 Oct 2015 07:28:00 GMT", from now on, at most an hour; 0 if it is neither.
func retryDelay(text string, now time.Time) time.Duration {
	delay := longestDelay
	if text != "" && strings.Trim(text, "0123456789") == "" {
		if seconds, err := strconv.Atoi(text); err == nil && seconds < int(longestDelay/time.Second) {
			delay = time.Duration(seconds) * time.Second
		}
	} else {
		date, err := http.ParseTime(text)
		if err != nil {
			return 0
		}
		delay = date.Sub(now)
	}
	if delay < 0 {
		return 0
	}
	if delay > longestDelay {
		return longestDelay
	}
	return delay
}
