package delivery

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"
)

// bodyOf writes a record as the JSON that is posted, {"id":"crm-7","attributes":{"tier":"gold","points":1.10}}, or says why
// it is REJECTED, with the slot at fault. Slots and values belong together.
func bodyOf(slots []slot, values []Value) ([]byte, *Verdict) {
	if len(slots) != len(values) {
		return nil, fault(WhyInternal, -1, "expected as many values as fields were mapped, found another number")
	}
	var id, whole string
	var single []string
	for at, value := range values {
		var wrong *Verdict
		switch slots[at].role {
		case identifier:
			id, wrong = idOf(value, at)
		case allAttributes:
			whole, wrong = objectOf(value, at)
		case attribute:
			if value.Kind == Absent {
				continue
			}
			text, ok := textOf(value)
			if !ok {
				wrong = noForm(at)
			}
			single = append(single, quoted(slots[at].attribute)+":"+text)
		}
		if wrong != nil {
			return nil, wrong
		}
	}
	if whole == "" {
		whole = "{" + strings.Join(single, ",") + "}"
	}
	return []byte(`{"id":` + id + `,"attributes":` + whole + `}`), nil
}

func fault(reason Reason, slot int, message string) *Verdict {
	verdict := rejected(reason, slot, message)
	return &verdict
}

func noForm(slot int) *Verdict {
	return fault(WhyInvalidField, slot, "expected a value that JSON has: UTF-8 text, a finite number, true, false, null; "+
		"an object for attributes.*")
}

func idOf(value Value, slot int) (string, *Verdict) {
	switch {
	case value.Kind == Absent, value.Kind == Null, value.Kind == Text && len(value.Text) == 0:
		return "", fault(WhyMissingField, slot, "expected an id, found none")
	case value.Kind != Text:
		return "", fault(WhyInvalidField, slot, "expected id to be text, found another type")
	}
	text, ok := textOf(value)
	if !ok {
		return "", noForm(slot)
	}
	return text, nil
}

func objectOf(value Value, slot int) (string, *Verdict) {
	if value.Kind == Absent || value.Kind == Null {
		return "{}", nil
	}
	if value.Kind != JSON || !isJSON(value.Text, "{") {
		return "", noForm(slot)
	}
	return string(value.Text), nil
}

// textOf gives false for what has no form in JSON.
func textOf(value Value) (string, bool) {
	switch value.Kind {
	case Null:
		return "null", true
	case Bool:
		return strconv.FormatBool(value.Int != 0), true
	case Int64, TimeUs:
		return strconv.FormatInt(value.Int, 10), true
	case Float64:
		text, err := json.Marshal(value.Float) // NaN and infinities are an error
		return string(text), err == nil
	case Text:
		return quoted(string(value.Text)), utf8.Valid(value.Text)
	case Number:
		return string(value.Text), isJSON(value.Text, "-0123456789")
	case JSON:
		return string(value.Text), isJSON(value.Text, `{["-0123456789tfn`)
	}
	return "", false
}

// isJSON says whether text is one JSON value and nothing more; first is what it may begin with.
func isJSON(text []byte, first string) bool {
	return len(text) > 0 && strings.IndexByte(first, text[0]) >= 0 && utf8.Valid(text) && json.Valid(text)
}

func quoted(text string) string {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(text) // a string has no error, and a buffer none either
	return strings.TrimSuffix(out.String(), "\n")
}
