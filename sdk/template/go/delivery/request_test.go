package delivery

import (
	"context"
	"strings"
	"testing"
)

func TestARequestHoldsNoLineThatIsNotItsOwn(t *testing.T) {
	to, _ := parseEndpoint("http://127.0.0.1:1/r?a=b")
	var text strings.Builder
	if err := (draft{to, "t", "a b\r\n", []byte("{}")}).request(context.Background()).Write(&text); err != nil {
		t.Fatal(err)
	}
	const want = "POST /r?a=b HTTP/1.1\r\nHost: 127.0.0.1:1\r\nUser-Agent: @NAME@\r\nContent-Length: 2\r\n" +
		"Authorization: Bearer t\r\nContent-Type: application/json\r\nIdempotency-Key: a%20b%0D%0A\r\n\r\n{}"
	if text.String() != want {
		t.Errorf("expected\n%s\nfound\n%s", want, text.String())
	}
}

func TestAHeaderHoldsPrintableASCIIAlone(t *testing.T) {
	for text, want := range map[string]bool{"abc": true, "a\nb": false, "a b": false, "é": false, "": false} {
		if isHeaderValue(text) != want {
			t.Errorf("%q: expected %v", text, want)
		}
	}
}
