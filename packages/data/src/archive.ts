// @bourse/data/archive: a cache on disk, for Node.
export { type ArchiveOptions, diskArchive } from './archive/diskArchive.js'
