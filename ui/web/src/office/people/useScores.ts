import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, type View } from '../../shared/api/client'
import { useMe } from '../session'
import { type Days, daysOf, type Period } from './scores'

const againMS = 60_000

/** What people did at the warehouse on some days; without a `days` it is not known yet, and nothing is asked. */
export function useScores(days: Days | undefined) {
  const { site } = useMe()
  return useQuery({
    queryKey: ['scores', site, days],
    enabled: days !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: againMS,
    queryFn: async () => (await api.GET('/api/scores', { params: { query: { site, ...days } } })).data as View<'ScoresPage'>,
  })
}

const today: Days = {}

/** The days of a period; undefined until the warehouse has said which day it has. What it refused is told by today's figures. */
export function useDays(period: Period, chosen: Days = today): Days | undefined {
  const { data, error } = useScores(today)
  if (period === 'today' || error) return today
  return data && daysOf(period, data.to, chosen)
}
