package delivery

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// draft is what is sent for a record, as often as it takes to find a connection.
type draft struct {
	to    Endpoint
	token string // isHeaderValue() holds for it; empty: none
	id    string
	body  []byte
}

// isHeaderValue says whether a header can hold text. A line end would begin another header.
func isHeaderValue(text string) bool {
	for _, letter := range text {
		if letter <= ' ' || letter > '~' {
			return false
		}
	}
	return text != ""
}

// request is
//
//	POST /records HTTP/1.1
//	Authorization: Bearer <token>   if there is one
//	Idempotency-Key: <id>           what is not a letter, a digit or one of -._~ as %XX
//
// without GetBody: net/http would take the key as leave to send a request again that was written, behind the host's back.
func (d draft) request(ctx context.Context) *http.Request {
	header := http.Header{
		"Content-Type":    {"application/json"},
		"Idempotency-Key": {percentEncoded(d.id)},
		"User-Agent":      {"@NAME@"},
	}
	if d.token != "" {
		header.Set("Authorization", "Bearer "+d.token)
	}
	request := &http.Request{
		Method:        http.MethodPost,
		URL:           d.to.URL,
		Header:        header,
		Body:          io.NopCloser(bytes.NewReader(d.body)),
		ContentLength: int64(len(d.body)),
	}
	return request.WithContext(ctx)
}

func percentEncoded(text string) string {
	var encoded strings.Builder
	for _, letter := range []byte(text) {
		isPlain := letter >= '0' && letter <= '9' || letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z'
		if isPlain || strings.IndexByte("-._~", letter) >= 0 {
			encoded.WriteByte(letter)
		} else {
			fmt.Fprintf(&encoded, "%%%02X", letter)
		}
	}
	return encoded.String()
}
