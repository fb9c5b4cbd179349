import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Deed, Kept, Shelf } from './queue'

interface Schema extends DBSchema {
  deeds: { key: number; value: Kept }
  /** device: this device's name; counter: the last number given; state: what the screen showed last. */
  facts: { key: 'device' | 'counter' | 'state'; value: unknown }
}

/** The device's own disk: deeds that wait, the device's name and number, and the last state for a start without network. */
export class Disk implements Shelf {
  private constructor(private readonly db: IDBPDatabase<Schema>) {}

  static async open(name = 'floor'): Promise<Disk> {
    const db = await openDB<Schema>(name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('deeds', { keyPath: 'counter' })
        fresh.createObjectStore('facts')
      },
    })
    void navigator.storage?.persist?.() // the browser must not clear it when the disk is short
    return new Disk(db)
  }

  /** The number and the deed are written in one transaction: a number is never given twice, none is lost. */
  async keep(deed: Deed): Promise<Kept> {
    const device = await this.device()
    const tx = this.db.transaction(['deeds', 'facts'], 'readwrite')
    const facts = tx.objectStore('facts')
    const counter = Number((await facts.get('counter')) ?? 0) + 1
    const kept: Kept = { ...deed, id: `${device}-${counter}`, device, counter }
    await Promise.all([facts.put(counter, 'counter'), tx.objectStore('deeds').put(kept), tx.done])
    return kept
  }

  async all(): Promise<Kept[]> {
    return this.db.getAll('deeds') // by key, which is the number
  }

  async forget(counter: number): Promise<void> {
    await this.db.delete('deeds', counter)
  }

  /** This device's name, made once. crypto.randomUUID needs a secure page, getRandomValues does not. */
  async device(): Promise<string> {
    const tx = this.db.transaction('facts', 'readwrite')
    const known = await tx.store.get('device')
    if (typeof known === 'string') return known
    const made = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('')
    await Promise.all([tx.store.put(made, 'device'), tx.done])
    return made
  }

  async remember(state: unknown): Promise<void> {
    await this.db.put('facts', state, 'state')
  }

  async recall(): Promise<unknown> {
    return this.db.get('facts', 'state')
  }
}
