package main

/*
#include "destination.h"
*/
import "C"

import (
	"unsafe"

	"example.org/@NAME@/delivery"
)

// record is one record on its way, read where the host keeps it: nothing of it is looked at once it is finished.
type record struct {
	host host
	raw  *C.sluice_record
}

func (r record) IsUpsert() bool {
	return r.raw.op == C.SLUICE_OP_UPSERT
}

func (r record) ID() []byte {
	return bytesOf(r.raw.id)
}

func (r record) Values() []delivery.Value {
	raws := sliceOf(r.raw.values, uint64(r.raw.n_values))
	values := make([]delivery.Value, len(raws))
	for i := range raws {
		values[i] = valueOf(&raws[i])
	}
	return values
}

func (r record) Finish(verdict delivery.Verdict) {
	r.host.complete(r.raw.token, verdict)
}

func valueOf(raw *C.sluice_value) delivery.Value {
	value := delivery.Value{Kind: delivery.Kind(raw._type)}
	payload := unsafe.Pointer(&raw.u) // a union
	switch value.Kind {
	case delivery.Bool, delivery.Int64, delivery.TimeUs:
		value.Int = *(*int64)(payload)
	case delivery.Float64:
		value.Float = *(*float64)(payload)
	case delivery.Text, delivery.JSON, delivery.Number:
		value.Text = bytesOf(C.sluice_str{*(**C.char)(payload), C.size_t(raw.len)})
	}
	return value
}

// bytesOf gives the host's own bytes, for as long as they are lent.
func bytesOf(text C.sluice_str) []byte {
	if text.ptr == nil {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(text.ptr)), text.len)
}

// sliceOf gives the host's own elements, for as long as they are lent; first may be nil if there are none.
func sliceOf[T any](first *T, count uint64) []T {
	if first == nil {
		return nil
	}
	return unsafe.Slice(first, count)
}
