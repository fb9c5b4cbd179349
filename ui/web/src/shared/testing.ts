import { afterEach } from 'vitest'
import { cleanup } from '@testing-library/react'
import { speak } from './locale'

await speak('en')
afterEach(cleanup)
