import { createHash } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'

/** A browser's websocket at the fixture: text messages up to 64 kB, which is all the floor needs (RFC 6455). */
export class Socket {
  private rest = Buffer.alloc(0)

  constructor(
    private readonly stream: Duplex,
    private readonly heard: (text: string) => void,
    gone: () => void,
  ) {
    stream.on('data', (bytes: Buffer) => this.take(bytes))
    stream.on('close', gone)
    stream.on('error', gone)
  }

  send(text: string): void {
    const body = Buffer.from(text)
    const head = body.length < 126 ? Buffer.from([0x81, body.length]) : Buffer.from([0x81, 126, body.length >> 8, body.length & 0xff])
    this.stream.write(Buffer.concat([head, body]))
  }

  close(): void {
    this.stream.destroy()
  }

  private take(bytes: Buffer): void {
    this.rest = Buffer.concat([this.rest, bytes])
    for (;;) {
      if (this.rest.length < 2) return
      const short = (this.rest[1] ?? 0) & 0x7f
      const start = short === 126 ? 4 : 2
      if (this.rest.length < start + 4) return
      const length = short === 126 ? this.rest.readUInt16BE(2) : short
      if (this.rest.length < start + 4 + length) return
      const mask = this.rest.subarray(start, start + 4)
      const body = this.rest.subarray(start + 4, start + 4 + length).map((byte, i) => byte ^ (mask[i % 4] ?? 0))
      const text = ((this.rest[0] ?? 0) & 0xf) === 1
      this.rest = this.rest.subarray(start + 4 + length)
      if (text) this.heard(Buffer.from(body).toString())
    }
  }
}

/** Takes every upgrade of the server as a websocket. */
export function sockets(server: Server, opened: (stream: Duplex) => void): void {
  server.on('upgrade', (request: IncomingMessage, stream: Duplex) => {
    const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
    stream.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`)
    opened(stream)
  })
}
