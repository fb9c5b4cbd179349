import { FloorClient } from '../shared/floor/client'
import { line } from '../shared/floor/line'
import { loudness } from '../shared/floor/loudness'
import { start } from '../shared/start'
import { judgeAlone } from './away'
import { enter } from './enrol'
import { Handheld } from './Handheld'

const client = new FloorClient({ judge: judgeAlone }, line, loudness)
void start(<Handheld client={client} entry={await enter()} />)
void client.start()
if (import.meta.env.PROD && 'serviceWorker' in navigator) void navigator.serviceWorker.register('/sw.js', { scope: '/pick' })
