package shopsim

import (
	"archive/zip"
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strconv"
	"strings"
)

// cookie is the name of the cookie that checkauth gives.
const cookie = "PHPSESSID"

// session is one exchange, from checkauth on.
type session struct {
	sessid  string
	inited  bool
	files   map[string][]byte // uploads by name
	queried map[string]int    // order -> the version that was sent
	asked   bool              // import was asked for once and answered "progress"
	span    *span
}

// span is from which to which of the shop's answers a session went.
type span struct{ from, to int }

func itoa(n int) string { return strconv.Itoa(n) }

// write sends an answer; who has hung up learns nothing.
func write(w http.ResponseWriter, b []byte) { _, _ = w.Write(b) }

// maxUpload is the largest body that is read.
const maxUpload = 64 << 20

// exchange is one call. Faults that cut the connection panic, as net/http wants
// it, and the lock is given back on the way.
func (s *Shop) exchange(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpload))
	if err != nil {
		return
	}
	kind, mode := r.URL.Query().Get("type"), r.URL.Query().Get("mode")
	s.mu.Lock()
	s.calls = append(s.calls, kind+" "+mode)
	f := s.fault(kind, mode)
	s.mu.Unlock()
	w.Header().Set("Content-Type", "text/plain; charset="+s.opt.Charset)
	if f.before(w, r) {
		return
	}
	if answer := s.act(r, kind, mode, body, f); s.stands(w) {
		f.after(w, answer)
	}
}

func (s *Shop) act(r *http.Request, kind, mode string, body []byte, f Fault) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers++
	if mode == "checkauth" {
		return s.checkauth(r)
	}
	ses := s.known(r)
	if ses == nil {
		return refuse("Ошибка авторизации. Неверный идентификатор сессии")
	}
	ses.span.to = s.answers
	if mode != "init" && !ses.inited {
		return refuse("init first")
	}
	switch kind + " " + mode {
	case "sale init", "catalog init":
		return s.init(ses)
	case "sale query":
		return s.query(ses)
	case "sale success":
		return s.confirm(ses)
	case "sale file", "catalog file":
		return s.upload(ses, kind, r.URL.Query().Get("filename"), body)
	case "sale import", "catalog import":
		return s.load(ses, kind, r.URL.Query().Get("filename"), f)
	}
	return refuse("Неизвестная команда")
}

func refuse(why string) []byte { return []byte("failure\n" + why) }

func (s *Shop) checkauth(r *http.Request) []byte {
	login, password, _ := r.BasicAuth()
	if login != s.opt.Login || password != s.opt.Password {
		return refuse("Неверное имя пользователя или пароль")
	}
	id, ses := rand.Text(), &session{sessid: rand.Text(), span: &span{s.answers, s.answers}}
	s.sessions[id] = ses
	return fmt.Appendf(nil, "success\n%s\n%s\nsessid=%s\ntimestamp=%d", cookie, id, ses.sessid, s.opt.Clock().Unix())
}

// known is the session of a call, nil for a stranger.
func (s *Shop) known(r *http.Request) *session {
	c, err := r.Cookie(cookie)
	if err != nil {
		return nil
	}
	ses := s.sessions[c.Value]
	if ses == nil || ses.sessid != r.URL.Query().Get("sessid") {
		return nil
	}
	return ses
}

func (s *Shop) init(ses *session) []byte {
	*ses = session{sessid: ses.sessid, span: ses.span, inited: true, files: map[string][]byte{}, queried: map[string]int{}}
	yes := "no"
	if s.opt.Zip {
		yes = "yes"
	}
	answer := fmt.Sprintf("zip=%s\nfile_limit=%d\n", yes, s.opt.FileLimit)
	if s.opt.Schema != "" {
		answer += "sessid=" + ses.sessid + "\nversion=" + s.opt.Schema
	}
	return []byte(answer)
}

func (s *Shop) query(ses *session) []byte {
	var due []*Order
	for _, o := range s.orders {
		if !o.Exported() && !o.Lost {
			due = append(due, o)
			ses.queried[o.ID] = o.version
		}
	}
	doc := encode(s.documents(due), s.opt.Charset)
	if !s.opt.Zip {
		return doc
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	if f, err := z.Create("orders.xml"); err == nil {
		_, _ = f.Write(doc) // into memory
	}
	_ = z.Close()
	return b.Bytes()
}

// confirm takes the other side's word that it has what this session sent.
func (s *Shop) confirm(ses *session) []byte {
	for _, o := range s.orders {
		version := ses.queried[o.ID]
		if version > o.exported && o.Forgets > 0 {
			o.Forgets--
			continue
		}
		o.exported = max(o.exported, version)
	}
	s.save()
	return []byte("success")
}

// upload appends to a file, or begins it anew when an XML begins again.
func (s *Shop) upload(ses *session, kind, name string, body []byte) []byte {
	switch {
	case name == "" || strings.Contains(name, "..") || strings.HasPrefix(name, "/"):
		return refuse("bad filename")
	case s.opt.FileLimit > 0 && len(body) > s.opt.FileLimit:
		return refuse("file_limit")
	case strings.HasSuffix(name, ".zip") != s.opt.Zip:
		return refuse("zip=" + strconv.FormatBool(s.opt.Zip) + " was agreed on")
	}
	if bytes.HasPrefix(body, []byte("<?xml")) {
		delete(ses.files, name)
	}
	ses.files[name] = append(ses.files[name], body...)
	s.uploads++
	if kind == "sale" && !s.batch() { // old sites read documents as they come
		return s.load(ses, kind, name, Fault{})
	}
	return []byte("success\n")
}

// load reads a file that was uploaded; a catalogue's takes two calls.
func (s *Shop) load(ses *session, kind, name string, f Fault) []byte {
	if kind == "catalog" && !ses.asked && f.What != Late {
		ses.asked = true
		return []byte("progress\nОбработано 0 из 1")
	}
	ses.asked = false
	files, err := unpack(ses.files)
	if err != nil {
		return refuse(err.Error())
	}
	doc, ok := files[name]
	for _, one := range files { // of a zip the name within may be any
		if !ok {
			doc = one
		}
	}
	if doc == nil {
		return refuse("no such file: " + name)
	}
	read := s.readRests
	if kind == "sale" {
		read = s.readDocuments
	}
	act, err := read(doc)
	if err != nil {
		return refuse(err.Error())
	}
	if f.What == Late {
		s.late = append(s.late, act)
		return nil
	}
	act()
	s.save()
	return []byte("success")
}

// unpack is the uploads with what lies in archives.
func unpack(files map[string][]byte) (map[string][]byte, error) {
	all := maps.Clone(files)
	for name, b := range files {
		if !strings.HasSuffix(name, ".zip") {
			continue
		}
		delete(all, name)
		z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return nil, err
		}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				return nil, err
			}
			if all[f.Name], err = io.ReadAll(io.LimitReader(r, maxUpload)); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}
