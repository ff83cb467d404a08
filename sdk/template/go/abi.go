package main

/*
#include "destination.h"
*/
import "C"

import "example.org/@NAME@/delivery"

// The numbers of package delivery are those of destination.h: where two differ, an index is out of range, and this does
// not compile.
var same [1]struct{}

var (
	_ = same[delivery.Absent-C.SLUICE_T_ABSENT]
	_ = same[delivery.Null-C.SLUICE_T_NULL]
	_ = same[delivery.Bool-C.SLUICE_T_BOOL]
	_ = same[delivery.Int64-C.SLUICE_T_I64]
	_ = same[delivery.Float64-C.SLUICE_T_F64]
	_ = same[delivery.Text-C.SLUICE_T_STR]
	_ = same[delivery.Bytes-C.SLUICE_T_BYTES]
	_ = same[delivery.TimeUs-C.SLUICE_T_TIME_US]
	_ = same[delivery.JSON-C.SLUICE_T_JSON]
	_ = same[delivery.Number-C.SLUICE_T_NUMBER]

	_ = same[delivery.Delivered-C.SLUICE_DELIVERED]
	_ = same[delivery.Retry-C.SLUICE_RETRY]
	_ = same[delivery.Rejected-C.SLUICE_REJECTED]
	_ = same[delivery.AuthFailed-C.SLUICE_AUTH_FAILED]
	_ = same[delivery.Cancelled-C.SLUICE_CANCELLED]

	_ = same[delivery.MaybeDelivered-C.SLUICE_R_MAYBE_DELIVERED]
	_ = same[delivery.WholeDestination-C.SLUICE_R_WHOLE_DESTINATION]

	_ = same[delivery.WhyNone-C.SLUICE_WHY_NONE]
	_ = same[delivery.WhyInvalidField-C.SLUICE_WHY_INVALID_FIELD]
	_ = same[delivery.WhyMissingField-C.SLUICE_WHY_MISSING_FIELD]
	_ = same[delivery.WhyTooLarge-C.SLUICE_WHY_TOO_LARGE]
	_ = same[delivery.WhyRateLimited-C.SLUICE_WHY_RATE_LIMITED]
	_ = same[delivery.WhyTimeout-C.SLUICE_WHY_TIMEOUT]
	_ = same[delivery.WhyNetwork-C.SLUICE_WHY_NETWORK]
	_ = same[delivery.WhyServer-C.SLUICE_WHY_SERVER]
	_ = same[delivery.WhyProtocol-C.SLUICE_WHY_PROTOCOL]
	_ = same[delivery.WhyInternal-C.SLUICE_WHY_INTERNAL]
)
