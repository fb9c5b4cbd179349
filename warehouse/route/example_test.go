package route_test

import (
	"fmt"

	"warehouse-node/warehouse/route"
)

// Two aisles 5 m apart, 20 m long, with a cross-aisle at either end. The walk
// starts and ends at the near end of the first.
func Example() {
	layout := &route.Layout{
		Aisles: []route.Aisle{{X: 0}, {X: 5}},
		Cross:  []route.Length{0, 20},
	}
	trip := &route.Trip{Stops: []route.Stop{
		{Aisle: 1, At: 15},
		{Aisle: 0, At: 4},
		{Aisle: 1, At: 2},
		{Aisle: 0, At: 18},
	}}
	tour, err := route.Shortest(layout, trip)
	if err != nil {
		panic(err)
	}
	fmt.Println(tour.Length, "m")
	for _, w := range tour.Path {
		fmt.Println("aisle", w.Aisle, "at", w.At, "stop", w.Stop)
	}
	// Output:
	// 50 m
	// aisle 0 at 0 stop -1
	// aisle 0 at 4 stop 1
	// aisle 0 at 18 stop 3
	// aisle 0 at 20 stop -1
	// aisle 1 at 20 stop -1
	// aisle 1 at 15 stop 0
	// aisle 1 at 2 stop 2
	// aisle 1 at 0 stop -1
	// aisle 0 at 0 stop -1
}

// A rule that people walk by, beside the shortest walk.
func ExampleSolver_Rule() {
	layout := &route.Layout{
		Aisles: []route.Aisle{{X: 0}, {X: 5}, {X: 10}},
		Cross:  []route.Length{0, 20},
	}
	trip := &route.Trip{Stops: []route.Stop{{Aisle: 0, At: 3}, {Aisle: 1, At: 2}, {Aisle: 2, At: 18}}}
	var solver route.Solver
	tour, _ := solver.Tour(layout, trip)
	fmt.Println("shortest", tour.Length)
	for _, rule := range route.Rules {
		walk, _ := solver.Rule(rule, layout, trip)
		fmt.Println(rule, walk.Length)
	}
	// Output:
	// shortest 64
	// S-shape 96
	// return 66
	// midpoint 64
	// largest gap 64
	// combined 66
}

// A graph takes what a Layout cannot say: here a conveyor that is crossed by a
// bridge, one way only.
func ExampleGraph_Exact() {
	floor := &route.Graph{Nodes: 4, Edges: []route.Edge{
		{From: 0, To: 1, Length: 10},
		{From: 1, To: 2, Length: 10},
		{From: 2, To: 3, Length: 10},
		{From: 3, To: 0, Length: 5, OneWay: true},
	}}
	length, order, err := floor.Exact(route.Errand{Start: 0, End: 0, Stops: []int{3, 1}})
	fmt.Println(length, order, err)
	// Output: 35 [1 0] <nil>
}

// The picker stands in the first aisle; in the second a pallet was dropped meanwhile,
// and of the third somebody is waiting at the bench.
func ExampleSolver_Remaining() {
	floor := route.Layout{
		Aisles: []route.Aisle{{X: 0}, {X: 30}, {X: 60}},
		Cross:  []route.Length{0, 100},
	}
	rest := route.Rest{
		At:      route.Point{Aisle: 0, At: 40},
		Stops:   []route.Stop{{Aisle: 0, At: 80}, {Aisle: 1, At: 10}, {Aisle: 2, At: 20}},
		Closed:  []int{1},
		Express: []int{2},
	}
	var solver route.Solver
	on, err := solver.Remaining(&floor, &rest)
	fmt.Println(on.Order, on.Length, on.Waiting, err)
	// Output: [2 0] 360 [1] <nil>
}

// What is often picked lies at the back, what nobody wants at the front.
func ExampleSolver_Slotting() {
	floor := route.Layout{Aisles: []route.Aisle{{X: 0}}, Cross: []route.Length{0}}
	shelves := []route.Shelf{
		{Stop: route.Stop{At: 10}, Picks: 1},
		{Stop: route.Stop{At: 50}, Picks: 5},
		{Stop: route.Stop{At: 90}, Picks: 8},
	}
	var solver route.Solver
	swaps, err := solver.Slotting(&floor, route.Point{}, route.Point{}, shelves, 10)
	fmt.Println(swaps, err)
	// Output: [{2 0 1120}] <nil>
}
