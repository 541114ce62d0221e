// Judges claims about our checkpoints and proofs with the packages of Go's own checksum database.
// Reads a list of claims as JSON, answers a list of true and false.
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type claim struct {
	Kind string

	// A signed checkpoint says so.
	Key  string
	Note string
	Size int64
	Root string

	// A leaf stands at an index; a tree begins with an older one.
	Leaf    string
	Index   int64
	Old     int64
	OldRoot string `json:"old_root"`
	Path    []string
}

func main() {
	var claims []claim
	if err := json.NewDecoder(os.Stdin).Decode(&claims); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	holds := make([]bool, len(claims))
	for i, claim := range claims {
		holds[i] = claim.check() == nil
	}
	json.NewEncoder(os.Stdout).Encode(holds)
}

func (c claim) check() error {
	switch c.Kind {
	case "checkpoint":
		return c.checkpoint()
	case "inclusion":
		path, err := hashes(c.Path)
		if err != nil {
			return err
		}
		return tlog.CheckRecord(tlog.RecordProof(path), c.Size, hash(c.Root), c.Index, hash(c.Leaf))
	case "consistency":
		path, err := hashes(c.Path)
		if err != nil {
			return err
		}
		return tlog.CheckTree(tlog.TreeProof(path), c.Size, hash(c.Root), c.Old, hash(c.OldRoot))
	}
	return fmt.Errorf("unknown claim %q", c.Kind)
}

func (c claim) checkpoint() error {
	verifier, err := note.NewVerifier(c.Key)
	if err != nil {
		return err
	}
	signed, err := note.Open([]byte(c.Note), note.VerifierList(verifier))
	if err != nil {
		return err
	}
	lines := strings.Split(signed.Text, "\n")
	if len(lines) < 3 || lines[0] != verifier.Name() {
		return fmt.Errorf("not a checkpoint of %s", verifier.Name())
	}
	if lines[1] != strconv.FormatInt(c.Size, 10) || lines[2] != c.Root {
		return fmt.Errorf("another size or root")
	}
	return nil
}

func hashes(texts []string) ([]tlog.Hash, error) {
	all := make([]tlog.Hash, len(texts))
	for i, text := range texts {
		bytes, err := base64.StdEncoding.DecodeString(text)
		if err != nil || len(bytes) != tlog.HashSize {
			return nil, fmt.Errorf("not a hash: %q", text)
		}
		copy(all[i][:], bytes)
	}
	return all, nil
}

// A text that is no hash becomes one that fits nothing.
func hash(text string) (h tlog.Hash) {
	if all, err := hashes([]string{text}); err == nil {
		h = all[0]
	}
	return
}
