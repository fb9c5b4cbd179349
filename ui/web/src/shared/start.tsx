import './tokens.css'
import './marks.css'
import { StrictMode, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { firstLang, speak } from './locale'
import { followSystem } from './theme'

/** Starts a face: theme, language, then the first screen. Nothing is drawn before the sentences are there. */
export async function start(face: ReactNode): Promise<void> {
  followSystem()
  await speak(firstLang())
  const root = document.getElementById('root')
  if (!root) throw new Error('no #root in the page')
  createRoot(root).render(<StrictMode>{face}</StrictMode>)
}
