package delivery

import (
	"math"
	"testing"
)

func text(value string) Value   { return Value{Kind: Text, Text: []byte(value)} }
func number(value string) Value { return Value{Kind: Number, Text: []byte(value)} }
func object(value string) Value { return Value{Kind: JSON, Text: []byte(value)} }

func TestABodyIsJSONWhateverTheValuesAre(t *testing.T) {
	slots := []slot{{role: identifier}, {attribute, "tier"}}
	for _, test := range []struct {
		id, tier Value
		body     string // empty: refused
		field    int
	}{
		{text("crm-7"), text("a\"\\\r\n<é"), `{"id":"crm-7","attributes":{"tier":"a\"\\\r\n<é"}}`, 0},
		{text("u"), Value{}, `{"id":"u","attributes":{}}`, 0},
		{text("u"), Value{Kind: Null}, `{"id":"u","attributes":{"tier":null}}`, 0},
		{text("u"), Value{Kind: Bool, Int: 1}, `{"id":"u","attributes":{"tier":true}}`, 0},
		{text("u"), Value{Kind: Int64, Int: math.MinInt64}, `{"id":"u","attributes":{"tier":-9223372036854775808}}`, 0},
		{text("u"), Value{Kind: Float64, Float: 1e300}, `{"id":"u","attributes":{"tier":1e+300}}`, 0},
		{text("u"), number("1.10"), `{"id":"u","attributes":{"tier":1.10}}`, 0},
		{Value{}, text("gold"), "", 0},
		{text(""), text("gold"), "", 0},
		{number("1"), text("gold"), "", 0},
		{text("u"), text("\xFF"), "", 1},
		{text("u"), number("1}"), "", 1},
		{text("u"), Value{Kind: Float64, Float: math.NaN()}, "", 1},
		{text("u"), Value{Kind: 4242}, "", 1},
	} {
		body, wrong := bodyOf(slots, []Value{test.id, test.tier})
		if wrong == nil && string(body) != test.body {
			t.Errorf("expected %q, found %s", test.body, body)
		}
		if wrong != nil && (test.body != "" || wrong.Status != Rejected || wrong.Field != test.field) {
			t.Errorf("expected %q or field %d to be refused, found %+v", test.body, test.field, *wrong)
		}
	}
}

func TestAWholeObjectIsTakenAsItStands(t *testing.T) {
	slots := []slot{{role: allAttributes}, {role: identifier}}
	for _, test := range []struct {
		value Value
		body  string // empty: refused
	}{
		{object(`{"a":1.10}`), `{"id":"u","attributes":{"a":1.10}}`},
		{Value{}, `{"id":"u","attributes":{}}`},
		{object(`[1]`), ""},
		{object(`{"a":1}}`), ""},
		{object("{\"a\":\"\xFF\"}"), ""},
		{text("a"), ""},
	} {
		body, wrong := bodyOf(slots, []Value{test.value, text("u")})
		if string(body) != test.body || (wrong == nil) != (test.body != "") {
			t.Errorf("%s: expected %q, found %q, %+v", test.value.Text, test.body, body, wrong)
		}
	}
}
