// Package delivery is the plugin behind its wall: no C, nothing unsafe, tested with no host at all. Records come in by
// Pool.Take, and leave by Record.Finish.
package delivery

// Plan is what an instance is made of, and never changes.
type Plan struct {
	settings Settings
	slots    []slot
}

// Finding is something wrong with a configuration or a mapping.
type Finding struct {
	Path    string // a JSON pointer
	Code    string
	Message string
}

// ReadPlan gives a plan, or everything that is wrong with what it would be made of.
func ReadPlan(config []byte, action string, fields []Field) (Plan, []Finding) {
	settings, found := readSettings(config)
	slots, more := readFields(action, fields)
	return Plan{settings, slots}, append(found, more...)
}
