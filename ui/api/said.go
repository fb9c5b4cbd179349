package api

// Codes of sentences that views are made of: a reader says one of these, with the
// placeholders that stand behind it, or brings its own into ui/locale.

// What the journal says on a card.
const (
	SayTapeAccepted      = "tape.accepted"       // shop
	SayTapeAcceptedShort = "tape.accepted_short" // count, shop
	SayTapeBlocked       = "tape.blocked"        // reason
	SayTapeCancelled     = "tape.cancelled"      // reason
	SayTapeCounted       = "tape.counted"        // after, before
	SayTapeCounting      = "tape.counting"       // bin
	SayTapeEdited        = "tape.edited"
	SayTapeHanded        = "tape.handed"     // courier
	SayTapeHolds         = "tape.holds"      // count, order
	SayTapeLabel         = "tape.label"      // parcel
	SayTapeLogin         = "tape.login"      // where
	SayTapeMoved         = "tape.moved"      // count, from, to
	SayTapePacked        = "tape.packed"     // parcel
	SayTapePacking       = "tape.packing"    // station
	SayTapePaid          = "tape.paid"       // sum
	SayTapePicked        = "tape.picked"     // count
	SayTapeReceipt       = "tape.receipt"    // number
	SayTapeReceived      = "tape.received"   // count, lot
	SayTapeReleased      = "tape.released"   // count, wave
	SayTapeRoleGiven     = "tape.role_given" // role
	SayTapeRoleTaken     = "tape.role_taken" // role
	SayTapeScanned       = "tape.scanned"    // code, parcel
	SayTapeShort         = "tape.short"      // bin, count, other
)

// Why a part of what lies there cannot be sold; the number stands before it.
const (
	SayWhyBlocked    = "why.what.blocked"
	SayWhyCounting   = "why.what.counting"
	SayWhyDamaged    = "why.what.damaged"
	SayWhyExpired    = "why.what.expired"
	SayWhyHeld       = "why.what.held"
	SayWhyPromised   = "why.what.promised"
	SayWhyQuarantine = "why.what.quarantine"
	SayWhyTote       = "why.what.tote"
	SayWhyTransit    = "why.what.transit"
)

// What will come of an item.
const (
	SayWhyComing = "why.coming" // at, count
)

// What is stuck: the fact.
const (
	SayStuckCountAsked     = "stuck.what.count_asked"     // bin, count
	SayStuckEntryParked    = "stuck.what.entry_parked"    // follower, why
	SayStuckLabelUnprinted = "stuck.what.label_unprinted" // parcel, printer
	SayStuckLineUnlikely   = "stuck.what.line_unlikely"   // count, name, shop
	SayStuckLineUnmatched  = "stuck.what.line_unmatched"  // name, shop
	SayStuckReceiptUnknown = "stuck.what.receipt_unknown" // register, sum
)

// What is stuck: what was not done, and what is safe.
const (
	SayStuckSafeCountAsked     = "stuck.safe.count_asked"
	SayStuckSafeEntryParked    = "stuck.safe.entry_parked"
	SayStuckSafeLabelUnprinted = "stuck.safe.label_unprinted"
	SayStuckSafeLineUnlikely   = "stuck.safe.line_unlikely"
	SayStuckSafeLineUnmatched  = "stuck.safe.line_unmatched"
	SayStuckSafeReceiptUnknown = "stuck.safe.receipt_unknown"
)

// How a device fares.
const (
	SayDeviceBattery     = "device.state.battery" // percent
	SayDeviceConnecting  = "device.state.connecting"
	SayDeviceHeadOpen    = "device.state.head_open"
	SayDeviceListening   = "device.state.listening"
	SayDeviceOffline     = "device.state.offline" // count
	SayDevicePaperOut    = "device.state.paper_out"
	SayDevicePaused      = "device.state.paused"
	SayDevicePrinting    = "device.state.printing" // done, total
	SayDeviceReady       = "device.state.ready"
	SayDeviceRibbonLow   = "device.state.ribbon_low"
	SayDeviceShiftClosed = "device.state.shift_closed"
	SayDeviceShiftOpen   = "device.state.shift_open" // shift
	SayDeviceUnplugged   = "device.state.unplugged"
)

// What else is known of a device.
const (
	SayDeviceNoteFirmware = "device.note.firmware" // text
	SayDeviceNotePrinted  = "device.note.printed"  // count
)

// What a piece of a conversation meant.
const (
	SayWireAskStatus = "wire.ask_status"
	SayWireHeadOpen  = "wire.head_open"
	SayWireIdle      = "wire.idle"
	SayWireLabel     = "wire.label" // label
	SayWirePaperOut  = "wire.paper_out"
	SayWirePrinted   = "wire.printed" // job
	SayWireRibbonLow = "wire.ribbon_low"
	SayWireScan      = "wire.scan" // code
	SayWireUnknown   = "wire.unknown"
)

// How a shop's exchange fares.
const (
	SayShopFailed = "shop.state.failed"
	SayShopLate   = "shop.state.late"
	SayShopNever  = "shop.state.never"
	SayShopOk     = "shop.state.ok"
)

// What an exchange brought.
const (
	SayShopSayFailed = "shop.say.failed" // text
	SayShopSayOrders = "shop.say.orders" // count
)

// What an order's sum is made of.
const (
	SayTotalDelivery = "total.delivery"
	SayTotalDiscount = "total.discount" // name
	SayTotalGoods    = "total.goods"
)

// What is paid, and what remains.
const (
	SayMoneyCost     = "money.cost"
	SayMoneyDue      = "money.due"
	SayMoneyLeft     = "money.left"
	SayMoneyPaidCard = "money.paid_card"
	SayMoneyPaidCash = "money.paid_cash"
	SayMoneyShipping = "money.shipping"
)

// What is unusual about an order.
const (
	SayNoteArrival = "note.arrival" // at
	SayNoteShort   = "note.short"   // count
)

// What a dry run saw.
const (
	SayImportChangeChanged    = "import.change.changed"
	SayImportChangeNew        = "import.change.new"
	SayImportChangeSame       = "import.change.same"
	SayImportFaultMissing     = "import.fault.missing"
	SayImportFaultNumber      = "import.fault.number"
	SayImportFaultTwice       = "import.fault.twice" // row
	SayImportFaultUnknownBin  = "import.fault.unknown_bin"
	SayImportFaultUnknownItem = "import.fault.unknown_item"
	SayImportFormat           = "import.format" // decimal, encoding, separator
)

// What a place says of itself.
const (
	SayPlaceBlocked = "place.blocked" // reason
)
