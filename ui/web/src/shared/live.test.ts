import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Live, type Socket } from './live'

class Line implements Socket {
  readyState = 0
  sent: { op: string; topic?: string; site?: string }[] = []
  onopen: Socket['onopen'] = null
  onmessage: Socket['onmessage'] = null
  onclose: Socket['onclose'] = null
  send(text: string) {
    this.sent.push(JSON.parse(text) as { op: string })
  }
  close() {
    this.readyState = 3
    this.onclose?.call(this as unknown as WebSocket, new Event('close') as CloseEvent)
  }
  stand() {
    this.readyState = 1
    this.onopen?.call(this as unknown as WebSocket, new Event('open'))
  }
  say(message: object) {
    this.onmessage?.call(this as unknown as WebSocket, new MessageEvent('message', { data: JSON.stringify(message) }))
  }
  asked(op: string) {
    return this.sent.filter((message) => message.op === op).map(({ topic, site }) => `${topic}@${site}`)
  }
}

const lines: Line[] = []
let live: Live

beforeEach(() => {
  vi.useFakeTimers()
  lines.length = 0
  live = new Live(() => {
    const line = new Line()
    lines.push(line)
    return line
  })
  live.start()
})
afterEach(() => {
  live.stop()
  vi.useRealTimers()
})

const line = () => lines[lines.length - 1] as Line

function follow() {
  const heard: string[] = []
  const leave = live.follow('orders', 'podolsk', {
    snapshot: (_, seq) => heard.push(`whole ${seq}`),
    frame: (data, seq) => heard.push(`${data.ids.join()} ${seq}`),
    refused: (why) => heard.push(why.code),
  })
  return { heard, leave }
}

const at = { topic: 'orders', site: 'podolsk' }

describe('live', () => {
  it('gives the snapshot, then frames in one chain', () => {
    const { heard } = follow()
    line().stand()
    line().say({ ...at, seq: 10, snapshot: { ids: [] } })
    line().say({ ...at, seq: 12, prev: 10, data: { ids: ['a'] } })
    line().say({ ...at, seq: 20, prev: 12, data: { ids: ['b'] } })
    expect(heard).toEqual(['whole 10', 'a 12', 'b 20'])
  })

  it('asks for the whole when a frame is missing, and drops what it cannot place', () => {
    const { heard } = follow()
    line().stand()
    line().say({ ...at, seq: 10, snapshot: { ids: [] } })
    line().say({ ...at, seq: 20, prev: 12, data: { ids: ['b'] } })
    expect(heard).toEqual(['whole 10'])
    expect(line().asked('subscribe')).toEqual(['orders@podolsk', 'orders@podolsk'])
  })

  it('comes back by itself, more slowly each time, and follows again', () => {
    follow()
    line().stand()
    line().close()
    expect(live.pulse().online).toBe(false)
    expect(live.pulse().since).toBeInstanceOf(Date)
    vi.advanceTimersByTime(250)
    expect(lines).toHaveLength(2)
    line().close()
    vi.advanceTimersByTime(250)
    expect(lines).toHaveLength(2)
    vi.advanceTimersByTime(250)
    expect(lines).toHaveLength(3)
    line().stand()
    expect(live.pulse()).toEqual({ online: true })
    expect(line().asked('subscribe')).toEqual(['orders@podolsk'])
  })

  it('is one line also when it was stopped and wanted again before it had closed', () => {
    line().close = () => {} // a browser says later that it has closed
    line().stand()
    const [first] = lines
    live.stop()
    expect(live.pulse()).toEqual({ online: false }) // nothing was lost: nobody wants it
    live.start()
    line().stand()
    first?.onclose?.call(first as unknown as WebSocket, new Event('close') as CloseEvent)
    vi.advanceTimersByTime(1_000)
    expect(lines).toHaveLength(2)
    expect(live.pulse().online).toBe(true)
  })

  it('hangs up on a line that answers no ping', () => {
    line().stand()
    vi.advanceTimersByTime(5_000)
    expect(line().readyState).toBe(3)
    expect(live.pulse().online).toBe(false)
  })

  it('measures the way there and back', () => {
    line().stand()
    vi.advanceTimersByTime(2)
    line().say({ pong: 1 })
    expect(live.pulse().lag).toBe(2)
    vi.advanceTimersByTime(10_000)
    expect(line().sent.filter(({ op }) => op === 'ping')).toHaveLength(2)
  })

  it('tells a refusal and leaves', () => {
    const { heard, leave } = follow()
    line().stand()
    line().say({ ...at, refused: { code: 'staff.denied' } })
    expect(heard).toEqual(['staff.denied'])
    leave()
    expect(line().asked('unsubscribe')).toEqual(['orders@podolsk'])
  })
})
