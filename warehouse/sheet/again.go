package sheet

import (
	"time"

	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// itself is who sent a table that no person sent.
const itself = "warehouse-node"

// notTwice refuses a run whose very table stands written, or is being written, by
// another run, where the kind adds what a table says to what is there: Conflict says
// when that was sent and by whom. Another sheet of one workbook is another table.
func notTwice(tx *store.Tx, r *Run) error {
	if k := kinds[r.Kind]; k == nil || !k.Adds {
		return nil
	}
	for other, err := range byFile.Each(tx, fileKey(r.File)) {
		if err != nil {
			return err
		}
		same := other.File == r.File && other.Kind == r.Kind && other.Site == r.Site && other.Options.Sheet == r.Options.Sheet
		if !same || other.ID == r.ID || !other.stands() {
			continue
		}
		name := itself
		if !other.Person.IsZero() {
			p, err := staff.Get(tx, other.Person)
			if err != nil {
				return err
			}
			name = p.Name
		}
		return fault.New(fault.Conflict, "sheet.again", "file", other.Name, "name", name, "moment", other.Started.Format(time.RFC3339))
	}
	return nil
}

// stands says whether something that the run did is there still, or may be soon.
func (r *Run) stands() bool {
	return r.State == Running || r.Effects() > r.TakenBack()
}

// untold refuses a row that would be warned of now and was not, or otherwise, when its
// table was checked: who let the run write did not know. What a check was too full to
// note is let be.
func untold(tx *store.Tx, run *Run, r *Record) error {
	if len(r.warnings) == 0 {
		return nil
	}
	told := map[string]bool{}
	for p, err := range warnings.Each(tx, store.Keys2(run.ID, store.U64(r.Number))) {
		if err != nil {
			return err
		}
		told[p.Problem.String()] = true
	}
	if len(told) == 0 && run.Told >= MaxProblems {
		return nil
	}
	for _, w := range r.warnings {
		if !told[w.String()] {
			r.problems = append(r.problems, w, Problem{Row: r.Number, Code: "sheet.untold"})
		}
	}
	return nil
}
