import { useFloor } from '../shared/floor/Station'

/** The version of the session that this screen draws; two screens of a bench carry the same. */
export function useVersion(): number | undefined {
  return useFloor().state?.version
}
