import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type View } from '../../shared/api/client'
import { useLive } from '../../shared/live'
import { useMe } from '../session'
import { useStale } from '../useStale'

/** How often is asked when a device was heard last: its every byte is told to nobody. */
const heardMS = 5_000

/** Every device of the site: how it fares, fresh within a quarter of a second, and when it was heard. */
export function useDevices() {
  const { site } = useMe()
  useStale('devices', site, ['devices', site])
  return useQuery({
    queryKey: ['devices', site],
    refetchInterval: heardMS,
    queryFn: async () => (await api.GET('/api/devices', { params: { query: { site } } })).data as View<'DevicesPage'>,
  })
}

const kept = 200

export interface Conversation {
  readonly frames: readonly View<'RawFrame'>[]
  readonly recording: boolean
  /** Address of the newest recording. */
  readonly recorded: string | undefined
  readonly paused: boolean
  readonly pause: (on: boolean) => void
}

/** The bytes of one device as they pass; pausing keeps the picture, the bytes go on. */
export function useFrames(device: string): Conversation {
  const queries = useQueryClient()
  const { site } = useMe()
  const key = ['frames', device]
  useStale('devices', site, key)
  const [held, setHeld] = useState<readonly View<'RawFrame'>[]>()
  const { data } = useQuery<View<'DeviceFrames'>>({
    queryKey: key,
    queryFn: async () => (await api.GET('/api/devices/{id}/frames', { params: { path: { id: device } } })).data as View<'DeviceFrames'>,
  })
  useLive(`device/${device}`, '', {
    snapshot: (now) => queries.setQueryData(key, now),
    frame: (frame) =>
      queries.setQueryData<View<'DeviceFrames'>>(key, (before) =>
        before && { ...before, frames: [...before.frames.slice(-kept), frame] },
      ),
  })
  const frames = data?.frames ?? []
  return {
    frames: frames.length > 0 && held ? held : frames, // none are left when a buyer was forgotten
    recording: data?.record ?? false,
    recorded: data?.open,
    paused: held !== undefined,
    pause: (on) => setHeld(on ? frames : undefined),
  }
}
