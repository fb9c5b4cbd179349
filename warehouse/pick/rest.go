package pick

import (
	"warehouse-node/warehouse/place"
	"warehouse-node/warehouse/station"
)

// scanReturn waits for the bin to which goes what is not wanted any more.
func (st state) scanReturn(in *station.Scanned) verdict {
	bin, _ := in.Place(place.KindBin)
	if bin != nil && bin.ID == st.Rest.Spot.Bin {
		return st.returned()
	}
	return st.says(station.CueWrong, "pick.put_back")
}

// returned goes on where the walk was.
func (st state) returned() verdict {
	st.Rest = nil
	v := st.back().says(station.CueOK, "pick.put_back_done")
	v.deed = goOn{}
	return v
}

// goOn looks for the next stop, or ends the walk, where the present one is no more.
type goOn struct{}

func (goOn) do(d *doer, v verdict) (verdict, error) {
	if d.w.find(v.state.Here) != nil {
		return v, nil
	}
	return d.onward(v)
}
