// A destination plugin: what stands behind the table that the host calls (table.c). A panic ends here, in each function:
// one that crossed into the host would end its process.
package main

/*
#include "destination.h"
*/
import "C"

import (
	_ "embed"
	"io"
	"log"
	"runtime/cgo"
	"time"

	"example.org/@NAME@/delivery"
)

// The bytes of sluice_manifest_v1, see manifest.S.
//
//go:embed manifest.json
var manifest string

const longestExchange = 10 * time.Second

// instance is the plugin's side of one instance.
type instance struct {
	host host
	pool *delivery.Pool
}

func main() {} // a c-shared library has one, and never runs it

func init() {
	// net/http would write to standard error what the far side said out of turn.
	log.SetOutput(io.Discard)
}

// caught is deferred by each function that answers the host.
func caught(rc *C.sluice_rc) {
	if recover() != nil {
		*rc = C.SLUICE_E_INTERNAL
	}
}

// readPlan gives what init keeps, or everything that is wrong with the spec.
func readPlan(spec *C.sluice_spec) (delivery.Plan, []delivery.Finding) {
	fields := make([]delivery.Field, 0, spec.n_fields)
	for _, field := range sliceOf(spec.fields, uint64(spec.n_fields)) {
		fields = append(fields, delivery.Field{
			Name:   string(bytesOf(field.name)),
			Kind:   delivery.Kind(field._type),
			IsMany: field.flags&C.SLUICE_FF_MANY != 0,
		})
	}
	return delivery.ReadPlan(bytesOf(spec.config_json), string(bytesOf(spec.action)), fields)
}

//export pluginValidateMapping
func pluginValidateMapping(table *C.sluice_host, ctx *C.sluice_ctx, spec *C.sluice_spec) (rc C.sluice_rc) {
	defer caught(&rc)
	_, findings := readPlan(spec)
	return host{table, ctx}.report(findings)
}

//export pluginInit
func pluginInit(
	table *C.sluice_host, ctx *C.sluice_ctx, spec *C.sluice_spec, limits *C.sluice_limits, self *C.uintptr_t,
) (rc C.sluice_rc) {
	defer caught(&rc)
	services := host{table, ctx}
	plan, findings := readPlan(spec)
	if rc := services.report(findings); rc != C.SLUICE_OK {
		return rc
	}
	limits.max_batch_records = delivery.MostInFlight
	limits.max_in_flight = delivery.MostInFlight
	*self = C.uintptr_t(cgo.NewHandle(&instance{services, delivery.Start(plan, services)}))
	return C.SLUICE_OK
}

func instanceOf(self C.uintptr_t) *instance {
	return cgo.Handle(self).Value().(*instance)
}

//export pluginSend
func pluginSend(self C.uintptr_t, batch *C.sluice_batch) (rc C.sluice_rc) {
	defer caught(&rc)
	live := instanceOf(self)
	raws := sliceOf(batch.records, uint64(batch.n_records))
	records := make([]delivery.Record, len(raws))
	for i := range raws {
		records[i] = record{live.host, &raws[i]}
	}
	if !live.pool.Take(records, live.host.deadline(batch.deadline_mono_ns)) {
		return C.SLUICE_E_INVALID
	}
	return C.SLUICE_OK
}

//export pluginCancel
func pluginCancel(self C.uintptr_t) {
	defer func() { _ = recover() }()
	instanceOf(self).pool.Cancel()
}

//export pluginShutdown
func pluginShutdown(self C.uintptr_t) {
	defer func() { _ = recover() }()
	instanceOf(self).pool.End()
	cgo.Handle(self).Delete()
}
