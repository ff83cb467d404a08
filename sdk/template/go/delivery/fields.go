package delivery

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Field is one mapped field, copied from the host.
type Field struct {
	Name   string
	Kind   Kind // Absent: any
	IsMany bool // the mapping may yield several values
}

// slot says what a value is for: id, one attribute, or (attributes.*) all of them as a JSON object.
type slot struct {
	role      role
	attribute string // "tier" of attributes.tier
}

type role int

const (
	unknown role = iota
	identifier
	attribute
	allAttributes
)

func slotOf(name string) slot {
	rest := strings.TrimPrefix(name, "attributes.")
	switch {
	case name == "id":
		return slot{role: identifier}
	case name == "attributes.*":
		return slot{role: allAttributes}
	case rest != name && rest != "" && utf8.ValidString(rest):
		return slot{attribute, rest}
	}
	return slot{}
}

// faultOf gives the code of what is wrong with one field on its own, and a sentence; empty: nothing.
func faultOf(slot slot, field Field, fields int) (code, message string) {
	isKind := func(wanted Kind) bool { return field.Kind == Absent || field.Kind == wanted }
	switch {
	case field.IsMany:
		return "many_values", "expected one value a record, found a path that yields several"
	case slot.role == unknown:
		return "unknown_field", "expected id, attributes.* or attributes.NAME, found another field"
	case slot.role == identifier && !isKind(Text):
		return "wrong_type", "expected id to be a string, found another type"
	case slot.role == allAttributes && fields > 2:
		return "mixed_fields", "expected attributes.* to be the only field beside id, found more: " +
			"an attribute could stand there twice"
	case slot.role == allAttributes && !isKind(JSON):
		return "wrong_type", "expected attributes.* to be an object, found another type"
	}
	return "", ""
}

// readFields gives everything that is wrong with the action and its fields; the slots are sound if nothing is.
func readFields(action string, fields []Field) ([]slot, []Finding) {
	var found []Finding
	if action != "send" {
		found = append(found, Finding{"/action", "unknown_action", "expected the action send, found another"})
	}
	slots := make([]slot, len(fields))
	seen := map[string]bool{}
	hasID := false
	for at, field := range fields {
		path := fmt.Sprintf("/fields/%d", at)
		slots[at] = slotOf(field.Name)
		hasID = hasID || slots[at].role == identifier
		if code, message := faultOf(slots[at], field, len(fields)); code != "" {
			found = append(found, Finding{path, code, message})
		}
		if seen[field.Name] {
			const message = "expected each field once, found this one a second time"
			found = append(found, Finding{path, "field_twice", message})
		}
		seen[field.Name] = true
	}
	if !hasID {
		const message = "expected the field id to be mapped, found no such field"
		found = append(found, Finding{"/fields", "missing_field", message})
	}
	return slots, found
}
