// Package catalog is the one directory of goods: what each item is, what it is
// called, by which codes it is scanned and in which packs it comes.
//
// It keeps true:
//
//   - a quantity is counted in the item's one base unit, and every pack is a
//     ratio of whole numbers of it;
//   - an article means one item; a barcode means one item and pack unless a
//     person said that it is shared, and then every holder says so;
//   - a variant is an item of its own (its stock, codes, price) that keeps only
//     what makes it differ: the rest is its family's and is edited there; a
//     family is no goods and has no codes;
//   - an edit names the version it saw;
//   - whoever is asked by Watch agrees, in the same transaction, before the unit
//     or tracking of an item changes, or it is archived or made a family;
//   - photos are files named by their hash, never rows.
//
// # Buckets
//
//	catalog.items            item                   -> item, as it differs from its family
//	catalog.items.article    folded article, item   -> (index) of those not archived
//	catalog.items.code       normal code, item      -> (index) own label, barcodes
//	catalog.items.family     parent, item           -> (index) variants
//	catalog.items.external   channel, id, item      -> (index)
//	catalog.changes          number                 -> item changed then; each item once
//	catalog.attributes       folded name            -> type, unit, choices
//
// # Why
//
// A product that holds a list of variants inside it was refused: stock, codes
// and prices are per variant, and a row that all of them share would be written
// by every scan. A variant that copies its family was refused as well: a name
// corrected in one place must be corrected in all.
package catalog
