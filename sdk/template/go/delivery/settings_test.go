package delivery

import (
	"reflect"
	"testing"
)

func codes(found []Finding) []string {
	all := []string{}
	for _, finding := range found {
		all = append(all, finding.Code)
	}
	return all
}

func TestAnEndpointIsOnThisMachine(t *testing.T) {
	for text, address := range map[string]string{
		"http://127.0.0.1:8080/records": "127.0.0.1:8080",
		"http://localhost":              "127.0.0.1:80",
		"http://[::1]:1/":               "[::1]:1",
	} {
		if endpoint, ok := parseEndpoint(text); !ok || endpoint.Address != address {
			t.Errorf("%s: expected %s, found %v, %v", text, address, endpoint.Address, ok)
		}
	}
	for _, text := range []string{
		"",
		"https://127.0.0.1/",
		"http://127.0.0.1.example.com/",
		"http://127.0.0.1:99999/",
		"http://127.0.0.1:+80/",
		"http://127.0.0.1:/",
		"http://me@127.0.0.1/",
		"http://127.0.0.1/a b",
		"http://127.0.0.1/#a",
		"http://127.0.0.1/a\r\nX: y",
	} {
		if _, ok := parseEndpoint(text); ok {
			t.Errorf("%q: expected it to be refused", text)
		}
	}
}

func TestEverythingWrongWithAConfigurationIsSaid(t *testing.T) {
	for config, want := range map[string][]string{
		`{"endpoint":"http://localhost","token":{"$secret":"t"}}`: {},
		`{"endpoint":1,"token":"t","x":2}`:                        {"bad_endpoint", "not_a_secret", "unknown_setting"},
		`{"endpoint":"http://localhost","token":{"$secret":""}}`:  {"not_a_secret"},
		`{}`:       {"missing_setting"},
		`null`:     {"not_an_object"},
		`nonsense`: {"not_an_object"},
	} {
		if _, found := readSettings([]byte(config)); !reflect.DeepEqual(codes(found), want) {
			t.Errorf("%s: expected %v, found %v", config, want, codes(found))
		}
	}
}
