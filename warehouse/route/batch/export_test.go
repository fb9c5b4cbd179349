package batch

import "context"

// FollowNear is Follow by savings among carts that are alike, until they are few.
func FollowNear(ctx context.Context, p *Problem, few int) (Plan, error) {
	w, err := newWave(p)
	if err != nil {
		return Plan{}, err
	}
	orders := make([]int32, len(p.Orders))
	for i := range orders {
		orders[i] = int32(i)
	}
	return w.plan(lists(w.floor().saveNear(ctx, orders, few)), false), ctx.Err()
}
