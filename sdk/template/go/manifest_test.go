package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestTheManifestIsJSONWithoutNUL(t *testing.T) {
	if !json.Valid([]byte(manifest)) || strings.Contains(manifest, "\x00") {
		t.Errorf("expected manifest.json to be JSON without a NUL, found:\n%s", manifest)
	}
}
