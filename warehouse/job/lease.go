package job

import (
	"time"

	"warehouse-node/warehouse"
	"warehouse-node/warehouse/fault"
	"warehouse-node/warehouse/journal"
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/staff"
	"warehouse-node/warehouse/store"
)

// Freed: an order was taken out of somebody's hands, and anybody may go on with it.
type Freed struct {
	Order  warehouse.OrderID  `json:"order"`
	Person warehouse.PersonID `json:"person"` // who had it
}

// FreedKind is the kind of Freed.
var FreedKind = journal.Register("job.freed/1", Freed{warehouse.OrderID{1}, warehouse.PersonID{2}})

// Passed: an order that stays in its state is in other hands than before.
type Passed struct {
	Order  warehouse.OrderID  `json:"order"`
	Person warehouse.PersonID `json:"person,omitzero"` // who has it now; absent for nobody
	From   warehouse.PersonID `json:"from,omitzero"`   // who had it; absent for nobody
}

// PassedKind is the kind of Passed.
var PassedKind = journal.Register("job.passed/1", Passed{warehouse.OrderID{1}, warehouse.PersonID{2}, warehouse.PersonID{3}})

// hands is who has a job at a moment; zero for nobody.
func (j *Job) hands(now time.Time) (who warehouse.PersonID) {
	if j.Leased(now) {
		who = j.Holder
	}
	return who
}

// passed keeps a job whose state is as it was, and tells the timeline when it is in
// other hands than those that had it.
func (j *Job) passed(tx *store.Tx, had warehouse.PersonID) error {
	if err := jobs.Put(tx, j); err != nil {
		return err
	}
	has := j.hands(tx.Now())
	if has == had {
		return nil
	}
	return PassedKind.Record(tx, Passed{Order: j.Order, Person: has, From: had}, About(j.Order))
}

// Lease gives a job to a person until a moment; Conflict when somebody else
// has it and their lease has not ended.
func Lease(tx *store.Tx, order warehouse.OrderID, person warehouse.PersonID, until time.Time) (*Job, error) {
	return Edit(tx, order, func(j *Job) error {
		if j.Holder != person && j.Leased(tx.Now()) {
			return fault.New(fault.Conflict, "job.leased", "number", j.Number, "person", j.Holder)
		}
		j.Holder, j.Until = person, until
		return nil
	})
}

// Leased says whether somebody has the job in their hands at a moment.
func (j *Job) Leased(now time.Time) bool { return !j.Holder.IsZero() && now.Before(j.Until) }

// FreeRequest names an order that somebody has at work.
type FreeRequest struct {
	Order warehouse.OrderID `json:"order"`
}

// FreeAnswer says whose order it was.
type FreeAnswer struct {
	Person warehouse.PersonID `json:"person"`
}

// SiteOf is the site of the order that a request names.
func SiteOf(tx *store.Tx, r *FreeRequest) (warehouse.SiteID, error) {
	j, err := Get(tx, r.Order)
	if err != nil {
		return warehouse.SiteID{}, err
	}
	return j.Site, nil
}

// TakeOff frees a job that is in the hands of those whose work it is now, as has
// says, and tells whoever had it. Nobody of them has it: Conflict.
func TakeOff(tx *store.Tx, r *FreeRequest, has func(*store.Tx, *Job) bool, tell func(was *Job) error) (*FreeAnswer, error) {
	j, err := Get(tx, r.Order)
	if err != nil {
		return nil, err
	}
	if !has(tx, j) {
		return nil, fault.New(fault.Conflict, "job.nobody", "number", j.Number)
	}
	was, err := Free(tx, r.Order)
	if err != nil {
		return nil, err
	}
	return &FreeAnswer{was.Holder}, tell(was)
}

// Free ends the lease of whoever has a job, who loses it for good; its state, its
// totes and what is booked stay as they are. It answers the job as it was; nobody
// has it: Conflict.
func Free(tx *store.Tx, order warehouse.OrderID) (*Job, error) {
	j, err := Get(tx, order)
	if err != nil {
		return nil, err
	}
	if !j.Leased(tx.Now()) {
		return nil, fault.New(fault.Conflict, "job.nobody", "number", j.Number)
	}
	was := *j
	j.Holder, j.Until = warehouse.PersonID{}, time.Time{}
	if err := jobs.Put(tx, j); err != nil {
		return nil, err
	}
	return &was, FreedKind.Record(tx, Freed{Order: order, Person: was.Holder}, About(order))
}

// FreeStrangers frees the jobs of a state, at all sites, that are in the hands of
// people who have not the right there any more; tell is given each as it was, to
// draw its holder's screen anew.
func FreeStrangers(tx *store.Tx, s State, right staff.Right, tell func(was *Job) error) error {
	sites, err := place.Sites(tx)
	if err != nil {
		return err
	}
	var gone []warehouse.OrderID
	for _, site := range sites {
		for j, err := range In(tx, site.ID, s) {
			if err != nil {
				return err
			}
			lost, err := InStrangeHands(tx, j, right)
			if err != nil {
				return err
			}
			if lost {
				gone = append(gone, j.Order)
			}
		}
	}
	for _, order := range gone {
		was, err := Free(tx, order)
		if err != nil {
			return err
		}
		if err := tell(was); err != nil {
			return err
		}
	}
	return nil
}

// InStrangeHands says whether whoever has a job has not the right there any more.
func InStrangeHands(tx *store.Tx, j *Job, right staff.Right) (bool, error) {
	if !j.Leased(tx.Now()) {
		return false, nil
	}
	err := staff.May(tx, j.Holder, right, j.Site)
	if fault.KindOf(err) == fault.Denied {
		return true, nil
	}
	return false, err
}

// OnRights has do done whenever somebody may have lost a right: they were let go or
// a role was taken from them, and then it is told who; or a role became another.
func OnRights(f *journal.Follower, do func(tx *store.Tx, who warehouse.PersonID) error) {
	journal.On(f, staff.LeftKind, func(tx *store.Tx, _ *journal.Entry, e staff.Left) error { return do(tx, e.Person) })
	journal.On(f, staff.RoleRevokedKind, func(tx *store.Tx, _ *journal.Entry, e staff.RoleRevoked) error { return do(tx, e.Person) })
	anybody := warehouse.PersonID{}
	journal.On(f, staff.RoleEditedKind, func(tx *store.Tx, _ *journal.Entry, _ staff.RoleEdited) error { return do(tx, anybody) })
	journal.On(f, staff.RoleArchivedKind, func(tx *store.Tx, _ *journal.Entry, _ staff.RoleTurned) error { return do(tx, anybody) })
}
