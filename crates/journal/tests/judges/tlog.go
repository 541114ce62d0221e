// Judges claims about our checkpoints and proofs with the packages of Go's own checksum database.
// Reads a list of claims as JSON, answers a list of true and false.
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
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
	case "cosignature":
		witness, err := newWitness(c.Key)
		if err != nil {
			return err
		}
		_, err = note.Open([]byte(c.Note), note.VerifierList(witness))
		return err
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

// A witness's key for C2SP cosignature/v1, which the package itself does not know: a time, then the signature.
type witness struct {
	name string
	id   uint32
	key  ed25519.PublicKey
}

func newWitness(text string) (*witness, error) {
	parts := strings.SplitN(text, "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("not a key: %q", text)
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != 4 {
		return nil, fmt.Errorf("not a witness's key: %q", text)
	}
	digest := sha256.Sum256([]byte(parts[0] + "\n" + string(key)))
	return &witness{parts[0], binary.BigEndian.Uint32(digest[:]), key[1:]}, nil
}

func (w *witness) Name() string    { return w.name }
func (w *witness) KeyHash() uint32 { return w.id }

func (w *witness) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	at := binary.BigEndian.Uint64(signature)
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", at, text)
	return ed25519.Verify(w.key, []byte(message), signature[8:])
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
