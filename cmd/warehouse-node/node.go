package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"warehouse-node/orders"
	"warehouse-node/ui"
	"warehouse-node/ui/api"
	"warehouse-node/ui/read"
	"warehouse-node/warehouse/catalog"
	"warehouse-node/warehouse/command"
	"warehouse-node/warehouse/job"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/ledger"
	"warehouse-node/warehouse/promise"
	"warehouse-node/warehouse/seal"
	"warehouse-node/warehouse/sheet"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
	"warehouse-node/warehouse/store/bolt"
)

// Node is the whole program around one data folder: Open, Start, Close. main
// and every end-to-end test use it.
type Node struct {
	Config Config
	Log    *slog.Logger
	DB     *store.DB
	Ring   *seal.Keyring
	Gate   *staff.Gate
	Door   *command.Door
	Core   *api.Core
	Hub    *ui.Hub
	Addr   net.Addr // where it listens, once started

	engine    *bolt.Engine
	folder    *catalog.Folder
	photos    *catalog.Photos
	search    *catalog.Search
	manual    *ui.Manual
	floor     *floor
	followers []*journal.Follower
	began     time.Time
	commits   read.Commits // how long they take
	proofs    *read.Proofs // how each ended last
	prover    *prover
	turns     turns    // of topics that count their own frames
	channels  channels // who speak with shops
	disk      diskWatch
	asDrawn   bool         // of a test: the lists of work are not looked at
	counting  *read.Reader // whose counters are sent to the screens
	server    *http.Server
	listener  net.Listener // of the screens, when it was there before the data
	stop      context.CancelFunc
	running   sync.WaitGroup
	raised    bell       // rung when a warehouse or a bench was made
	broken    chan error // the first part that could not go on
	still     bool       // nothing is written: see openStill
	copying   sync.Mutex // held while a copy of the database is made and proved
}

// Open opens the data folder and puts the parts together. Nothing runs yet.
func Open(ctx context.Context, c Config, log *slog.Logger) (*Node, error) {
	return openOver(ctx, c, log, func(e store.Engine) store.Engine { return e })
}

// openOver is Open with something around the engine.
func openOver(ctx context.Context, c Config, log *slog.Logger, around func(store.Engine) store.Engine) (*Node, error) {
	n := &Node{Config: c, Log: log, broken: make(chan error, 1), proofs: read.NewProofs(proofNames()...), prover: newProver()}
	n.disk.free = roomOn
	if err := os.MkdirAll(c.Node.Data, 0o700); err != nil {
		return nil, err
	}
	if err := n.openStore(ctx, around); err != nil {
		return nil, errors.Join(err, n.closeStore())
	}
	if err := n.openFiles(); err != nil {
		return nil, errors.Join(err, n.closeStore())
	}
	if err := n.wire(ctx); err != nil {
		return nil, errors.Join(err, n.closeStore())
	}
	return n, nil
}

func (n *Node) openStore(ctx context.Context, around func(store.Engine) store.Engine) (err error) {
	if err := keysBeside(ctx, n.Config.Node.Data); err != nil {
		return err
	}
	if n.engine, err = bolt.Open(n.path("node.db"), nil); err != nil {
		return err
	}
	if err := endClaim(n.Config.Node.Data); err != nil {
		return err
	}
	n.DB = store.Open(around(n.engine), store.Options{Node: n.Config.Node.Number, Committed: n.commits.Note})
	if err := journal.Open(ctx, n.DB); err != nil {
		return err
	}
	if err := store.Migrate(ctx, n.DB, steps); err != nil {
		return err
	}
	if n.Ring, err = seal.Open(ctx, n.path("keys.db"), openKeys); err != nil {
		return err
	}
	return n.Ring.ForgetAgain(ctx, n.DB) // the keys may be a copy older than somebody's wish
}

// keysBeside refuses a database whose keys are gone: with new ones the node would
// work, and every buyer would be nobody; and keys of people whose database is gone:
// an empty one would look like a shop that never sold. A new folder gets its keys
// before its database, so that a cut between the two is no loss of keys.
func keysBeside(ctx context.Context, dir string) error {
	_, err := os.Stat(filepath.Join(dir, "node.db"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	fresh := err != nil
	if fresh {
		if err := claimless(dir); err != nil {
			return err
		}
	}
	switch _, err = os.Stat(filepath.Join(dir, "keys.db")); {
	case err == nil && fresh:
		return keysOfNobody(ctx, dir)
	case err == nil || !errors.Is(err, fs.ErrNotExist):
		return err
	case fresh:
		return newKeys(ctx, dir)
	}
	if err := isDatabase(filepath.Join(dir, "node.db")); err != nil {
		return err // keys of a file that is none of ours are no loss
	}
	return fmt.Errorf("%s is not there: copy it back from the newest copy of the keys, or say --keys-lost if there is none", filepath.Join(dir, "keys.db"))
}

// isDatabase says why a file cannot be opened as a node's, and changes nothing.
func isDatabase(path string) error {
	engine, err := bolt.Open(path, &bolt.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	return engine.Close()
}

// keysOfNobody refuses a file of keys in which there is somebody's.
func keysOfNobody(ctx context.Context, dir string) error {
	ring, err := seal.Open(ctx, filepath.Join(dir, "keys.db"), openKeys)
	if err != nil {
		return err
	}
	some, err := ring.Any(ctx)
	if err = errors.Join(err, ring.Close()); err != nil || !some {
		return err
	}
	return fmt.Errorf("%s is not there, and keys.db beside it has the names of people: restore the newest backup, or move keys.db away to begin anew", filepath.Join(dir, "node.db"))
}

// newKeys makes an empty file of keys where there is none.
func newKeys(ctx context.Context, dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	ring, err := seal.Open(ctx, filepath.Join(dir, "keys.db"), openKeys)
	if err != nil {
		return err
	}
	return ring.Close()
}

// openKeys opens the small file of keys, which is written anew whenever a person
// is forgotten and therefore maps little.
func openKeys(path string) (*store.DB, error) {
	e, err := bolt.Open(path, &bolt.Options{InitialMmapSize: 1 << 20})
	if err != nil {
		return nil, err
	}
	return store.Open(e), nil
}

// steps bring the file of an older release to this one's tables.
var steps = []store.Step{
	{Number: 1, Name: "journal: what is about a subject stands era by era", Work: journal.ByEras},
	{Number: 2, Name: "journal: without its index of subjects", Work: store.Drop("journal.subject")},
	{Number: 3, Name: "job: says what its order owes", Work: orders.Owing},
	{Number: 4, Name: "ledger: a lot is found by its code alone", Work: ledger.ByPrint},
	{Number: 5, Name: "job: what waits for a wave is found by what it owes", Work: job.ByOwes},
	{Number: 6, Name: "ledger: a balance says of which site it is", Work: ledger.BySite[0]},
	{Number: 7, Name: "ledger: what lies somewhere is found by its site", Work: ledger.BySite[1]},
	{Number: 8, Name: "promise: whether an order waits for goods", Work: promise.ByShort},
	{Number: 9, Name: "job: says whether it waits for goods", Work: job.TellShort},
	{Number: 10, Name: "sheet: runs are found by their file", Work: sheet.ByFile},
}

func (n *Node) path(name string) string { return filepath.Join(n.Config.Node.Data, name) }

// Start begins to serve. It returns when the node answers.
func (n *Node) Start(ctx context.Context) error {
	ctx, n.stop = context.WithCancel(context.WithoutCancel(ctx))
	n.began = time.Now()
	if err := errors.Join(n.recallProofs(ctx), n.openFloor(ctx)); err != nil {
		return err
	}
	for _, f := range n.followers {
		if err := f.Begin(ctx, n.DB); err != nil {
			return err
		}
		n.run(ctx, "follower "+f.Name, func(ctx context.Context) error { return f.Run(ctx, n.DB) })
	}
	handler, err := ui.New(ui.Config{
		Core: n.Core, Sessions: &access{Reader: n.reader(), door: n.Door, gate: n.Gate}, Files: n.files(), Hub: n.Hub, Manual: n.manual,
		Healthy: n.healthy, Log: n.Log,
	})
	if err != nil {
		return err
	}
	listener := n.listener
	if listener == nil {
		if listener, err = listen(ofTerminal(os.Getenv), n.Config.Web.Listen); err != nil {
			return err
		}
	}
	n.Addr = listener.Addr()
	if listener, handler, err = n.secure(listener, handler); err != nil {
		return err
	}
	n.server = &http.Server{
		Handler: remembering(handler), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		ErrorLog: slog.NewLogLogger(n.Log.Handler(), slog.LevelDebug),
	}
	n.run(ctx, "web", func(context.Context) error {
		if err := n.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	if err := errors.Join(n.startFloor(ctx), n.startShops(ctx)); err != nil {
		return err
	}
	n.run(ctx, "store", n.untilStopped)
	n.run(ctx, "disk", n.watchDisk)
	n.run(ctx, "search", n.search.Run)
	n.run(ctx, "forgetting", func(ctx context.Context) error { return n.Ring.Forgetting(ctx, n.DB) })
	n.run(ctx, "turn of the day", n.turnDays)
	n.run(ctx, "proofs", n.proveAsked)
	n.run(ctx, "screens that count", func(ctx context.Context) error { return n.tellScreens(ctx, n.counting) })
	if !n.asDrawn {
		n.run(ctx, "lists of work", n.freshenLists)
	}
	control, err := n.openControl()
	if err != nil {
		return err
	}
	n.run(ctx, "control", func(ctx context.Context) error { return n.serveControl(ctx, control) })
	n.run(ctx, "imports", (&sheet.Runner{Door: n.Door, Files: n.folder, Log: n.Log}).Run)
	return nil
}

// run keeps a part going; one that ends with an error while the node runs ends
// the node.
func (n *Node) run(ctx context.Context, name string, part func(context.Context) error) {
	n.running.Go(func() {
		err := part(ctx)
		if err != nil && ctx.Err() == nil {
			select {
			case n.broken <- fmt.Errorf("%s: %w", name, err):
			default: // another was first
			}
		}
	})
}

// Broken tells the reason when the node cannot go on.
func (n *Node) Broken() <-chan error { return n.broken }

// drain is how long Close waits for requests under way.
const drain = 10 * time.Second

// Close ends what runs, lets requests under way finish, and closes the store.
func (n *Node) Close() error {
	var errs []error
	if n.Hub != nil {
		n.Hub.Close()
	}
	if n.server == nil && n.listener != nil {
		errs = append(errs, n.listener.Close())
	}
	if n.server != nil {
		ctx, cancel := context.WithTimeout(context.Background(), drain)
		defer cancel()
		errs = append(errs, n.server.Shutdown(ctx))
	}
	if n.stop != nil {
		n.stop()
	}
	n.running.Wait()
	return errors.Join(append(errs, n.closeStore())...)
}

func (n *Node) closeStore() error {
	var errs []error
	if n.Ring != nil {
		errs = append(errs, n.Ring.Close())
	}
	switch {
	case n.DB != nil:
		errs = append(errs, n.DB.Close())
	case n.engine != nil:
		errs = append(errs, n.engine.Close())
	}
	return errors.Join(errs...)
}

// healthy answers /healthz: the store reads.
func (n *Node) healthy() error {
	return n.DB.Read(context.Background(), func(context.Context, *store.Tx) error { return nil })
}

func (n *Node) reader() *read.Reader {
	return &read.Reader{DB: n.DB, Ring: n.Ring, Files: n.folder, Search: n.search, Commands: becomes()}
}
