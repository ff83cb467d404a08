package delivery

import (
	"encoding/json"
	"net"
	"net/url"
	"sort"
	"strconv"
	"strings"
)

// Endpoint is where requests go. Plain HTTP sends the token in clear, so it stays on this machine.
type Endpoint struct {
	URL     *url.URL
	Address string // what is connected to, 127.0.0.1:8080: nobody is asked for it
}

// Settings is the configuration of a destination, checked.
type Settings struct {
	Endpoint Endpoint
	Token    string // the secret's name; empty: no token
}

var loopback = map[string]string{"127.0.0.1": "127.0.0.1", "localhost": "127.0.0.1", "::1": "::1"}

// parseEndpoint takes http://127.0.0.1:8080/records, http://localhost, http://[::1]:8080, and nothing else.
func parseEndpoint(text string) (Endpoint, bool) {
	for _, letter := range text {
		if letter <= ' ' || letter > '~' || letter == '#' {
			return Endpoint{}, false
		}
	}
	to, err := url.Parse(text)
	if err != nil || !strings.HasPrefix(text, "http://") || to.User != nil || strings.HasSuffix(to.Host, ":") {
		return Endpoint{}, false
	}
	address, isHere := loopback[to.Hostname()]
	port := to.Port()
	if port == "" {
		port = "80"
	}
	number, err := strconv.ParseUint(port, 10, 16)
	if !isHere || err != nil || number == 0 {
		return Endpoint{}, false
	}
	return Endpoint{URL: to, Address: net.JoinHostPort(address, port)}, true
}

// secretName gives the name in {"$secret":"name"}; empty if it is anything else.
func secretName(value json.RawMessage) string {
	var reference map[string]string
	if err := json.Unmarshal(value, &reference); err != nil || len(reference) != 1 {
		return ""
	}
	return reference["$secret"]
}

// readSettings gives everything that is wrong with the configuration.
func readSettings(config []byte) (Settings, []Finding) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(config, &members); err != nil || members == nil {
		const message = "expected the config to be a JSON object, found something else"
		return Settings{}, []Finding{{"/config", "not_an_object", message}}
	}
	var settings Settings
	var found []Finding
	if _, ok := members["endpoint"]; !ok {
		found = append(found, Finding{"/config/endpoint", "missing_setting", "expected an endpoint, found none"})
	}
	names := make([]string, 0, len(members))
	for name := range members {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		if finding, ok := settings.read(name, members[name]); !ok {
			found = append(found, finding)
		}
	}
	return settings, found
}

// read takes one member of the configuration, or says what is wrong with it.
func (s *Settings) read(name string, value json.RawMessage) (Finding, bool) {
	switch name {
	case "endpoint":
		var text string
		err := json.Unmarshal(value, &text)
		endpoint, ok := parseEndpoint(text)
		if err != nil || !ok {
			const message = "expected http:// and a loopback address, like http://127.0.0.1:8080/records, found something else"
			return Finding{"/config/endpoint", "bad_endpoint", message}, false
		}
		s.Endpoint = endpoint
	case "token":
		s.Token = secretName(value)
		if s.Token == "" {
			const message = "expected a reference to a secret ({env: ...} or {file: ...}), found something else"
			return Finding{"/config/token", "not_a_secret", message}, false
		}
	default:
		const message = "expected endpoint and token, found another setting"
		return Finding{"/config", "unknown_setting", message}, false
	}
	return Finding{}, true
}
