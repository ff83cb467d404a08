package delivery

// Kind says what a Value is; its numbers are those of sluice_value.type.
type Kind uint32

const (
	Absent Kind = iota
	Null
	Bool
	Int64
	Float64
	Text
	Bytes
	TimeUs
	JSON
	Number // its literal text: 1.10 stays 1.10
)

// Value is a mapped field of a record. Its text is the host's, lent until the record is finished.
type Value struct {
	Kind  Kind
	Text  []byte // of Text, JSON and Number
	Int   int64  // of Bool, Int64 and TimeUs
	Float float64
}

// Record is one record on its way: read it, then finish it exactly once, on any goroutine.
type Record interface {
	IsUpsert() bool
	ID() []byte      // the idempotency key: the same over retries and restarts
	Values() []Value // in the order of the mapped fields
	Finish(Verdict)
}
