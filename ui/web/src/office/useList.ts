import { keepPreviousData, useInfiniteQuery, type QueryKey } from '@tanstack/react-query'

interface Page {
  readonly next?: string
}

/** Any list that comes page by page: its rows so far, its first page, and how to ask for more. */
export function useList<P extends Page, Row>(key: QueryKey, ask: (cursor: string | undefined) => Promise<P>, rowsOf: (page: P) => readonly Row[]) {
  const query = useInfiniteQuery({
    queryKey: key,
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: async ({ pageParam }) => ask(pageParam || undefined),
    getNextPageParam: (page) => page.next || undefined,
  })
  return {
    rows: query.data?.pages.flatMap((page) => [...rowsOf(page)]) ?? [],
    head: query.data?.pages[0],
    pending: query.isPending,
    error: query.error,
    retry: () => void query.refetch(),
    more: query.hasNextPage && !query.isFetchingNextPage ? () => void query.fetchNextPage() : undefined,
  }
}
