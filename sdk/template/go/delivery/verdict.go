package delivery

import (
	"fmt"
	"runtime"
	"time"
)

// The numbers of these types are those of sluice_result.
type (
	Status uint32
	Flags  uint32
	Reason uint32
)

const (
	Delivered  Status = 1
	Retry      Status = 2
	Rejected   Status = 3
	AuthFailed Status = 4
	Cancelled  Status = 5
)

const (
	MaybeDelivered   Flags = 1
	WholeDestination Flags = 2
)

const (
	WhyNone         Reason = 0
	WhyInvalidField Reason = 1
	WhyMissingField Reason = 2
	WhyTooLarge     Reason = 3
	WhyRateLimited  Reason = 6
	WhyTimeout      Reason = 8
	WhyNetwork      Reason = 9
	WhyServer       Reason = 10
	WhyProtocol     Reason = 11
	WhyInternal     Reason = 13
)

// Verdict is what became of a record: sluice_result, but for its token.
type Verdict struct {
	Status     Status
	Flags      Flags
	Reason     Reason
	VendorCode int
	RetryAfter time.Duration
	Code       string
	Message    string // never a token, a body or a visitor's value
	Field      int    // the slot at fault; -1 none
	Requests   int    // that may have reached the far side
}

func rejected(reason Reason, slot int, message string) Verdict {
	return Verdict{Status: Rejected, Reason: reason, Code: "bad_value", Message: message, Field: slot}
}

func cancelled() Verdict {
	return Verdict{Status: Cancelled, Code: "cancelled", Field: -1}
}

func noToken() Verdict {
	const message = "expected a token of printable ASCII, found none"
	return Verdict{Status: AuthFailed, Code: "no_token", Message: message, Field: -1}
}

// abandoned is the verdict on a record that a panic ended. Of what panicked, the runtime's own errors alone are quoted: any
// other text may hold a visitor's value.
func abandoned(cause any) Verdict {
	message := fmt.Sprintf("the plugin panicked with a %T", cause)
	if failure, ok := cause.(runtime.Error); ok {
		message = "the plugin panicked: " + failure.Error()
	}
	return Verdict{
		Status: Retry, Flags: MaybeDelivered, Reason: WhyInternal, Code: "abandoned", Message: message, Field: -1,
	}
}
