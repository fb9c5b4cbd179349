package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"net/http"
	"os"
	"time"
)

// How long the node's own authority and its certificates are good. Browsers
// refuse leaf certificates of more than 398 days.
const (
	authorityYears = 20
	leafDays       = 390
)

// authorityFile is the authority in the data folder.
const authorityFile = "authority.pem"

// secure puts TLS around a listener and what is served on it, unless it is
// reached from this machine only.
func (n *Node) secure(l net.Listener, h http.Handler) (net.Listener, http.Handler, error) {
	if loopback(n.Config.Web.Listen) {
		return l, h, nil
	}
	ca, err := n.authority()
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("certificate authority: %w", err), l.Close())
	}
	cert, err := ca.leaf(l.Addr())
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("certificate: %w", err), l.Close())
	}
	return newEither(l, &tls.Config{
		Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"},
	}), ca.trusting(h), nil
}

// authority is the node's own, which handhelds are told to trust once.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// authority reads the node's authority from the data folder, or makes it.
func (n *Node) authority() (*authority, error) {
	raw, err := os.ReadFile(n.path(authorityFile))
	if errors.Is(err, fs.ErrNotExist) {
		return n.newAuthority()
	}
	if err != nil {
		return nil, err
	}
	a := &authority{}
	for block, rest := pem.Decode(raw); block != nil; block, rest = pem.Decode(rest) {
		switch block.Type {
		case "CERTIFICATE":
			a.cert, err = x509.ParseCertificate(block.Bytes)
		case "EC PRIVATE KEY":
			a.key, err = x509.ParseECPrivateKey(block.Bytes)
		}
		if err != nil {
			return nil, err
		}
	}
	if a.cert == nil || a.key == nil {
		return nil, errors.New(n.path(authorityFile) + ": no certificate and key in it")
	}
	return a, nil
}

func (n *Node) newAuthority() (*authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	raw, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{
		SerialNumber: serial(), Subject: pkix.Name{CommonName: "warehouse-node " + hostname()},
		NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(authorityYears, 0, 0),
		IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true, KeyUsage: x509.KeyUsageCertSign,
	}, &x509.Certificate{Subject: pkix.Name{CommonName: "warehouse-node " + hostname()}}, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(raw)
	if err != nil {
		return nil, err
	}
	secret, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return nil, err
	}
	text := append(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw}),
		pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: secret})...)
	return &authority{cert, key}, writeWhole(n.path(authorityFile), text)
}

// leaf makes a certificate for every address that this machine answers on.
func (a *authority) leaf(at net.Addr) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	now := time.Now()
	leaf := &x509.Certificate{
		SerialNumber: serial(), Subject: pkix.Name{CommonName: hostname()}, DNSNames: []string{hostname(), "localhost"},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
		NotBefore:   now.Add(-time.Hour), NotAfter: now.AddDate(0, 0, leafDays),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if tcp, ok := at.(*net.TCPAddr); ok && !tcp.IP.IsUnspecified() {
		leaf.IPAddresses = append(leaf.IPAddresses, tcp.IP)
	}
	own, err := net.InterfaceAddrs()
	if err != nil {
		return tls.Certificate{}, err
	}
	for _, addr := range own {
		if ip, ok := addr.(*net.IPNet); ok {
			leaf.IPAddresses = append(leaf.IPAddresses, ip.IP)
		}
	}
	raw, err := x509.CreateCertificate(rand.Reader, leaf, a.cert, &key.PublicKey, a.key)
	return tls.Certificate{Certificate: [][]byte{raw, a.cert.Raw}, PrivateKey: key}, err
}

func serial() *big.Int {
	n, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		panic(err) // the system has no randomness
	}
	return n
}

func hostname() string {
	name, err := os.Hostname()
	if err != nil {
		return "warehouse"
	}
	return name
}
