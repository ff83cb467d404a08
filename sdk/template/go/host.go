package main

/*
#include "destination.h"

// Go calls no function by its pointer, and its strings cross as arguments alone: what points to them is put together here.
static sluice_str text_of(_GoString_ text) {
    return (sluice_str){_GoStringPtr(text), _GoStringLen(text)};
}

static void call_complete(
    const sluice_host* host, sluice_ctx* ctx, sluice_result result, _GoString_ code, _GoString_ message
) {
    result.code = text_of(code);
    result.message = text_of(message);
    host->complete(ctx, &result, 1);
}

static void call_report(
    const sluice_host* host, sluice_ctx* ctx, _GoString_ path, _GoString_ code, _GoString_ message
) {
    const sluice_issue issue = {
        sizeof issue, SLUICE_SEV_ERROR, text_of(path), text_of(code), text_of(message)};
    host->report(ctx, &issue);
}

static sluice_rc call_secret(
    const sluice_host* host, sluice_ctx* ctx, _GoString_ name, char* bytes, size_t size, size_t* len
) {
    return host->secret(ctx, text_of(name), bytes, size, len);
}

static uint64_t call_mono_ns(const sluice_host* host, sluice_ctx* ctx) {
    return host->mono_ns(ctx);
}

static uint64_t call_unix_ns(const sluice_host* host, sluice_ctx* ctx) {
    return host->unix_ns(ctx);
}
*/
import "C"

import (
	"strings"
	"time"
	"unsafe"

	"example.org/@NAME@/delivery"
)

// host is the host's services, as the rest of the plugin sees them. Any goroutine, until shutdown has returned.
type host struct {
	table *C.sluice_host
	ctx   *C.sluice_ctx
}

// report says each finding, inside validate_mapping and init alone, and gives what these return.
func (h host) report(findings []delivery.Finding) C.sluice_rc {
	for _, finding := range findings {
		C.call_report(h.table, h.ctx, finding.Path, finding.Code, finding.Message)
	}
	if len(findings) > 0 {
		return C.SLUICE_E_INVALID
	}
	return C.SLUICE_OK
}

// Secret gives a secret's present value, without the line end of the file that it may come from. It may read a file.
func (h host) Secret(name string) (string, bool) {
	bytes := make([]byte, 4096)
	var size C.size_t
	rc := C.call_secret(h.table, h.ctx, name, (*C.char)(unsafe.Pointer(&bytes[0])), C.size_t(len(bytes)), &size)
	if rc != C.SLUICE_OK || size > C.size_t(len(bytes)) {
		return "", false
	}
	return strings.TrimRight(string(bytes[:size]), "\r\n"), true
}

// Now is the time of day, by the host's clock.
func (h host) Now() time.Time {
	return time.Unix(0, int64(C.call_unix_ns(h.table, h.ctx)))
}

// deadline says when what the host calls monoNs is due, at most longestExchange from now; 0 is no deadline.
func (h host) deadline(monoNs C.uint64_t) time.Time {
	left := longestExchange
	if monoNs != 0 {
		now := C.call_mono_ns(h.table, h.ctx)
		switch {
		case monoNs <= now:
			left = 0
		case monoNs-now < C.uint64_t(longestExchange):
			left = time.Duration(monoNs - now)
		}
	}
	return time.Now().Add(left)
}

func (h host) complete(token C.uint64_t, verdict delivery.Verdict) {
	C.call_complete(h.table, h.ctx, C.sluice_result{
		token:          token,
		status:         C.uint32_t(verdict.Status),
		flags:          C.uint32_t(verdict.Flags),
		reason:         C.uint32_t(verdict.Reason),
		vendor_code:    C.int32_t(verdict.VendorCode),
		retry_after_ms: C.uint64_t(verdict.RetryAfter.Milliseconds()),
		field:          C.int32_t(verdict.Field),
		requests:       C.uint32_t(verdict.Requests),
	}, verdict.Code, verdict.Message)
}
