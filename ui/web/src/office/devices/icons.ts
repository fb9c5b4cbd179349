import { Printer, Receipt, ScanBarcode, Scale, Smartphone, Table2 } from 'lucide-react'

/** The sign of each kind of device. */
export const icons = { scanner: ScanBarcode, printer: Printer, cashreg: Receipt, scale: Scale, handheld: Smartphone, bench: Table2 }
