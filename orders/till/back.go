package till

import (
	"warehouse-node/warehouse/spool"
	"warehouse-node/warehouse/store"
)

// backs are the moments at which receipts are returned, by receipts of their own
// (FFD: a return names the payments that it gives back).
var backs = map[Moment]Moment{Paid: PaidBack, Packed: PackedBack, Gone: GoneBack, Corrected: CorrectedBack}

// Back says whether the moment is that of a return.
func (m Moment) Back() bool {
	return m == PaidBack || m == PackedBack || m == GoneBack || m == CorrectedBack
}

// OfJob is the receipt that a job of the spool makes; nil for a job of another
// kind.
func OfJob(tx *store.Tx, id spool.JobID) (*Given, error) { return byJob.Find(tx, id) }
