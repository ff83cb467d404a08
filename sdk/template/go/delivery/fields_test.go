package delivery

import (
	"reflect"
	"testing"
)

func TestEachFaultOfAMappingHasItsCode(t *testing.T) {
	for _, test := range []struct {
		action string
		fields []Field
		want   []string
	}{
		{"send", []Field{{Name: "id", Kind: Text}, {Name: "attributes.*", Kind: JSON}}, []string{}},
		{"send", []Field{{Name: "attributes.a", Kind: Int64}, {Name: "id"}, {Name: "attributes.b"}}, []string{}},
		{"drop", []Field{{Name: "id"}}, []string{"unknown_action"}},
		{"send", nil, []string{"missing_field"}},
		{"send", []Field{{Name: "id", Kind: Int64}}, []string{"wrong_type"}},
		{"send", []Field{{Name: "id", IsMany: true}}, []string{"many_values"}},
		{"send", []Field{{Name: "id"}, {Name: "attributes."}}, []string{"unknown_field"}},
		{"send", []Field{{Name: "id"}, {Name: "attributes.\xFF"}}, []string{"unknown_field"}},
		{"send", []Field{{Name: "id"}, {Name: "id"}}, []string{"field_twice"}},
		{"send", []Field{{Name: "id"}, {Name: "attributes.*"}, {Name: "attributes.a"}}, []string{"mixed_fields"}},
	} {
		if _, found := readFields(test.action, test.fields); !reflect.DeepEqual(codes(found), test.want) {
			t.Errorf("%s %v: expected %v, found %v", test.action, test.fields, test.want, codes(found))
		}
	}
}
