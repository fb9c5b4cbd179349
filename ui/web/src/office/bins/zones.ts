import renamed from '../../../../../warehouse/place/zones.json'

/** A zone of time by the name that it has now: browsers go on saying Europe/Kiev. The node does the same, by the same file. */
export function modern(zone: string): string {
  return (renamed as Readonly<Record<string, string>>)[zone] ?? zone
}

/** All zones that this browser knows, by the names that they have now. */
export function timeZones(): string[] {
  return [...new Set(Intl.supportedValuesOf('timeZone').map(modern))].toSorted()
}
