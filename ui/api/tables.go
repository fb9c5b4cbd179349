package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// TablesReader writes the tables of the screens as files: what is filtered, in the
// columns that the imports take where there is one. as is xlsx or csv.
type TablesReader interface {
	ItemsTable(ctx context.Context, filter ItemsFilter, as string) (TableFile, error)
	BinsTable(ctx context.Context, filter BinsFilter, as string) (TableFile, error)
	StockTable(ctx context.Context, filter StockFilter, as string) (TableFile, error)
	BalancesTable(ctx context.Context, filter StockFilter, as string) (TableFile, error)
	OrdersTable(ctx context.Context, filter OrdersFilter, as string) (TableFile, error)
	ParcelsTable(ctx context.Context, site, as string) (TableFile, error)
	ScoresTable(ctx context.Context, filter ScoresFilter, as string) (TableFile, error)
}

// AsFile is in which form a table is wanted.
type AsFile struct {
	As string `query:"as" enum:"xlsx,csv" default:"xlsx"`
}

func (s *surface) tables() {
	t := s.core.Tables
	file(s, "get-tables-items", "/api/tables/items", "catalog.read", "Items of a list as a file, as the import takes it", "items", func(ctx context.Context, in *struct {
		AsFile
		ItemsFilter
	}) (TableFile, error) {
		return t.ItemsTable(ctx, in.ItemsFilter, in.As)
	})
	file(s, "get-tables-bins", "/api/tables/bins", "place.read", "Bins of a list as a file, as the import takes it", "bins", func(ctx context.Context, in *struct {
		AsFile
		BinsFilter
	}) (TableFile, error) {
		return t.BinsTable(ctx, in.BinsFilter, in.As)
	})
	file(s, "get-tables-stock", "/api/tables/stock", "stock.read", "Stock by item as a file", "stock", func(ctx context.Context, in *struct {
		AsFile
		StockFilter
	}) (TableFile, error) {
		return t.StockTable(ctx, in.StockFilter, in.As)
	})
	file(s, "get-tables-balances", "/api/tables/balances", "stock.read", "Stock by bin as a file, as the comparison takes it", "balances", func(ctx context.Context, in *struct {
		AsFile
		StockFilter
	}) (TableFile, error) {
		return t.BalancesTable(ctx, in.StockFilter, in.As)
	})
	file(s, "get-tables-orders", "/api/tables/orders", "orders.read", "Orders of a list as a file, without their buyers", "orders", func(ctx context.Context, in *struct {
		AsFile
		OrdersFilter
	}) (TableFile, error) {
		return t.OrdersTable(ctx, in.OrdersFilter, in.As)
	})
	file(s, "get-tables-parcels", "/api/tables/parcels", "dispatch.read", "Parcels at the couriers' docks as a file", "parcels", func(ctx context.Context, in *struct {
		AsFile
		AtSite
	}) (TableFile, error) {
		return t.ParcelsTable(ctx, in.Site, in.As)
	})
	file(s, "get-tables-scores", "/api/tables/scores", everybody, "What people did and what went wrong, as a file", "people", func(ctx context.Context, in *struct {
		AsFile
		ScoresFilter
	}) (TableFile, error) {
		return t.ScoresTable(ctx, in.ScoresFilter, in.As)
	})
}

// file registers a read that answers with a table as a file. What cannot be read
// is refused before the head is out; a table that ends too early is cut off, so
// that nobody takes it for the whole.
func file[I any](s *surface, id, path string, right Right, summary, name string, do func(context.Context, *I) (TableFile, error)) {
	op := huma.Operation{
		OperationID: id, Method: http.MethodGet, Path: path, Summary: summary, Tags: []string{tagOf(path)}, Extensions: map[string]any{"x-right": string(right)},
		Responses: map[string]*huma.Response{"200": {Description: "the rows", Content: map[string]*huma.MediaType{"text/csv": {}, workbookType: {}}}},
	}
	huma.Register(s, op, func(ctx context.Context, in *I) (*huma.StreamResponse, error) {
		site := ""
		if at, ok := any(*in).(interface{ atSite() string }); ok {
			site = at.atSite()
		}
		if err := s.core.Guard.May(ctx, string(right), site); err != nil {
			return nil, problem(ctx, op.OperationID, err)
		}
		table, err := do(ctx, in)
		if err != nil {
			return nil, problem(ctx, op.OperationID, err)
		}
		return &huma.StreamResponse{Body: func(out huma.Context) {
			kind, ext := table.head()
			out.SetHeader("Content-Type", kind)
			out.SetHeader("Content-Disposition", `attachment; filename="`+name+`.`+ext+`"`)
			if err := table.Write(out.BodyWriter()); err != nil {
				_ = problem(ctx, op.OperationID, err) // the head is gone already; the log knows
				panic(http.ErrAbortHandler)
			}
		}}, nil
	})
}
