import { FloorClient } from '../shared/floor/client'
import { line } from '../shared/floor/line'
import { loudness } from '../shared/floor/loudness'
import { start } from '../shared/start'
import { Packing } from './Packing'

/** What a bench did not get judged within this time, did not happen: the goods have moved on. */
const lasts = 5000

const client = new FloorClient({ judge: () => undefined, lasts }, line, loudness)
void start(<Packing client={client} />)
void client.start()
