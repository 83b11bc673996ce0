// SPDX-License-Identifier: Apache-2.0

// Command decode reads manifests (YAML documents, of files or of the standard input) by the types of k8s.io/api. It says
// one line a document: "ok", "unknown" where the types are of somebody else, "refused" where a field is not known or is
// there twice, and "warned" with what an API server of that version would warn of. Exit status 1 if any is refused or warned of.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	extensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/apiserver/pkg/endpoints/deprecation"
	"k8s.io/apiserver/pkg/util/compatibility"
	"k8s.io/client-go/kubernetes/scheme"
)

type verdict struct {
	word, reason string
}

// judge decodes strictly, as an API server does with fieldValidation=Strict, and asks for the type's life cycle. Neither
// the server's validation of values nor its admission is in it.
func judge(decoder runtime.Decoder, document []byte, major, minor int) (*schema.GroupVersionKind, verdict) {
	object, kind, err := decoder.Decode(document, nil, nil)
	switch {
	case runtime.IsNotRegisteredError(err):
		return kind, verdict{"unknown", err.Error()}
	case err != nil:
		return kind, verdict{"refused", err.Error()}
	case deprecation.IsDeprecated(object, major, minor):
		return kind, verdict{"warned", deprecation.WarningMessage(object)}
	default:
		return kind, verdict{"ok", ""}
	}
}

func read(name string, input io.Reader, decoder runtime.Decoder, major, minor int) (bad bool, err error) {
	documents := yaml.NewYAMLReader(bufio.NewReader(input))
	for {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return bad, nil
		}
		if err != nil {
			return bad, fmt.Errorf("%s: %w", name, err)
		}
		if isEmpty(document) {
			continue
		}
		kind, verdict := judge(decoder, document, major, minor)
		fmt.Println(verdict.word, name, shown(kind), verdict.reason)
		bad = bad || verdict.word == "refused" || verdict.word == "warned"
	}
}

// shown is empty for a type that is not known: then the reason names it.
func shown(kind *schema.GroupVersionKind) string {
	if kind == nil {
		return ""
	}
	return kind.String()
}

// isEmpty says whether there is nothing but comments.
func isEmpty(document []byte) bool {
	json, err := yaml.ToJSON(document)
	return err == nil && string(json) == "null"
}

func run(names []string) (bad bool, err error) {
	if err := extensions.AddToScheme(scheme.Scheme); err != nil {
		return false, err
	}
	decoder := serializer.NewCodecFactory(scheme.Scheme, serializer.EnableStrict).UniversalDeserializer()
	version := compatibility.DefaultBuildEffectiveVersion().BinaryVersion()
	major, minor := int(version.Major()), int(version.Minor())
	fmt.Printf("types %d.%d\n", major, minor)
	for _, name := range names {
		file, err := os.Open(name)
		if err != nil {
			return bad, err
		}
		isBad, err := read(name, file, decoder, major, minor)
		file.Close()
		if err != nil {
			return bad, err
		}
		bad = bad || isBad
	}
	return bad, nil
}

func main() {
	bad, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if bad || err != nil {
		os.Exit(1)
	}
}
