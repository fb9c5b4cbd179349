import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, type View } from '../../shared/api/client'
import type { Stencil } from './draft'

/** How labels of each kind are laid out, and where one can be tried. */
export function useStencils() {
  return useQuery({ queryKey: ['stencils'], queryFn: async () => (await api.GET('/api/stencils')).data as View<'StencilsPage'> })
}

/** One kind with its fields and its history. */
export function useStencil(kind: string) {
  return useQuery({
    queryKey: ['stencils', kind],
    queryFn: async () => (await api.GET('/api/stencils/{id}', { params: { path: { id: kind } } })).data as View<'StencilPage'>,
  })
}

/** A stencil as it was in some version. */
export async function versionOf(kind: string, number: number): Promise<Stencil> {
  return (await api.GET('/api/stencils/{id}/versions/{number}', { params: { path: { id: kind, number } } })).data as Stencil
}

/** What a label of a kind can be drawn of, by a text. */
export function useSubjects(kind: string, text: string, enabled: boolean) {
  return useQuery({
    queryKey: ['stencils', kind, 'subjects', text],
    enabled,
    placeholderData: keepPreviousData,
    queryFn: async () => (await api.GET('/api/stencils/{id}/subjects', { params: { path: { id: kind }, query: { text } } })).data ?? [],
  })
}

interface Asked {
  readonly kind: string
  readonly stencil: Stencil
  readonly subject: string
  readonly dpi: 203 | 300 | 600
}

const restMS = 200

/** The label as a printer prints it; while somebody types it is asked once they rest. */
export function usePreview(asked: Asked) {
  const text = JSON.stringify(asked)
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restMS)
    return () => clearTimeout(timer)
  }, [text])
  return useQuery({
    queryKey: ['stencils', 'preview', rested],
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const { kind, stencil, subject, dpi } = JSON.parse(rested) as Asked
      const body = { stencil, dpi, ...(subject && { subject }) }
      return (await api.POST('/api/stencils/{id}/preview', { params: { path: { id: kind } }, body })).data as View<'StencilPreview'>
    },
  })
}
