import type { components } from '../api/schema'

/** The floor's own words, as the Go packages declare them; an absent list may also be null. */
type S = components['schemas']

export type FloorState = S['FloorState']
export type Reply = S['StationReply']
export type Cue = Reply['cue']
export type Message = S['StationMessage']
export type Action = S['StationAction']
export type Item = S['StationItem']
export type Bin = S['StationBin']
export type Tote = S['StationTote']
export type Rack = S['StationRack']
export type Ribbon = S['StationRibbon']
export type Wrong = S['StationWrong']
export type Person = S['StationPerson']
export type Device = S['StationDevice']
export type Menu = S['StationMenu']
export type Question = S['StationQuestion']
export type Choice = S['StationChoice']

export type PickView = S['PickView']
export type PackView = S['PackView']
export type ReceiveView = S['ReceiveView']
export type DispatchView = S['DispatchView']
export type MoveView = S['MoveView']
export type LookView = S['LookView']
export type Spot = S['LookSpot']

/** The view of each flow, by the flow's name in a reply. */
export interface Views {
  menu: Menu
  pick: PickView
  pack: PackView
  receive: ReceiveView
  putaway: ReceiveView
  dispatch: DispatchView
  putback: MoveView
  carry: MoveView
  look: LookView
}

/** The reply's view if its flow is the one named. */
export function view<F extends keyof Views>(reply: Reply, flow: F): Views[F] | undefined {
  return reply.flow === flow ? (reply.view as Views[F]) : undefined
}
