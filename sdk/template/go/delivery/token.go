package delivery

import "sync"

// token is the secret as the host last gave it, for all goroutines; asked for again after a refusal.
type token struct {
	lock  sync.Mutex
	known string
}

// get gives what a header can hold; empty if there is none.
func (t *token) get(name string, host Host) string {
	t.lock.Lock()
	defer t.lock.Unlock()
	if t.known == "" {
		if text, ok := host.Secret(name); ok && isHeaderValue(text) {
			t.known = text
		}
	}
	return t.known
}

// refuse forgets a token that the endpoint refused, unless another has taken its place meanwhile.
func (t *token) refuse(text string) {
	t.lock.Lock()
	defer t.lock.Unlock()
	if t.known == text {
		t.known = ""
	}
}
